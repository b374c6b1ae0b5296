"""Control charts: which points of one series chance alone does not explain.

The XmR chart as NHS "Making Data Count" draws it (NHSRplotthedots, and NHS England's articles on
its rules). Unreliable where fewer than about five events fall in a period.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from yardstick.model import Direction
from yardstick.stats.arrays import filled, floats

if TYPE_CHECKING:
    import numpy.typing as npt

    from yardstick.stats.arrays import FloatArray, Numbers, ObjectArray

# Three standard deviations, estimated from moving ranges of two: 3 / 1.128 (Shewhart).
LIMIT_FACTOR = 2.66
NEAR_FACTOR = LIMIT_FACTOR * 2 / 3

# Upper limit of the moving range itself (Shewhart's D4 for ranges of two).
SCREEN_FACTOR = 3.267

# How many points make a run on one side, or a rise or fall. Sources differ (8 and 6 elsewhere).
RUN = 7
TREND = 7

# Our ruling: three years of quarters for limits, two for trial limits, none below.
LIMITS_FROM = 12
TRIAL_FROM = 8

_TWO, _THREE = 2, 3  # of the rule of that name


class Signal(StrEnum):
    """Why a point is marked; where several reasons hold, the first in this order."""

    OUTSIDE = "outside the limits"
    TREND = "part of a rise or fall"
    NEAR_LIMIT = "two of three near a limit"
    RUN = "part of a run on one side"
    NONE = "within what chance explains"


class Limits(StrEnum):
    """What the limits of a chart stand on."""

    FIRM = "limits"
    TRIAL = "trial limits"
    NONE = "too few points for limits"


class Assurance(StrEnum):
    """Whether a process, left as it is, meets a target."""

    PASS = "consistently meets the target"  # noqa: S105 - a word for the reader, no password
    FAIL = "consistently misses the target"
    EITHER = "meets or misses the target by chance"
    UNKNOWN = "cannot be said"


@dataclass(frozen=True)
class ControlChart:
    """A series with its mean, limits and signals.

    Attributes:
        mean: Of all points, in their unit; nan where there is none.
        lower: Process limit; below 0 where the formula says so (cut at display only); nan where
            there are too few points.
        upper: Likewise.
        limits: What the limits stand on.
        signals: A `Signal` for each point given; `NONE` for a missing one.
        screened: How many moving ranges were left out as outliers.
    """

    mean: float
    lower: float
    upper: float
    limits: Limits
    signals: tuple[Signal, ...]
    screened: int


def control_chart(
    values: Numbers, *, screen: bool = True, run: int = RUN, trend: int = TREND
) -> ControlChart:
    """Return the XmR chart of one series.

    Args:
        values: One per period, in order, none left out: a missing one (nan) breaks every run.
        screen: Whether to leave out moving ranges that are outliers, once, before the limits
            are set (NHSRplotthedots does, the NHS spreadsheet does not).
        run: Points on one side of the mean that make a signal.
        trend: Points of a rise or fall that make a signal.
    """
    series = floats(values)
    points = int((~np.isnan(series)).sum())
    mean = _mean(series) if points else math.nan
    reach, screened = _mean_range(series, screen=screen)
    if points < TRIAL_FROM or math.isnan(reach):
        no_signals = (Signal.NONE,) * series.size
        return ControlChart(mean, math.nan, math.nan, Limits.NONE, no_signals, 0)
    limits = Limits.FIRM if points >= LIMITS_FROM else Limits.TRIAL
    signals = _signals(series, mean, reach, run, trend)
    lower, upper = (mean + side * LIMIT_FACTOR * reach for side in (-1, 1))
    return ControlChart(mean, lower, upper, limits, tuple(signals.tolist()), screened)


def assurance(chart: ControlChart, target: float, direction: Direction) -> Assurance:
    """Say whether the process meets a target, from its limits alone.

    `UNKNOWN` where there are no limits or neither direction is better.
    """
    if chart.limits is Limits.NONE or direction is Direction.NEITHER:
        return Assurance.UNKNOWN
    above, below = Assurance.FAIL, Assurance.PASS
    if direction is Direction.LOWER:
        above, below = below, above
    if target > chart.upper:
        return above
    return below if target < chart.lower else Assurance.EITHER


# ---- limits -------------------------------------------------------------------------------


def _mean(series: FloatArray) -> float:
    """Kept between the extremes, so that a series of equal values is its own mean exactly."""
    return float(np.clip(np.nanmean(series), np.nanmin(series), np.nanmax(series)))


def _mean_range(series: FloatArray, *, screen: bool) -> tuple[float, int]:
    """Return the mean moving range, and how many ranges were screened out of it.

    A missing value has no range to either side. A screen that would leave no variation at all,
    and so put every point outside the limits, is not applied.
    """
    ranges = np.abs(np.diff(series))
    ranges = ranges[~np.isnan(ranges)]
    if not ranges.size:
        return math.nan, 0
    kept = ranges < SCREEN_FACTOR * ranges.mean()
    if not screen or not ranges[kept].any():
        return float(ranges.mean()), 0
    return float(ranges[kept].mean()), int((~kept).sum())


# ---- rules --------------------------------------------------------------------------------


def _signals(series: FloatArray, mean: float, reach: float, run: int, trend: int) -> ObjectArray:
    """Apply the four rules, the weightiest last, so that it has the word."""
    away = np.abs(series - mean)
    outside = away > LIMIT_FACTOR * reach
    near = (away > NEAR_FACTOR * reach) & ~outside
    side = np.nan_to_num(np.sign(series - mean))
    signals = filled(series.shape, Signal.NONE)
    signals[_led_up_to(run_completed(side, run), run)] = Signal.RUN
    signals[near_limit(side, near)] = Signal.NEAR_LIMIT
    signals[_led_up_to(trend_completed(series, trend) != 0, trend)] = Signal.TREND
    signals[outside] = Signal.OUTSIDE
    return signals


def run_completed(side: Numbers, length: int = RUN) -> npt.NDArray[np.bool_]:
    """Say at which points this one and those before it, `length` in all, are on one side.

    `side` is 1 above the mean, -1 below, 0 on it or missing, which breaks a run.
    """
    sides = floats(side)
    return np.asarray(np.abs(_windowed_sum(sides, length)) == length)


def trend_completed(values: Numbers, length: int = TREND) -> FloatArray:
    """Return 1 or -1 where this point ends `length` in a row that all rise or all fall, else 0.

    Seven points are six rises; two equal values, or a missing one (nan), break it.
    """
    series = floats(values)
    steps = np.nan_to_num(np.sign(np.diff(series, prepend=np.nan)))
    total = _windowed_sum(steps, length - 1)
    return np.where(np.abs(total) == length - 1, np.sign(total), 0.0)


def near_limit(side: Numbers, near: Numbers) -> npt.NDArray[np.bool_]:
    """Say which points are one of two, in three on one side, that are near a limit.

    `side` as in `run_completed`; `near` where a point is more than two thirds of the way to a
    limit and not beyond it.
    """
    beyond = floats(near)
    threes = np.abs(_windowed_sum(floats(side), _THREE)) == _THREE
    twos = _windowed_sum(beyond, _THREE) >= _TWO
    return np.asarray(_led_up_to(threes & twos, _THREE) & (beyond == 1))


def _windowed_sum(numbers: FloatArray, length: int) -> FloatArray:
    """Sum each number with those before it, `length` in all; 0 where there are fewer."""
    sums = np.zeros(numbers.size)
    if numbers.size >= length:
        sums[length - 1 :] = np.convolve(numbers, np.ones(length), mode="valid")
    return sums


def _led_up_to(completed: npt.NDArray[np.bool_], length: int) -> npt.NDArray[np.bool_]:
    """Mark every point of a pattern, where only the one that completes it is marked."""
    ahead = np.concatenate([completed, np.zeros(length - 1, dtype=bool)])
    windows = np.lib.stride_tricks.sliding_window_view(ahead, length)
    return np.asarray(windows.any(axis=1))
