"""Rows of a chart with their names and figures written above them: what bars and marks share.

A figure over its mark is read without an axis and on a narrow screen, where a label that is too
long for a line takes several.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from yardstick.charts import lines, theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.charts.theme import Json

_ROW_PX: Final = 48
_SIDE, _TOP = 30, 46  # a side holds half of £30,000, or the browser leaves that number out
_HEADING_PX: Final = 8  # between what the marks are and what stands below it
_LEAST_ROWS: Final = 3
_LABEL_PX: Final = 11  # above a row's middle
_LINE_PX: Final = 20  # of a label that needs several
_LETTERS: Final = 42  # of a line: what a screen of 390 pixels has room for
_ABOVE: Final = 0.7  # of a row, above the first one's middle, where labels have one line


@dataclass(frozen=True)
class NamedRows:
    """Rows from top to bottom.

    Attributes:
        names: What each is of, as Plotly is to write it.
        labels: Name and figure of each, broken into lines.
        heading: What the marks are, broken into lines.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    heading: str

    @classmethod
    def of(cls, named: Iterable[tuple[str, str]], key: str) -> Self:
        """Lay out rows of which each has a name and a figure in words.

        Args:
            named: Name and figure, in the order drawn.
            key: What the marks are; a line break in it is kept.
        """
        rows = tuple(named)
        heading = "<br>".join(lines.wrapped(part, _LETTERS) for part in key.split("\n"))
        labels = tuple(_label(*row) for row in rows)
        return cls(tuple(lines.safe(name) for name, _ in rows), labels, heading)

    @property
    def places(self) -> list[str]:
        """Return where each row stands on the y axis."""
        return [str(at) for at in range(len(self.labels))]

    @property
    def row_px(self) -> int:
        """Return the height of a row: as many lines as the longest label has."""
        return _ROW_PX + self._more * _LINE_PX

    def share(self, of_one_line: float) -> float:
        """Return what share of a row is as thick as a share of one whose label has one line."""
        return of_one_line * _ROW_PX / self.row_px

    def layout(self, xaxis: Json, *, bottom: int, base: bool, above: int = 0) -> Json:
        """Return the layout of a figure of these rows.

        Args:
            xaxis: The scale that they share.
            bottom: Pixels below the rows.
            base: Whether a line is drawn across them at 0 of the scale.
            above: Pixels between what the marks are and the rows, for names of columns.
        """
        room = max(_ABOVE, (_LABEL_PX + (self._more + 1) * _LINE_PX) / self.row_px)
        top = _TOP + self.heading.count("<br>") * _LINE_PX + above
        rows = max(len(self.labels), _LEAST_ROWS) - _ABOVE
        return theme.layout(
            height=math.ceil((rows + room) * self.row_px) + top + bottom,
            margin={"l": _SIDE, "r": _SIDE, "t": top, "b": bottom},
            xaxis=xaxis,
            yaxis=theme.axis(
                type="category",
                categoryorder="array",
                categoryarray=self.places,
                range=[rows, -room],
                tickvals=self.places,
                ticktext=list(self.names),
                showticklabels=False,
            ),
            shapes=[rule(0, theme.BORDER)] if base else [],
            annotations=[
                theme.heading(self.heading, _SIDE, _HEADING_PX + above),
                *map(_note, self.places, self.labels),
            ],
        )

    @property
    def _more(self) -> int:
        """Return how many lines the longest label has beyond its first."""
        return max((label.count("<br>") for label in self.labels), default=0)


def rule(at: float, colour: str = theme.GRID) -> Json:
    """Return a thin line across all rows, below what is drawn, at a place of their scale."""
    line = {"color": colour, "width": 1, "dash": "solid"}
    place = {"xref": "x", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", "line": line, **place}


def hover(name: str, said: str) -> str:
    """Return what a mark says when pointed at."""
    return f"<b>{lines.safe(name)}</b><br>{lines.safe(said)}"


def _label(name: str, said: str) -> str:
    """Return name and figure on one line, or on a line each where that takes no more of them."""
    run_on = lines.wrapped(f"{name}: {said}", _LETTERS)
    apart = f"{lines.wrapped(f'{name}:', _LETTERS)}<br>{lines.wrapped(said, _LETTERS)}"
    return min(apart, run_on, key=lambda label: label.count("<br>"))


def _note(at: str, label: str) -> Json:
    place = {"xref": "paper", "x": 0, "yref": "y", "y": at, "yanchor": "bottom"}
    return theme.note(label, **place, xshift=4, yshift=_LABEL_PX)
