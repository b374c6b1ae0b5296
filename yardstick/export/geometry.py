"""Where a figure's values stand, in pixels: its margins, the domains and ranges of its axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yardstick.charts.theme import Json

_WHOLE = (0.0, 1.0)


@dataclass(frozen=True)
class Span:
    """One axis: where it begins and ends in pixels, and which values stand there.

    Attributes:
        start, end: Pixels; an upward axis ends above where it starts.
        low, high: The values there.
        places: Number of each category, where the axis has categories.
    """

    start: float
    end: float
    low: float
    high: float
    places: dict[str, int]

    def at(self, value: str | float) -> float:
        """Return where a category or a number stands."""
        number = self.places[value] if isinstance(value, str) else value
        return self.start + self.step * (number - self.low)

    @property
    def step(self) -> float:
        """Return the pixels from one value to the next."""
        return (self.end - self.start) / (self.high - self.low)


class Geometry:
    """The plot of one figure, which reaches across two places and down from `top`."""

    def __init__(self, layout: Json, across: tuple[float, float], top: float) -> None:
        margin = layout["margin"]
        self._layout = layout
        self._across = (across[0] + margin["l"], across[1] - margin["r"])
        self._up = (top + layout["height"] - margin["b"], top + margin["t"])

    def axis(self, name: str) -> Json:
        """Return the layout of an axis that a trace calls `x`, `y2`."""
        found: Json = self._layout[f"{name[0]}axis{name[1:]}"]
        return found

    def names(self, letter: str) -> list[str]:
        """Return the axes of a figure as traces call them: `x`, `x2`."""
        start = f"{letter}axis"
        return [letter + key[len(start) :] for key in self._layout if key.startswith(start)]

    def span(self, name: str) -> Span:
        """Return where an axis's values stand."""
        axis = self.axis(name)
        start, end = self.domain(name)
        low, high = axis["range"]
        categories = {key: place for place, key in enumerate(axis.get("categoryarray", []))}
        return Span(start, end, low, high, categories)

    def domain(self, name: str) -> tuple[float, float]:
        """Return the two ends of an axis in pixels."""
        first, last = self._across if name[0] == "x" else self._up
        start, end = self.axis(name).get("domain", _WHOLE)
        return first + start * (last - first), first + end * (last - first)

    def place(self, letter: str, reference: str, value: Any) -> float:  # noqa: ANN401 - as given
        """Return where a shape's or a note's coordinate stands.

        Args:
            letter: `x` or `y`.
            reference: `paper` (share of the plot), `y3 domain` (share of an axis) or an axis.
            value: Share, number or category.
        """
        if reference == "paper":
            start, end = self._across if letter == "x" else self._up
            return float(start + value * (end - start))
        name, _, domain = reference.partition(" ")
        if domain:
            start, end = self.domain(name)
            return float(start + value * (end - start))
        return self.span(name).at(value)
