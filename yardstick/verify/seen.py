"""What has been read of counts, as numbers and sums: all that the attack is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from yardstick.verify.recomputed import number_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yardstick.catalogue.declarations import Indicator

ROUNDING = 10.0  # of a region's total


class Cell(NamedTuple):
    """One count of a return."""

    dataset: str
    item: str
    part: str
    area: str
    period: str


def behind(total: float) -> tuple[float, float]:
    """Return what a regional total can be that is shown so: itself where it is not rounded."""
    if total % ROUNDING:
        return total, total
    return max(0.0, total - ROUNDING / 2), total + ROUNDING / 2 - 1


class Total(NamedTuple):
    """One count of the whole region."""

    dataset: str
    item: str
    part: str
    period: str


@dataclass
class Seen:
    """What one viewer has read from one release.

    Attributes:
        numbers: Counts that are shown, or stand behind a shown rate.
        sums: Cells that a shown or published figure adds up, and what it is; None for a year
            that is published, where the return's own year is what a reader is after.
        totals: Regional totals, as they are shown.
        ratios: Pairs of regional totals of which only the share is shown.
        shares: Pairs of counts of which the department publishes the share, and between what it
            was rounded.
    """

    numbers: dict[Cell, float] = field(default_factory=dict)
    sums: list[tuple[tuple[Cell, ...], float | None]] = field(default_factory=list)
    totals: dict[Total, float] = field(default_factory=dict)
    ratios: list[tuple[Total, Total, float]] = field(default_factory=list)
    shares: list[tuple[Cell, Cell, float, float]] = field(default_factory=list)


def sides(indicator: Indicator, row: Mapping[str, object]) -> Iterator[tuple[str, float]]:
    """Yield each item that a row counts, with its number."""
    for item, name in (
        (indicator.numerator.item, "numerator"),
        (indicator.denominator.item if indicator.denominator else None, "denominator"),
    ):
        number = number_in(row, name)
        if item and number is not None:
            yield item, number
