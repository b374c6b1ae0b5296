"""Funnel limits and over-dispersion."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from yardstick.stats.funnel import (
    FAR_OUT,
    Dispersion,
    Form,
    adjusted_proportion_limits,
    adjusted_rate_limits,
    expected_limits,
    proportion_dispersion,
    proportion_limits,
    rate_dispersion,
    rate_limits,
)
from yardstick.stats.intervals import poisson_interval, wilson_interval

# Repeat referrals of all referrals, 2024-25, East Midlands (DfE, Children in need 2025, table C1).
AREAS = {
    "Derby": (823, 3557),
    "Derbyshire": (3182, 10999),
    "Leicester": (537, 3203),
    "Leicestershire": (1721, 6752),
    "Lincolnshire": (2001, 8726),
    "North Northamptonshire": (1121, 4682),
    "Nottingham": (1074, 3953),
    "Nottinghamshire": (1475, 6390),
    "Rutland": (103, 385),
    "West Northamptonshire": (1086, 4542),
}
REPEATS, REFERRALS = np.array(list(AREAS.values())).T
CENTRE = REPEATS.sum() / REFERRALS.sum()
NONE = Dispersion(phi=1, tau=0, areas=10, form=Form.ARCSINE)


def flagged(lower, upper):
    share = REPEATS / REFERRALS
    return {name for name, out in zip(AREAS, (share < lower) | (share > upper), strict=True) if out}


# ---- proportions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "lower2", "upper2", "lower3", "upper3"),
    # PHEindicatormethods' test data, baseline 80.642448%.
    [
        (1, 3.204264, 100, 0, 100),
        (3, 35.933491, 100, 10.150815, 100),
        (18, 62.390093, 98.894803, 51.864359, 100),
        (41, 68.548635, 92.73626, 61.574398, 99.710497),
        (102, 72.974925, 88.309971, 68.553233, 92.731663),
        (1008, 78.203374, 83.081521, 76.796814, 84.488082),
        (110_000, 80.408963, 80.875933, 80.274317, 81.010578),
    ],
)
def test_proportions_give_the_published_limits(n, lower2, upper2, lower3, upper3):
    centre = 0.80642448
    inner, outer = proportion_limits(n, centre), proportion_limits(n, centre, FAR_OUT)
    assert_allclose(np.multiply(inner, 100), (lower2, upper2), atol=2e-6)
    assert_allclose(np.multiply(outer, 100), (lower3, upper3), atol=2e-6)


def test_plain_limits_flag_four_of_ten_authorities():
    assert pytest.approx(0.2467, abs=5e-5) == CENTRE
    lower, upper = proportion_limits(REFERRALS, CENTRE, FAR_OUT)
    assert_allclose(
        [lower[1], upper[1], lower[4], upper[6]], (0.234, 0.259, 0.232, 0.268), atol=6e-4
    )
    assert flagged(lower, upper) == {"Derbyshire", "Leicester", "Lincolnshire", "Nottingham"}


def test_limits_adjusted_for_dispersion_flag_leicester_only():
    dispersion = proportion_dispersion(REPEATS, REFERRALS)
    assert dispersion.phi == pytest.approx(8.557, abs=5e-4)
    assert dispersion.tau == pytest.approx(0.02033, abs=5e-6)
    assert dispersion.areas == 10
    assert dispersion.form is Form.ARCSINE
    assert dispersion.advised
    lower, upper = adjusted_proportion_limits(REFERRALS, CENTRE, dispersion, FAR_OUT)
    assert_allclose((np.median(lower), np.median(upper)), (0.192, 0.306), atol=1e-3)
    assert lower[2] == pytest.approx(0.190, abs=5e-4)
    assert flagged(lower, upper) == {"Leicester"}


@given(st.integers(0, 400), st.integers(1, 400), st.floats(0.01, 0.99))
def test_outside_the_limits_is_where_wilsons_interval_leaves_out_the_centre(part, rest, centre):
    share = part / (part + rest)
    lower, upper = (float(limit) for limit in proportion_limits(part + rest, centre))
    low, high = (float(bound) for bound in wilson_interval(part, part + rest))
    if min(abs(low - centre), abs(high - centre)) > 1e-9:
        assert (lower <= share <= upper) == (low <= centre <= high)


@given(st.integers(1, 5_000), st.floats(0.05, 0.95), st.floats(0, 0.2))
def test_dispersion_widens_limits(n, centre, tau):
    plain = adjusted_proportion_limits(n, centre, NONE)
    wider = adjusted_proportion_limits(n, centre, Dispersion(2, tau, 10, Form.ARCSINE))
    assert 0 <= wider[0] <= plain[0] <= centre <= plain[1] <= wider[1] <= 1


def test_without_dispersion_both_ways_agree_for_large_areas():
    plain, transformed = (
        proportion_limits(10_000, 0.25),
        adjusted_proportion_limits(10_000, 0.25, NONE),
    )
    assert_allclose(plain, transformed, atol=1e-4)


def test_what_has_no_size_has_no_limits():
    for limits in (
        proportion_limits([0, np.nan], 0.5),
        adjusted_proportion_limits([0, np.nan], 0.5, NONE),
        rate_limits([0, np.nan], 50, 10_000),
        adjusted_rate_limits([0, np.nan], 50, 10_000, Dispersion(1, 0, 9, Form.LOG)),
        adjusted_rate_limits([10, 20], 0, 10_000, Dispersion(1, 0, 9, Form.ROOT)),
    ):
        assert np.isnan(limits).all()


# ---- rates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("observed", "lower2", "upper2", "lower3", "upper3"),
    # PHEindicatormethods' test data: expected events at which so many observed are on a limit.
    [
        (1, 5.571644585, 0.025317898, 9.233410143, 0.001000547),
        (5, 11.6683331, 1.623486324, 16.45474478, 0.739371928),
        (10, 18.39035799, 4.795387629, 24.13397235, 2.960519925),
        (100, 121.6268111, 81.36400699, 134.9243187, 71.92139974),
        (716, 770.4222128, 664.5083011, 802.60414, 636.1521174),
    ],
)
def test_rates_give_the_published_limits(observed, lower2, upper2, lower3, upper3):
    # The table comes from a spreadsheet whose inverse is exact to six digits or decimals.
    assert_allclose(expected_limits(observed), (lower2, upper2), rtol=1e-6, atol=1e-7)
    assert_allclose(expected_limits(observed, FAR_OUT), (lower3, upper3), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("confidence", [0.95, FAR_OUT])
def test_a_curve_of_limits_passes_through_the_table(confidence):
    observed = np.array([1, 2, 5, 10, 100, 716])
    due_at_lower, due_at_upper = expected_limits(observed, confidence)
    centre, multiplier = 60, 10_000
    for due, end in ((due_at_lower, 0), (due_at_upper, 1)):
        population = due * multiplier / centre
        limit = rate_limits(population, centre, multiplier, confidence)[end]
        assert_allclose(limit * population / multiplier, observed, rtol=1e-7)


def test_small_areas_have_no_lower_limit_and_one_event_is_no_signal():
    lower, upper = rate_limits([10, 500], 1, 10_000)
    assert lower.tolist() == [0, 0]
    assert upper[0] * 10 / 10_000 == 1


@given(st.integers(0, 60), st.floats(0.1, 60))
def test_outside_the_limits_is_where_the_exact_interval_leaves_out_the_centre(count, due):
    lower, upper = (float(limit) for limit in rate_limits(due, 1, 1))
    far, near = (float(bound) for bound in expected_limits(count))
    assert_allclose(poisson_interval(min(count, 9)), expected_limits(min(count, 9))[::-1])
    if min(abs(far - due), abs(near - due)) > 1e-6:
        assert (lower <= count / due <= upper) == (near <= due <= far)


def test_nothing_observed_is_never_above_what_was_expected():
    assert expected_limits(0)[1] == 0


def test_dispersion_of_ratios_is_that_of_the_published_example():
    observed, expected = (100, 150, 180, 80, 120, 225), (108, 112, 165, 95, 100, 220)
    found = rate_dispersion(observed, expected)
    assert round(found.phi, 6) == 2.948033  # FunnelPlotR
    assert (found.areas, found.form) == (6, Form.LOG)
    assert found.tau > 0
    assert not found.advised  # too few areas


def test_the_lowest_and_the_highest_are_left_out_or_pulled_in():
    expected = np.full(20, 100.0)
    observed = np.append(np.full(18, 100.0), [1_000, 10])
    left_out = rate_dispersion(observed, expected)
    assert left_out.phi == 0
    assert left_out.areas == 18
    pulled_in = rate_dispersion(observed, expected, Form.ROOT)
    assert pulled_in.phi == 0
    assert pulled_in.areas == 20
    assert (left_out.tau, pulled_in.tau) == (0, 0)
    assert not left_out.advised  # chance is enough


def test_areas_without_events_are_measured_on_the_root_scale():
    with pytest.raises(ValueError, match=r"Form\.ROOT if an area has no events"):
        rate_dispersion([0, 5, 9], [3, 5, 6])
    with pytest.raises(ValueError, match=r"measured as Form\.LOG"):
        rate_dispersion([1, 5, 9], [3, 5, 6], Form.ARCSINE)
    assert rate_dispersion([0, 5, 9], [3, 5, 6], Form.ROOT).phi > 0


def test_areas_with_a_part_missing_are_left_out():
    whole = proportion_dispersion(REPEATS[:8], REFERRALS[:8])
    more = proportion_dispersion([*REPEATS[:8], np.nan, 5, 5], [*REFERRALS[:8], 9, np.nan, 0])
    assert more == whole


@pytest.mark.parametrize("areas", [[], [5]])
def test_dispersion_needs_two_areas(areas):
    for found in (proportion_dispersion(areas, areas), rate_dispersion(areas, areas)):
        assert math.isnan(found.phi)
        assert found.tau == 0
        assert not found.advised


@pytest.mark.parametrize("form", [Form.LOG, Form.ROOT])
def test_adjusted_rate_limits_hold_the_centre_and_widen(form):
    population = np.array([800.0, 8_000, 80_000])
    plain = adjusted_rate_limits(population, 50, 10_000, Dispersion(1, 0, 9, form))
    wider = adjusted_rate_limits(population, 50, 10_000, Dispersion(4, 0.3, 9, form))
    exact = rate_limits(population, 50, 10_000)
    assert (wider[0] <= plain[0]).all()
    assert (plain[0] < 50).all()
    assert (plain[1] > 50).all()
    assert (wider[1] > plain[1]).all()
    assert (wider[0] >= 0).all()
    assert_allclose([plain[0][2], plain[1][2]], [exact[0][2], exact[1][2]], rtol=0.01)


def test_the_dispersion_of_one_kind_cannot_adjust_limits_of_the_other():
    with pytest.raises(ValueError, match="dispersion of rates"):
        adjusted_proportion_limits(10, 0.5, Dispersion(1, 0, 9, Form.LOG))
    with pytest.raises(ValueError, match="dispersion of proportions"):
        adjusted_rate_limits(10, 50, 100, NONE)
