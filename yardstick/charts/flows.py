"""Flows: bands from what they come from, on the left, to where they lead, on the right.

Drawn from filled lines, which a page and a picture draw alike. A band is as thick as its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from yardstick.charts import lines, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.theme import Json

_SIDE, _TOP, _BOTTOM = 24, 46, 12
_NODE_PX: Final = 56  # of height for each node on the fuller side
_GAP_PX: Final = 38  # between two nodes: two lines of a name, so that those of thin ones fit
_LEAST: Final = 300
# Letters of a line of a name: what a screen of 390 pixels has room for, side by side.
_LEFT_LETTERS, _RIGHT_LETTERS = 22, 16
_NODE: Final = 0.015  # of the width
_STEPS: Final = 24  # pieces of a curve
_PALE: Final = "rgba(18, 67, 109, 0.28)"


@dataclass(frozen=True)
class Flow:
    """One band: from where, to where, how many, and the figure in words."""

    start: str
    end: str
    number: float
    said: str


def figure(flows: Sequence[Flow], key: str) -> Json:
    """Return flows as a Plotly figure; nodes stand in the order in which flows name them.

    Args:
        flows: At least one, each above 0.
        key: What is drawn, in words above it.
    """
    starts = list(dict.fromkeys(flow.start for flow in flows))
    ends = list(dict.fromkeys(flow.end for flow in flows))
    count = max(len(starts), len(ends))
    height = max(count * _NODE_PX, _LEAST)
    gap = _GAP_PX / height
    scale = (1 - gap * (count - 1)) / sum(flow.number for flow in flows)
    left = _stacked(flows, starts, "start", scale, gap)
    right = _stacked(flows, ends, "end", scale, gap)
    bands = [_band(flow, left[at], right[at]) for at, flow in enumerate(flows)]
    named = [
        *(_name(name, flows, left, side="start") for name in starts),
        *(_name(name, flows, right, side="end") for name in ends),
    ]
    return {"data": bands, "layout": _layout(height, key, named)}


Span = tuple[float, float]  # from the top, 0 to 1


def _stacked(
    flows: Sequence[Flow], nodes: list[str], side: str, scale: float, gap: float
) -> dict[int, Span]:
    """Return where each flow begins or ends: within its node, one below the other."""
    order = sorted(range(len(flows)), key=lambda at: nodes.index(getattr(flows[at], side)))
    ends = accumulate(flows[at].number * scale for at in order)
    spans = {}
    for at, end in zip(order, ends, strict=True):
        shift = gap * nodes.index(getattr(flows[at], side))
        spans[at] = (end - flows[at].number * scale + shift, end + shift)
    return spans


def _band(flow: Flow, left: Span, right: Span) -> Json:
    across = [step / _STEPS for step in range(_STEPS + 1)]
    upper = [_curve(at, left[0], right[0]) for at in across]
    lower = [_curve(at, left[1], right[1]) for at in across]
    return {
        "type": "scatter",
        "name": lines.safe(f"{flow.start}: {flow.end}"),
        "mode": "lines",
        "x": [*across, *reversed(across)],
        "y": [*upper, *reversed(lower)],
        "fill": "toself",
        "fillcolor": _PALE,
        "line": {"color": theme.WHITE, "width": 1},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": lines.safe(flow.said),
    }


def _curve(at: float, start: float, end: float) -> float:
    """Return the height of a smooth step from one height to another."""
    return start + (end - start) * at * at * (3 - 2 * at)


def _name(name: str, flows: Sequence[Flow], spans: dict[int, Span], *, side: str) -> Json:
    own = [at for at, flow in enumerate(flows) if getattr(flow, side) == name]
    middle = (min(spans[at][0] for at in own) + max(spans[at][1] for at in own)) / 2
    number = sum(flows[at].number for at in own)
    is_left = side == "start"
    place = {"xref": "x", "yref": "y", "x": _NODE if is_left else 1 - _NODE, "y": middle}
    text = lines.wrapped(f"{name}: {number:,.0f}", _LEFT_LETTERS if is_left else _RIGHT_LETTERS)
    end = "left" if is_left else "right"
    return theme.note(text, **place, xanchor=end, align=end, yanchor="middle")


def _layout(height: int, key: str, named: list[Json]) -> Json:
    heading = theme.heading(lines.safe(key), _SIDE)
    return theme.layout(
        height=height + _TOP + _BOTTOM,
        margin={"l": _SIDE, "r": _SIDE, "t": _TOP, "b": _BOTTOM},
        xaxis=theme.axis(range=[0, 1], tickvals=[], ticktext=[]),
        yaxis=theme.axis(range=[1, 0], tickvals=[], ticktext=[]),
        annotations=[heading, *named],
    )
