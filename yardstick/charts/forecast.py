"""What was counted, what is expected, and how sure that is, as lines over terms.

What was counted is solid; a forecast is dashed, with its interval as a band, and the terms ahead
are named as such, so that no forecast is taken for a count. Grey marks are those of last year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import axes, lines, theme
from yardstick.charts.numbers import plain
from yardstick.charts.phrases import opened
from yardstick.model import Period, Status, Unit
from yardstick.results.types import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.rows import Row
    from yardstick.charts.theme import Json

_HEIGHT: Final = 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 24, 84, 58
_LETTERS: Final = 42  # of a line: what a screen of 390 pixels has room for
_MOST_NAMED: Final = 6
KEY: Final = "Solid: counted. Dashed: forecast; band: 80% interval. Grey: as last year"


def figure(rows: Sequence[Row]) -> Json:
    """Return the terms, those ahead last, as a Plotly figure.

    Args:
        rows: `part` (key of a term), `label` (its name), `number`, `expected`, `lower`, `upper`,
            `last_year` and `is_ahead`; what is not known is None.
    """
    names = ("number", "expected", "lower", "upper", "last_year")
    known = [row[name] for row in rows for name in names if row[name] is not None]
    scale = axes.scale(known, Unit.COUNT, zero=True)
    drawn = [_band(rows), _last_year(rows), _expected(rows), _counted(rows)]
    return {"data": drawn, "layout": _layout(rows, scale)}


def _band(rows: Sequence[Row]) -> Json:
    ends = {
        row["part"]: Point(None, Status.SHOWN, lower=row["lower"], upper=row["upper"])
        for row in rows
    }
    return lines.band(ends, {}, "80% interval")


def _last_year(rows: Sequence[Row]) -> Json:
    look = {"marker": {"color": theme.TRACEABLE, "size": 6, "symbol": "diamond"}}
    return _trace(rows, "last_year", "As last year", mode="markers", **look)


def _expected(rows: Sequence[Row]) -> Json:
    stroke = {"color": theme.COMPARATOR, "width": theme.COMPARATOR_WIDTH, "dash": "dot"}
    hollow = {
        "color": theme.WHITE,
        "size": theme.MARKER_PX,
        "line": {"color": theme.COMPARATOR, "width": 2},
    }
    return _trace(rows, "expected", "Forecast", line=stroke, marker=hollow)


def _counted(rows: Sequence[Row]) -> Json:
    stroke = {"color": theme.FOCUS, "width": theme.FOCUS_WIDTH}
    return _trace(
        rows,
        "number",
        "Counted",
        line=stroke,
        marker={"color": theme.FOCUS, "size": theme.MARKER_PX},
    )


def _trace(rows: Sequence[Row], name: str, called: str, **look: object) -> Json:
    return {
        "type": "scatter",
        "name": called,
        "mode": "lines+markers",
        "x": [row["part"] for row in rows],
        "y": [row[name] for row in rows],
        "connectgaps": False,
        "hoverinfo": "text",
        "hovertext": [_hover(row, row[name], called) for row in rows],
        **look,
    }


def _hover(row: Row, value: float | None, called: str) -> str | None:
    if value is None:
        return None
    return f"<b>{lines.safe(opened(row['label']))}</b><br>{called}: {plain(value, 1)}"


def _layout(rows: Sequence[Row], scale: axes.Scale) -> Json:
    periods = [Period.parse(row["part"]) for row in rows]
    first = next(place for place, row in enumerate(rows) if row["is_ahead"])
    return theme.layout(
        height=_HEIGHT,
        margin={"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": _BOTTOM},
        xaxis=axes.term_axis(periods, _MOST_NAMED),
        yaxis=scale.axis(Unit.COUNT) | theme.GRIDLINES,
        shapes=[_ahead(first, len(rows))],
        annotations=[theme.heading(lines.wrapped(KEY, _LETTERS), _LEFT, above=12), _named(first)],
    )


def _ahead(first: int, end: int) -> Json:
    """Return the ground behind the terms ahead."""
    place = {"xref": "x", "x0": first - 0.5, "x1": end - 0.5, "yref": "paper", "y0": 0, "y1": 1}
    return {
        "type": "rect",
        "layer": "below",
        "fillcolor": theme.PANEL,
        "line": {"width": 0},
        **place,
    }


def _named(first: int) -> Json:
    place = {"xref": "x", "x": first - 0.5, "yref": "paper", "y": 1, "yanchor": "top"}
    font = {"size": theme.SMALL_PX, "color": theme.SECONDARY}
    return theme.note("Ahead", **place, xshift=4, font=font)
