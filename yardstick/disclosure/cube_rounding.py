"""Controlled rounding to base 5: every inner cell to a neighbouring multiple, margins kept close.

Which of the two multiples is first drawn from a secret seed of the cell and its records, so that
the same records always give the same answer, and then changed where that brings margins closer.
Fixed-base rounding with control: Cox (1987), Kelly, Golden and Assad (1990); protection 2.2.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from yardstick.disclosure.cube_counts import SEPARATOR
from yardstick.disclosure.cube_margins import (
    WEIGHTS,
    errors_by_order,
    kernel,
    margins,
    positions,
    wide,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.disclosure.cube_counts import BoolArray, Counts, IntArray
    from yardstick.disclosure.cube_margins import FloatArray, Kept

BASE = 5
WIDEST = BASE - 1  # how far a shown cell is from the true one, at most: stated, so known
PUBLIC_WEIGHT = 6.0  # of a squared error in a published table: an attacker knows it exactly
CLOSE = {0: 2, 1: 4}  # the largest error that is accepted as close, by order (protection 2.2)
CLOSE_TWO_WAY = 6  # what 95 in 100 cells of two-way tables may be off
# Weights of one stage after another, each beginning where the last one ended. The first is the
# rule's own; the others bring in what is still too far off, from the top down.
STAGES = (WEIGHTS, (24.0, 16.0, 2.0, 0.25), (96.0, 64.0, 2.0, 0.25), (384.0, 256.0, 2.0, 0.25))
FEW_RECORDS, FEW_CELLS = 12, 4  # public numbers made of less leave each cell little room
LIKELY = 64  # cells that pair swaps begin from: the ones whose flip alone costs least
NOTHING = -1e-9  # a cost that is no gain


@dataclass(frozen=True)
class Problem:
    """One family of measures of one authority and period, ready to be rounded.

    Attributes:
        counts: True counts.
        coupled: Pairs of rows of `counts.numbers`: the first never exceeds the second.
        public: By row, the dimensions of each table that is published exactly.
        kept: Measures by cells: what the previous release showed, where the count is unchanged.
        sticky: Measures by cells: whether `kept` holds.
    """

    counts: Counts
    coupled: tuple[tuple[int, int], ...]
    public: tuple[tuple[Kept, ...], ...]
    kept: IntArray = field(repr=False)
    sticky: BoolArray = field(repr=False)


def draws(cells: Sequence[str], tokens: Sequence[str], key: bytes, salt: str) -> FloatArray:
    """Return a number from 0 to 1 for each cell: HMAC of its name and sorted record tokens.

    Coupled measures share a cell's draw, so that equal counts are rounded alike.

    Args:
        cells: Names of the cells.
        tokens: Their records' tokens, sorted and joined.
        key: The release key: secret, at least 32 bytes, never that of another purpose.
        salt: Data set, authority, period, measures and number of the attempt.
    """
    found = np.empty(len(cells))
    for at, (cell, token) in enumerate(zip(cells, tokens, strict=True)):
        said = SEPARATOR.join((salt, cell, token)).encode()
        digest = hmac.new(key, said, hashlib.sha256).digest()
        found[at] = int.from_bytes(digest, "big") / 2**256
    return found


def rounded(problem: Problem, drawn: FloatArray) -> IntArray:
    """Round every inner cell to a neighbouring multiple of 5.

    Zeros and multiples of 5 stay; a count unchanged since the previous release keeps what was
    shown; others go up with the probability of their remainder out of 5, and are then changed
    singly or in pairs while that lowers the weighted squared error of the margins.

    Args:
        problem: What to round.
        drawn: A number from 0 to 1 for each cell.

    Returns:
        Measures by cells, multiples of 5. The closest of the tries where none is close.
    """
    shown = _start(problem, drawn)
    stages = []
    for weights in STAGES:
        search = _Search(problem, shown, weights)
        while search.improve():
            pass
        shown = search.shown
        stages.append((excess(problem.counts, shown), shown))
        if stages[-1][0] == 0:
            break
    return min(stages, key=lambda each: each[0])[1]


def excess(counts: Counts, shown: IntArray) -> float:
    """Return how far margins are beyond what is accepted as close, all together; 0 is close."""
    beyond = 0.0
    for row, numbers in zip(shown, counts.numbers, strict=True):
        found = errors_by_order(counts.codes, counts.sizes, row - numbers)
        beyond += sum(max(0, found[at].largest - most) for at, most in CLOSE.items() if at in found)
        beyond += max(0, found[2].ninety_fifth - CLOSE_TWO_WAY) if 2 in found else 0  # noqa: PLR2004 - two-way
    return beyond


def movable(problem: Problem) -> BoolArray:
    """Tell for each measure and cell whether its rounding is free to be chosen."""
    return np.asarray(problem.counts.numbers % BASE > 0, dtype=bool) & ~problem.sticky


class _Caps:
    """Public numbers that are made of little, and how much of them cells may be shown to hold.

    A published 5 of which a cell is shown as 5 says that the cell is 1 to 5; two such cells would
    leave each 1 to 4, and a cell shown as 0 beside them 0 to 3.
    """

    def __init__(self, problem: Problem, at: int) -> None:
        counts = problem.counts
        numbers = counts.numbers[at]
        found = [np.zeros((0, len(numbers)), dtype=bool)]
        for kept in problem.public[at]:
            where = positions(counts.codes, counts.sizes, kept)
            known = np.bincount(where, weights=numbers)
            few = np.bincount(where, weights=numbers > 0) <= FEW_CELLS
            rows = np.flatnonzero((known > 0) & ((known <= FEW_RECORDS) | few))
            found.append((where == rows[:, np.newaxis]) & (numbers > 0))
        self.rows: BoolArray = np.concatenate(found)
        known = self.rows @ numbers
        # A published 3 leaves fewer than five numbers by itself; it must not become certain.
        self._most = known - np.where(known < WIDEST, 1, WIDEST)

    def room(self, shown: IntArray) -> IntArray:
        """Return how much more the cells of each number may be shown to hold."""
        return np.asarray(self._most - self.rows @ np.maximum(0, shown - WIDEST), dtype=np.int64)

    def full(self, shown: IntArray) -> BoolArray:
        """Tell which cells a number has no room for, if they were shown 5 higher."""
        more = np.maximum(0, shown + BASE - WIDEST) - np.maximum(0, shown - WIDEST)
        full = self.rows & (more > self.room(shown)[:, np.newaxis])
        return np.asarray(full.any(axis=0), dtype=bool)

    def shared(self, some: IntArray, others: IntArray) -> BoolArray:
        """Tell which pairs of cells are part of one such number."""
        shared = self.rows[:, some].T.astype(float) @ self.rows[:, others].astype(float)
        return np.asarray(shared > 0, dtype=bool)


def _start(problem: Problem, drawn: FloatArray) -> IntArray:
    """Return the first rounding: kept where sticky, drawn elsewhere, coupled measures in order."""
    numbers = problem.counts.numbers
    rest = numbers % BASE
    shown = np.where(problem.sticky, problem.kept, numbers - rest + BASE * (drawn < rest / BASE))
    for at, row in enumerate(shown):
        _lower(problem, row, at, np.argsort(-drawn, kind="stable"))
    for less, more in problem.coupled:
        above = shown[less] > shown[more]
        down = above & ~problem.sticky[less]
        shown[less] -= BASE * down
        shown[more] += BASE * (above & ~down)
    return np.asarray(shown, dtype=np.int64)


def _lower(problem: Problem, shown: IntArray, at: int, order: IntArray) -> None:
    """Round cells down, the least inclined to go up first, until public numbers have room."""
    caps, numbers = _Caps(problem, at), problem.counts.numbers[at]
    up: BoolArray = np.asarray(np.greater(shown, numbers), dtype=bool) & ~problem.sticky[at]
    held: BoolArray = np.asarray(caps.rows.any(axis=0), dtype=bool)
    for cell in [at for at in order.tolist() if up[at] and held[at]]:
        if (caps.room(shown)[caps.rows[:, cell]] < 0).any():
            shown[cell] -= BASE


@dataclass(frozen=True)
class _Move:
    """Cells to flip together, each a measure and a cell, and what that costs."""

    cost: float
    flips: tuple[tuple[int, int], ...] = ()


class _Search:
    """A rounding that is made closer move by move; the cost falls with every one, so it ends."""

    def __init__(self, problem: Problem, shown: IntArray, weights: Sequence[float]) -> None:
        self._problem = problem
        self._free = movable(problem)
        told = wide(problem.counts.sizes)
        self._codes = problem.counts.codes.astype(np.uint8)
        self._told = told
        self._kernel = kernel(len(told), weights)
        self._own = [self._kernel[-1] + PUBLIC_WEIGHT * len(tables) for tables in problem.public]
        self._caps = [_Caps(problem, at) for at in range(len(shown))]
        self.shown = shown.copy()
        self._pull = np.stack([self._pulled(at, weights) for at in range(len(shown))])

    def _pulled(self, at: int, weights: Sequence[float]) -> FloatArray:
        """Return for each cell the weighted errors of every margin that it adds to."""
        counts = self._problem.counts
        errors = self.shown[at] - counts.numbers[at]
        pull = np.zeros(len(errors))
        tables = [(kept, weights[len(kept)]) for kept in margins(counts.sizes)]
        tables += [(kept, PUBLIC_WEIGHT) for kept in self._problem.public[at]]
        for kept, weight in tables:
            where = positions(counts.codes, counts.sizes, kept)
            pull += weight * np.bincount(where, weights=errors)[where]
        return pull

    def improve(self) -> bool:
        """Make the move that helps most, and tell whether there was one."""
        steps = self._steps()
        costs = 2 * steps * self._pull + BASE**2 * np.array(self._own)[:, np.newaxis]
        allowed = self._allowed(steps)
        moves = [self._best(at, steps[at], costs[at], allowed[at]) for at in range(len(steps))]
        moves += [self._together(pair, steps, costs) for pair in self._problem.coupled]
        best = min(moves, key=lambda move: move.cost)
        if best.cost >= NOTHING:
            return False
        for measure, cell in best.flips:
            self.shown[measure, cell] += steps[measure, cell]
            pulled = self._near(measure, np.array([cell]))[0]
            self._pull[measure] += steps[measure, cell] * pulled
        return True

    def _steps(self) -> IntArray:
        up = self.shown > self._problem.counts.numbers
        return np.where(up, -BASE, BASE)

    def _allowed(self, steps: IntArray) -> BoolArray:
        """Tell which cells may be flipped alone: not where a coupled measure would be passed."""
        allowed = self._unfilled(steps)
        for less, more in self._problem.coupled:
            level = self.shown[less] == self.shown[more]
            allowed[less] &= ~(level & (steps[less] > 0))
            allowed[more] &= ~(level & (steps[more] < 0))
        return allowed

    def _unfilled(self, steps: IntArray) -> BoolArray:
        """Tell which cells may be flipped as far as small public numbers go."""
        full = np.array([cap.full(row) for cap, row in zip(self._caps, self.shown, strict=True)])
        return self._free & ~(full & (steps > 0))

    def _best(self, at: int, steps: IntArray, costs: FloatArray, allowed: BoolArray) -> _Move:
        """Return the best flip, or pair of flips, within one measure."""
        able = np.flatnonzero(allowed)
        if not len(able):
            return _Move(0.0)
        likely = able[np.argsort(costs[able], kind="stable")[:LIKELY]]
        alone = _Move(float(costs[likely[0]]), ((at, int(likely[0])),))
        both = 2 * np.outer(steps[likely], steps[able]) * self._near(at, likely)[:, able]
        both += costs[likely][:, np.newaxis] + costs[able]
        up = (steps[likely] > 0)[:, np.newaxis] & (steps[able] > 0)
        shared = self._caps[at].shared(likely, able)
        both[(likely[:, np.newaxis] == able) | (up & shared)] = np.inf
        first, second = np.unravel_index(np.argmin(both), both.shape)
        pair = ((at, int(likely[first])), (at, int(able[second])))
        return min(alone, _Move(float(both[first, second]), pair), key=lambda move: move.cost)

    def _together(self, pair: tuple[int, int], steps: IntArray, costs: FloatArray) -> _Move:
        """Return the best flip of both coupled measures of one cell, the same way."""
        less, more = pair
        free = self._unfilled(steps)
        able = np.flatnonzero(free[less] & free[more] & (steps[less] == steps[more]))
        if not len(able):
            return _Move(0.0)
        both = costs[less, able] + costs[more, able]
        cell = int(able[np.argmin(both)])
        return _Move(float(both.min()), ((less, cell), (more, cell)))

    def _near(self, measure: int, cells: IntArray) -> FloatArray:
        """Return what an error in some cells costs together with one in each other cell."""
        agree = [
            self._codes[cells, at][:, np.newaxis] == column
            for at, column in enumerate(self._codes.T)
        ]
        alike = np.zeros((len(cells), len(self._codes)), dtype=np.int64)
        for at in self._told:
            alike += agree[at]
        found = self._kernel[alike]
        for kept in self._problem.public[measure]:
            found += PUBLIC_WEIGHT * np.all([agree[at] for at in kept], axis=0)
        return np.asarray(found)
