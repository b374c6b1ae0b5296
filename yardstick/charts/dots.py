"""Values with their intervals as marks on a line, each under its name; a base line across them.

On a scale of ratios: twice as likely is as far from alike as half as likely.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.charts import theme
from yardstick.charts.named_rows import NamedRows, hover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.theme import Json

_BOTTOM: Final = 36
_MARK_PX: Final = 11
_ENDS: Final = 1.15  # of the furthest value from alike
_TICKS: Final = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class Dot:
    """One ratio.

    Attributes:
        name: What it is of.
        value: The ratio, 1 where alike; None where it cannot be drawn.
        lower, upper: Its interval; None where there is none.
        said: The figure in words, written after the name.
    """

    name: str
    value: float | None
    lower: float | None
    upper: float | None
    said: str


def figure(dots: Sequence[Dot], key: str) -> Json:
    """Return ratios from top to bottom as a Plotly figure, on a logarithmic scale around 1.

    Args:
        dots: In the order drawn; one without a value is named and not drawn.
        key: What marks and lines are, in words above them.
    """
    rows = NamedRows.of(((dot.name, dot.said) for dot in dots), key)
    layout = rows.layout(_axis(_reach(dots)), bottom=_BOTTOM, base=True)
    return {"data": [_marks(dots)], "layout": layout}


def _drawn(dots: Sequence[Dot]) -> list[tuple[str, Dot, float]]:
    placed = ((str(at), dot) for at, dot in enumerate(dots))
    return [(at, dot, dot.value) for at, dot in placed if dot.value]


def _reach(dots: Sequence[Dot]) -> float:
    """Return how far the scale goes to either side, in powers of ten."""
    ends = [end for _, dot, value in _drawn(dots) for end in (value, dot.lower, dot.upper) if end]
    return max((abs(math.log10(end)) for end in ends), default=math.log10(2)) * _ENDS + 0.05


def _marks(dots: Sequence[Dot]) -> Json:
    drawn = _drawn(dots)
    return {
        "type": "scatter",
        "name": "Ratios",
        "mode": "markers",
        "x": [math.log10(value) for _, _, value in drawn],
        "y": [at for at, _, _ in drawn],
        "marker": {"symbol": "circle", "size": _MARK_PX, "color": theme.FOCUS},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [_arm(dot.upper, value) for _, dot, value in drawn],
            "arrayminus": [-_arm(dot.lower, value) for _, dot, value in drawn],
            "color": theme.FOCUS,
            "thickness": 2,
            "width": 0,
        },
        "hoverinfo": "text",
        "hovertext": [hover(dot.name, dot.said) for _, dot, _ in drawn],
    }


def _arm(end: float | None, value: float) -> float:
    return math.log10(end / value) if end else 0.0


def _axis(reach: float) -> Json:
    ticks = [tick for tick in _TICKS if abs(math.log10(tick)) <= reach]
    return theme.axis(
        range=[-reach, reach],
        tickvals=[math.log10(tick) for tick in ticks],
        ticktext=["alike" if tick == 1 else f"×{tick:g}" for tick in ticks],
    )
