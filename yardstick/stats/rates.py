"""Rates, and rounding for display."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

import numpy as np

from yardstick.stats.arrays import floats

if TYPE_CHECKING:
    from yardstick.stats.arrays import FloatArray, Numbers


def rate(
    numerator: Numbers, denominator: Numbers, multiplier: float, scale: float = 1.0
) -> FloatArray:
    """Return numerator over denominator, per `multiplier`, unrounded.

    Missing (nan) where either is missing or the denominator is 0: nothing over nothing is not 0.

    Args:
        numerator: What was counted.
        denominator: What it is held over.
        multiplier: 100, 10,000 or 1; `Unit.multiplier`.
        scale: 4 to show one quarter's flow over a population as a year's, and never otherwise.
    """
    over = floats(denominator)
    share = floats(numerator) / np.where(over == 0, np.nan, over)
    return np.asarray(share * multiplier * scale)


def five_up(value: float, decimals: int = 0) -> float:
    """Round one number, fives away from zero, as it reads in decimals: 2.675 -> 2.68.

    The rule of the Department for Education's statistics (`round_five_up` of dfeR). A missing
    value (nan) stays missing. For display only: nothing is worked out from the result.
    """
    if not math.isfinite(value):
        return value
    exact = Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ALL_DIGITS)
    return float(rounded) + 0.0  # and -0.0 becomes 0.0


_ALL_DIGITS = Context(prec=400)  # a float has at most 309 before the point
