"""A matrix of what is so and what is not: rows with their names above them, a square for each.

The names of columns stand upright above them, so that ten have room on a narrow screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.charts import lines, theme
from yardstick.charts.named_rows import NamedRows, hover, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yardstick.charts.theme import Json

_BOTTOM: Final = 12
_MARK_PX: Final = 14
_LETTER_PX: Final = 8  # of an upright name's height, at its widest
_HALF: Final = 0.5


@dataclass(frozen=True)
class Column:
    """One column, and whether it is the one that is marked."""

    name: str
    is_focus: bool


def figure(
    named: Sequence[tuple[str, str]],
    columns: Sequence[Column],
    cells: Sequence[Sequence[bool]],
    key: str,
) -> Json:
    """Return a matrix as a Plotly figure.

    Args:
        named: Name and figure in words of each row, from top to bottom.
        columns: From left to right.
        cells: Of each row, whether it is so in each column.
        key: What squares are, in words above them.
    """
    rows = NamedRows.of(named, key)
    above = max(len(column.name) for column in columns) * _LETTER_PX
    xaxis = theme.axis(range=[-_HALF, len(columns) - _HALF], tickvals=[], ticktext=[])
    layout = rows.layout(xaxis, bottom=_BOTTOM, base=False, above=above)
    layout["shapes"] = [shape for at, one in enumerate(columns) for shape in _ground(at, one)]
    layout["annotations"] += [_name(at, column) for at, column in enumerate(columns)]
    drawn = (_squares(named, columns, cells, is_focus=one) for one in (True, False))
    return {"data": list(drawn), "layout": layout}


def _squares(
    named: Sequence[tuple[str, str]],
    columns: Sequence[Column],
    cells: Sequence[Sequence[bool]],
    *,
    is_focus: bool,
) -> Json:
    drawn = [
        (across, down)
        for down, row in enumerate(cells)
        for across, is_so in enumerate(row)
        if is_so and columns[across].is_focus is is_focus
    ]
    return {
        "type": "scatter",
        "name": "Marked" if is_focus else "Context",
        "mode": "markers",
        "x": [across for across, _ in drawn],
        "y": [str(down) for _, down in drawn],
        "marker": {
            "symbol": "square",
            "size": _MARK_PX,
            "color": theme.FOCUS if is_focus else theme.TRACEABLE,
        },
        "hoverinfo": "text",
        "hovertext": [hover(named[down][0], columns[across].name) for across, down in drawn],
    }


def _ground(at: int, column: Column) -> Iterable[Json]:
    """Yield what a column stands on: a grey band where it is marked, and its line."""
    if column.is_focus:
        place = {"xref": "x", "x0": at - _HALF, "x1": at + _HALF, "yref": "paper", "y0": 0, "y1": 1}
        look = {"fillcolor": theme.PANEL, "line": {"width": 0}}
        yield {"type": "rect", "layer": "below", **look, **place}
    yield rule(at)


def _name(at: int, column: Column) -> Json:
    name = lines.safe(column.name)
    text = f"<b>{name}</b>" if column.is_focus else name
    place = {"xref": "x", "x": at, "yref": "paper", "y": 1, "yshift": 4}
    return theme.note(text, **place, xanchor="center", yanchor="bottom", textangle=-90)
