"""Intervals: published figures to reproduce, rules that always hold, and slow exact twins."""

from __future__ import annotations

import math
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from yardstick.model import Unit
from yardstick.stats.arrays import filled, floats, present
from yardstick.stats.intervals import (
    interval,
    mean_interval,
    poisson_interval,
    rate_interval,
    tail,
    wilson_interval,
    z_score,
)

CONFIDENCES = st.floats(0.01, 0.9999)
COUNTS = st.integers(0, 5_000)


# ---- published figures (PHEindicatormethods' test data; domain sections 1.3 and 10.1) ---------


def test_z_scores_are_those_of_the_technical_guide():
    assert z_score(0.95) == pytest.approx(1.959964, abs=5e-7)
    assert z_score(0.998) == pytest.approx(3.090232, abs=5e-7)


@pytest.mark.parametrize(
    ("count", "confidence", "lower", "upper"),
    [
        (65, 0.95, 50.163188, 82.849139),
        (65, 0.998, 42.880261, 94.000291),
        (1045, 0.95, 982.593202, 1110.331213),
    ],
)
def test_byar_gives_the_published_bounds(count, confidence, lower, upper):
    assert_allclose(poisson_interval(count, confidence), (lower, upper), atol=5e-7)


@pytest.mark.parametrize(
    ("count", "denominator", "multiplier", "lower", "upper"),
    [
        (5, 100, 100, 1.623486, 11.668332),
        (1, 100, 100, 0.025318, 5.571643),
        (2, 200, 100_000, 121.104639, 3612.343834),
        (10, 200, 100_000, 2393.724957, 9195.729303),  # the first to use Byar's formula
    ],
)
def test_rates_give_the_published_bounds(count, denominator, multiplier, lower, upper):
    found = rate_interval(count, denominator, multiplier)
    assert_allclose(found, (lower, upper), atol=6e-7)


@pytest.mark.parametrize(
    ("numerator", "denominator", "lower", "upper"),
    [
        (65, 100, 0.552544, 0.736358),
        (1045, 5000, 0.197955, 0.220491),
        (5, 100, 0.021544, 0.111750),
        (20, 100, 0.133367, 0.288829),
    ],
)
def test_wilson_gives_the_published_bounds(numerator, denominator, lower, upper):
    assert_allclose(wilson_interval(numerator, denominator), (lower, upper), atol=5e-7)


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "lower", "upper"),
    [
        (1_074, 3_953, Unit.PERCENT, 25.8, 28.6),  # Nottingham, re-referrals 2024-25
        (103, 385, Unit.PERCENT, 22.6, 31.4),  # Rutland, re-referrals
        (28, 8_012, Unit.PER_10K, 23.2, 50.5),  # Rutland, child protection plans
    ],
)
def test_real_figures_have_the_worked_intervals(numerator, denominator, unit, lower, upper):
    assert_allclose(interval(numerator, denominator, unit), (lower, upper), atol=0.05)


def test_the_interval_of_an_annualised_rate_is_that_of_the_quarter_times_four():
    annualised = interval(5, 8_012, Unit.PER_10K, scale=4)
    assert_allclose(annualised, (8.1, 58.3), atol=0.05)
    far_too_narrow = interval(20, 8_012, Unit.PER_10K)
    assert_allclose(far_too_narrow, (15.2, 38.6), atol=0.05)


def test_the_interval_of_a_mean_is_students():
    # t(0.975, 4) = 2.776445 (any table); the spread of 1 to 5 is 1.581139.
    reach = 2.776445 * 1.581139 / math.sqrt(5)
    assert_allclose(mean_interval([1, 2, 3, 4, 5]), (3 - reach, 3 + reach), atol=1e-6)
    assert mean_interval([1, 2, np.nan, 3, 4, 5]) == mean_interval([1, 2, 3, 4, 5])


# ---- which method a unit calls for ------------------------------------------------------------


def test_each_unit_is_given_its_method():
    assert_allclose(interval(5, 100, Unit.PERCENT), np.multiply(wilson_interval(5, 100), 100))
    assert_allclose(interval(5, 100, Unit.PER_100), rate_interval(5, 100, 100))
    assert_allclose(interval(5, 100, Unit.PER_10K), rate_interval(5, 100, 10_000))
    assert_allclose(interval(5, np.nan, Unit.COUNT), poisson_interval(5))
    assert_allclose(interval(5, np.nan, Unit.COUNT, scale=4), np.multiply(poisson_interval(5), 4))


@pytest.mark.parametrize("unit", [Unit.DAYS, Unit.SCORE, Unit.RATIO])
def test_a_mean_from_its_sum_alone_has_no_interval(unit):
    lower, upper = interval([5, 6], [100, 100], unit)
    assert lower.shape == upper.shape == (2,)
    assert np.isnan([lower, upper]).all()
    lower[0] = 1
    assert np.isnan(upper).all()  # two arrays, not one with two names


# ---- what is missing, and what is refused -----------------------------------------------------


def test_what_is_missing_has_no_interval():
    assert np.isnan(poisson_interval([np.nan, -1])).all()
    assert np.isnan(wilson_interval([np.nan, 1, 0, 5, -1], [10, np.nan, 0, 4, 10])).all()
    assert np.isnan(rate_interval([np.nan, 1, 1, 1], [10, np.nan, 0, -4], 100)).all()
    assert np.isnan(mean_interval([])).all()
    assert np.isnan(mean_interval([7, np.nan])).all()


def test_none_of_none_children_is_bounded_by_zero():
    assert poisson_interval(0)[0] == 0
    assert wilson_interval(0, 7)[0] == 0
    assert wilson_interval(7, 7)[1] == 1


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, math.nan])
def test_a_confidence_that_is_no_proportion_is_refused_by_all(confidence):
    for ask in (
        lambda: tail(confidence),
        lambda: z_score(confidence),
        lambda: poisson_interval(5, confidence),
        lambda: wilson_interval(5, 10, confidence),
        lambda: mean_interval([1, 2], confidence),
        lambda: rate_interval(5, 10, 100, confidence),
        lambda: interval(5, 10, Unit.DAYS, 1, confidence),
    ):
        with pytest.raises(ValueError, match=r"not a proportion between 0 and 1: write 0\.95"):
            ask()


def test_every_kind_of_missing_a_column_can_hold_comes_in_as_nan():
    for column in (
        pd.Series([1, None], dtype="Int64"),
        pd.Series([1, pd.NA], dtype=object),
        pd.Series([1.0, np.nan]),
        [1, None],
    ):
        assert floats(column).dtype == np.float64
        assert_allclose(floats(column), [1, np.nan])
    assert present([[1, np.nan], [3, 4]]).tolist() == [1, 3, 4]
    assert filled((2,), Unit.DAYS)[1] is Unit.DAYS


def test_nothing_changes_what_it_is_given():
    counts, denominators = pd.Series([3.0, 40.0]), pd.Series([0.0, 100.0])
    interval(counts, denominators, Unit.PERCENT)
    interval(counts, denominators, Unit.PER_10K)
    assert counts.tolist() == [3, 40]
    assert denominators.tolist() == [0, 100]


# ---- rules that always hold -------------------------------------------------------------------


@given(COUNTS, CONFIDENCES)
def test_a_poisson_interval_holds_the_count_and_is_never_negative(count, confidence):
    lower, upper = poisson_interval(count, confidence)
    assert 0 <= lower <= count < upper


@given(st.integers(0, 500), st.integers(1, 500), CONFIDENCES)
def test_a_wilson_interval_holds_the_proportion_and_stays_within_0_and_1(part, rest, confidence):
    lower, upper = wilson_interval(part, part + rest, confidence)
    assert 0 <= lower <= part / (part + rest) <= upper <= 1


@given(COUNTS, CONFIDENCES, CONFIDENCES)
def test_more_confidence_is_a_wider_interval(count, one, other):
    less, more = sorted((one, other))
    for bounds in (poisson_interval, lambda some, sure: wilson_interval(some, 5_000, sure)):
        inner, outer = bounds(count, less), bounds(count, more)
        assert outer[0] <= inner[0]
        assert inner[1] <= outer[1]


@given(COUNTS)
def test_bounds_grow_with_the_count(count):
    # Also where the method changes, at ten.
    lower, upper = poisson_interval([count, count + 1])
    assert lower[0] < lower[1]
    assert upper[0] < upper[1]


@given(st.integers(0, 300), st.integers(1, 300))
def test_what_is_so_and_what_is_not_are_mirror_images(part, rest):
    lower, upper = wilson_interval([part, rest], part + rest)
    assert_allclose(lower[0], 1 - upper[1], atol=1e-12)
    assert_allclose(upper[0], 1 - lower[1], atol=1e-12)


# ---- slow twins -------------------------------------------------------------------------------


@given(st.integers(0, 9), st.floats(0.5, 0.999))
def test_an_exact_bound_leaves_the_tail_that_it_should(count, confidence):
    lower, upper = (float(bound) for bound in poisson_interval(count, confidence))
    side = (1 - confidence) / 2
    assert _at_most(count, upper) == pytest.approx(side, rel=1e-9)
    assert count == 0 or 1 - _at_most(count - 1, lower) == pytest.approx(side, rel=1e-7)


def _at_most(count: int, mean: float) -> float:
    """Chance of so many events or fewer, term by term."""
    return sum(math.exp(-mean) * mean**n / math.factorial(n) for n in range(count + 1))


@given(st.integers(0, 200), st.integers(1, 200), CONFIDENCES)
def test_a_wilson_bound_is_where_the_score_test_turns(part, rest, confidence):
    whole = part + rest
    for bound in map(float, wilson_interval(part, whole, confidence)):
        score = (part / whole - bound) ** 2 * whole
        assert score == pytest.approx(z_score(confidence) ** 2 * bound * (1 - bound), abs=1e-9)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(2, 400))
def test_where_each_child_has_many_the_interval_is_that_of_the_children(part, rest, many):
    some, whole = part * many, (part + rest) * many
    of_each = [float(one) for one in interval(some, whole, Unit.PERCENT, of_each=many)]
    children = [float(one) for one in interval(part, part + rest, Unit.PERCENT)]
    assert_allclose(of_each, children)
    if part > 0 and rest > 0:
        apart = [float(one) for one in interval(some, whole, Unit.PERCENT)]
        assert of_each[0] < apart[0] < apart[1] < of_each[1]


def test_the_bounds_of_shares_of_children_hold_more_often_than_they_say():
    rng = np.random.default_rng(1)
    shares = rng.beta(0.4, 5.6, size=(2_000, 150))  # very unlike each other, a fifteenth on average
    missed = rng.binomial(380, shares).sum(axis=1)
    lower, upper = interval(missed, 150 * 380, Unit.PERCENT, of_each=380)
    kept = ((lower < 100 * 0.4 / 6) & (upper > 100 * 0.4 / 6)).mean()
    apart = interval(missed, 150 * 380, Unit.PERCENT)
    assert kept >= 0.95
    assert ((apart[0] < 100 * 0.4 / 6) & (apart[1] > 100 * 0.4 / 6)).mean() < 0.5


@given(st.lists(st.one_of(st.integers(0, 20), st.just(math.nan)), max_size=12))
def test_a_column_gets_what_each_of_its_numbers_gets(counts):
    lower, upper = poisson_interval(np.array(counts, dtype=float))
    alone = np.array([poisson_interval(count) for count in counts]).reshape(-1, 2)
    assert_allclose(np.column_stack([lower, upper]), alone, rtol=1e-14)


def test_a_frame_of_20_000_takes_milliseconds():
    # Measured: under 2 ms each. The mark is loose because other work shares the machine.
    rows = np.arange(20_000.0)
    started = time.process_time()
    interval(rows % 30, rows + 40, Unit.PER_10K)
    interval(rows % 30, rows + 40, Unit.PERCENT)
    assert time.process_time() - started < 0.1
