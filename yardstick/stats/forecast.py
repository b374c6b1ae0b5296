"""A forecast of events from what they come of, and how well it would have done before.

Events of a period (those who leave in a term) are taken as a ratio of what stood a season's round
before (those there in the same term of the year before, group by group). The ratio of the periods
of the same season in earlier years, times what stands now, is expected: rate times growth. The
forecast of every held period is made again from the periods before it alone (a rolling origin:
Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, 5.10), beside the
seasonal naive forecast: as last year.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from yardstick.stats.arrays import floats
from yardstick.stats.intervals import z_score

if TYPE_CHECKING:
    from yardstick.stats.arrays import FloatArray, Numbers

LEAST_POINTS: Final = 8
CONFIDENCE: Final = 0.8  # of the interval: one of five misses is expected


class _Made(NamedTuple):
    """What is expected in a period, and the variance of the count where only chance is at work."""

    expected: float
    variance: float


@dataclass(frozen=True)
class Forecast:
    """One value per period, held ones first and then those ahead; missing (nan) is not made.

    Attributes:
        expected: Made of earlier periods only.
        lower: Of the 80% interval of what will be counted; never below 0.
        upper: Likewise.
        naive: As counted in the same season a round before.
        held: How many periods are held.
        counted: What was counted in each held period.
    """

    expected: FloatArray
    lower: FloatArray
    upper: FloatArray
    naive: FloatArray
    held: int
    counted: FloatArray

    @property
    def tested(self) -> int:
        """Return how many held periods a forecast was made for."""
        return int(self._tests.sum())

    @property
    def error(self) -> float:
        """Return the mean absolute error of these forecasts, in events; nan where there is none."""
        return self._missed(self.expected)

    @property
    def error_naive(self) -> float:
        """Return that of "as last year" in the same periods."""
        return self._missed(self.naive)

    @property
    def with_interval(self) -> int:
        """Return how many held periods had an interval."""
        return int((~np.isnan(self.upper[: self.held])).sum())

    @property
    def inside(self) -> int:
        """Return in how many of these periods the count lay in the interval."""
        held = slice(self.held)
        within = (self.lower[held] <= self.counted) & (self.counted <= self.upper[held])
        return int(within.sum())

    @property
    def _tests(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return ~np.isnan(self.expected[: self.held])

    def _missed(self, made: FloatArray) -> float:
        if not self.tested:
            return math.nan
        return float(np.abs(made[: self.held] - self.counted)[self._tests].mean())


def forecast(events: Numbers, sources: Numbers, season: int) -> Forecast:
    """Forecast the periods after those held, and again each held one from those before it.

    Args:
        events: What was counted, one row per held period (oldest first) and one column per group.
        sources: What events come of, in the same groups: one row per held period and one for each
            period ahead, at most a round of them. Missing (nan) where it is not known; a period
            without it is no base of a ratio.
        season: Periods of a round: 3 terms of a year.

    Returns:
        The interval is that of a Poisson count whose ratio is itself estimated, widened by how
        much earlier forecasts missed by more than chance. A period without an earlier one of its
        season that has its sources gets no forecast, and one of which nothing like it was ever
        counted no interval.

    Raises:
        ValueError: There are fewer than 8 periods: chance would look like a pattern.
    """
    counts, of = floats(events), floats(sources)
    if len(counts) < LEAST_POINTS:
        raise ValueError(f"A forecast needs {LEAST_POINTS} periods; there are {len(counts)}.")
    made = [_expected(counts, of, at, season) for at in range(len(of))]
    whole = counts.sum(axis=1)
    expected = np.array([one.expected for one in made])
    reach = np.array([_reach(made, whole, at, season) for at in range(len(made))])
    before = np.concatenate([np.full(season, np.nan), whole])
    return Forecast(
        expected,
        np.clip(expected - reach, 0, None),
        expected + reach,
        before[: len(of)],
        len(counts),
        whole,
    )


def _expected(counts: FloatArray, of: FloatArray, at: int, season: int) -> _Made:
    """Return what earlier periods of the same season let expect at one place."""
    base = [one for one in range(at - season, -1, -season) if not np.isnan(of[one]).any()]
    if not base or np.isnan(of[at]).any():
        return _Made(math.nan, math.nan)
    some, sources = counts[base].sum(axis=0), of[base].sum(axis=0)
    # A group that nobody was in has no ratio of its own: it gets that of all.
    overall = some.sum() / sources.sum() if sources.sum() else 0.0
    ratio = np.divide(some, sources, out=np.full(some.shape, overall), where=sources > 0)
    expected, seen = float((ratio * of[at]).sum()), float(some.sum())
    return _Made(expected, expected + expected**2 / seen if seen else math.nan)


def _reach(made: list[_Made], whole: FloatArray, at: int, season: int) -> float:
    """Return how far the interval goes to each side, by the forecasts of the periods before."""
    earlier = zip(made[:at], whole[:at], strict=False)
    pairs = [(one, counted) for one, counted in earlier if not math.isnan(one.variance)]
    missed = sum((counted - one.expected) ** 2 for one, counted in pairs)
    # Of sums, not a mean of ratios: where next to nothing was expected, one ratio would swamp all.
    chance = sum(one.variance for one, _ in pairs)
    is_round = (
        chance and len(pairs) >= season
    )  # fewer say nothing of a season that is still to come
    spread = max(1.0, missed / chance) if is_round else 1.0
    return z_score(CONFIDENCE) * math.sqrt(spread * made[at].variance)
