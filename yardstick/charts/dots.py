"""Values with their intervals as marks on a line, each under its name; a base line across them.

On a scale of ratios: twice as likely is as far from alike as half as likely.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.charts import lines, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.theme import Json

_ROW_PX: Final = 48
_SIDE, _TOP, _BOTTOM = 24, 66, 36
_LEAST_ROWS: Final = 3
_LABEL_PX: Final = 9
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
    reach = _reach(dots)
    return {"data": [_marks(dots)], "layout": _layout(dots, key, reach)}


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
        "hovertext": [
            f"<b>{lines.safe(dot.name)}</b><br>{lines.safe(dot.said)}" for _, dot, _ in drawn
        ],
    }


def _arm(end: float | None, value: float) -> float:
    return math.log10(end / value) if end else 0.0


def _layout(dots: Sequence[Dot], key: str, reach: float) -> Json:
    places = [str(at) for at in range(len(dots))]
    ticks = [tick for tick in _TICKS if abs(math.log10(tick)) <= reach]
    return theme.layout(
        height=max(len(dots), _LEAST_ROWS) * _ROW_PX + _TOP + _BOTTOM,
        margin={"l": _SIDE, "r": _SIDE, "t": _TOP, "b": _BOTTOM},
        xaxis=theme.axis(
            range=[-reach, reach],
            tickvals=[math.log10(tick) for tick in ticks],
            ticktext=["alike" if tick == 1 else f"×{tick:g}" for tick in ticks],
        ),
        yaxis=theme.axis(
            type="category",
            categoryorder="array",
            categoryarray=places,
            range=[max(len(dots), 1) - 0.4, -0.7],
            tickvals=places,
            ticktext=[lines.safe(dot.name) for dot in dots],
            showticklabels=False,
        ),
        shapes=[_alike()],
        annotations=[_heading(key), *(_note(str(at), dot) for at, dot in enumerate(dots))],
    )


def _alike() -> Json:
    line = {"color": theme.BORDER, "width": 1, "dash": "solid"}
    place = {"xref": "x", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", "line": line, **place}


def _heading(key: str) -> Json:
    return theme.note(
        "<br>".join(lines.safe(part) for part in key.split("\n")),
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        yanchor="bottom",
        xshift=8 - _SIDE,
        yshift=8,
        font={"size": theme.TEXT_PX, "color": theme.SECONDARY},
    )


def _note(at: str, dot: Dot) -> Json:
    place = {"xref": "paper", "x": 0, "yref": "y", "y": at, "yanchor": "bottom"}
    said = f"{lines.safe(dot.name)}: {lines.safe(dot.said)}"
    return theme.note(said, **place, xshift=4, yshift=_LABEL_PX)
