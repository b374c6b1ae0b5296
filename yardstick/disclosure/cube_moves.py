"""Other counts that a cube could stand for: found by moving records between cells.

A range need not be computed to be proved wide: two sets of counts that agree with everything an
attacker knows are proof. They are made from the true ones by swapping values between records, as
in data swapping, which leaves most margins alone. How a move is thought of does not matter, since
each is checked against all that is known; one that breaks anything proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yardstick.disclosure.cube_margins import margins, positions, sums
from yardstick.disclosure.cube_rounding import WIDEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.disclosure.cube_counts import BoolArray, IntArray
    from yardstick.disclosure.cube_margins import Kept
    from yardstick.disclosure.cube_rounding import Problem


@dataclass(frozen=True)
class Moves:
    """A move, or several made one after another, for each of some targets.

    Attributes:
        cells: Targets by cells by dimensions: the codes of the cells that are touched.
        change: Targets by cells: how many records arrive there; negative where they leave.
    """

    cells: IntArray
    change: IntArray

    def then(self, other: Moves) -> Moves:
        """Return these moves with others made after them."""
        return Moves(
            np.concatenate([self.cells, other.cells], axis=1),
            np.concatenate([self.change, other.change], axis=1),
        )

    def packed(self) -> Moves:
        """Return the same moves without the cells in which nothing changes."""
        last = np.argsort(self.change == 0, axis=1, kind="stable")
        last = last[:, : int((self.change != 0).sum(axis=1).max(initial=0))]
        cells = np.take_along_axis(self.cells, last[:, :, np.newaxis], axis=1)
        return Moves(cells, np.take_along_axis(self.change, last, axis=1))

    def some(self, chosen: BoolArray | IntArray) -> Moves:
        """Return the moves of some of the targets."""
        return Moves(self.cells[chosen], self.change[chosen])


class Room:
    """How far each cell and margin of one measure may move without breaking what is known."""

    def __init__(
        self,
        problem: Problem,
        shown: IntArray,
        measure: int,
        stated: Mapping[int, int],
        possible: BoolArray,
    ) -> None:
        """Work the room out from the true counts.

        Args:
            problem: The true counts and what is public.
            shown: Measures by cells: the cube.
            measure: Row of the numbers.
            stated: The stated largest error by order of margin.
            possible: For each cell of the grid whether anybody could stand in it.
        """
        counts = problem.counts
        public = problem.public[measure]
        self._sizes = counts.sizes
        self._tables = list(dict.fromkeys([*margins(counts.sizes), *public]))
        self.up, self.down = _box(problem, shown, measure, possible)
        self._rise, self._fall = [], []
        for kept in self._tables:
            off = sums(counts.codes, counts.sizes, kept, counts.numbers[measure] - shown[measure])
            within = 0 * off if kept in public else stated[len(kept)] - off
            self._rise.append(within)
            self._fall.append(0 * off if kept in public else stated[len(kept)] + off)

    def allows(self, made: Moves, more: Moves) -> BoolArray:
        """Tell for which targets more moves may follow those that were made and allowed."""
        every = made.then(more)
        inner = tuple(range(len(self._sizes)))
        fine = self._within(every, more, inner, self.up, self.down)
        for kept, rise, fall in zip(self._tables, self._rise, self._fall, strict=True):
            at = np.flatnonzero(fine)  # what is broken already need not be looked at
            fine[at] = self._within(every.some(at), more.some(at), kept, rise, fall)
        return fine

    def _within(
        self, every: Moves, more: Moves, kept: Kept, rise: IntArray, fall: IntArray
    ) -> BoolArray:
        """Look at one table, where the newest moves touch it."""
        where = self._where(every.cells, kept)
        new = where[:, where.shape[1] - more.cells.shape[1] :]
        same = new[:, :, np.newaxis] == where[:, np.newaxis, :]
        change = np.einsum("tij,tj->ti", same, every.change)
        return np.asarray(((change <= rise[new]) & (-change <= fall[new])).all(axis=1))

    def _where(self, cells: IntArray, kept: Kept) -> IntArray:
        flat = cells.reshape(-1, cells.shape[-1])
        return positions(flat, self._sizes, kept).reshape(cells.shape[:-1])


def _box(
    problem: Problem, shown: IntArray, measure: int, possible: BoolArray
) -> tuple[IntArray, IntArray]:
    """Return how far each cell of the grid may rise and fall."""
    keys = problem.counts.keys
    numbers = np.zeros(len(possible), dtype=np.int64)
    numbers[keys] = problem.counts.numbers[measure]
    cube = np.zeros(len(possible), dtype=np.int64)
    cube[keys] = shown[measure]
    rise = np.where(possible, cube + WIDEST - numbers, 0)
    return rise, numbers - np.maximum(0, cube - WIDEST)


class Order:
    """How far one measure may move past a coupled one that must never be smaller."""

    def __init__(self, problem: Problem, pair: tuple[int, int], cells: int) -> None:
        """Work out how far the two are apart in each cell of the grid."""
        counts = problem.counts
        self._less, self._more = pair
        self._sizes = counts.sizes
        self._apart = np.zeros(cells, dtype=np.int64)
        self._apart[counts.keys] = counts.numbers[self._more] - counts.numbers[self._less]

    def allows(self, made: Sequence[Moves], more: Moves, moving: Sequence[int]) -> BoolArray:
        """Tell for which targets some measures may move after each measure's own moves."""
        sign = (self._less in moving) - int(self._more in moving)
        if sign == 0:  # both or neither: what is between them stays
            return np.ones(len(more.cells), dtype=bool)
        before, against = made[self._less], made[self._more]
        every = before.then(Moves(against.cells, -against.change))
        every = every.then(Moves(more.cells, sign * more.change))
        keys: IntArray = positions(
            every.cells.reshape(-1, len(self._sizes)), self._sizes, tuple(range(len(self._sizes)))
        ).reshape(every.change.shape)
        new = keys[:, keys.shape[1] - more.change.shape[1] :]
        change = np.einsum("tij,tj->ti", new[:, :, np.newaxis] == keys[:, np.newaxis], every.change)
        return np.asarray((change <= self._apart[new]).all(axis=1))
