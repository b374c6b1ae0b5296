"""Where an area stands among others, and where it may stand given what chance alone would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.model import Direction
from yardstick.stats.arrays import floats

if TYPE_CHECKING:
    from yardstick.stats.arrays import FloatArray, Numbers


def competition_rank(values: Numbers, direction: Direction) -> FloatArray:
    """Return each area's rank, 1 for the best; ties share the better one (1, 2, 2, 4).

    The rule of the Local Authority Interactive Tool (`ties.method = "min"`). Give unrounded
    values: rounding makes ties. Missing (nan) where there is no value, and everywhere if
    neither direction is better. Never shown without `rank_range`.
    """
    penalties = _penalties(floats(values), direction)
    ordered = np.sort(penalties[~np.isnan(penalties)])
    places = 1.0 + np.searchsorted(ordered, penalties, side="left")
    return np.where(np.isnan(penalties), np.nan, places)


def rank_range(
    values: Numbers, lower: Numbers, upper: Numbers, direction: Direction
) -> tuple[FloatArray, FloatArray]:
    """Return the best and the worst rank that each area may hold, given all intervals.

    One area is certainly better than another where their intervals are apart. An area's best
    rank is one more than how many are certainly better than it; its worst is the number of
    areas with a value, less how many are certainly worse. Its rank lies between. This is wider
    than a simulation of ranks would be, on purpose: it needs no draw and nobody can lower it.

    Missing (nan) where an area has no value or no interval, and everywhere if neither direction
    is better. An area with a value but no interval widens the range of the others.
    """
    worth = _penalties(floats(values), direction)
    ends = np.sort([_penalties(floats(bound), direction) for bound in (lower, upper)], axis=0)
    valued = ~np.isnan(worth)
    known = valued & ~np.isnan(ends).any(axis=0)
    best, worst = np.where(known, ends, np.nan)
    certainly_better = np.searchsorted(np.sort(worst[known]), best, side="left")
    ordered = np.sort(best[known])
    certainly_worse = ordered.size - np.searchsorted(ordered, worst, side="right")
    low = np.where(known, 1.0 + certainly_better, np.nan)
    return low, np.where(known, float(valued.sum()) - certainly_worse, np.nan)


def _penalties(values: FloatArray, direction: Direction) -> FloatArray:
    """Turn values so that the smallest is the best, or all into nan if neither way is."""
    sign = {Direction.LOWER: 1.0, Direction.HIGHER: -1.0, Direction.NEITHER: np.nan}
    return np.asarray(values * sign[direction])
