"""Confidence intervals for counts, rates, proportions and means.

Methods of "Technical Guide: Confidence Intervals" (Public Health England, 2018): exact Poisson
for small counts and Byar's approximation for the others (Breslow and Day, 1987), Wilson's score
for proportions (Wilson, 1927; Newcombe, 1998), Student's t for means. Missing is nan throughout.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from yardstick.model import Unit
from yardstick.stats.arrays import floats, present

if TYPE_CHECKING:
    from typing import TypeAlias

    from yardstick.stats.arrays import FloatArray, Numbers

    Bounds: TypeAlias = tuple[FloatArray, FloatArray]

CONFIDENCE = 0.95  # of every interval on screen unless it says otherwise

# From ten events Byar's formula is as good as the exact one. The guide draws the line here and
# so must we: figures on either side of it differ from the published ones otherwise.
BYAR_FROM = 10

# A mean of days or points needs each child's value, which a numerator over a denominator has not.
_UNITS_OF_A_MEAN = frozenset({Unit.DAYS, Unit.SCORE, Unit.RATIO})


def z_score(confidence: float) -> float:
    """Return how many standard errors hold this share of a normal distribution: 0.95 -> 1.959964.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    return float(-special.ndtri(tail(confidence)))


def tail(confidence: float) -> float:
    """Return the share left out on each side: 0.95 -> 0.025.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(
            f"A confidence of {confidence} is not a proportion between 0 and 1: write 0.95 for 95%."
        )
    return (1 - confidence) / 2


def poisson_interval(count: Numbers, confidence: float = CONFIDENCE) -> Bounds:
    """Return the lower and upper bound of the expected number behind each count of events.

    Exact Poisson below 10, Byar's approximation from 10 up. In events. A missing or negative
    count has none (nan).

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    counts = floats(count)
    lower, upper = _byar(counts, z_score(confidence))
    small = (counts >= 0) & (counts < BYAR_FROM)
    # Small counts repeat: working each out once keeps a frame of 20,000 within milliseconds.
    distinct, place = np.unique(counts[small], return_inverse=True)
    for bound, exact in zip((lower, upper), _exact(distinct, tail(confidence)), strict=True):
        bound[small] = exact[place]
    return lower, upper


def _byar(count: FloatArray, z: float) -> Bounds:
    """Breslow and Day (1987), volume II, page 69; nan below 10, where it is not used."""
    some = np.where(count >= BYAR_FROM, count, np.nan)
    more = some + 1
    lower = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return np.asarray(lower), np.asarray(upper)


def _exact(count: FloatArray, side: float) -> Bounds:
    """Garwood (1936): half a chi-square with 2x and 2x + 2 degrees, as inverse gammas."""
    lower = np.where(count == 0, 0.0, special.gammaincinv(count, side))
    return floats(lower), floats(special.gammainccinv(count + 1, side))


def rate_interval(
    count: Numbers, denominator: Numbers, multiplier: float, confidence: float = CONFIDENCE
) -> Bounds:
    """Return the bounds of each rate of events over a population taken as known.

    In events per `multiplier` of the denominator. Missing (nan) where either part is missing or
    the denominator is not above 0.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    people = floats(denominator)
    share = multiplier / np.where(people > 0, people, np.nan)
    lower, upper = poisson_interval(count, confidence)
    return lower * share, upper * share


def wilson_interval(
    numerator: Numbers, denominator: Numbers, confidence: float = CONFIDENCE
) -> Bounds:
    """Return the bounds of each proportion by Wilson's score, from 0 to 1.

    Missing (nan) where either part is missing, the denominator is not above 0, or the numerator
    is no part of it (negative, or the larger).

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    z = z_score(confidence)
    some, of = np.broadcast_arrays(floats(numerator), floats(denominator))
    whole = np.where((of > 0) & (some >= 0) & (some <= of), of, np.nan)
    middle = 2 * some + z**2
    spread = z * np.sqrt(z**2 + 4 * some * (1 - some / whole))
    lower, upper = ((middle + side * spread) / (2 * (whole + z**2)) for side in (-1, 1))
    # None of them is bounded by 0 and all of them by 1, and not by what rounding leaves of it.
    return np.where(some == 0, 0 * whole, lower), np.where(some == whole, 1.0, upper)


def mean_interval(values: Numbers, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the bounds of the mean of all values by Student's t, in their unit.

    Missing values are left out; fewer than two give nan, because one value has no spread.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    known, side = present(values), tail(confidence)
    if known.size < 2:  # noqa: PLR2004 - a spread needs two values
        return math.nan, math.nan
    reach = -special.stdtrit(known.size - 1, side) * known.std(ddof=1) / math.sqrt(known.size)
    return float(known.mean() - reach), float(known.mean() + reach)


def interval(  # noqa: PLR0913 - each of them changes the bounds
    numerator: Numbers,
    denominator: Numbers,
    unit: Unit,
    scale: float = 1.0,
    confidence: float = CONFIDENCE,
    *,
    of_each: int = 1,
) -> Bounds:
    """Return the bounds of each figure in the indicator's unit, by the method its unit calls for.

    A percentage gets Wilson's; a rate and a count get Poisson's; a mean of days or points gets
    none (nan), because it needs the spread of what was averaged.

    Args:
        numerator: What was counted in the period itself.
        denominator: What it is held over; not looked at for a count.
        unit: Of the figure.
        scale: 4 where one quarter's rate is shown as a year's. The bounds are those of the
            quarter's count times 4: four times the count would look like four times the evidence.
        confidence: Proportion between 0 and 1.
        of_each: How many of the denominator one child has, for a percentage: as many times fewer
            were seen apart from each other. A mean of shares between 0 and 1 varies no more than
            one of zeros and ones, so the bounds are rather too wide than too narrow.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    if unit in _UNITS_OF_A_MEAN:
        tail(confidence)
        none = np.full(np.broadcast(floats(numerator), floats(denominator)).shape, np.nan)
        return none, none.copy()
    if unit.is_proportion:
        parts = floats(numerator) / of_each, floats(denominator) / of_each
        lower, upper = wilson_interval(*parts, confidence)
    elif unit is Unit.COUNT:
        lower, upper = poisson_interval(numerator, confidence)
    else:
        lower, upper = rate_interval(numerator, denominator, 1, confidence)
    return lower * unit.multiplier * scale, upper * unit.multiplier * scale
