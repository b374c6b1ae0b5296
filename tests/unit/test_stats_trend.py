"""The recent trend, against the series that Fingertips tests its own code with."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from yardstick.model import Direction, TrendWord
from yardstick.stats.trend import (
    SIGNIFICANT_FROM,
    TrendTest,
    chi_square_trend,
    recent_trend,
    trend_test,
)

# Values, lower and upper bounds, 2020 to 2024 (DHSC FingertipsNext, TrendMarkerCalculatorTests).
DIABETES = (
    [7.0826, 7.1085, 7.2571, 7.4528, 7.6554],
    [7.0754, 7.1013, 7.2499, 7.4456, 7.6481],
    [7.0940, 7.1199, 7.2684, 7.4643, 7.6669],
)
MMR_IN_YORKSHIRE = (
    [92.6254, 92.3221, 90.8708, 90.0170, 90.1013],
    [92.4168, 92.1072, 90.6358, 89.7694, 89.8578],
    [92.8288, 92.5315, 91.1004, 90.2594, 90.3396],
)
EYE_DISEASE = (
    [2.9350, 1.93028, 2.7567, 2.8701, 3.0121],
    [2.7841, 1.80850, 2.6113, 2.7225, 2.8616],
    [3.0919, 2.05800, 2.9082, 3.0237, 3.1683],
)
HIGHER, LOWER, NEITHER = Direction.HIGHER, Direction.LOWER, Direction.NEITHER


@pytest.mark.parametrize(
    ("series", "slope", "chi_square", "word"),
    [
        (DIABETES, 0.148799, 9_740, TrendWord.INCREASING),
        (MMR_IN_YORKSHIRE, -0.7405, 418.5, TrendWord.DECREASING),
        (EYE_DISEASE, 0.1398, 33.5, TrendWord.INCREASING),
    ],
)
def test_fingertips_own_series_give_its_results(series, slope, chi_square, word):
    found = trend_test(*series, NEITHER)
    assert found.slope == pytest.approx(slope, abs=5e-5)
    assert found.chi_square == pytest.approx(chi_square, rel=2e-3)
    assert (found.word, found.points) == (word, 5)


def test_fewer_vaccinations_are_getting_worse():
    word, reason = recent_trend(*MMR_IN_YORKSHIRE, HIGHER)
    assert word is TrendWord.WORSENING
    assert reason == (
        "falling, whichever point is left out; chi-square 418.54 passes 9.55 (5 points)"
    )


@pytest.mark.parametrize(
    ("direction", "rising", "falling"),
    [
        (HIGHER, TrendWord.IMPROVING, TrendWord.WORSENING),
        (LOWER, TrendWord.WORSENING, TrendWord.IMPROVING),
        (NEITHER, TrendWord.INCREASING, TrendWord.DECREASING),
    ],
)
def test_every_direction_has_its_words(direction, rising, falling):
    assert recent_trend(*DIABETES, direction)[0] is rising
    backwards = [list(reversed(part)) for part in DIABETES]
    assert recent_trend(*backwards, direction)[0] is falling


@pytest.mark.parametrize(
    ("points", "reason"), [(0, "only 0 points"), (1, "only 1 point"), (3, "only 3 points")]
)
def test_with_fewer_than_five_points_nothing_can_be_said(points, reason):
    series = [part[:points] for part in DIABETES]
    assert recent_trend(*series, HIGHER) == (TrendWord.CANNOT_SAY, reason)


def test_a_point_without_value_or_bound_does_not_count():
    for place in range(3):
        series = [list(part) for part in DIABETES]
        series[place][2] = math.nan
        found = trend_test(*series, HIGHER)
        assert (found.reason, found.points) == ("only 4 points", 4)
        assert math.isnan(found.slope)
        assert math.isnan(found.chi_square)


def test_only_the_last_five_points_that_are_there_count():
    longer = [[1.0, math.nan, *part[:2], math.nan, *part[2:]] for part in DIABETES]
    assert trend_test(*longer, HIGHER) == trend_test(*DIABETES, HIGHER)


@pytest.mark.parametrize("bound", [7.0826, 7.0])
def test_an_interval_without_width_has_no_weight_to_give(bound):
    values, lower, upper = (list(part) for part in DIABETES)
    lower[0], upper[0] = 7.0826, bound
    word, reason = recent_trend(values, lower, upper, HIGHER)
    assert word is TrendWord.CANNOT_SAY
    assert reason == "an interval among the last 5 points has no width"


def test_a_small_change_is_no_trend():
    values = [10.0, 10.1, 10.0, 10.2, 10.1]
    found = trend_test(values, np.subtract(values, 1), np.add(values, 1), HIGHER)
    assert found.word is TrendWord.NO_CHANGE
    assert found.reason == "chi-square 0.03 does not pass 9.55 (5 points)"


def test_one_point_alone_makes_no_trend():
    values = [10.0, 9.9, 9.8, 9.7, 20.0]
    found = trend_test(values, np.subtract(values, 0.5), np.add(values, 0.5), HIGHER)
    assert found.chi_square > SIGNIFICANT_FROM
    assert found.word is TrendWord.NO_CHANGE
    assert found.reason == (
        "the direction rests on a single point: without it, it turns (5 points)"
    )


def test_a_line_that_would_lie_flat_without_one_point_is_no_trend():
    values, width = [3.8, 3.8, 0.0, 0.0, 3.8], np.array([0.03, 0.39, 1.47, 1.47, 0.39])
    found = trend_test(values, values - width / 3, values + width * 2 / 3, HIGHER)
    assert found.chi_square > SIGNIFICANT_FROM
    assert found.word is TrendWord.NO_CHANGE


def test_the_mark_is_the_chi_square_that_chance_passes_twice_in_a_thousand():
    assert stats.chi2.isf(0.002, 1) == pytest.approx(SIGNIFICANT_FROM, abs=1e-9)


def test_a_test_cannot_be_changed_afterwards():
    with pytest.raises(AttributeError):
        trend_test(*DIABETES, HIGHER).word = TrendWord.IMPROVING
    assert isinstance(trend_test(*DIABETES, HIGHER), TrendTest)


# ---- rules that always hold, and a twin -------------------------------------------------------

POINTS = st.lists(st.tuples(st.integers(0, 2_000), st.integers(1, 400)), min_size=5, max_size=7)


def as_series(points):
    values = [value / 10 for value, _ in points]
    return (
        values,
        [value - width / 100 for value, (_, width) in zip(values, points, strict=True)],
        [value + width / 50 for value, (_, width) in zip(values, points, strict=True)],
    )


@given(POINTS)
def test_the_test_agrees_with_the_published_sums(points):
    series = as_series(points)
    found = trend_test(*series, NEITHER)
    value, low, high = (part[-5:] for part in series)
    slope, chi_square = published_sums(value, low, high, range(5))
    assert found.slope == pytest.approx(slope, rel=1e-7, abs=1e-9)
    assert found.chi_square == pytest.approx(chi_square, rel=1e-6, abs=1e-9)
    slopes = [
        published_sums(value, low, high, [at for at in range(5) if at != left_out])[0]
        for left_out in range(5)
    ]
    significant = chi_square > SIGNIFICANT_FROM
    steady = significant and all(other / slope > 1e-9 for other in slopes)
    assert (found.word is TrendWord.NO_CHANGE) == (not steady)


def published_sums(value, low, high, kept):
    """The five sums of Fingertips' own formula, term by term, in fractions."""
    sums = [Fraction(0)] * 5
    for at in kept:
        error = (Fraction(high[at]) - Fraction(low[at])) / Fraction("3.92")
        weight, moment, size = 1 / error**2, at + 1, Fraction(value[at])
        terms = (1, size * moment, moment, size, moment**2)
        sums = [total + weight * term for total, term in zip(sums, terms, strict=True)]
    sw, swtv, swt, swv, swtt = sums
    room = sw * swtt - swt**2
    slope = (sw * swtv - swt * swv) / room
    return float(slope), float(slope**2 * room / sw)


@given(POINTS)
def test_a_mirrored_series_has_the_mirrored_trend(points):
    values, lower, upper = as_series(points)
    there = trend_test(values, lower, upper, HIGHER)
    back = trend_test(np.negative(values), np.negative(upper), np.negative(lower), LOWER)
    assert back.word is there.word
    assert back.slope == pytest.approx(-there.slope, abs=1e-9)


# ---- the older chi-square, on counts ----------------------------------------------------------


@pytest.mark.parametrize(
    ("numerators", "denominators", "chi_square"),
    [
        ([621, 599, 556, 535, 447], [3454, 3195, 3256, 3227, 3121], 20.115),
        ([5405, 5500, 5435, 5480, 5315], [18095, 18170, 18005, 17890, 17860], 0.018),
    ],
)
def test_counts_give_the_chi_square_fingertips_gave(numerators, denominators, chi_square):
    assert chi_square_trend(numerators, denominators) == pytest.approx(chi_square, abs=5e-4)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=2, max_size=8))
def test_the_chi_square_agrees_with_the_published_sums(pairs):
    numerators = [part for part, _ in pairs]
    denominators = [part + rest for part, rest in pairs]
    found = chi_square_trend(numerators, denominators)
    n, r = sum(denominators), sum(numerators)
    srt, snt, snt2 = (
        sum(number * at**power for at, number in enumerate(series, 1))
        for series, power in ((numerators, 1), (denominators, 1), (denominators, 2))
    )
    below = r * (n - r) * (n * snt2 - snt**2)
    if below == 0:
        assert math.isnan(found)
    else:
        expected = Fraction(n * (n * srt - r * snt) ** 2, below)
        assert found == pytest.approx(float(expected), rel=1e-7, abs=1e-9)


def test_counts_that_say_nothing_have_no_chi_square():
    assert math.isnan(chi_square_trend([], []))
    assert math.isnan(chi_square_trend([0, 0], [5, 5]))
    assert math.isnan(chi_square_trend([5, 5], [5, 5]))
    assert math.isnan(chi_square_trend([0, 0], [0, 0]))
    assert math.isnan(chi_square_trend([1, math.nan], [5, 5]))
    assert math.isnan(chi_square_trend([1, 2], [5, math.nan]))
