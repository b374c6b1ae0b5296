"""All that an attacker knows of a cube, written down as a program."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from yardstick.disclosure.cube_margins import adding, margins
from yardstick.disclosure.cube_programs import Program
from yardstick.disclosure.cube_rounding import WIDEST
from yardstick.disclosure.cube_swaps import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.disclosure.cube_counts import BoolArray, IntArray
    from yardstick.disclosure.cube_rounding import Problem
    from yardstick.disclosure.cube_targets import Target

EMPTIES = 500  # empty cells further off that may vary besides; more only widen what is possible
SEED = 20_240  # of which those are: no secret, and always the same


@dataclass(frozen=True)
class Case:
    """A cube under attack, and what is known of it.

    Attributes:
        problem: The true counts and what is public.
        shown: Measures by cells: the cube.
        stated: For each measure, the stated largest error by order of margin.
        possible: For each cell of the whole grid whether anybody could stand in it.
    """

    problem: Problem
    shown: IntArray = field(repr=False)
    stated: tuple[Mapping[int, int], ...]
    possible: BoolArray = field(repr=False)


@dataclass(frozen=True)
class Cells:
    """The cells that an attack lets vary.

    Attributes:
        codes: Cells by dimensions.
        numbers: Measures by cells: true counts.
        shown: Measures by cells: the cube.
    """

    codes: IntArray
    numbers: IntArray
    shown: IntArray


def varying(case: Case, target: Target | None = None) -> Cells:
    """Return the cells that hold a record and, around a target, empty ones besides.

    An attacker does not know which cells are empty. Those that matter for a target are one swap
    of values away from it: they make room for what would have to move.
    """
    counts = case.problem.counts
    empty = np.zeros(0, dtype=np.int64) if target is None else _around(case, target)
    codes = np.array(np.unravel_index(empty, counts.sizes), dtype=np.int64).T
    none = np.zeros((len(case.shown), len(empty)), dtype=np.int64)
    return Cells(
        np.concatenate([counts.codes, codes]),
        np.concatenate([counts.numbers, none], axis=1),
        np.concatenate([case.shown, none], axis=1),
    )


def _around(case: Case, target: Target) -> IntArray:
    """Return possible empty cells: all where they are few, else those one swap of values away."""
    counts = case.problem.counts
    empty = case.possible.copy()
    empty[counts.keys] = False
    if empty.sum() <= EMPTIES:
        return np.flatnonzero(empty)
    wanted = np.tile(np.array(target.code), (len(counts.codes), 1))
    near: list[IntArray] = []
    far: list[IntArray] = []
    for group in blocks(counts.sizes, tuple(chain.from_iterable(case.problem.public))):
        for kept, taken, found in ((wanted, counts.codes, near), (counts.codes, wanted, far)):
            swapped = kept.copy()
            swapped[:, group] = taken[:, group]
            found.append(np.ravel_multi_index(tuple(swapped.T), counts.sizes))
    close, others = (np.unique(np.concatenate(each)) for each in (near, far))
    others = others[empty[others]]
    if len(others) > EMPTIES:
        others = np.random.default_rng(SEED).choice(others, EMPTIES, replace=False)
    return np.union1d(close[empty[close]], others)


def _placed(table: sparse.csr_array, at: int, measures: int) -> sparse.csr_array:
    """Return rows over one measure's cells as rows over all measures' cells."""
    count = table.shape[1]
    return sparse.csr_array(
        (table.data, table.indices + at * count, table.indptr),
        shape=(table.shape[0], measures * count),
    )


def known_by_attacker(case: Case, cells: Cells) -> Program:
    """Write down all that an attacker knows of some cells, the others being empty."""
    problem, stated = case.problem, case.stated
    measures, count = cells.numbers.shape
    sizes = problem.counts.sizes
    empty = sparse.csr_array((0, measures * count))
    exact, rows, allowed = [empty], [empty], [np.zeros(0)]
    for at in range(measures):
        exact += [
            _placed(adding(cells.codes, sizes, kept), at, measures) for kept in problem.public[at]
        ]
        for kept in margins(sizes):
            table = adding(cells.codes, sizes, kept)
            rows.append(_placed(table, at, measures))
            allowed.append(np.full(table.shape[0], float(stated[at][len(kept)])))
    known = sparse.csr_array(sparse.vstack(exact, format="csr"))
    sums_of = sparse.csr_array(sparse.vstack(rows, format="csr"))
    middle, error = sums_of @ cells.shown.ravel(), np.concatenate(allowed)
    ordered = _ordered(problem, measures, count)
    within = sparse.csr_array(sparse.vstack([sums_of, ordered], format="csr"))
    never = np.full(ordered.shape[0], -np.inf)
    return Program(
        low=np.maximum(0.0, cells.shown.ravel() - WIDEST),
        high=cells.shown.ravel().astype(float) + WIDEST,
        exact=known,
        known=known @ cells.numbers.ravel().astype(float),
        rows=within,
        least=np.concatenate([middle - error, never]),
        most=np.concatenate([middle + error, np.zeros(ordered.shape[0])]),
    )


def _ordered(problem: Problem, measures: int, count: int) -> sparse.csr_array:
    """Return a row for each cell and coupled pair: the first less the second is at most 0."""
    unit = sparse.eye_array(count, format="csr")
    pairs = [
        _placed(unit, less, measures) - _placed(unit, more, measures)
        for less, more in problem.coupled
    ]
    nothing = sparse.csr_array((0, measures * count))
    return sparse.csr_array(sparse.vstack([nothing, *pairs], format="csr"))
