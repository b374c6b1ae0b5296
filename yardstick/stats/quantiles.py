"""Where a value lies among all: quartile bands, quantiles by rank, and the five marks of a spine.

Quartiles are for all of England. Among ten authorities a quarter is two and a half of them, and
a band says less than dots do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from yardstick.model import Direction
from yardstick.stats.arrays import filled, floats, present
from yardstick.stats.ranks import competition_rank

if TYPE_CHECKING:
    from yardstick.stats.arrays import FloatArray, Numbers, ObjectArray

# Bands from the smallest values to the largest: A is always the better end.
_BANDS = {Direction.LOWER: "ABCD", Direction.HIGHER: "DCBA"}


class Spine(NamedTuple):
    """Five marks of a distribution, in the indicator's unit; nan where no area has a value."""

    low: float
    q1: float
    median: float
    q3: float
    high: float


def spine(values: Numbers) -> Spine:
    """Return the smallest and largest value with the quartiles, type 7 (R's and numpy's own).

    Missing values are left out.
    """
    known = present(values)
    if not known.size:
        return Spine(*[np.nan] * 5)
    return Spine(*np.quantile(known, (0, 0.25, 0.5, 0.75, 1)).tolist())


def quartile_band(values: Numbers, direction: Direction) -> ObjectArray:
    """Return `A` (best quarter) to `D` for each value among all of them; None where it has none.

    The rule of the Local Authority Interactive Tool: type 7 quartiles, and a value that is on a
    quartile belongs to the quarter below it. None everywhere if neither direction is better.
    """
    given = floats(values)
    bands = filled(given.shape, None)
    known = ~np.isnan(given)
    if direction is not Direction.NEITHER:
        quarter = np.searchsorted(spine(given)[1:4], given[known], side="left")
        bands[known] = np.array(list(_BANDS[direction]), dtype=object)[quarter]
    return bands


def rank_quantile(values: Numbers, groups: int, direction: Direction) -> FloatArray:
    """Return each value's quantile by rank, from 1 (worst) to `groups` (best).

    The method of Fingertips (PHEindicatormethods, `phe_quantile`). Missing (nan) where there is
    no value, where there are fewer values than groups, and everywhere if neither direction is
    better. Ties share a quantile.
    """
    given = floats(values)
    several = present(given).size
    if several < groups:
        return np.full(given.shape, np.nan)
    opposite = {Direction.HIGHER: Direction.LOWER, Direction.LOWER: Direction.HIGHER}
    from_worst = competition_rank(given, opposite.get(direction, Direction.NEITHER))
    # One multiplication and one division, so that a whole number is not missed by a rounding.
    return np.asarray(groups + 1 - np.ceil((several + 1 - from_worst) * groups / several))
