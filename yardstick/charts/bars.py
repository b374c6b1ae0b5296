"""Bars with their names and figures above them, for analyses of records.

A figure is written over its bar, so that it is read without an axis and on a narrow screen; a
second value stands as a tick. Bars start at 0 and may run below it; a bar that is a range starts at
its lower end, and then the scale need not hold 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.charts import axes, lines, theme
from yardstick.model import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.theme import Json

_ROW_PX: Final = 48
_SIDE, _TOP, _BOTTOM = 24, 46, 12
_LEAST_ROWS: Final = 3
_BAR: Final = 0.34  # of a row whose label has one line
_LABEL_PX: Final = 11  # above a bar's middle
_LINE_PX: Final = 20  # of a label that needs several
_LETTERS: Final = 42  # of a line: what a screen of 390 pixels has room for
_ABOVE: Final = 0.7  # of a row, above the first bar's middle, where labels have one line


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


def figure(bars: Sequence[Bar], key: str, ends: tuple[float, ...] = ()) -> Json:
    """Return bars from top to bottom as a Plotly figure.

    Args:
        bars: In the order drawn.
        key: What bars and ticks are, in words above them.
        ends: Values that the scale must hold, whatever is drawn: those of a fixed scale.
    """
    drawn_at = (one for bar in bars for one in (bar.value, bar.tick, bar.start))
    known = [*ends, *(one for one in drawn_at if one is not None)]
    is_range = any(bar.start is not None for bar in bars)
    scale = axes.scale(known, Unit.COUNT, zero=not is_range)
    key += f". {axes.CUT}" if scale.is_cut else ""
    thick = _BAR * _ROW_PX / (_ROW_PX + _more_lines(_labels(bars)) * _LINE_PX)
    drawn = [_bars(bars, thick, pale=pale) for pale in (False, True)]
    return {"data": [*drawn, _ticks(bars)], "layout": _layout(bars, key, scale)}


def _labels(bars: Sequence[Bar]) -> list[str]:
    return [_label(bar) for bar in bars]


def _label(bar: Bar) -> str:
    """Return name and figure on one line, or on a line each where that takes no more of them."""
    run_on = lines.wrapped(f"{bar.name}: {bar.said}", _LETTERS)
    apart = f"{lines.wrapped(f'{bar.name}:', _LETTERS)}<br>{lines.wrapped(bar.said, _LETTERS)}"
    return min(apart, run_on, key=lambda label: label.count("<br>"))


def _more_lines(labels: Sequence[str]) -> int:
    """Return how many lines the longest label has beyond its first."""
    return max((label.count("<br>") for label in labels), default=0)


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
        "hovertext": [_hover(bar) for _, bar in drawn],
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
        "hovertext": [_hover(bar) for _, bar in drawn],
    }


def _hover(bar: Bar) -> str:
    return f"<b>{lines.safe(bar.name)}</b><br>{lines.safe(bar.said)}"


def _layout(bars: Sequence[Bar], key: str, scale: axes.Scale) -> Json:
    places = [str(at) for at in range(len(bars))]
    labels = _labels(bars)
    heading = lines.wrapped(key, _LETTERS)
    more = _more_lines(labels)
    row = _ROW_PX + more * _LINE_PX
    above = max(_ABOVE, (_LABEL_PX + (more + 1) * _LINE_PX) / row)
    top = _TOP + heading.count("<br>") * _LINE_PX
    return theme.layout(
        height=math.ceil((max(len(bars), _LEAST_ROWS) - _ABOVE + above) * row) + top + _BOTTOM,
        margin={"l": _SIDE, "r": _SIDE, "t": top, "b": _BOTTOM},
        xaxis=scale.axis(Unit.COUNT) | {"tickvals": [], "ticktext": []},
        yaxis=theme.axis(
            type="category",
            categoryorder="array",
            categoryarray=places,
            range=[max(len(bars), _LEAST_ROWS) - _ABOVE, -above],
            tickvals=places,
            ticktext=[lines.safe(bar.name) for bar in bars],
            showticklabels=False,
        ),
        shapes=[_zero()] if scale.low <= 0 else [],
        annotations=[
            _heading(heading),
            *(_note(at, label) for at, label in zip(places, labels, strict=True)),
        ],
    )


def _zero() -> Json:
    """Return the line that bars start from, which may stand in the middle."""
    line = {"color": theme.BORDER, "width": 1, "dash": "solid"}
    place = {"xref": "x", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", "line": line, **place}


def _heading(key: str) -> Json:
    return theme.note(
        key,
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        yanchor="bottom",
        xshift=8 - _SIDE,
        yshift=8,
        font={"size": theme.TEXT_PX, "color": theme.SECONDARY},
    )


def _note(at: str, label: str) -> Json:
    place = {"xref": "paper", "x": 0, "yref": "y", "y": at, "yanchor": "bottom"}
    return theme.note(label, **place, xshift=4, yshift=_LABEL_PX)
