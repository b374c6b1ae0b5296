"""The attack on a cube, against a twin that looks at every set of counts there is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yardstick.disclosure import cube_attack, cube_knowledge, cube_programs
from yardstick.disclosure.cube_attack import attack
from yardstick.disclosure.cube_counts import Counts
from yardstick.disclosure.cube_knowledge import Case, varying
from yardstick.disclosure.cube_margins import errors_by_order, margins
from yardstick.disclosure.cube_rounding import Problem, excess, movable, rounded
from yardstick.disclosure.cube_spec import CubeError
from yardstick.disclosure.cube_swaps import blocks
from yardstick.disclosure.cube_targets import small_targets

SIZES = (2, 3)


def case(numbers, shown, public=((),), stated=None, coupled=()):
    """A whole 2 by 3 table for each measure; cells of 0 are not listed, as in a real one."""
    numbers, shown = np.array(numbers), np.array(shown)
    codes = np.array(list(itertools.product(range(2), range(3))))
    held = numbers.any(axis=0)
    names = tuple(map(str, codes[held].tolist()))
    counts = Counts(codes[held], numbers[:, held], SIZES, names, names)
    nothing = np.zeros_like(counts.numbers)
    problem = Problem(counts, coupled, (public,) * len(numbers), nothing, nothing.astype(bool))
    allowed = (stated or {0: 4, 1: 4},) * len(numbers)
    return Case(problem, shown[:, held], allowed, np.ones(6, dtype=bool))


def every_table(made):
    """Every set of counts of one measure that agrees with all that is known."""
    counts = made.problem.counts
    shown, true = np.zeros(6, dtype=int), np.zeros(6, dtype=int)
    shown[counts.keys], true[counts.keys] = made.shown[0], counts.numbers[0]
    boxes = np.ix_(*(range(max(0, at - 4), at + 5) for at in shown))
    tables = np.stack([each.ravel() for each in np.broadcast_arrays(*boxes)], axis=1)
    tables = tables.reshape(-1, *SIZES)
    for kept in made.problem.public[0]:
        tables = tables[off(tables, true, kept) == 0]
    for kept in margins(SIZES):
        tables = tables[off(tables, shown, kept) <= made.stated[0][len(kept)]]
    return tables


def total(tables, kept):
    return tables.sum(axis=tuple(axis - 2 for axis in range(2) if axis not in kept))


def off(tables, other, kept):
    """How far each table's margin is from another's, at most."""
    apart = abs(total(tables, kept) - total(other.reshape(SIZES), kept))
    return apart.reshape(len(tables), -1).max(axis=1)


def widths(made):
    tables = every_table(made)
    found = {}
    for target in small_targets(made.problem):
        chosen = tuple(
            target.code[at] if at in target.kept else slice(None) for at in range(len(SIZES))
        )
        values = tables[:, *chosen].reshape(len(tables), -1).sum(axis=1)
        found[target] = int(values.max() - values.min())
    return found


def test_a_small_published_number_is_shared_by_few_cells_whatever_was_drawn():
    problem = case([[2, 1, 2, 9, 9, 9]], [[0] * 6], public=((0,),)).problem
    found = rounded(problem, np.zeros(6))[0]
    assert (found[:3] > 0).sum() <= 1


def test_no_cells_are_off_by_nothing():
    assert errors_by_order(np.zeros((0, 2), dtype=int), SIZES, np.zeros(0, dtype=int)) == {}


def test_dimensions_of_overlapping_tables_are_swapped_together():
    assert blocks((2, 3, 4, 1), [(0, 1), (1, 2)]) == [[0, 1, 2]]
    assert blocks((2, 3, 4, 1), [(0,), (1, 3)]) == [[0], [1], [2]]


small = st.lists(st.integers(0, 7), min_size=6, max_size=6).filter(any)


@settings(max_examples=8)
@given(small, st.lists(st.booleans(), min_size=6, max_size=6))
def test_every_range_is_as_wide_as_the_twin_finds_it(numbers, ups):
    shown = [
        number - number % 5 + 5 * (up and number % 5 > 0)
        for number, up in zip(numbers, ups, strict=True)
    ]
    made = case([numbers], [shown], public=((0,), (1,)), stated={0: 20, 1: 12})
    twin = widths(made)
    for target, width in twin.items():
        assert min(cube_attack._width(made, target, 4), 4) == min(width, 4)


def test_two_cells_of_a_published_five_are_caught():
    made = case([[3, 2, 0, 0, 0, 0]], [[5, 5, 0, 0, 0, 0]], public=((0,),), stated={0: 9, 1: 9})
    assert not attack(made).safe


def test_a_published_one_that_is_shown_as_five_is_known_exactly():
    made = case([[1, 0, 0, 9, 3, 3]], [[5, 0, 0, 10, 5, 5]], public=((0,),), stated={0: 9, 1: 9})
    assert attack(made).exact == 1


def test_a_true_small_count_among_enough_others_is_safe():
    made = case([[3, 2, 8, 4, 1, 9]], [[5, 0, 10, 5, 0, 10]])
    assert attack(made).safe


def test_coupled_measures_that_are_published_as_equal_narrow_each_other():
    """One is shown as 5 and the other as 0, and every suspension was a pupil's first."""
    made = case(
        [[2, 6, 7, 7, 8, 6], [2, 6, 7, 7, 8, 6]],
        [[0, 5, 5, 5, 10, 5], [5, 5, 10, 10, 10, 10]],
        coupled=((0, 1),),
        stated={0: 20, 1: 9},
    )
    assert not attack(made).safe


def test_nothing_small_is_nothing_to_attack():
    assert attack(case([[9, 9, 9, 9, 9, 9]], [[10, 10, 10, 10, 10, 10]])).tried == 0


def test_a_cell_that_a_stated_error_pins_is_caught():
    made = case([[2, 0, 0, 0, 0, 0]], [[0, 0, 0, 0, 0, 0]], public=(), stated={0: 2, 1: 9})
    assert attack(made).narrow == 1


def test_without_an_answer_of_the_solver_nothing_is_proved(monkeypatch):
    class Silent:
        status = 1

    monkeypatch.setattr(cube_programs, "milp", lambda *_args, **_options: Silent())
    made = case([[3, 2, 0, 0, 0, 0]], [[5, 5, 0, 0, 0, 0]], public=((0,),), stated={0: 9, 1: 9})
    with pytest.raises(CubeError, match="not finished"):
        attack(made)


@pytest.mark.parametrize("few", [0, 100])
def test_programs_prove_what_moves_would_have(monkeypatch, few):
    monkeypatch.setattr(cube_attack, "SWAPS", 0)
    monkeypatch.setattr(cube_attack, "FEW", few)
    found = attack(case([[3, 2, 8, 4, 1, 9]], [[5, 0, 10, 5, 0, 10]]))
    assert found.by_program == found.tried
    assert found.safe


def test_few_empty_cells_can_only_blame_a_cube_more(monkeypatch):
    monkeypatch.setattr(cube_knowledge, "EMPTIES", 0)
    made = case([[3, 0, 0, 0, 2, 0]], [[5, 0, 0, 0, 5, 0]], public=((0,),), stated={0: 9, 1: 9})
    few = varying(made, small_targets(made.problem)[0])
    assert len(few.codes) < 6
    assert not attack(made).safe


def cost(problem, shown):
    weights = (6.0, 4.0)
    errors = np.zeros(6)
    errors[problem.counts.keys] = shown - problem.counts.numbers[0]
    table = errors.reshape(SIZES)
    return sum(weights[len(kept)] * (total(table, kept) ** 2).sum() for kept in margins(SIZES))


@settings(max_examples=20)
@given(small, st.lists(st.floats(0, 0.999), min_size=6, max_size=6))
def test_control_comes_near_the_best_of_all_roundings(numbers, drawn):
    problem = case([numbers], [numbers], public=()).problem
    true = problem.counts.numbers[0]
    found = rounded(problem, np.array(drawn[: len(true)]))
    below = true - true % 5
    choices = [(low,) if low == at else (low, low + 5) for low, at in zip(below, true, strict=True)]
    best = min(cost(problem, np.array(each)) for each in itertools.product(*choices))
    assert ((found[0] - below) % 5 == 0).all()
    assert cost(problem, found[0]) <= 1.5 * best + 120  # two flips of the smallest weight
    assert excess(problem.counts, found) >= 0
    assert movable(problem).sum() == (true % 5 > 0).sum()
