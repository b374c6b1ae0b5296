"""The recent trend: what five points say together.

The method of Fingertips (DHSC FingertipsNext, trend analysis): a straight line through the last
five points, each weighed by the standard error of its interval. For annual points, or rolling
years that share no quarter; overlapping ones repeat each other and find trends in chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yardstick.model import Direction, TrendWord
from yardstick.stats.arrays import floats
from yardstick.stats.distance import standard_error

if TYPE_CHECKING:
    from yardstick.stats.arrays import FloatArray, Numbers

POINTS = 5

# Chi-square with one degree of freedom that chance passes twice in 1,000 (Fingertips).
SIGNIFICANT_FROM = 9.54953570608324

# A line this flat, beside the one through all points, has no direction but that of rounding.
_LEVEL = 1e-9

# What to call a falling and a rising line.
_WORDS = {
    Direction.HIGHER: (TrendWord.WORSENING, TrendWord.IMPROVING),
    Direction.LOWER: (TrendWord.IMPROVING, TrendWord.WORSENING),
    Direction.NEITHER: (TrendWord.DECREASING, TrendWord.INCREASING),
}


@dataclass(frozen=True)
class TrendTest:
    """What the test found.

    Attributes:
        slope: Change from one point to the next, in the indicator's unit; nan where there is
            no test.
        chi_square: Squared slope over its variance; nan where there is no test.
        word: What the points say.
        reason: The test in words, or why it cannot be made ("only 3 points").
        points: How many were used or, where there is no test, how many there are.
    """

    slope: float
    chi_square: float
    word: TrendWord
    reason: str
    points: int


def recent_trend(
    values: Numbers, lower: Numbers, upper: Numbers, direction: Direction
) -> tuple[TrendWord, str]:
    """Return what the last five points say, and the test in words (see `trend_test`)."""
    test = trend_test(values, lower, upper, direction)
    return test.word, test.reason


def trend_test(values: Numbers, lower: Numbers, upper: Numbers, direction: Direction) -> TrendTest:
    """Test the last five points that have a value and both bounds, oldest first.

    The trend is significant where chi-square passes the mark and the line keeps its direction
    whichever one point is left out: no single year makes a trend. With fewer than five points,
    or one among them whose interval has no width and so no weight, nothing can be said.

    Args:
        values: One per period, oldest first; missing (nan) ones are passed over.
        lower: Lower bounds of their 95% intervals.
        upper: Upper bounds.
        direction: Which way is better; if neither, the words are increasing and decreasing.
    """
    series = np.array([floats(values), floats(lower), floats(upper)])
    valid = series[:, ~np.isnan(series).any(axis=0)]
    if (count := valid.shape[1]) < POINTS:
        return _no_test(_only(count), count)
    value, low, high = valid[:, -POINTS:]
    errors = standard_error(low, high)
    if np.isnan(errors).any():
        return _no_test("an interval among the last 5 points has no width", POINTS)
    return _tested(value, errors, direction)


def _only(count: int) -> str:
    return f"only {count} point{'' if count == 1 else 's'}"


def _no_test(reason: str, points: int) -> TrendTest:
    return TrendTest(math.nan, math.nan, TrendWord.CANNOT_SAY, reason, points)


def _tested(value: FloatArray, errors: FloatArray, direction: Direction) -> TrendTest:
    time = np.arange(1.0, POINTS + 1)
    slope, chi_square = _line(time, value, errors)
    word, reason = TrendWord.NO_CHANGE, f"chi-square {chi_square:,.2f} does not pass 9.55"
    if chi_square > SIGNIFICANT_FROM:
        word, reason = _significant(slope, chi_square, direction)
        without = (np.arange(POINTS) != left_out for left_out in range(POINTS))
        slopes = [_line(time[kept], value[kept], errors[kept])[0] for kept in without]
        if any(other / slope <= _LEVEL for other in slopes):
            word = TrendWord.NO_CHANGE
            reason = "the direction rests on a single point: without it, it turns"
    return TrendTest(slope, chi_square, word, f"{reason} ({POINTS} points)", POINTS)


def _significant(slope: float, chi_square: float, direction: Direction) -> tuple[TrendWord, str]:
    way = "rising" if slope > 0 else "falling"
    reason = f"{way}, whichever point is left out; chi-square {chi_square:,.2f} passes 9.55"
    return _WORDS[direction][slope > 0], reason


def _line(time: FloatArray, value: FloatArray, errors: FloatArray) -> tuple[float, float]:
    """Return the weighted least-squares slope and its chi-square.

    Times and values are taken from their weighted means first, which changes neither result and
    keeps a small change of a large value from drowning in rounding.
    """
    weight = errors.min() ** 2 / errors**2  # at most 1, so that no square overflows
    from_mean = time - np.average(time, weights=weight)
    spread = float((weight * from_mean**2).sum())
    slope = float((weight * from_mean * (value - value[0])).sum()) / spread
    return slope, slope**2 * spread / float(errors.min()) ** 2


def chi_square_trend(numerators: Numbers, denominators: Numbers) -> float:
    """Return the chi-square for trend in proportions, from counts (Armitage, 1955).

    The older method of Fingertips, for proportions whose intervals are not at hand; 3.84 is
    passed by chance once in 20 times, 9.55 twice in 1,000. One pair per period, oldest first,
    consecutive. Missing (nan) where a part is missing or the proportion is 0 or 1 throughout.
    """
    some, of = floats(numerators), floats(denominators)
    time = np.arange(1.0, some.size + 1)
    share = float(some.sum() / of.sum()) if of.sum() else math.nan
    from_mean = time - float((of * time).sum()) / (float(of.sum()) or math.nan)
    variance = share * (1 - share) * float((of * from_mean**2).sum())
    return float((some * from_mean).sum()) ** 2 / (variance or math.nan)
