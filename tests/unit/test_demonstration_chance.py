"""Generators depend on names alone; whole numbers add to what they should, within their bounds."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from yardstick.demonstration.balance import ends_and_stock
from yardstick.demonstration.chance import (
    chance,
    drift,
    fitted,
    nearest,
    rounded,
    shared_out,
    whole_for,
)

small = st.integers(0, 60)


def test_the_same_names_draw_alike_and_other_names_draw_otherwise():
    first = chance("seed", "E1", "R02").integers(0, 10**9, 5)
    assert (chance("seed", "E1", "R02").integers(0, 10**9, 5) == first).all()
    assert (chance("seed", "E1", "R03").integers(0, 10**9, 5) != first).any()


def test_names_that_run_together_alike_are_told_apart():
    drawn = {chance(*names).integers(0, 10**12) for names in (("a", "bc"), ("ab", "c"), ("abc",))}
    assert len(drawn) == 3


def test_another_process_with_another_hash_seed_draws_alike():
    code = "from yardstick.demonstration.chance import chance; print(chance('a', 'b').random())"
    run = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert run[0] == run[1] == f"{chance('a', 'b').random()}\n"


def test_drift_has_the_spread_and_the_memory_it_is_given():
    wander = drift(chance("long"), 40_000, 0.2, memory=0.8)
    assert abs(wander.std() - 0.2) < 0.01
    assert abs(np.corrcoef(wander[1:], wander[:-1])[0, 1] - 0.8) < 0.02
    assert abs(wander.mean()) < 0.02


@given(total=st.integers(0, 500), weights=st.lists(small, min_size=1, max_size=8))
def test_shares_of_a_total_add_to_it_and_stay_within_one_of_their_part(total, weights):
    given_weights = np.array(weights)
    if not given_weights.sum():
        total = 0
    shares = shared_out(total, given_weights)
    exact = total * given_weights / max(given_weights.sum(), 1)
    assert shares.sum() == total
    assert (abs(shares - exact) < 1).all()


@given(pairs=st.lists(st.tuples(small, small), min_size=1, max_size=8), total=st.integers(-5, 600))
def test_fitted_counts_come_as_near_the_total_as_their_bounds_allow(pairs, total):
    most = np.array([max(pair) for pair in pairs])
    counts = np.array([min(pair) for pair in pairs])
    moved = fitted(counts, total, most)
    assert ((moved >= 0) & (moved <= most)).all()
    assert moved.sum() == min(max(total, 0), most.sum())
    assert len({-1, 1} & set(np.sign(moved - counts))) <= 1  # all one way, so none in vain


def test_halves_are_rounded_up():
    assert [nearest(value) for value in (0.5, 1.5, 2.4999, 7.0)] == [1, 2, 2, 7]
    assert rounded(np.array([0.5, 1.5, 2.4999])).tolist() == [1, 2, 2]


def test_a_denominator_is_found_that_whole_children_give_the_shares_of():
    size = whole_for((0.83, 0.96), 104)
    assert 98 <= size <= 110
    assert all(abs(nearest(share * size) / size - share) < 0.003 for share in (0.83, 0.96))


def test_the_nearest_denominator_is_taken_where_any_would_do():
    assert whole_for((1.0, 0.0), 50) == 50
    assert whole_for((), 0.2) == 1


@given(
    seed=st.integers(0, 10**6),
    starts=st.lists(small, min_size=8, max_size=16),
    in_year=st.integers(0, 120),
    at_year_end=st.integers(0, 200),
    first=st.integers(0, 4),
)
def test_no_child_is_lost_between_starts_ends_and_stock(seed, starts, in_year, at_year_end, first):
    begun, year = np.array(starts), slice(first, first + 4)
    ends, stock = ends_and_stock(chance(str(seed)), begun, year, in_year, at_year_end)
    assert (ends >= 0).all()
    assert (stock >= 0).all()
    assert (stock[1:] == stock[:-1] + begun[1:] - ends[1:]).all()
    assert stock[first + 3] == at_year_end
    least = max(begun[year].sum() - at_year_end, in_year)
    assert ends[year].sum() == least
