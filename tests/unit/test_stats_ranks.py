"""Ranks with their range, quantiles, and comparators made of several areas."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from yardstick.model import Direction, Unit
from yardstick.stats.comparators import Combined, mean_of, median_of, ratio_of_sums
from yardstick.stats.distance import intervals_apart
from yardstick.stats.intervals import interval
from yardstick.stats.quantiles import Spine, quartile_band, rank_quantile, spine
from yardstick.stats.ranks import competition_rank, rank_range
from yardstick.stats.rates import rate

HIGHER, LOWER, NEITHER = Direction.HIGHER, Direction.LOWER, Direction.NEITHER
NAN = math.nan
BETTER_ENDS = st.sampled_from([HIGHER, LOWER])
MAYBE = st.one_of(st.integers(0, 12).map(float), st.just(NAN))

# Repeat referrals of all referrals, 2024-25, East Midlands (DfE, Children in need 2025, table C1).
REPEATS = np.array([823, 3182, 537, 1721, 2001, 1121, 1074, 1475, 103, 1086])
REFERRALS = np.array([3557, 10999, 3203, 6752, 8726, 4682, 3953, 6390, 385, 4542])

# ---- ranks ------------------------------------------------------------------------------------


def test_ties_share_the_better_rank():
    assert competition_rank([10, 20, 20, 30], LOWER).tolist() == [1, 2, 2, 4]
    assert competition_rank([10, 20, 20, 30], HIGHER).tolist() == [4, 2, 2, 1]


def test_what_is_missing_has_no_rank_and_takes_no_place():
    assert_array_equal(competition_rank([NAN, 10, 30, NAN, 20], LOWER), [NAN, 1, 3, NAN, 2])
    assert competition_rank([], LOWER).size == 0


def test_where_neither_direction_is_better_nobody_is_ranked():
    assert np.isnan(competition_rank([1, 2], NEITHER)).all()
    assert np.isnan(rank_range([1, 2], [0, 1], [2, 3], NEITHER)).all()


@given(st.lists(MAYBE, max_size=12), BETTER_ENDS)
def test_a_rank_is_one_more_than_how_many_are_better(values, direction):
    better = (lambda one, other: one > other) if direction is HIGHER else (lambda a, b: a < b)
    naive = [
        NAN if math.isnan(own) else 1 + sum(better(other, own) for other in values)
        for own in values
    ]
    assert_array_equal(competition_rank(values, direction), naive)


def test_leicester_is_first_for_certain_and_rutland_may_be_anywhere_else():
    lower, upper = interval(REPEATS, REFERRALS, Unit.PERCENT)
    low, high = rank_range(rate(REPEATS, REFERRALS, 100), lower, upper, LOWER)
    assert (low[2], high[2]) == (1, 1)
    assert (low[8], high[8]) == (2, 10)


def test_intervals_that_touch_are_not_certainly_in_order():
    low, high = rank_range([1, 5, 9], [0, 4, 6.5], [4, 6, 10], LOWER)
    assert low.tolist() == [1, 1, 3]
    assert high.tolist() == [2, 2, 3]


def test_an_area_without_interval_widens_the_others_range_and_has_none():
    low, high = rank_range([1, 5, 9], [0, 4, NAN], [2, 6, NAN], LOWER)
    assert_array_equal(low, [1, 2, NAN])
    assert_array_equal(high, [2, 3, NAN])
    low, high = rank_range([1, 5, NAN], [0, 4, 8], [2, 6, NAN], HIGHER)
    assert_array_equal(low, [2, 1, NAN])
    assert_array_equal(high, [2, 1, NAN])


AREAS = st.lists(
    st.tuples(MAYBE, st.integers(0, 5), st.one_of(st.integers(0, 3), st.just(NAN))),
    max_size=12,
)


@given(AREAS, BETTER_ENDS)
def test_a_range_agrees_with_every_pair_of_areas_and_holds_the_rank(areas, direction):
    columns = np.array(areas).reshape(-1, 3).T
    values, lower, upper = columns[0], columns[0] - columns[1], columns[0] + columns[2]
    low, high = rank_range(values, lower, upper, direction)
    ranks = competition_rank(values, direction)
    for own, value in enumerate(values):
        if math.isnan(value + lower[own] + upper[own]):
            assert math.isnan(low[own])
            assert math.isnan(high[own])
            continue
        apart = intervals_apart(lower[own], upper[own], lower, upper)
        ahead = values > value if direction is HIGHER else values < value
        assert low[own] == 1 + (apart & ahead).sum()
        assert high[own] == (~np.isnan(values)).sum() - (apart & ~ahead).sum()
        assert low[own] <= ranks[own] <= high[own]


def test_ranking_20_000_values_takes_milliseconds():
    values = np.arange(20_000.0) % 977
    started = time.process_time()  # about 10 ms
    rank_range(values, values - 1, values + 1, LOWER)
    assert time.process_time() - started < 0.2


# ---- quantiles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "band"),
    # As the Local Authority Interactive Tool's own tests have it: quartiles 0, 25, 50, 75, 100.
    [
        (10, "A"),
        (30, "B"),
        (60, "C"),
        (80, "D"),
        (0, "A"),
        (25, "A"),
        (50, "B"),
        (75, "C"),
        (100, "D"),
    ],
)
def test_a_value_on_a_quartile_belongs_to_the_quarter_below(value, band):
    among = [0, 25, 50, 75, 100] * 100  # which one value more does not shift
    turned = dict(zip("ABCD", "DCBA", strict=True))
    assert quartile_band([*among, value], LOWER)[-1] == band
    assert quartile_band([*among, value], HIGHER)[-1] == turned[band]


def test_there_is_no_band_without_value_or_direction():
    assert quartile_band([1, NAN, 3], LOWER).tolist() == ["A", None, "D"]
    assert quartile_band([1, 2], NEITHER).tolist() == [None, None]
    assert quartile_band([NAN, NAN], HIGHER).tolist() == [None, None]


def test_regions_deciles_are_those_of_fingertips():
    # North East, deaths under 75 from cancer: 12 authorities, Northumberland lowest (118.746),
    # then South Tyneside, Sunderland; Hartlepool highest (171.217). PHEindicatormethods' test
    # data; of the eight between only the order matters.
    rates = [118.746, 131.278, 137.110, *range(140, 148), 171.217]
    deciles = rank_quantile(rates, 10, LOWER)
    assert deciles[[0, 1, 2, -1]].tolist() == [10, 9, 8, 1]
    assert rank_quantile(rates, 10, HIGHER)[[0, -1]].tolist() == [1, 10]


def test_there_are_no_quantiles_of_too_few_or_without_direction():
    assert np.isnan(rank_quantile([1, 2, NAN], 3, LOWER)).all()
    assert np.isnan(rank_quantile([1, 2, 3], 3, NEITHER)).all()
    assert_array_equal(rank_quantile([1, 2, NAN, 2, 4], 2, HIGHER), [1, 1, NAN, 1, 2])


@given(st.lists(st.integers(0, 99), min_size=10, max_size=40, unique=True), st.integers(2, 10))
def test_quantile_groups_are_as_large_as_each_other_and_in_order(values, groups):
    found = rank_quantile(values, groups, HIGHER)
    sizes = [int((found == group).sum()) for group in range(1, groups + 1)]
    assert sum(sizes) == len(values)
    assert max(sizes) - min(sizes) <= 1
    assert (np.diff(found[np.argsort(values)]) >= 0).all()


def test_the_spine_has_five_marks():
    assert spine([1, 2, 3, NAN, 4, 5]) == Spine(1, 2, 3, 4, 5)
    assert spine([1, 2, 3, 4]) == Spine(1, 1.75, 2.5, 3.25, 4)  # type 7
    assert np.isnan(spine([NAN])).all()


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_the_marks_of_a_spine_are_type_7_quantiles(values):
    ordered = sorted(values)
    for mark, share in zip(spine(values), (0, 0.25, 0.5, 0.75, 1), strict=True):
        whole, part = divmod((len(ordered) - 1) * share, 1)
        below, above = ordered[int(whole)], ordered[min(int(whole) + 1, len(ordered) - 1)]
        assert mark == pytest.approx(below + (above - below) * part, rel=1e-12, abs=1e-9)


# ---- comparators ------------------------------------------------------------------------------


def test_the_regions_figure_is_the_ratio_of_sums():
    assert ratio_of_sums(REPEATS, REFERRALS, 100) == Combined(
        pytest.approx(24.67, abs=0.005), 10, 10
    )
    # Children in need, 2025: 29,161 in ten authorities with 1,032,130 children; published 282.5.
    value, with_value, out_of = ratio_of_sums([29_000, 161], [1_000_000, 32_130], 10_000)
    assert (round(value, 1), with_value, out_of) == (282.5, 2, 2)


def test_an_area_with_one_part_only_is_in_neither_sum():
    found = ratio_of_sums([10, NAN, 30, 5], [100, 100, NAN, 100], 100)
    assert found == Combined(7.5, 2, 4)
    assert ratio_of_sums([10, 5], [100, 100], 100, scale=4).value == 30


def test_of_nothing_there_is_no_figure():
    for found in (
        ratio_of_sums([NAN], [1], 100),
        mean_of([NAN]),
        median_of([NAN]),
    ):
        assert math.isnan(found.value)
        assert (found.with_value, found.out_of) == (0, 1)
    none_to_count_in = ratio_of_sums([0, 0], [0, 0], 100)
    assert math.isnan(none_to_count_in.value)
    assert none_to_count_in.with_value == 2


def test_neighbours_without_a_value_are_left_out_and_counted():
    values = [10, 20, NAN, 60]
    assert mean_of(values) == Combined(30, 3, 4)
    assert median_of(values) == Combined(20, 3, 4)


PAIRS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 900)), min_size=1, max_size=12)


@given(PAIRS)
def test_a_ratio_of_sums_lies_between_the_least_and_the_greatest_ratio(pairs):
    numerators, denominators = np.array(pairs).T
    ratios = rate(numerators, denominators, 100)
    value = ratio_of_sums(numerators, denominators, 100).value
    assert ratios.min() - 1e-9 <= value <= ratios.max() + 1e-9
    assert_allclose(value, (ratios * denominators).sum() / denominators.sum(), atol=1e-9)


@given(st.lists(MAYBE, min_size=1, max_size=12))
def test_mean_and_median_lie_among_the_values(values):
    known = [value for value in values if not math.isnan(value)]
    for found in (mean_of(values), median_of(values)):
        assert (found.with_value, found.out_of) == (len(known), len(values))
        assert not known or min(known) <= found.value <= max(known)
