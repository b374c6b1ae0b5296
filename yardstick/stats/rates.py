"""Rates, sums over consecutive quarters, and rounding for display."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, overload

import numpy as np
import pandas as pd

from yardstick.stats.arrays import floats

if TYPE_CHECKING:
    from yardstick.stats.arrays import FloatArray, Numbers

QUARTERS = 4  # in a year: the window of a rolling sum, and the scale of an annualised rate

# Closer to a half than this, relative to its size, a scaled number is settled by its decimals.
_NEAR_A_HALF = 1e-9


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


def annualising_scale(elapsed: float) -> float:
    """Return what a flow of so many quarters is multiplied by to stand for a year: 1 -> 4.

    Raises:
        ValueError: It is not 1 to 4 quarters.
    """
    if not 1 <= elapsed <= QUARTERS:
        raise ValueError(f"{elapsed} quarters cannot stand for a year: give 1 to 4.")
    return QUARTERS / elapsed


@overload
def rolling_sum(counts: pd.DataFrame, window: int = QUARTERS) -> pd.DataFrame: ...
@overload
def rolling_sum(counts: pd.Series, window: int = QUARTERS) -> pd.Series: ...
@overload
def rolling_sum(counts: FloatArray, window: int = QUARTERS) -> FloatArray: ...
def rolling_sum(
    counts: pd.DataFrame | pd.Series | FloatArray, window: int = QUARTERS
) -> pd.DataFrame | pd.Series | FloatArray:
    """Return, for each quarter, the sum of it and those before it, `window` in all.

    One row per quarter, consecutive, with none left out (the first axis); one column per area
    or none. Labels are kept. Missing (nan) unless every quarter of the window is there: a sum
    of three quarters must never pass for a year.
    """
    if isinstance(counts, pd.DataFrame):
        sums = _rolled(counts.to_numpy(dtype=np.float64, na_value=np.nan), window)
        return pd.DataFrame(sums, index=counts.index, columns=counts.columns)
    if isinstance(counts, pd.Series):
        return pd.Series(_rolled(floats(counts), window), index=counts.index, name=counts.name)
    return _rolled(floats(counts), window)


def _rolled(counts: FloatArray, window: int) -> FloatArray:
    sums = np.full(counts.shape, np.nan)
    if len(counts) >= window:
        # Each window is summed afresh. A running total would carry rounding error, and one
        # missing quarter would spoil all that follow.
        windows = np.lib.stride_tricks.sliding_window_view(counts, window, axis=0)
        sums[window - 1 :] = windows.sum(axis=-1)
    return sums


def year_to_date(counts: Numbers, quarter: Numbers) -> FloatArray:
    """Return, for each quarter, the sum since its financial year began.

    One element per quarter, consecutive, with none left out. `quarter` is 1 to 4, which is also
    how many quarters the sum holds (see `annualising_scale`). Missing (nan) unless every quarter
    since Q1 is there.
    """
    parts = floats(quarter)
    sums = np.full(parts.shape, np.nan)
    for elapsed in range(1, QUARTERS + 1):
        sums = np.where(parts == elapsed, _rolled(floats(counts), elapsed), sums)
    return sums


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


def round_half_up(values: Numbers, decimals: int = 0) -> FloatArray:
    """Round every number as `five_up` does. Missing (nan) stays missing."""
    given = floats(values)
    with np.errstate(over="ignore", invalid="ignore"):
        size = np.abs(given) * 10.0**decimals
        rounded = np.asarray(np.copysign(np.round(size), given) / 10.0**decimals + 0.0)
        # A float cannot hold 2.675: what looks like a tie is judged by the decimals it is
        # written with. Few are, so a frame of 20,000 still takes milliseconds.
        doubtful = np.abs(size % 1 - 0.5) <= _NEAR_A_HALF * np.maximum(size, 1)
    doubtful |= np.isinf(size)
    rounded[doubtful] = [five_up(float(value), decimals) for value in given[doubtful]]
    return rounded
