"""One indicator in one period: a mark with its 95 % interval for every area, in one order."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from yardstick.charts import axes, lines, theme
from yardstick.charts.numbers import interval_text, n_text, point_text, rank_text, symbol
from yardstick.charts.phrases import polarity
from yardstick.charts.rows import figure_of, rows
from yardstick.model import Direction, Judgement

if TYPE_CHECKING:
    from yardstick.charts.axes import Scale
    from yardstick.charts.rows import Row
    from yardstick.charts.theme import Json
    from yardstick.results.types import Comparison

_ROW_PX = 48  # names stand above their line, so that the chart is whole on a narrow screen
_SIDE, _BOTTOM = 24, 44
_LINE_PX = 21  # of the comparator's label, above the plot
_LEAST_ROWS = 3
_LABEL_PX = 11  # above a line, clear of its mark
_NAME_LETTERS = 26  # of the comparator, in a line


class Order(StrEnum):
    """How areas are ordered. None is a league table: positions carry their interval."""

    VALUE = "value"
    NAME = "name"
    NEIGHBOURS = "neighbours"  # the focus area's statistical neighbours first


def ordered(result: Comparison, order: Order = Order.VALUE) -> list[Row]:
    """Return the rows from top to bottom; those without a figure stand last, by name.

    By value the best stands first where there is a better, else the highest.
    """
    found = rows(result.values)
    rising = result.indicator.better is Direction.LOWER

    def place(row: Row) -> tuple[bool, bool, float, str]:
        value = figure_of(row).value
        height = 0.0 if value is None else (value if rising else -value)
        if order is Order.NAME:
            return False, False, 0.0, row["name"]
        far = order is Order.NEIGHBOURS and not _is_near(row, result)
        return far, value is None, height, row["name"]

    return sorted(found, key=place)


def _is_near(row: Row, result: Comparison) -> bool:
    return bool(row["neighbour"]) or row["area"] == result.focus.code


def figure(result: Comparison, *, order: Order = Order.VALUE) -> Json:
    """Return the comparison as a Plotly figure.

    An area without a figure keeps its row, with the symbol and the reason in words.

    Args:
        result: What to draw. Not changed.
        order: From top to bottom.
    """
    shown = ordered(result, order)
    points = [figure_of(row) for row in shown]
    ends = [end for point in points for end in (point.value, point.lower, point.upper)]
    known = [end for end in [*ends, result.comparator.value] if end is not None]
    scale = axes.scale(known, result.indicator.unit)
    return {
        "data": [
            _marks(result, shown, judgement)
            for judgement in Judgement
            if any(row["judgement"] is judgement and _has_figure(row) for row in shown)
        ],
        "layout": _layout(result, shown, scale),
    }


def _has_figure(row: Row) -> bool:
    return figure_of(row).value is not None


def _marks(result: Comparison, shown: list[Row], judgement: Judgement) -> Json:
    """Return the areas of one judgement: its shape, its colour, its word as the trace's name."""
    mark = theme.MARKS[judgement]
    own = [row for row in shown if row["judgement"] is judgement and _has_figure(row)]
    points = [figure_of(row) for row in own]
    return {
        "type": "scatter",
        "name": mark.word,
        "mode": "markers",
        "x": [point.value for point in points],
        "y": [row["area"] for row in own],
        "marker": {
            "symbol": mark.symbol,
            "size": 14,
            "color": mark.fill,
            "line": {"width": 2, "color": mark.border},
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [_arm(point.upper, point.value) for point in points],
            "arrayminus": [_arm(point.value, point.lower) for point in points],
            "color": theme.SECONDARY,
            "thickness": 2,
            "width": 0,
        },
        "hoverinfo": "text",
        "hovertext": [_hover(result, row) for row in own],
    }


def _arm(outer: float | None, inner: float | None) -> float:
    return 0.0 if outer is None or inner is None else outer - inner


def _hover(result: Comparison, row: Row) -> str:
    point, indicator = figure_of(row), result.indicator
    interval = interval_text(point, indicator)
    said = [
        f"<b>{lines.safe(row['name'])}</b>",
        f"{result.period.key}: {point_text(point, indicator)}",
        n_text(point, indicator.unit),
        interval and f"95% interval {interval}",
        f"{theme.MARKS[row['judgement']].word} ({lines.safe(result.against.label)})",
        rank_text(row["rank_low"], row["rank_high"], result.ranked),
    ]
    return "<br>".join(text for text in said if text)


# ---- what stands round the marks ----------------------------------------------------------


def _layout(result: Comparison, shown: list[Row], scale: Scale) -> Json:
    areas = [row["area"] for row in shown]
    label = _comparator_note(result, scale)
    above = 14 + _LINE_PX * sum(note["text"].count("<br>") + 1 for note in label)
    top = above + _LINE_PX + 8
    return theme.layout(
        height=max(len(shown), _LEAST_ROWS) * _ROW_PX + top + _BOTTOM,
        margin={"l": _SIDE, "r": _SIDE, "t": top, "b": _BOTTOM},
        xaxis=scale.axis(result.indicator.unit) | {"showline": True, "linecolor": theme.BORDER},
        yaxis=theme.axis(
            type="category",
            categoryorder="array",
            categoryarray=areas,
            range=[max(len(shown), 1) - 0.7, -0.7],
            tickvals=areas,
            ticktext=[lines.safe(row["name"]) for row in shown],
            showticklabels=False,
            showgrid=True,
            gridcolor=theme.GRID,
            gridwidth=1,
        ),
        shapes=_comparator_line(result),
        annotations=[
            _heading(result, scale, above),
            *label,
            *(note for row in shown for note in _row_notes(result, row)),
        ],
    )


def _heading(result: Comparison, scale: Scale, above: int) -> Json:
    said = [polarity(result.indicator)] + ([axes.CUT] if scale.is_cut else [])
    return theme.heading(". ".join(said), _SIDE, above)


def _comparator_line(result: Comparison) -> list[Json]:
    value = result.comparator.value
    if value is None:
        return []
    stroke = {"color": theme.COMPARATOR, "width": theme.COMPARATOR_WIDTH, "dash": "longdash"}
    ends = {"x0": value, "x1": value, "y0": 0, "y1": 1}
    return [
        {"type": "line", "xref": "x", "yref": "paper", **ends, "line": stroke, "layer": "below"}
    ]


def _comparator_note(result: Comparison, scale: Scale) -> list[Json]:
    """Return the comparator's name and figure above its line, on the side with more room."""
    value = result.comparator.value
    if value is None:
        return []
    is_right = value > (scale.low + scale.high) / 2
    name, figure_ = result.against.label, point_text(result.comparator, result.indicator)
    return [
        theme.note(
            f"{lines.wrapped(name, _NAME_LETTERS)} {figure_}",
            xref="x",
            yref="paper",
            x=value,
            y=1,
            xanchor="right" if is_right else "left",
            yanchor="bottom",
            font={"size": theme.TEXT_PX, "color": theme.COMPARATOR_TEXT},
        )
    ]


def _row_notes(result: Comparison, row: Row) -> list[Json]:
    """Return a row's name, and at its end its figure and judgement, or why it has none."""
    point = figure_of(row)
    place = {"yref": "y", "y": row["area"], "xref": "paper", "yanchor": "bottom"}
    look = {"yshift": _LABEL_PX, "bgcolor": theme.WHITE}
    name = lines.safe(row["name"])
    if point.value is None:
        why = f"{symbol(point.status)}: {point_text(point, result.indicator)}"
        grey = {"size": theme.TEXT_PX, "color": theme.SECONDARY}
        end = theme.note(why, **place, **look, x=1, xanchor="right", font=grey)
    else:
        value = f"{point_text(point, result.indicator)} {theme.MARKS[row['judgement']].word}"
        end = theme.note(_emphasised(value, result, row), **place, **look, x=1, xanchor="right")
    return [theme.note(_emphasised(name, result, row), **place, **look, x=0), end]


def _emphasised(text: str, result: Comparison, row: Row) -> str:
    return f"<b>{text}</b>" if row["area"] == result.focus.code else text
