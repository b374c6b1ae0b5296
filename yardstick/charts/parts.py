"""The parts of a total: a bar for each share, its number beside it, the comparator as a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts import axes, lines, theme
from yardstick.charts.numbers import count_text, n_text, share_text, symbol
from yardstick.charts.rows import rows
from yardstick.charts.tallies import region_share_of, share_of
from yardstick.model import Unit

if TYPE_CHECKING:
    from yardstick.charts.axes import Scale
    from yardstick.charts.rows import Row
    from yardstick.charts.theme import Json
    from yardstick.results.types import Parts

_ROW_PX = 48  # names stand above their bar, so that the chart is whole on a narrow screen
_SIDE, _TOP, _BOTTOM = 24, 66, 12
_LEAST_ROWS = 3
_BAR = 0.34  # of a row
_LABEL_PX = 11  # above a bar's middle
_UNJUDGED = "No judgement is made of a share"


def ordered(result: Parts) -> list[Row]:
    """Return the parts from top to bottom: the largest share first, those not shown last."""

    def place(row: Row) -> tuple[bool, float]:
        share = share_of(row).value
        return share is None, -(share or 0.0)

    return sorted(rows(result.values), key=place)


def figure(result: Parts) -> Json:
    """Return the parts as a Plotly figure: bars from 0, never cut.

    Args:
        result: What to draw. Not changed.
    """
    shown = ordered(result)
    shares = [share_of(row).value for row in shown]
    beside = [region_share_of(row).value for row in shown]
    known = [share for share in [*shares, *beside] if share is not None]
    scale = axes.scale(known, Unit.PERCENT, zero=True)
    return {
        "data": [_bars(result, shown), _ticks(result, shown)],
        "layout": _layout(result, shown, scale),
    }


def _bars(result: Parts, shown: list[Row]) -> Json:
    own = [row for row in shown if share_of(row).value is not None]
    return {
        "type": "bar",
        "name": result.focus.name,
        "orientation": "h",
        "x": [share_of(row).value for row in own],
        "y": [row["part"] for row in own],
        "width": _BAR,
        "marker": {"color": theme.FOCUS},
        "hoverinfo": "text",
        "hovertext": [_hover(result, row) for row in own],
    }


def _ticks(result: Parts, shown: list[Row]) -> Json:
    own = [row for row in shown if region_share_of(row).value is not None]
    return {
        "type": "scatter",
        "name": result.against.label,
        "mode": "markers",
        "x": [region_share_of(row).value for row in own],
        "y": [row["part"] for row in own],
        "marker": {
            "symbol": "line-ns",
            "size": 18,
            "line": {"width": 4, "color": theme.COMPARATOR},
        },
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{lines.safe(result.against.label)}</b><br>{lines.safe(row['label'])}: "
            f"{share_text(row['region_share'])}"
            for row in own
        ],
    }


def _hover(result: Parts, row: Row) -> str:
    share = share_of(row, result.total.value)
    said = [
        f"<b>{lines.safe(row['label'])}</b>",
        f"{lines.safe(result.focus.name)}, {result.period.key}: {share_text(row['share'])}",
        n_text(share, Unit.PERCENT),
    ]
    if share.lower is not None and share.upper is not None:
        said.append(f"95% interval {share_text(share.lower)} to {share_text(share.upper)}")
    return "<br>".join(text for text in said if text)


def _layout(result: Parts, shown: list[Row], scale: Scale) -> Json:
    codes = [row["part"] for row in shown]
    return theme.layout(
        height=max(len(shown), _LEAST_ROWS) * _ROW_PX + _TOP + _BOTTOM,
        margin={"l": _SIDE, "r": _SIDE, "t": _TOP, "b": _BOTTOM},
        # Each bar has its figure above it, so the value axis would only repeat it.
        xaxis=scale.axis(Unit.PERCENT) | {"tickvals": [], "ticktext": []},
        yaxis=theme.axis(
            type="category",
            categoryorder="array",
            categoryarray=codes,
            range=[max(len(shown), 1) - 0.7, -0.7],
            tickvals=codes,
            ticktext=[lines.safe(row["label"]) for row in shown],
            showticklabels=False,
            showline=True,
            linecolor=theme.BORDER,
        ),
        annotations=[_heading(result), *(_note(row) for row in shown)],
    )


def _heading(result: Parts) -> Json:
    """Return what the marks are: a key in words, with the comparator's mark."""
    tick = f'<span style="color:{theme.COMPARATOR_TEXT}">Orange line</span>'
    return theme.heading(
        f"{_UNJUDGED}<br>Bars: {lines.safe(result.focus.name)}. {tick}: "
        f"{lines.safe(result.against.label)}",
        _SIDE,
    )


def _note(row: Row) -> Json:
    """Return a part's name with its share and number, or why it has no bar."""
    share = share_of(row)
    name = lines.safe(row["label"])
    place = {"xref": "paper", "x": 0, "yref": "y", "y": row["part"], "yanchor": "bottom"}
    if share.value is None:
        said = f"{name}: {symbol(share.status)}, {share.status.words}"
    else:
        number = count_text(row["number"])
        said = f"{name}: {share_text(share.value)}" + (f" (n {number})" if number else "")
    return theme.note(said, **place, xshift=4, yshift=_LABEL_PX)
