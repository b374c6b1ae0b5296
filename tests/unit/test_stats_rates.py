"""Rates, rolling sums and rounding."""

from __future__ import annotations

import math
import time
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from pandas.testing import assert_frame_equal, assert_series_equal

from yardstick.stats.rates import (
    annualising_scale,
    five_up,
    rate,
    rolling_sum,
    round_half_up,
    year_to_date,
)

OFTEN_MISSING = st.one_of(st.integers(0, 900), st.just(math.nan))


@pytest.mark.parametrize(
    ("count", "people", "published"),
    [
        (402_400, 12_183_016, 330.3),  # England, children in need, 2025
        (3_203, 90_763, 352.9),  # Leicester, referrals 2024-25
        (29_161, 1_032_130, 282.5),  # East Midlands, children in need, 2025
        (28, 8_012, 34.9),  # Rutland, child protection plans
    ],
)
def test_rates_are_those_published(count, people, published):
    assert round_half_up(rate(count, people, 10_000), 1) == published


def test_one_quarter_stands_for_a_year_only_when_annualised():
    assert rate(5, 8_012, 10_000, scale=annualising_scale(1)) == pytest.approx(24.96, abs=0.005)
    assert annualising_scale(3) == pytest.approx(4 / 3)
    assert annualising_scale(4) == 1


@pytest.mark.parametrize("elapsed", [0, 5, math.nan])
def test_no_other_number_of_quarters_stands_for_a_year(elapsed):
    with pytest.raises(ValueError, match="give 1 to 4"):
        annualising_scale(elapsed)


def test_nothing_over_nothing_is_missing_and_not_zero():
    found = rate([0, 1, np.nan, 1, 0], [0, 0, 10, np.nan, 10], 100)
    assert_array_equal(found, [np.nan, np.nan, np.nan, np.nan, 0])


# ---- sums over quarters -----------------------------------------------------------------------


def test_a_rolling_sum_needs_all_four_quarters():
    sums = rolling_sum(np.array([1, 2, 3, 4, 5, np.nan, 7, 8, 9, 10]))
    assert_array_equal(sums, [np.nan] * 3 + [10, 14] + [np.nan] * 4 + [34])
    assert np.isnan(rolling_sum(np.array([1.0, 2, 3]))).all()


def test_a_rolling_sum_keeps_labels_and_each_areas_own_column():
    index = pd.Index(["Q1", "Q2", "Q3", "Q4", "Q1"])
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [1, None, 3, 4, 5]}, index=index)
    expected = pd.DataFrame({"a": [np.nan] * 3 + [10.0, 14.0], "b": [np.nan] * 5}, index=index)
    assert_frame_equal(rolling_sum(frame.astype("Int64")), expected)
    assert_series_equal(rolling_sum(frame["a"]), expected["a"])


@given(st.lists(OFTEN_MISSING, max_size=15), st.integers(1, 5))
def test_a_rolling_sum_is_its_quarters_added_up(counts, window):
    naive = [
        sum(counts[end + 1 - window : end + 1]) if end + 1 >= window else math.nan
        for end in range(len(counts))
    ]
    assert_array_equal(rolling_sum(np.array(counts, dtype=float), window), naive)


def test_the_year_to_date_starts_again_with_each_financial_year():
    counts = [5, 1, 2, 3, 4, np.nan, 6, 7, 8]
    quarters = [4, 1, 2, 3, 4, 1, 2, 3, 4]
    expected = [np.nan, 1, 3, 6, 10, np.nan, np.nan, np.nan, np.nan]
    assert_array_equal(year_to_date(counts, quarters), expected)


@given(st.lists(OFTEN_MISSING, min_size=4, max_size=12))
def test_at_the_fourth_quarter_the_year_to_date_is_the_rolling_year(counts):
    counts = np.array(counts, dtype=float)
    quarters = np.arange(counts.size) % 4 + 1
    fourth = quarters == 4
    assert_array_equal(year_to_date(counts, quarters)[fourth], rolling_sum(counts)[fourth])


# ---- rounding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (2.675, 2, 2.68),  # a float just below it
        (1.005, 2, 1.01),
        (0.5, 0, 1),
        (1.5, 0, 2),
        (2.5, 0, 3),  # where Python's round gives 2
        (-2.5, 0, -3),
        (0.05, 1, 0.1),
        (24.65, 1, 24.7),
        (1e22, 2, 1e22),
        (1.7e308, 2, 1.7e308),
        (math.inf, 0, math.inf),
        (15, -1, 20),
    ],
)
def test_fives_are_rounded_away_from_zero(value, decimals, rounded):
    assert five_up(value, decimals) == rounded
    assert round_half_up(value, decimals) == rounded
    assert round_half_up([value, -value], decimals).tolist() == [rounded, -rounded]


def test_a_missing_value_stays_missing_and_zero_has_no_sign():
    assert math.isnan(five_up(math.nan))
    assert np.isnan(round_half_up([np.nan])).all()
    for zero in (five_up(-0.04, 1), float(round_half_up(-0.04, 1)), float(round_half_up(-0.0))):
        assert math.copysign(1, zero) == 1


@given(
    st.one_of(
        st.floats(-1e9, 1e9),
        st.floats(allow_nan=False, allow_infinity=False),
        st.decimals(-100_000, 100_000, places=3).map(float),
        st.integers(-20_000, 20_000).map(lambda halves: halves / 2),
    ),
    st.integers(0, 4),
)
def test_rounding_agrees_with_decimal_arithmetic(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(str(value))
    if abs(exact) < 10**20:  # beyond it Decimal's own 28 digits do not do
        expected = float(exact.quantize(step, rounding=ROUND_HALF_UP))
        assert five_up(value, decimals) == expected
        assert round_half_up(value, decimals) == expected
    assert round_half_up([value], decimals)[0] == five_up(value, decimals)


def test_rounding_a_frame_of_20_000_takes_milliseconds():
    values = np.random.default_rng(1).uniform(0, 900, 20_000)  # about 1 ms
    started = time.process_time()
    rounded = round_half_up(values, 1)
    assert time.process_time() - started < 0.1
    assert_allclose(rounded, values, atol=0.0501)
