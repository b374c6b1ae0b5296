"""One authority's quarters to be filled, and the kinds of series that fill them.

Each series is drawn freely and then fitted to the year that has published figures, so that the
four quarters add to the year and the rest of the series has its level and noise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration import typical
from yardstick.demonstration.balance import ends_and_stock
from yardstick.demonstration.chance import (
    Counts,
    Floats,
    chance,
    drift,
    fitted,
    nearest,
    rounded,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.model import Period

QUARTERS: Final = 4
PER: Final = 10_000
LEAST_SHARE: Final = 0.004  # no share is surer than this, outside the year that was published


@dataclass(frozen=True)
class Course:
    """One authority to invent figures for.

    Attributes:
        seed: What every draw depends on, with the area and the item.
        area: GSS code.
        population: People aged 0-17 that the published rates are over.
        quarters: Every quarter to fill, in order, with the four of the calibrated year.
        first: Position of the first of those four.
        published: By indicator: a rate per 10,000, a percentage or a number, as published.
        region: The same for the region, for what was not published for the authority.
        shifts: By item, what is planted: added to the log of a level or the log odds of a
            share, one number per quarter.
    """

    seed: str
    area: str
    population: int
    quarters: tuple[Period, ...]
    first: int
    published: Mapping[str, float]
    region: Mapping[str, float]
    shifts: Mapping[str, Floats]

    @property
    def year(self) -> slice:
        """Return where the calibrated quarters are."""
        return slice(self.first, self.first + QUARTERS)

    @property
    def year_end(self) -> slice:
        """Return where the last of them is, the day a stock was published for."""
        return slice(self.first + QUARTERS - 1, self.first + QUARTERS)

    def chance(self, item: str) -> np.random.Generator:
        """Return this authority's generator for one item."""
        return chance(self.seed, self.area, item)

    def number(self, indicator: str) -> int:
        """Return the count behind a rate: published, or usual with a spread between areas."""
        if indicator in self.published:
            return nearest(self.published[indicator] * self.population / PER)
        usual = typical.RATES[indicator] * self.population / PER
        return nearest(usual * float(np.exp(self.chance(f"{indicator} level").normal(0, 0.15))))

    def share(self, indicator: str) -> float:
        """Return a part of its whole, from 0 to 1: published here, else in the region."""
        known = self.published.get(indicator, self.region.get(indicator))
        return typical.SHARES[indicator] if known is None else known / 100

    def flow(
        self,
        item: str,
        total: int,
        season: tuple[float, ...] = typical.YEAR_ROUND,
        spread: float = 0.05,
    ) -> Counts:
        """Return events per quarter, adding to the total in the calibrated year.

        Events that happen one by one are Poisson; Poisson counts of which the sum is known are
        multinomial.
        """
        rng = self.chance(item)
        seasons = np.array([season[quarter.part - 1] for quarter in self.quarters])
        weights = seasons * np.exp(self._wander(rng, item, spread) + self._growth(item))
        in_year = weights[self.year]
        drawn: Counts = rng.poisson(total * weights / in_year.sum())
        drawn[self.year] = rng.multinomial(total, in_year / in_year.sum())
        return drawn

    def stock(self, item: str, at_year_end: int, spread: float = 0.04) -> Counts:
        """Return how many there are at each quarter's end, exact at the calibrated year's."""
        wander = self._wander(self.chance(item), item, spread) + self._growth(item)
        return rounded(at_year_end * np.exp(wander - wander[self.year_end]))

    def part(self, item: str, whole: Counts, share: float) -> Counts:
        """Return how many of each quarter's events are so, exact over the calibrated year."""
        rng = self.chance(item)
        drawn = rng.binomial(whole, self._shares(rng, item, share, self.year))
        return pinned(drawn, nearest(share * int(whole[self.year].sum())), whole, self.year)

    def members(self, item: str, whole: Counts, share: float) -> Counts:
        """Return how many of a stock are so, exact at the calibrated year's end.

        Most of them are the same people as a quarter ago, so the share wanders and has no
        noise of its own.
        """
        shares = self._shares(self.chance(item), item, share, self.year_end)
        counted = rounded(whole * shares)
        return pinned(counted, nearest(share * int(whole[self.year_end][0])), whole, self.year_end)

    def balanced(
        self, item: str, starts: Counts, in_year: int, at_year_end: int
    ) -> tuple[Counts, Counts]:
        """Return ends and stock that the starts explain, calibrated as both were published."""
        return ends_and_stock(self.chance(item), starts, self.year, in_year, at_year_end)

    def _wander(self, rng: np.random.Generator, item: str, spread: float) -> Floats:
        planted = self.shifts.get(item)
        quiet = spread if planted is None else spread / 4  # so that what is planted is seen
        free = drift(rng, len(self.quarters), quiet)
        return free if planted is None else free + planted

    def _growth(self, item: str) -> Floats:
        in_a_quarter = math.log1p(typical.GROWTH.get(item, 0.0)) / QUARTERS
        return np.asarray((np.arange(len(self.quarters)) - self.first) * in_a_quarter)

    def _shares(self, rng: np.random.Generator, item: str, share: float, known: slice) -> Floats:
        odds = self._wander(rng, item, 0.12)
        level = min(max(share, LEAST_SHARE), 1 - LEAST_SHARE)
        logits = odds + (math.log(level / (1 - level)) - float(odds[known].mean()))
        return np.asarray(1 / (1 + np.exp(-logits)))


def pinned(counts: Counts, total: int, most: Counts, where: slice) -> Counts:
    """Return the counts with those in one place moved to add to a total, within their bounds."""
    moved = counts.copy()
    moved[where] = fitted(counts[where], total, most[where])
    return moved
