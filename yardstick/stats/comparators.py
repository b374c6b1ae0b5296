"""What an area is held against: one figure made from several areas'.

England and a region are ratios of sums, as the Department for Education makes them. A mean of
rates would weigh Rutland like Nottinghamshire, and percentages are never averaged that way.
Statistical neighbours are the plain mean of those with a value, as the Local Authority
Interactive Tool makes it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from yardstick.stats.arrays import floats, present
from yardstick.stats.rates import rate

if TYPE_CHECKING:
    from yardstick.stats.arrays import Numbers


class Combined(NamedTuple):
    """One figure of several areas, and how many it stands on ("8 of 10 authorities").

    Attributes:
        value: In the indicator's unit; nan where no area has one.
        with_value: How many areas it is made from.
        out_of: How many there are.
    """

    value: float
    with_value: int
    out_of: int


def ratio_of_sums(
    numerators: Numbers, denominators: Numbers, multiplier: float, scale: float = 1.0
) -> Combined:
    """Return the sum of numerators over the sum of denominators, per `multiplier`.

    Only areas with both parts count, in both sums. Missing (nan) where there are none, or their
    denominators add to 0.

    Args:
        numerators: One per area.
        denominators: One per area, in the same order.
        multiplier: Of the unit; `Unit.multiplier`.
        scale: 4 where figures are annualised.
    """
    some, of = np.broadcast_arrays(floats(numerators), floats(denominators))
    both = ~(np.isnan(some) | np.isnan(of))
    # Nothing adds to 0, and 0 over 0 is missing, so that no area at all needs no case of its own.
    value = rate(some[both].sum(), of[both].sum(), multiplier, scale)
    return Combined(float(value), int(both.sum()), some.size)


def mean_of(values: Numbers) -> Combined:
    """Return the plain mean of the areas that have a value, in its unit."""
    known = present(values)
    value = float(known.mean()) if known.size else math.nan
    return Combined(value, known.size, floats(values).size)


def median_of(values: Numbers) -> Combined:
    """Return the median of the areas that have a value, in its unit."""
    known = present(values)
    value = float(np.median(known)) if known.size else math.nan
    return Combined(value, known.size, floats(values).size)
