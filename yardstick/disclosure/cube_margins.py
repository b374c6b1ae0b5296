"""Margins of a cube: the tables that its inner cells add to, and how far rounding moved them."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from yardstick.disclosure.cube_spec import MOST_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from yardstick.disclosure.cube_counts import IntArray

    FloatArray: TypeAlias = npt.NDArray[np.float64]
    Kept: TypeAlias = tuple[int, ...]


class Errors(NamedTuple):
    """How far the cells of some margins are from the true ones, in records.

    Attributes:
        largest: The largest.
        mean: The mean of all, whichever way they are off.
        ninety_fifth: What 95 in 100 do not exceed.
    """

    largest: int
    mean: float
    ninety_fifth: float


WEIGHTS = (6.0, 4.0, 1.0, 0.5)  # of a squared error, by order of the margin (protection 2.2)


def wide(sizes: Sequence[int]) -> list[int]:
    """Return the dimensions that a cube tells apart: those with more than one value."""
    return [at for at, size in enumerate(sizes) if size > 1]


def margins(sizes: Sequence[int], orders: Iterable[int] = range(MOST_ORDER + 1)) -> Iterator[Kept]:
    """Yield the dimensions that each margin keeps, the total first; never all of them.

    A margin that keeps all of them is the cells themselves.
    """
    told = wide(sizes)
    for order in orders:
        if order < len(told):
            yield from combinations(told, order)


def positions(codes: IntArray, sizes: Sequence[int], kept: Kept) -> IntArray:
    """Return for each cell the margin's cell that it adds to."""
    if not kept:
        return np.zeros(len(codes), dtype=np.int64)
    held = tuple(codes[:, at] for at in kept)
    return np.asarray(np.ravel_multi_index(held, [sizes[at] for at in kept]), dtype=np.int64)


def sums(codes: IntArray, sizes: Sequence[int], kept: Kept, numbers: IntArray) -> IntArray:
    """Return the margin's cells, all of them, of one measure's numbers."""
    size = int(np.prod([sizes[at] for at in kept], dtype=np.int64))
    found = np.bincount(positions(codes, sizes, kept), weights=numbers, minlength=size)
    return np.rint(found).astype(np.int64)


def adding(codes: IntArray, sizes: Sequence[int], kept: Kept) -> sparse.csr_array:
    """Return the margin's cells as rows of ones over the cells; those without any left out."""
    margin, row = np.unique(positions(codes, sizes, kept), return_inverse=True)
    cells = np.arange(len(codes))
    return sparse.csr_array((np.ones(len(codes)), (row, cells)), shape=(len(margin), len(codes)))


def kernel(dimensions: int, weights: Sequence[float] = WEIGHTS) -> FloatArray:
    """Return what two cells' errors cost each other, by how many of their values agree.

    The weighted squared error of all margins is the sum over pairs of cells of error times error
    times this: a margin holds both cells where it keeps only dimensions on which they agree.
    """
    return np.array(
        [
            sum(
                weight * comb(agreeing, order)
                for order, weight in enumerate(weights)
                if order < dimensions
            )
            for agreeing in range(dimensions + 1)
        ],
        dtype=float,
    )


def errors_by_order(codes: IntArray, sizes: Sequence[int], errors: IntArray) -> dict[int, Errors]:
    """Return how far margins are off, by their order, from the errors of one measure's cells.

    Only margin cells that hold a record count: the others are 0 and are shown as 0.
    """
    found: dict[int, Errors] = {}
    for order in range(min(MOST_ORDER + 1, len(wide(sizes)))):
        tables = []
        for kept in margins(sizes, [order]):
            held = np.unique(positions(codes, sizes, kept))
            tables.append(np.abs(sums(codes, sizes, kept, errors)[held]))
        every = np.concatenate(tables)
        if len(every):
            likely = float(np.percentile(every, 95, method="inverted_cdf"))
            found[order] = Errors(int(every.max()), float(every.mean()), likely)
    return found
