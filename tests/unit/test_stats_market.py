"""Concentration of a market, and why two means differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.stats.concentration import Concentration, band, herfindahl, largest_share
from yardstick.stats.mix import decomposed

SIZES = st.lists(st.floats(0.01, 1e7), min_size=1, max_size=30)
GROUP = st.tuples(st.integers(0, 50), st.floats(1, 1e5), st.integers(0, 50), st.floats(1, 1e5))


def test_the_index_of_the_guidelines_own_example():
    # Five firms with 30, 25, 20, 15 and 10 per cent: 900 + 625 + 400 + 225 + 100.
    assert herfindahl([30, 25, 20, 15, 10]) == pytest.approx(2250)


@given(SIZES)
def test_the_index_lies_between_equal_shares_and_one_seller(sizes):
    found = herfindahl(sizes)
    assert 10_000 / len(sizes) - 1e-6 <= found <= 10_000 + 1e-6


@given(SIZES, st.floats(0.01, 100))
def test_the_index_knows_no_unit(sizes, times):
    assert herfindahl(np.array(sizes) * times) == pytest.approx(herfindahl(sizes))


@given(SIZES)
def test_two_sellers_who_merge_never_lower_the_index(sizes):
    merged = [*sizes[2:], sum(sizes[:2])]
    assert herfindahl(merged) >= herfindahl(sizes) - 1e-6


def test_nothing_sold_has_no_index_and_nobody_sells_less():
    assert np.isnan(herfindahl([]))
    assert np.isnan(herfindahl([0, np.nan]))
    with pytest.raises(ValueError, match="less than nothing"):
        herfindahl([1, -1])


@pytest.mark.parametrize(
    ("index", "word"),
    [
        (999, Concentration.NOT),
        (1000, Concentration.NOT),
        (1000.1, Concentration.CONCENTRATED),
        (2000, Concentration.CONCENTRATED),
        (2000.1, Concentration.HIGHLY),
        (np.nan, Concentration.UNKNOWN),
    ],
)
def test_the_bands_begin_above_one_and_two_thousand(index, word):
    assert band(index) is word


def test_the_share_of_the_largest():
    assert largest_share([1, 5, 2, 2], 2) == pytest.approx(0.7)
    assert largest_share([1], 5) == 1
    assert np.isnan(largest_share([], 5))


@given(st.lists(GROUP, min_size=1, max_size=12))
def test_the_parts_add_up_to_the_difference_of_the_means(groups):
    n, mean, n_before, mean_before = map(np.array, zip(*groups, strict=True))
    if not n.sum() or not n_before.sum():
        with pytest.raises(ValueError, match="mean of nothing"):
            decomposed(n, n * mean, n_before, n_before * mean_before)
        return
    parts = decomposed(n, n * mean, n_before, n_before * mean_before)
    difference = (n * mean).sum() / n.sum() - (n_before * mean_before).sum() / n_before.sum()
    assert parts.total == pytest.approx(difference, abs=1e-6)


@given(st.lists(GROUP, min_size=1, max_size=12).filter(lambda all_: any(one[0] for one in all_)))
def test_the_same_mix_leaves_nothing_to_the_mix(groups):
    n, mean, _, mean_before = map(np.array, zip(*groups, strict=True))
    parts = decomposed(n, n * mean, 3 * n, 3 * n * mean_before)
    assert parts.mix == pytest.approx(np.zeros(len(n)), abs=1e-6)


@given(st.lists(GROUP, min_size=1, max_size=12))
def test_the_same_prices_leave_nothing_within(groups):
    n, mean, n_before, _ = map(np.array, zip(*groups, strict=True))
    if n.sum() and n_before.sum():
        parts = decomposed(n, n * mean, n_before, n_before * mean)
        assert parts.within == pytest.approx(np.zeros(len(n)), abs=1e-6)


def test_a_decomposition_by_hand():
    # Half dear, half cheap became three quarters dear; the dear rose by 10.
    parts = decomposed([3, 1], [330, 50], [2, 2], [200, 100])
    assert parts.mix == pytest.approx([0.25 * (105 - 75), -0.25 * (50 - 75)])
    assert parts.within == pytest.approx([0.625 * 10, 0])
