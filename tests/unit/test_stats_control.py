"""Control charts, against NHSRplotthedots' own results."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from yardstick.model import Direction
from yardstick.stats.control import (
    Assurance,
    ControlChart,
    Limits,
    Signal,
    assurance,
    control_chart,
    near_limit,
    run_completed,
    trend_completed,
)

ONE_PEAK = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# What R draws with seed 123: twenty normal numbers.
RANDOM = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621,
    -1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272,
    -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
]  # fmt: skip
WITH_PEAK = [*RANDOM[:14], 10, *RANDOM[15:]]
LEVEL = [5.0, 6.0] * 6  # mean 5.5, limits 2.84 and 8.16


@pytest.mark.parametrize(
    ("values", "screen", "published", "within"),
    [
        (ONE_PEAK, True, (1.94, -0.72, 4.60), 0.006),
        (ONE_PEAK, False, (1.94, -3.06, 6.95), 0.006),
        (RANDOM, True, (0.1416238, -3.01138, 3.294627), 1e-6),
        (WITH_PEAK, True, (0.6694159, -2.383666, 3.722497), 1e-6),
        (WITH_PEAK, False, (0.6694159, -4.596625, 5.935457), 1e-6),
    ],
)
def test_limits_are_those_of_the_published_series(values, screen, published, within):
    chart = control_chart(values, screen=screen)
    assert_allclose((chart.mean, chart.lower, chart.upper), published, atol=within)
    assert chart.limits is Limits.FIRM


def test_a_screened_series_says_how_many_ranges_were_left_out():
    assert control_chart(ONE_PEAK).screened == 2  # up to the peak, and down from it
    assert control_chart(ONE_PEAK, screen=False).screened == 0
    assert control_chart(ONE_PEAK).signals[4] is Signal.OUTSIDE


@pytest.mark.parametrize(
    ("points", "limits"),
    [(0, Limits.NONE), (7, Limits.NONE), (8, Limits.TRIAL), (11, Limits.TRIAL), (12, Limits.FIRM)],
)
def test_limits_need_points(points, limits):
    chart = control_chart(LEVEL[:points])
    assert chart.limits is limits
    assert len(chart.signals) == points
    assert math.isnan(chart.upper) == (limits is Limits.NONE)
    assert math.isnan(chart.mean) == (points == 0)


def test_points_that_never_follow_each_other_have_no_limits():
    chart = control_chart([5, np.nan] * 12)
    assert chart.limits is Limits.NONE
    assert math.isnan(chart.lower)


def test_a_series_that_never_moves_has_no_signals():
    chart = control_chart([0.1] * 12)
    assert (chart.lower, chart.mean, chart.upper) == (0.1, 0.1, 0.1)
    assert set(chart.signals) == {Signal.NONE}


def test_a_screen_that_would_leave_no_variation_is_not_applied():
    chart = control_chart([5] * 11 + [6])
    assert chart.screened == 0
    assert chart.upper > chart.mean


# ---- rules ------------------------------------------------------------------------------------


def test_a_run_is_complete_with_its_seventh_point():
    assert not run_completed([1] * 6).any()
    assert not run_completed([1] * 6 + [-1]).any()
    assert np.flatnonzero(run_completed([1] * 8 + [-1])).tolist() == [6, 7]
    assert np.flatnonzero(run_completed([-1] * 8 + [1])).tolist() == [6, 7]
    assert not run_completed([1] * 6 + [0] + [1] * 6).any()
    assert run_completed([1] * 8, 8).tolist() == [False] * 7 + [True]


def test_a_trend_is_complete_with_its_seventh_point():
    assert not trend_completed(range(1, 7)).any()
    assert trend_completed(range(1, 8)).tolist() == [0] * 6 + [1]
    assert trend_completed(range(7, 0, -1)).tolist() == [0] * 6 + [-1]
    assert trend_completed([2, 1, 2, 3, 4, 5, 6, 7, 3]).tolist() == [0] * 7 + [1, 0]
    assert not trend_completed([1, 2, 3, 3, 4, 5, 6]).any()
    assert not trend_completed([1, 2, 3, np.nan, 4, 5, 6, 7, 8]).any()
    assert trend_completed(range(6), 6).tolist() == [0] * 5 + [1]
    assert trend_completed([]).size == 0


@pytest.mark.parametrize(
    ("near", "marked"),
    [
        ([0, 0, 0], []),
        ([1, 0, 1], [0, 2]),
        ([0, 1, 1], [1, 2]),
        ([0, 0, 1, 0, 1, 0, 0], [2, 4]),
        ([0, 0, 1, 1, 0, 0, 0], [2, 3]),
        ([1, 0, 0, 1], []),
        ([1, 0, 0, 1, 1], [3, 4]),
    ],
)
def test_two_of_three_near_a_limit_are_marked_and_not_the_third(near, marked):
    for side in (1, -1):
        assert np.flatnonzero(near_limit([side] * len(near), near)).tolist() == marked


def test_two_of_three_must_all_be_on_one_side():
    assert not near_limit([1, -1, 1], [1, 0, 1]).any()
    assert not near_limit([1, 0, 1], [1, 0, 1]).any()


def test_every_point_of_a_run_and_of_a_trend_is_marked():
    run = control_chart([5.0, 6.0] * 6 + [5.9, 6.0] * 4, screen=False)
    assert run.signals[-8:] == (Signal.RUN,) * 8
    trend = control_chart([*LEVEL, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7, 5.0])
    assert trend.signals[11:] == (Signal.NONE, *[Signal.TREND] * 7, Signal.NONE)


def test_two_of_three_are_marked_in_a_chart():
    # Limits are 3.04 either side of 5.67: 7.7 is more than two thirds of the way to one.
    chart = control_chart([*LEVEL, *LEVEL, 7.7, 5.9, 7.7, 5.0, 6.0])
    near = Signal.NEAR_LIMIT
    assert chart.signals[24:] == (near, Signal.NONE, near, Signal.NONE, Signal.NONE)


def test_two_of_three_do_not_count_what_is_nearer_or_beyond():
    # 7.0 is less than two thirds of the way; 12 is outside, and no companion to 7.7.
    nearer = control_chart([*LEVEL, *LEVEL, 7.0, 5.9, 7.0, 5.0, 6.0])
    assert Signal.NEAR_LIMIT not in nearer.signals
    beyond = control_chart([*LEVEL, *LEVEL, 12.0, 6.2, 7.9, 5.0, 6.0])
    assert beyond.signals[24:27] == (Signal.OUTSIDE, Signal.NONE, Signal.NONE)
    assert beyond.mean + (beyond.upper - beyond.mean) * 2 / 3 < 7.9


def test_of_several_reasons_the_weightiest_is_given():
    rising_out = control_chart([*LEVEL, 5.0, 5.6, 5.7, 5.8, 5.9, 6.0, 30.0])
    assert rising_out.signals[-1] is Signal.OUTSIDE
    assert set(rising_out.signals[-7:-1]) == {Signal.TREND}
    # A run whose two highest points are also near the limit.
    run = control_chart([*[5.0, 6.0] * 12, 5.9, 6.0, 5.9, 7.7, 7.7, 5.9, 6.0])
    assert run.signals[-7:] == (
        Signal.RUN, Signal.RUN, Signal.RUN, Signal.NEAR_LIMIT, Signal.NEAR_LIMIT, Signal.RUN,
        Signal.RUN,
    )  # fmt: skip


def test_a_missing_point_breaks_every_rule_and_has_no_signal():
    chart = control_chart([*LEVEL, 5.1, 5.2, 5.3, np.nan, 5.4, 5.5, 5.6, 5.7])
    assert set(chart.signals) == {Signal.NONE}
    assert chart.mean == pytest.approx(np.mean([*LEVEL, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7]))


def test_the_lengths_of_a_run_and_a_trend_can_be_those_of_other_sources():
    six_up = [*LEVEL, 5.0, 5.1, 5.2, 5.3, 5.4, 5.45, 5.0]
    assert Signal.TREND not in control_chart(six_up).signals
    assert control_chart(six_up, trend=6).signals.count(Signal.TREND) == 6
    seven_on = [*[5.0, 6.0] * 6, *[5.9, 6.0] * 3, 5.9, 5.0]
    assert Signal.RUN in control_chart(seven_on, screen=False).signals
    assert Signal.RUN not in control_chart(seven_on, screen=False, run=9).signals


# ---- assurance --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "direction", "word"),
    [
        (9, Direction.HIGHER, Assurance.FAIL),
        (1, Direction.HIGHER, Assurance.PASS),
        (9, Direction.LOWER, Assurance.PASS),
        (1, Direction.LOWER, Assurance.FAIL),
        (5, Direction.HIGHER, Assurance.EITHER),
        (5, Direction.LOWER, Assurance.EITHER),
        (9, Direction.NEITHER, Assurance.UNKNOWN),
    ],
)
def test_limits_say_whether_a_target_is_met(target, direction, word):
    assert assurance(control_chart(LEVEL), target, direction) is word


def test_without_limits_nothing_is_assured():
    assert assurance(control_chart([1, 2, 3]), 2, Direction.HIGHER) is Assurance.UNKNOWN


# ---- rules that always hold, and twins --------------------------------------------------------

SERIES = st.lists(
    st.one_of(st.integers(0, 30).map(float), st.just(math.nan)), min_size=0, max_size=30
)


@given(SERIES, st.booleans())
def test_a_chart_holds_its_mean_between_its_limits_and_marks_every_point_once(values, screen):
    chart = control_chart(values, screen=screen)
    assert len(chart.signals) == len(values)
    assert all(isinstance(signal, Signal) for signal in chart.signals)
    if chart.limits is not Limits.NONE:
        assert chart.lower <= chart.mean <= chart.upper
        outside = [value < chart.lower or value > chart.upper for value in values]
        found = [signal is Signal.OUTSIDE for signal in chart.signals]
        # A point may lie on its limit to the last bit.
        edge = [math.isclose(value, limit) for value in values for limit in limits_of(chart)]
        assert found == outside or any(edge)


def limits_of(chart: ControlChart) -> tuple[float, float]:
    return chart.lower, chart.upper


@given(SERIES)
def test_a_mirrored_series_has_the_same_signals(values):
    mirrored = control_chart([60 - value for value in values])
    chart = control_chart(values)
    assert chart.screened == mirrored.screened
    if not any(math.isclose(value, chart.mean) for value in values):  # else a bit decides the side
        assert chart.signals == mirrored.signals


@given(SERIES, st.integers(2, 8))
def test_trends_and_runs_are_those_found_by_looking_point_by_point(values, length):
    sides = [0 if math.isnan(value) else (value > 15) - (value < 15) for value in values]
    runs, trends = [], []
    for end in range(len(values)):
        if end + 1 < length:
            runs.append(False)
            trends.append(0)
            continue
        window = values[end + 1 - length : end + 1]
        steps = {np.sign(after - before) for before, after in pairwise(window)}
        runs.append(set(sides[end + 1 - length : end + 1]) in ({1}, {-1}))
        trends.append(steps.pop() if steps in ({1.0}, {-1.0}) else 0)
    assert_array_equal(run_completed(sides, length), runs)
    assert_array_equal(trend_completed(values, length), trends)
