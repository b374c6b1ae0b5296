"""Judgement by interval, distance, direction of travel and the gap in children."""

from __future__ import annotations

import math
import time
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from yardstick.model import Direction, Judgement, Unit
from yardstick.stats.distance import distance, intervals_apart, standard_error
from yardstick.stats.gap import Gap, gap_in_children
from yardstick.stats.intervals import interval
from yardstick.stats.judgement import judge, judge_one
from yardstick.stats.rates import rate
from yardstick.stats.travel import Travel, direction_of_travel

HIGHER, LOWER, NEITHER = Direction.HIGHER, Direction.LOWER, Direction.NEITHER
FIGURES = st.floats(0, 1_000)
OPPOSITE = {
    Judgement.BETTER: Judgement.WORSE,
    Judgement.WORSE: Judgement.BETTER,
    Judgement.SIMILAR: Judgement.SIMILAR,
    Judgement.NOT_COMPARED: Judgement.NOT_COMPARED,
}

# ---- judgement --------------------------------------------------------------------------------


def test_worked_cases_are_judged_as_fingertips_judges_them():
    # East Midlands 24.7% of referrals repeated; Nottingham 25.8 to 28.6, Rutland 22.6 to 31.4.
    lower, upper = interval([1_074, 103, 537], [3_953, 385, 3_203], Unit.PERCENT)
    found = judge(lower, upper, 24.7, LOWER)
    assert found.tolist() == [Judgement.WORSE, Judgement.SIMILAR, Judgement.BETTER]


@pytest.mark.parametrize(
    ("direction", "below", "above"),
    [
        (HIGHER, Judgement.WORSE, Judgement.BETTER),
        (LOWER, Judgement.BETTER, Judgement.WORSE),
        (NEITHER, Judgement.LOWER, Judgement.HIGHER),
    ],
)
def test_every_direction_has_its_words(direction, below, above):
    found = judge([1, 4, 2, 1, 5], [2, 6, 4, 3, 9], 3, direction)
    similar = Judgement.SIMILAR
    assert found.tolist() == [below, above, similar, similar, above]
    assert all(isinstance(each, Judgement) for each in found)


def test_a_comparator_on_a_bound_is_similar():
    assert set(judge([3, 1], [5, 3], 3, HIGHER)) == {Judgement.SIMILAR}


def test_where_anything_is_missing_nothing_is_compared():
    nan = np.nan
    found = judge([nan, 1, 1, 5], [2, nan, 2, 4], [3, 3, nan, 3], HIGHER)
    assert set(found) == {Judgement.NOT_COMPARED}


def test_each_row_can_have_its_own_direction():
    found = judge(4, 5, 3, [HIGHER, LOWER, NEITHER])
    assert found.tolist() == [Judgement.BETTER, Judgement.WORSE, Judgement.HIGHER]


def test_the_reason_names_the_rule_and_its_inputs():
    nottingham = "the comparator, 24.7, is below the 95% interval, 25.8 to 28.6"
    assert judge_one(25.8, 28.6, 24.7, LOWER) == (
        Judgement.WORSE,
        f"Worse: {nottingham}, and lower is better.",
    )
    assert judge_one(22.6, 31.4, 24.7, LOWER) == (
        Judgement.SIMILAR,
        "Similar: the comparator, 24.7, is inside the 95% interval, 22.6 to 31.4.",
    )
    assert judge_one(10, 20, 1234.5, NEITHER, decimals=0) == (
        Judgement.LOWER,
        "Lower: the comparator, 1,235, is above the 95% interval, 10 to 20.",
    )
    assert judge_one(-0.31, -0.05, -0.02, HIGHER, decimals=2)[1].startswith(
        "Worse: the comparator, −0.02, is above the 95% interval, −0.31 to −0.05, and higher"
    )


@pytest.mark.parametrize(
    ("comparator", "said"),
    [
        (25.66, "the comparator, 25.66, is below the 95% interval, 25.70 to 29.10"),
        (29.1004, "the comparator, 29.1004, is above the 95% interval, 25.7000 to 29.1000"),
        (25.6999999, "the comparator, 25.7000, is below the 95% interval, 25.7000 to 29.1000"),
    ],
)
def test_the_reason_writes_its_figures_so_that_they_can_be_told_apart(comparator, said):
    assert said in judge_one(25.7, 29.1, comparator, LOWER)[1]


@pytest.mark.parametrize(
    ("lower", "upper", "comparator", "reason"),
    [
        (None, 2, 3, "Not compared: there is no interval."),
        (1, math.nan, 3, "Not compared: there is no interval."),
        (1, 2, None, "Not compared: the comparator has no figure."),
        (None, None, math.nan, "Not compared: the comparator has no figure."),
    ],
)
def test_the_reason_says_what_is_missing(lower, upper, comparator, reason):
    assert judge_one(lower, upper, comparator, HIGHER) == (Judgement.NOT_COMPARED, reason)


@given(FIGURES, FIGURES, st.one_of(FIGURES, st.just(math.nan)))
def test_turning_the_direction_turns_the_judgement(one, other, comparator):
    lower, upper = sorted((one, other))
    good, bad, plain = (judge_one(lower, upper, comparator, way)[0] for way in Direction)
    assert bad is OPPOSITE[good]
    assert (plain in {Judgement.HIGHER, Judgement.LOWER}) == (good is not OPPOSITE[good])


@given(FIGURES, FIGURES, FIGURES)
def test_mirrored_figures_are_judged_in_mirror_image(one, other, comparator):
    lower, upper = sorted((one, other))
    mirrored = judge_one(-upper, -lower, -comparator, HIGHER)[0]
    assert mirrored is judge_one(lower, upper, comparator, LOWER)[0]


def test_judging_20_000_rows_takes_milliseconds():
    rows = np.arange(20_000.0)
    directions = [HIGHER, LOWER] * 10_000
    started = time.process_time()  # about 5 ms
    judge(rows % 50, rows % 50 + 10, 30, directions)
    assert time.process_time() - started < 0.2


# ---- distance ---------------------------------------------------------------------------------


def test_distance_is_counted_in_standard_errors():
    assert standard_error(0, 3.92) == pytest.approx(1)
    assert_allclose(distance([30, 20], [28.04, 18.04], [31.96, 21.96], 25), [5, -5])


def test_what_is_missing_has_no_distance():
    nan = np.nan
    found = distance([nan, 1, 1, 1, 1], [0, nan, 0, 0, 1], [2, 2, nan, 2, 1], [1, 1, 1, nan, 0])
    assert np.isnan(found).all()


def test_intervals_are_apart_only_with_a_gap_between_them():
    found = intervals_apart([1, 4, 1, 1, 1], [2, 5, 3, 2, 9], 2, [3, 3, 3, 3, np.nan])
    assert found.tolist() == [False, True, False, False, False]
    assert intervals_apart(1, 2, 3, 4)
    assert intervals_apart(3, 4, 1, 2)
    assert not intervals_apart(np.nan, 2, 3, np.nan)


@given(FIGURES, FIGURES, FIGURES)
def test_what_is_judged_different_lies_more_than_nothing_away(one, other, comparator):
    lower, upper = sorted((one, other))
    assume(upper - lower > 1e-6)
    value = (lower + upper) / 2
    away = float(distance(value, lower, upper, comparator))
    judged = judge_one(lower, upper, comparator, NEITHER)[0]
    expected = {Judgement.HIGHER: away > 1.9, Judgement.LOWER: away < -1.9}
    assert expected.get(judged, abs(away) < 2)


# ---- direction of travel ----------------------------------------------------------------------


def test_an_arrow_says_where_the_value_went():
    found = direction_of_travel([10, 5, 5.04, 5, np.nan, 5], [5, 10, 5, 5, 5, np.nan])
    up, down, level, unknown = Travel
    assert found.tolist() == [up, down, level, level, unknown, unknown]
    assert all(isinstance(each, Travel) for each in found)


def test_a_change_that_chance_may_have_made_is_level():
    # Rutland moved from 24.7 to 26.8, and 26.8 may be anything from 22.6 to 31.4.
    assert direction_of_travel(26.8, 24.7, 22.6, 31.4).item() is Travel.LEVEL
    assert direction_of_travel(26.8, 24.7, 25.8, 28.6).item() is Travel.UP
    assert direction_of_travel(np.nan, 24.7, 22.6, 31.4).item() is Travel.UNKNOWN


def test_what_cannot_be_shown_is_level():
    assert direction_of_travel(5.4, 5, level_within=0.5).item() is Travel.LEVEL
    assert direction_of_travel(5.4, 5, level_within=0).item() is Travel.UP
    assert direction_of_travel(5, 5, level_within=0).item() is Travel.LEVEL


@given(FIGURES, FIGURES)
def test_going_back_turns_the_arrow(now, before):
    turned = {Travel.UP: Travel.DOWN, Travel.DOWN: Travel.UP, Travel.LEVEL: Travel.LEVEL}
    there = direction_of_travel(now, before).item()
    assert direction_of_travel(before, now).item() is turned[there]


# ---- gap in children --------------------------------------------------------------------------


def gap(numerator, denominator, comparator, unit=Unit.PERCENT, scale=1.0):
    lower, upper = map(float, interval(numerator, denominator, unit, scale))
    figures = (numerator, denominator, comparator, lower, upper)
    return gap_in_children(*figures, multiplier=unit.multiplier, scale=scale)


def test_the_gap_is_the_count_less_what_the_comparators_rate_would_give():
    # Nottingham: 1,074 of 3,953 referrals were repeats; at 24.7% it would be 976.391.
    assert gap(1_074, 3_953, 24.7) == Gap(children=98, low=44, high=153)


def test_the_gap_of_an_annualised_rate_is_in_children_of_the_quarter():
    # At 60 per 10,000 a year Rutland's 8,012 children would make 12.018 in a quarter.
    found = gap(5, 8_012, 60, Unit.PER_10K, scale=4)
    assert found is not None
    assert found.children == -7
    assert (found.low, found.high) == (-10, 0)


def test_there_is_no_gap_where_anything_is_missing():
    figures = [10, 100, 20.0, 5.0, 17.0]
    assert gap_in_children(*figures, multiplier=100) == Gap(-10, -15, -3)
    for place in range(len(figures)):
        lacking = [math.nan if at == place else figure for at, figure in enumerate(figures)]
        assert gap_in_children(*lacking, multiplier=100) is None


@given(
    st.integers(0, 3_000),
    st.integers(1, 3_000),
    st.floats(0, 100),
    st.sampled_from([1.0, 4.0]),
)
def test_the_gap_is_the_difference_of_rates_times_the_children(part, rest, comparator, scale):
    whole = part + rest
    found = gap(part, whole, comparator, Unit.PER_100, scale)
    assert found is not None
    difference = float(rate(part, whole, 100, scale)) - comparator
    assert abs(found.children - difference * whole / 100 / scale) <= 0.5 + 1e-6
    assert found.low <= found.children <= found.high


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0, 100))
def test_a_range_without_zero_and_a_judgement_are_one_statement(part, rest, comparator):
    lower, upper = map(float, interval(part, part + rest, Unit.PERCENT))
    found = gap(part, part + rest, comparator)
    assert found is not None
    judged = judge_one(lower, upper, comparator, NEITHER)[0]
    if found.low > 0:
        assert judged is Judgement.HIGHER
    if found.high < 0:
        assert judged is Judgement.LOWER
    if judged is Judgement.SIMILAR:
        assert found.low <= 0 <= found.high


def test_scalars_and_columns_give_the_same_answers():
    cases = list(product([1.0, np.nan], [2.0, np.nan], [0.5, 1.5, 2.5, np.nan]))
    columns = np.array(cases).T
    assert_array_equal(
        judge(*columns, LOWER), [judge_one(*case, direction=LOWER)[0] for case in cases]
    )
