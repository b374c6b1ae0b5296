"""A funnel: each school by its size and its rate, within what chance would have of that size.

Schools are not ordered and those within the limits are not named: a funnel is no league table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.charts import axes, lines, theme
from yardstick.charts.named_rows import hover
from yardstick.model import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.theme import Json

_HEIGHT: Final = 420
_SIDE, _TOP, _BOTTOM, _LEFT = 24, 66, 48, 64
_WITHIN_PX, _BEYOND_PX = 9, 13


@dataclass(frozen=True)
class Place:
    """One school.

    Attributes:
        name: Of the school.
        size: What its events are held over.
        value: Its rate.
        lower, upper: The limits for its size.
        is_beyond: Whether it is outside them.
        said: The figure in words.
    """

    name: str
    size: float
    value: float
    lower: float
    upper: float
    is_beyond: bool
    said: str


def figure(places: Sequence[Place], centre: float, key: str, across: str) -> Json:
    """Return a funnel as a Plotly figure.

    Args:
        places: At least one.
        centre: The rate of all together.
        key: What marks and lines are, in words above them; a line break starts a new line.
        across: What the horizontal axis counts.
    """
    ordered = sorted(places, key=lambda place: place.size)
    x = axes.scale([place.size for place in ordered], Unit.COUNT, zero=True)
    tallest = [max(place.value, min(place.upper, 3 * centre)) for place in ordered]
    y = axes.scale([centre, *tallest], Unit.COUNT, zero=True)
    limits = [
        _line(ordered, [min(getattr(place, side), y.high) for place in ordered])
        for side in ("lower", "upper")
    ]
    middle = _line(ordered, [centre for _ in ordered], dash="solid")
    marks = [_marks(ordered, beyond=beyond) for beyond in (False, True)]
    return {"data": [*limits, middle, *marks], "layout": _layout(ordered, x, y, key, across)}


def _line(places: Sequence[Place], values: list[float], dash: str = theme.SHORT_DASH) -> Json:
    return {
        "type": "scatter",
        "name": "Limits",
        "mode": "lines",
        "x": [place.size for place in places],
        "y": values,
        "line": {"color": theme.TRACEABLE, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _marks(places: Sequence[Place], *, beyond: bool) -> Json:
    own = [place for place in places if place.is_beyond is beyond]
    marker = {"symbol": "diamond", "size": _BEYOND_PX, "color": theme.HIGHER_FILL}
    within = {
        "symbol": "circle",
        "size": _WITHIN_PX,
        "color": theme.WHITE,
        "line": {"color": theme.SECONDARY, "width": 1.5},
    }
    return {
        "type": "scatter",
        "name": "Outside the limits" if beyond else "Within the limits",
        "mode": "markers",
        "x": [place.size for place in own],
        "y": [place.value for place in own],
        "marker": marker if beyond else within,
        "hoverinfo": "text",
        "hovertext": [hover(place.name, place.said) for place in own],
    }


def _layout(places: Sequence[Place], x: axes.Scale, y: axes.Scale, key: str, across: str) -> Json:
    return theme.layout(
        height=_HEIGHT,
        margin={"l": _LEFT, "r": _SIDE, "t": _TOP, "b": _BOTTOM + _SIDE},
        xaxis=x.axis(Unit.COUNT) | {"showline": True, "linecolor": theme.BORDER},
        yaxis=y.axis(Unit.COUNT) | {"showgrid": True, "gridcolor": theme.GRID},
        annotations=[
            theme.heading("<br>".join(lines.safe(part) for part in key.split("\n")), _LEFT),
            _across(across),
            *(_named(place) for place in places if place.is_beyond),
        ],
    )


def _across(words: str) -> Json:
    place = {"xref": "paper", "yref": "paper", "x": 1, "y": 0, "yshift": -_BOTTOM + 16}
    return theme.note(lines.safe(words), **place, xanchor="right", yanchor="top")


def _named(place: Place) -> Json:
    at = {"xref": "x", "yref": "y", "x": place.size, "y": place.value}
    return theme.note(lines.safe(place.name), **at, yanchor="bottom", xanchor="center", yshift=8)
