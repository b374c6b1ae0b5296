"""Moves made one after another, each allowed by all that is known, for many targets at once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from yardstick.disclosure.cube_moves import Moves, Order, Room
from yardstick.disclosure.cube_swaps import Swapper
from yardstick.disclosure.cube_targets import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.disclosure.cube_counts import BoolArray, IntArray
    from yardstick.disclosure.cube_knowledge import Case
    from yardstick.disclosure.cube_targets import Target

ALONE, TOGETHER = 0, 1


class Mover:
    """What may move in one cube: every measure's room, the order between them, and the swaps."""

    def __init__(self, case: Case, chance: np.random.Generator) -> None:
        """Work out the room from the true counts."""
        self.chance = chance
        self.measures = len(case.shown)
        self._case = case
        self._rooms = [
            Room(case.problem, case.shown, at, case.stated[at], case.possible)
            for at in range(self.measures)
        ]
        self._orders = [
            Order(case.problem, pair, len(case.possible)) for pair in case.problem.coupled
        ]

    def allows(self, made: Sequence[Moves], more: Moves, moving: Sequence[int]) -> BoolArray:
        """Tell for which targets some measures may move after each measure's own moves."""
        fine = np.ones(len(more.cells), dtype=bool)
        checks = [order.allows(made, more, moving) for order in self._orders]
        fine &= np.all([fine, *checks], axis=0)
        for at in moving:
            here = np.flatnonzero(fine)
            fine[here] = self._rooms[at].allows(made[at].some(here), more.some(here))
        return fine

    def swapper(self, moving: Sequence[int]) -> Swapper:
        """Return what thinks of moves of some measures together."""
        problem = self._case.problem
        counts = problem.counts
        able = np.all([self._rooms[at].down[counts.keys] > 0 for at in moving], axis=0)
        tables = dict.fromkeys(chain.from_iterable(problem.public[at] for at in moving))
        codes = counts.codes[able] if able.any() else counts.codes
        return Swapper(codes, counts.sizes, tuple(tables), self.chance)


class Series:
    """The moves made so far for some targets of one measure."""

    def __init__(self, mover: Mover, targets: Sequence[Target]) -> None:
        """Begin from the true counts."""
        self._mover = mover
        self._measure = targets[0].measure
        self._ways = [(self._measure,), tuple(range(mover.measures))]
        self._swappers = [mover.swapper(way) for way in self._ways]
        self._wanted = np.array([target.code for target in targets], dtype=np.int64)
        dimensions = range(self._wanted.shape[1])
        self._fixed = np.array(
            [[at in target.kept for at in dimensions] for target in targets], dtype=bool
        )
        count = len(targets)
        nothing = Moves(
            np.zeros((count, 0, len(dimensions)), dtype=np.int64),
            np.zeros((count, 0), dtype=np.int64),
        )
        self._made = [nothing] * mover.measures

    def keep(self, still: BoolArray) -> None:
        """Go on with some of the targets only."""
        self._wanted, self._fixed = self._wanted[still], self._fixed[still]
        self._made = [made.some(still) for made in self._made]

    def step(self, *, away: bool) -> IntArray:
        """Make one more move where one is allowed.

        Returns:
            How many records each target has more than in truth, after all its moves.
        """
        way = self._mover.chance.choice((ALONE, TOGETHER))
        more = self._thought(way, away=away)
        helps = np.flatnonzero((self._gain(more) < 0) if away else (self._gain(more) > 0))
        made = [each.some(helps) for each in self._made]
        fine = helps[self._mover.allows(made, more.some(helps), self._ways[way])]
        allowed = np.isin(np.arange(len(more.cells)), fine)[:, np.newaxis]
        for at in self._ways[way]:
            after = self._made[at].then(Moves(more.cells, more.change * allowed))
            self._made[at] = after.packed()
        return self._gain(self._made[self._measure])

    def _thought(self, way: int, *, away: bool) -> Moves:
        chance, swapper, count = self._mover.chance, self._swappers[way], len(self._wanted)
        if away:
            size = chance.integers(1, WIDTH + 1, size=count)
            return swapper.away(self._fixed, self._wanted, size)
        return swapper.towards(self._fixed, self._wanted, np.ones(count, dtype=np.int64))

    def _gain(self, moves: Moves) -> IntArray:
        """Return how many records more each target has after some moves."""
        held = (moves.cells == self._wanted[:, np.newaxis]) | ~self._fixed[:, np.newaxis]
        return np.asarray((held.all(axis=2) * moves.change).sum(axis=1))
