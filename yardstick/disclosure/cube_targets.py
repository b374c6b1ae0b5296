"""What an attack is after, and how wide each of it has been seen to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from yardstick.disclosure.cube_margins import margins, positions, wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.disclosure.cube_counts import IntArray
    from yardstick.disclosure.cube_margins import FloatArray, Kept
    from yardstick.disclosure.cube_rounding import Problem

SMALLEST, LARGEST = 1, 4  # true counts that must not be worked out
WIDTH = 4  # the least distance between the two ends of what a small count can be
TOLERANCE = 1e-6  # answers of programs are a little off


class Target(NamedTuple):
    """A cell or margin cell to be worked out.

    Attributes:
        measure: Row of the numbers.
        kept: Dimensions that it fixes; all of them for an inner cell.
        code: One of the cells that add to it.
    """

    measure: int
    kept: Kept
    code: tuple[int, ...]


def small_targets(problem: Problem) -> list[Target]:
    """Return the small cells and margin cells; a margin cell that is a single cell is one too."""
    counts = problem.counts
    inner = tuple(range(len(counts.sizes)))
    found = []
    for at, numbers in enumerate(counts.numbers):
        for kept in (inner, *margins(counts.sizes)):
            where = positions(counts.codes, counts.sizes, kept)
            _, first, row = np.unique(where, return_index=True, return_inverse=True)
            true = np.bincount(row, weights=numbers)
            small = (true >= SMALLEST) & (true <= LARGEST)
            found += [Target(at, kept, tuple(code)) for code in counts.codes[first[small]].tolist()]
    return found


def members(targets: Sequence[Target], codes: IntArray, measures: int) -> sparse.csr_array:
    """Return each target as a row of ones over the measures and cells that add to it."""
    count = len(codes)
    found = []
    for target in targets:
        held = list(target.kept)
        agree = (codes[:, held] == np.array(target.code)[held]).all(axis=1)
        found.append(np.flatnonzero(agree) + target.measure * count)
    ends = np.cumsum([0, *(len(each) for each in found)])
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    shape = (len(found), measures * count)
    return sparse.csr_array((np.ones(len(columns)), columns, ends), shape=shape)


def public_widths(problem: Problem, targets: Sequence[Target]) -> FloatArray:
    """Return the distance between the ends that published tables alone leave each target.

    The most is the least published number that holds all of it; the least is the largest
    published number inside it. Tables taken together might say more, so this errs towards
    blaming the cube.
    """
    tables = [
        [(set(kept) & told, _published(problem, at, kept)) for kept in public]
        for told in [set(wide(problem.counts.sizes))]
        for at, public in enumerate(problem.public)
    ]
    return np.array([_left_open(problem, target, tables[target.measure]) for target in targets])


def _published(problem: Problem, measure: int, kept: Kept) -> FloatArray:
    """Return for each cell the published number that it adds to."""
    counts = problem.counts
    where = positions(counts.codes, counts.sizes, kept)
    return np.bincount(where, weights=counts.numbers[measure])[where].astype(float)


def _left_open(
    problem: Problem, target: Target, tables: Sequence[tuple[set[int], FloatArray]]
) -> float:
    least, most = 0.0, np.inf
    wanted = set(target.kept) & set(wide(problem.counts.sizes))
    for held, published in tables:
        shared = sorted(held & wanted)
        agree = problem.counts.codes[:, shared] == np.array(target.code)[shared]
        known = published[agree.all(axis=1)].max(initial=0.0)
        if held <= wanted:
            most = min(most, known)
        if wanted <= held:
            least = max(least, known)
    return most - least


@dataclass
class Ranges:
    """What each target was in some set of counts that agrees with all that is known.

    Attributes:
        low: The least it was.
        high: The most it was.
        public: Least and most distance that published tables alone leave it.
    """

    low: FloatArray
    high: FloatArray
    truth: FloatArray
    public: FloatArray

    def open(self) -> IntArray:
        """Return the targets that are not yet seen to be as wide as they must be."""
        must = np.where(self.public >= WIDTH, WIDTH, np.minimum(1, self.public))
        return np.flatnonzero(self.high - self.low < must - TOLERANCE)

    def saw(self, targets: IntArray, reached: FloatArray) -> None:
        """Note what targets were in one more set of counts."""
        self.low[targets] = np.minimum(self.low[targets], reached)
        self.high[targets] = np.maximum(self.high[targets], reached)
