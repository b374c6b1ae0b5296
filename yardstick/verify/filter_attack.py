"""An attacker who subtracts one filter's count from another's. Shares no code with the protection.

A pair of filters, the second with one more condition, differs by a count that no screen shows. The
attacker bounds it from the cube alone: every cell is within 4 of what is shown and not below 0,
and the numbers add up. What is left is proved or refuted by the linear programs of `s04`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

SLACK = 4  # how far a shown cell may be from the truth, as every page says
LEAST, MOST = 1, 4  # a small difference
THRESHOLD = 5  # below which the rule that this one replaced hid a count
EVERYTHING = -1


@dataclass(frozen=True)
class Tally:
    """What the attacker could tell of some pairs of filters.

    Attributes:
        pairs: How many were tried.
        small: How many differ by 1 to 4.
        certain: How many of those the cube gives away.
        by_threshold: How many of those counts hidden below 5 would have given away instead.
    """

    pairs: int
    small: int
    certain: int
    by_threshold: int


def subtract_filters(
    true: pd.Series, shown: pd.Series, pairs: int, chance: np.random.Generator
) -> Tally:
    """Try pairs of filters on one authority's cube.

    Args:
        true: Counts by cell: the index has a level for each dimension. Cells of 0 left out.
        shown: The cube, likewise.
        pairs: How many to try.
        chance: Where filters come from.
    """
    cells = true.index.union(shown.index)
    levels = [
        np.unique(cells.get_level_values(at).astype(str), return_inverse=True)[1]
        for at in range(cells.nlevels)
    ]
    codes = np.column_stack(levels)
    sizes = codes.max(axis=0) + 1
    truth = _totals(codes, sizes, true.reindex(cells, fill_value=0).to_numpy(dtype=float))
    numbers = shown.reindex(cells, fill_value=0).to_numpy(dtype=float)
    empty = np.full(tuple(sizes), float(SLACK))  # an attacker cannot tell an empty cell from 0 to 4
    np.add.at(empty, tuple(codes.T), numbers)
    whole = np.indices(tuple(sizes)).reshape(len(sizes), -1).T
    high = _totals(whole, sizes, empty.ravel())
    low = _totals(codes, sizes, np.maximum(0, numbers - SLACK))
    wide, narrow = _filters(sizes, pairs, chance)
    difference = _at(truth, wide) - _at(truth, narrow)
    small = (difference >= LEAST) & (difference <= MOST)
    most = _at(high, wide) - _at(high, narrow)
    least = _at(low, wide) - _at(low, narrow)
    seen = (_at(truth, wide) >= THRESHOLD) & (_at(truth, narrow) >= THRESHOLD)
    return Tally(
        pairs, int(small.sum()), int((small & (most == least)).sum()), int((small & seen).sum())
    )


def _totals(
    codes: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64], numbers: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return a count for every filter: the last place on each axis is no condition."""
    grid = np.zeros(tuple(sizes + 1))
    np.add.at(grid, tuple(codes.T), numbers)
    for axis in range(len(sizes)):
        view = np.moveaxis(grid, axis, 0)
        view[-1] = view[:-1].sum(axis=0)
    return grid


def _filters(
    sizes: npt.NDArray[np.int64], pairs: int, chance: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return pairs of filters: up to three conditions, and one condition more."""
    values = np.column_stack([chance.integers(size, size=pairs) for size in sizes])
    order = chance.random(values.shape).argsort(axis=1)
    many = chance.integers(0, min(4, len(sizes)), size=pairs)[:, np.newaxis]
    wide = np.where(order < many, values, EVERYTHING)
    return wide, np.where(order <= many, values, EVERYTHING)


def _at(grid: npt.NDArray[np.float64], filters: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = grid[tuple(filters.T)]
    return found
