"""What a return is held against: what the authority sent before, and what is published.

What belongs here needs no file: it is made from a release by whoever receives the return.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import fmean
from types import MappingProxyType
from typing import TYPE_CHECKING

from yardstick.model import Period, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from yardstick.catalogue.declarations import Indicator
    from yardstick.catalogue.reference import Reference

_YEAR = 4  # periods that a mean is taken of
_SHOWN = frozenset(status.value for status in Status if status.has_value)


@dataclass(frozen=True)
class Range:
    """Where 90 % of England's authorities lie with one measure.

    Attributes:
        low: 5th percentile, in the measure's own unit, for a year where it counts events.
        high: 95th percentile.
        denominator: Item it is a share of; empty where it is a rate of the population.
        multiplier: Of the unit: 100 for a percentage, 10,000 for a rate.
        periods: How many periods of the return make the period of the range.
    """

    low: float
    high: float
    denominator: str
    multiplier: float
    periods: int


@dataclass(frozen=True)
class Known:
    """What the checks of one authority's return of counts compare with.

    Nothing known is the default: a check that compares then passes.

    Attributes:
        earlier: Key of a period to what the authority returned for it: item and breakdown
            (empty for the total) to number.
        official: Item to the count that the department publishes for the same year: of the
            year that this period ends, or the stock on its last day.
        ranges: Item to where most authorities lie.
        population: People aged 0 to 17 in the authority; None where there is no estimate.
    """

    earlier: Mapping[str, Mapping[tuple[str, str], float]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    official: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    ranges: Mapping[str, Range] = field(default_factory=lambda: MappingProxyType({}))
    population: float | None = None

    def sent(self, item: str, period: Period) -> float | None:
        """Return the total that was sent for a period; None where there was no number."""
        return self.earlier.get(period.key, {}).get((item, ""))


NOTHING_KNOWN = Known()
