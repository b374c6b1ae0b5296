"""How far apart two figures are, measured against what chance alone would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.stats.arrays import floats

if TYPE_CHECKING:
    import numpy.typing as npt

    from yardstick.stats.arrays import FloatArray, Numbers

# A 95% interval is 1.96 standard errors to either side. Fingertips divides the width of any
# interval, also a lopsided one, by this (DHSC FingertipsNext, recent trend).
WIDTH_IN_ERRORS = 3.92


def standard_error(lower: Numbers, upper: Numbers) -> FloatArray:
    """Return the standard error that each 95% interval stands for, in its unit.

    Missing (nan) where a bound is missing or the interval has no width.
    """
    width = floats(upper) - floats(lower)
    return np.asarray(np.where(width > 0, width, np.nan) / WIDTH_IN_ERRORS)


def distance(value: Numbers, lower: Numbers, upper: Numbers, comparator: Numbers) -> FloatArray:
    """Return how many standard errors each area lies above its comparator (below: negative).

    For the order "most unusual first", by its size. Missing (nan) where the value, the
    comparator or the area's interval is missing.
    """
    return np.asarray((floats(value) - floats(comparator)) / standard_error(lower, upper))


def intervals_apart(
    lower: Numbers, upper: Numbers, other_lower: Numbers, other_upper: Numbers
) -> npt.NDArray[np.bool_]:
    """Say of each pair of intervals whether they have nothing in common.

    Where they overlap, or touch, the two figures cannot be told apart. This asks more than a
    test of the difference would, on purpose: what it calls different is. Where a bound is
    missing the answer is no.
    """
    low, high, other_low, other_high = map(floats, (lower, upper, other_lower, other_upper))
    known = ~np.isnan(low + high + other_low + other_high)
    return np.asarray(known & ((high < other_low) | (other_high < low)))
