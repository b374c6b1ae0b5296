"""Bars with their names and figures above them, for analyses of records.

A figure is written over its bar, so that it is read without an axis and on a narrow screen; a
second value stands as a tick. Bars start at 0 and may run below it; a bar that is a range starts at
its lower end, and then the scale need not hold 0: it is drawn, so that a bar far from its name is
read off a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.charts import axes, theme
from yardstick.charts.named_rows import NamedRows, hover, rule
from yardstick.model import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.theme import Json

_BOTTOM, _NAMED = 12, 36  # below the rows, without and with the scale's numbers
_FLAT_RANGE: Final = 0.3  # a range is read by where its ends are: 0 would only push it aside
_BAR: Final = 0.34  # of a row whose label has one line


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        name: What it is of.
        value: Where it ends; None where nothing can be drawn.
        said: The figure in words, written after the name.
        tick: A second value on the same scale; None where there is none.
        pale: Whether it is context to the others.
        start: Where it starts: the lower end of a range; None for 0.
    """

    name: str
    value: float | None
    said: str
    tick: float | None = None
    pale: bool = False
    start: float | None = None


def figure(bars: Sequence[Bar], key: str, ends: tuple[float, ...] = (), sign: str = "") -> Json:
    """Return bars from top to bottom as a Plotly figure.

    Args:
        bars: In the order drawn.
        key: What bars and ticks are, in words above them.
        ends: Values that the scale must hold, whatever is drawn: those of a fixed scale.
        sign: What stands before the numbers of a scale that is drawn: £.
    """
    drawn_at = (one for bar in bars for one in (bar.value, bar.tick, bar.start))
    known = [*ends, *(one for one in drawn_at if one is not None)]
    is_range = any(bar.start is not None for bar in bars)
    scale = axes.scale(known, Unit.COUNT, zero=not is_range, flat=_FLAT_RANGE)
    key += f". {axes.CUT}" if scale.is_cut else ""
    rows = NamedRows.of(((bar.name, bar.said) for bar in bars), key)
    drawn = [_bars(bars, rows.share(_BAR), pale=pale) for pale in (False, True)]
    xaxis = scale.axis(Unit.COUNT, sign)
    if not is_range:
        xaxis |= {"tickvals": [], "ticktext": []}
    layout = rows.layout(xaxis, bottom=_NAMED if is_range else _BOTTOM, base=scale.low <= 0)
    if is_range:
        layout["shapes"] += map(rule, scale.ticks)
    return {"data": [*drawn, _ticks(bars)], "layout": layout}


def _bars(bars: Sequence[Bar], thick: float, *, pale: bool) -> Json:
    placed = ((str(at), bar) for at, bar in enumerate(bars) if bar.value is not None)
    drawn = [(at, bar) for at, bar in placed if bar.pale is pale]
    return {
        "type": "bar",
        "name": "Context" if pale else "Bars",
        "orientation": "h",
        "x": [(bar.value or 0) - (bar.start or 0) for _, bar in drawn],
        "base": [bar.start or 0 for _, bar in drawn],
        "y": [at for at, _ in drawn],
        "width": thick,
        "marker": {"color": theme.CONTEXT if pale else theme.FOCUS},
        "hoverinfo": "text",
        "hovertext": [hover(bar.name, bar.said) for _, bar in drawn],
    }


def _ticks(bars: Sequence[Bar]) -> Json:
    drawn = [(str(at), bar) for at, bar in enumerate(bars) if bar.tick is not None]
    return {
        "type": "scatter",
        "name": "Ticks",
        "mode": "markers",
        "x": [bar.tick for _, bar in drawn],
        "y": [at for at, _ in drawn],
        "marker": {
            "symbol": "line-ns",
            "size": 18,
            "line": {"width": 4, "color": theme.COMPARATOR},
        },
        "hoverinfo": "text",
        "hovertext": [hover(bar.name, bar.said) for _, bar in drawn],
    }
