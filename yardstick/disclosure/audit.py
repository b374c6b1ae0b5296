"""What a reader with a solver could learn of hidden cells, from all sums together and exactly.

Each sum by itself may leave a cell wide and all together pin it. So every relation becomes a row
of one integer programme over the hidden cells, and a cell is proven wide by solutions that differ
in it: those a reader could not tell from the truth. One objective moves many cells at once, so
that a thousand cells take a dozen solutions; what is left is asked for one by one. A cell for
which no proof is found counts as narrow, whatever stopped the solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from yardstick.disclosure.relations import LARGEST, SMALLEST, WIDTH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from yardstick.disclosure.relations import Cells, Relation

    Floats = NDArray[np.float64]

ROUNDS = 12  # of objectives that move every cell at once; the demonstration needs half of them
_SEED = 8  # of their signs: it decides how soon a proof is found, never whether there is one
_NODES = 5_000  # a solver that looks further than this has found no proof

_AS_ALL: Final[Mapping[int, int]] = MappingProxyType({})


@dataclass(frozen=True)
class _Puzzle:
    """The hidden cells as a reader meets them.

    Attributes:
        at: Position of each.
        truth: What each really is: one solution.
        low, high: What each can be by itself.
        rows: One per sum, over the hidden cells.
        least, most: What is left for them of each sum.
    """

    at: NDArray[np.intp]
    truth: Floats
    low: Floats
    high: Floats
    rows: sparse.csr_array
    least: Floats
    most: Floats

    def part(self, chosen: NDArray[np.bool_]) -> _Puzzle:
        """Return the puzzle of some cells that share no sum with the others."""
        rows = self.rows[:, np.flatnonzero(chosen)]
        kept = np.flatnonzero(np.diff(rows.indptr))
        return _Puzzle(
            self.at[chosen],
            self.truth[chosen],
            self.low[chosen],
            self.high[chosen],
            rows[kept],
            self.least[kept],
            self.most[kept],
        )

    def solution(self, towards: Floats) -> Floats:
        """Return what a reader could take the cells for, as far one way as can be.

        The truth, which proves nothing, where the solver finds none.
        """
        found = milp(
            -towards,
            integrality=np.ones(len(towards), dtype=np.int64),
            bounds=Bounds(self.low, self.high),
            constraints=LinearConstraint(self.rows, self.least, self.most),
            options={"node_limit": _NODES, "mip_rel_gap": 0.0},
        )
        return self.truth if found.x is None else np.round(found.x)

    def islands(self) -> NDArray[np.int32]:
        """Return a number for each cell, alike for those that any sums link."""
        count, cells = self.rows.shape
        links = sparse.block_array([[None, self.rows], [self.rows.T, None]], format="csr")
        found: NDArray[np.int32] = connected_components(links.astype(float), directed=False)[1]
        return found[count : count + cells]


def narrow(
    relations: Sequence[Relation],
    cells: Cells,
    wide: Collection[int],
    enough: Mapping[int, int] = _AS_ALL,
) -> set[int]:
    """Return the hidden small cells that are not proven to be `WIDTH` values wide.

    Args:
        relations: Every sum the reader is told.
        cells: What is hidden of them.
        wide: Positions proven before. Hiding more cannot undo a proof: its solution, with the
            truth for what is hidden since, is still one.
        enough: How many values are enough for those cells that can never have `WIDTH`.
    """
    puzzle = _puzzle(relations, cells)
    asked = np.array([cells.small[at] and at not in wide for at in puzzle.at], dtype=bool)
    if not asked.any():
        return set()
    islands = puzzle.islands()
    puzzle = puzzle.part(np.isin(islands, islands[asked]))
    asked = np.array([cells.small[at] and at not in wide for at in puzzle.at], dtype=bool)
    needed = np.array([enough.get(at, WIDTH) for at in puzzle.at.tolist()])
    asked = _moved_together(puzzle, asked, needed)
    return {at for at, many in _values(puzzle, asked).items() if many < enough.get(at, WIDTH)}


def values(relations: Sequence[Relation], cells: Cells, asked: Collection[int]) -> dict[int, int]:
    """Return how many values some hidden cells are proven to have, each asked for by itself.

    Args:
        relations: As for `narrow`.
        cells: Likewise.
        asked: Positions; each of them stands in a sum.
    """
    puzzle = _puzzle(relations, cells)
    return _values(puzzle, np.isin(puzzle.at, list(asked)))


def _values(puzzle: _Puzzle, asked: NDArray[np.bool_]) -> dict[int, int]:
    islands, found = puzzle.islands(), {}
    for cell in np.flatnonzero(asked):
        alone = puzzle.part(islands == islands[cell])
        found[int(puzzle.at[cell])] = _between(alone, alone.at == puzzle.at[cell])
    return found


def _moved_together(
    puzzle: _Puzzle, asked: NDArray[np.bool_], needed: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Return which cells are still without proof after moving all of them at once."""
    rng = np.random.default_rng(_SEED)
    lowest, highest = puzzle.truth.copy(), puzzle.truth.copy()
    signs = np.ones(len(asked))
    for step in range(ROUNDS):
        before = asked.sum()
        found = puzzle.solution(np.where(asked, signs, 0.0))
        lowest, highest = np.minimum(lowest, found), np.maximum(highest, found)
        asked = asked & (highest - lowest + 1 < needed)
        if not asked.any() or (step % 2 and asked.sum() == before):
            break  # the few that are left are sooner asked for one by one
        signs = -signs if step % 2 == 0 else rng.choice([-1.0, 1.0], len(asked))
    return asked


def _between(puzzle: _Puzzle, cell: NDArray[np.bool_]) -> int:
    """Return how many values a cell has from its least to its most."""
    up = puzzle.solution(cell.astype(float))[cell]
    down = puzzle.solution(-cell.astype(float))[cell]
    return int((up - down).item()) + 1


def _puzzle(relations: Sequence[Relation], cells: Cells) -> _Puzzle:
    unknown = {at for at in range(len(cells.numbers)) if cells.is_unknown(at)}
    telling = [found for found in relations if not unknown.isdisjoint(found.positions)]
    entries, least, most = [], [], []
    for row, relation in enumerate(telling):
        known = 0.0
        for at, sign in _signed(relation):
            if at in unknown:
                entries.append((sign, row, at))
            else:
                known += sign * cells.number(at)
        least.append(relation.least - known)
        most.append(relation.most - known)
    signs, rows, held = np.array(entries, dtype=float).reshape(-1, 3).T
    cell, columns = np.unique(held.astype(np.intp), return_inverse=True)
    small = np.array([cells.small[at] for at in cell.tolist()], dtype=bool)
    truth = np.array([cells.number(at) for at in cell.tolist()])
    return _Puzzle(
        at=cell,
        truth=truth,
        low=np.where(small, SMALLEST, np.minimum(LARGEST + 1, truth)),
        high=np.where(small, LARGEST, np.array([cells.most(at) for at in cell.tolist()])),
        rows=sparse.csr_array(
            (signs, (rows.astype(np.intp), columns)), shape=(len(telling), len(cell))
        ),
        least=np.array(least),
        most=np.array(most),
    )


def _signed(relation: Relation) -> Iterator[tuple[int, float]]:
    """Yield each cell of a sum with the sign it has there."""
    for at in relation.members:
        yield at, 1.0
    if relation.total is not None:
        yield relation.total, -float(relation.times)
