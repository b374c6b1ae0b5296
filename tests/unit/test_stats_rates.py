"""Rates and rounding."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from yardstick.stats.rates import five_up, rate


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
    assert five_up(float(rate(count, people, 10_000)), 1) == published


def test_one_quarter_stands_for_a_year_only_when_annualised():
    assert rate(5, 8_012, 10_000, scale=4) == pytest.approx(24.96, abs=0.005)


def test_nothing_over_nothing_is_missing_and_not_zero():
    found = rate([0, 1, np.nan, 1, 0], [0, 0, 10, np.nan, 10], 100)
    assert_array_equal(found, [np.nan, np.nan, np.nan, np.nan, 0])


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
    assert five_up(-value, decimals) == -rounded


def test_a_missing_value_stays_missing_and_zero_has_no_sign():
    assert math.isnan(five_up(math.nan))
    for zero in (five_up(-0.04, 1), five_up(-0.0)):
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
