"""Moves worth trying: swaps of values between records, towards a target or away from it.

What is thought of here proves nothing by itself; `cube_moves` checks each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.disclosure.cube_margins import positions, wide
from yardstick.disclosure.cube_moves import Moves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.disclosure.cube_counts import BoolArray, IntArray
    from yardstick.disclosure.cube_margins import FloatArray, Kept

PARTNERS = 2  # records that values are swapped with, at most
PICKS = 6  # partners looked at for each


def blocks(sizes: Sequence[int], public: Sequence[Kept]) -> list[list[int]]:
    """Return dimensions in groups: those of one public table stay together.

    Swapping the values of a whole group between two records leaves every public table alone.
    """
    group = {at: at for at in wide(sizes)}
    for kept in public:
        held = [at for at in kept if at in group]
        for at in held[1:]:
            old, new = group[at], group[held[0]]
            group = {each: new if head == old else head for each, head in group.items()}
    return [[at for at in group if group[at] == head] for head in dict.fromkeys(group.values())]


class Swapper:
    """Thinks of moves: towards a target, or away from it."""

    def __init__(
        self,
        codes: IntArray,
        sizes: Sequence[int],
        public: Sequence[Kept],
        chance: np.random.Generator,
    ) -> None:
        """Sort records' cells by their values in each group of dimensions.

        Args:
            codes: Cells that records can leave, by dimensions.
            sizes: How many values each dimension has.
            public: Dimensions of each table that must stay alone.
            chance: Where choices come from.
        """
        self._codes, self._chance = codes, chance
        groups = blocks(sizes, public)
        self._free = [
            group for group in groups if not any(at in kept for at in group for kept in public)
        ]
        self._groups = [group for group in groups if group not in self._free]
        self._all = groups
        self._sizes = sizes
        self._lists = [_Lists(positions(codes, sizes, tuple(group))) for group in self._groups]

    def away(self, fixed: BoolArray, wanted: IntArray, size: IntArray) -> Moves:
        """Swap some values of a target's record with another record's.

        Args:
            fixed: Targets by dimensions: whether the target fixes the dimension.
            wanted: Targets by dimensions: the codes of one of its cells.
            size: How many records to move.
        """
        count = len(wanted)
        own = self._codes[self._members(fixed, wanted)]
        other = self._codes[self._chance.integers(len(self._codes), size=count)]
        swapped = np.zeros(own.shape, dtype=bool)
        for group in self._all:
            swapped[:, group] = self._chance.random(count)[:, np.newaxis] < 1 / 2
        after = np.where(swapped, other, own), np.where(swapped, own, other)
        cells = np.stack([own, other, *after], axis=1)
        return Moves(cells, np.array([-1, -1, 1, 1]) * size[:, np.newaxis])

    def _members(self, fixed: BoolArray, wanted: IntArray) -> IntArray:
        """Return for each target the row of one of its records, or any row where it has none."""
        found = np.zeros(len(wanted), dtype=np.int64)
        patterns, which = np.unique(fixed, axis=0, return_inverse=True)
        for at, pattern in enumerate(patterns):
            here, kept = np.flatnonzero(which == at), tuple(np.flatnonzero(pattern).tolist())
            lists = _Lists(positions(self._codes, self._sizes, kept))
            values = positions(wanted[here], self._sizes, kept)
            found[here] = lists.pick(values, self._chance.random(len(here)))
        return found

    def towards(self, fixed: BoolArray, wanted: IntArray, size: IntArray) -> Moves:
        """Make a record one of the target by swapping values with others.

        Args:
            fixed: Targets by dimensions: whether the target fixes the dimension.
            wanted: Targets by dimensions: the codes of one of its cells.
            size: How many records to move.
        """
        first = self._codes[self._near(fixed, wanted)]
        goal = np.where(fixed, wanted, first)
        missing = self._differ(first, goal)
        leaving, arriving, used = [first], [goal], [np.ones(len(wanted), dtype=bool)]
        for _ in range(PARTNERS if self._groups else 0):
            partner, found = self._partner(goal, missing)
            given = missing & ~self._differ(partner, goal) & found[:, np.newaxis]
            leaving.append(partner)
            arriving.append(self._given(partner, first, given))
            used.append(np.asarray(given.any(axis=1)))
            missing = missing & ~given
        cells = np.stack([*leaving, *arriving], axis=1)
        each = np.stack(used, axis=1) * size[:, np.newaxis]
        return Moves(cells, np.concatenate([-each, each], axis=1))

    def _near(self, fixed: BoolArray, wanted: IntArray) -> IntArray:
        """Return for each target the row of a record that has many of its values already."""
        picks = self._chance.integers(len(self._codes), size=(len(wanted), PICKS))
        for at, group in enumerate(self._groups):
            fits = fixed[:, group].all(axis=1)
            column = self._lists[at].pick(self._value(wanted, at), self._chance.random(len(wanted)))
            picks[:, at % PICKS] = np.where(fits & (column >= 0), column, picks[:, at % PICKS])
        alike = ((self._codes[picks] == wanted[:, np.newaxis]) & fixed[:, np.newaxis]).sum(axis=2)
        apart = alike < fixed.sum(axis=1)[:, np.newaxis]  # one of the target already is no gain
        score = np.where(apart, alike + self._chance.random(alike.shape) * 2, -1.0)
        return np.asarray(picks[np.arange(len(wanted)), score.argmax(axis=1)])

    def _value(self, cells: IntArray, at: int) -> IntArray:
        return positions(cells, self._sizes, tuple(self._groups[at]))

    def _differ(self, one: IntArray, other: IntArray) -> BoolArray:
        """Tell for each move and group whether two records' values differ."""
        found = [(one[:, group] != other[:, group]).any(axis=1) for group in self._groups]
        return np.array(found, dtype=bool).T.reshape(len(one), len(self._groups))

    def _partner(self, goal: IntArray, missing: BoolArray) -> tuple[IntArray, BoolArray]:
        """Return a record that has values the goal still misses, and whether there is one."""
        count = len(goal)
        weight = self._chance.random(missing.shape) * missing
        best, score = np.zeros(count, dtype=np.int64), np.zeros(count)
        for _ in range(PICKS):
            picks = np.full(count, -1)
            for at in range(len(self._groups)):
                chosen = weight.argmax(axis=1) == at
                column = self._lists[at].pick(self._value(goal, at), self._chance.random(count))
                picks = np.where(chosen & missing[:, at], column, picks)
            given = (missing & ~self._differ(self._codes[picks], goal)).sum(axis=1)
            better = (picks >= 0) & (given > score)
            best, score = np.where(better, picks, best), np.where(better, given, score)
        return self._codes[best], score > 0

    def _given(self, partner: IntArray, first: IntArray, given: BoolArray) -> IntArray:
        """Return partners after they took the first record's values for those they gave."""
        after = partner.copy()
        for at, group in enumerate(self._groups):
            taken = given[:, at][:, np.newaxis]
            after[:, group] = np.where(taken, first[:, group], partner[:, group])
        return after


class _Lists:
    """Rows by a value, to pick one at random that has it."""

    def __init__(self, values: IntArray) -> None:
        self._order = np.argsort(values, kind="stable")
        self._sorted = values[self._order]

    def pick(self, values: IntArray, chance: FloatArray) -> IntArray:
        """Return a row for each value, or -1 where no row has it."""
        start = np.searchsorted(self._sorted, values, side="left")
        count = np.searchsorted(self._sorted, values, side="right") - start
        at = np.minimum(start + (chance * count).astype(np.int64), len(self._order) - 1)
        return np.asarray(np.where(count > 0, self._order[at], -1))
