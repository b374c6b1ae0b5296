"""An attacker who subtracts one filter's count from another's. Shares no code with the protection.

A pair of filters, the second with one more condition, differs by a count that no screen shows. The
attacker bounds every difference from the cube: each cell is within 4 of what is shown and not below
0, and numbers add up. Some of them are bounded by linear programs besides, which know the published
tables exactly as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

SLACK = 4  # how far a shown cell may be from the truth, as every page says
LEAST, MOST = 1, 4  # a small difference
THRESHOLD = 5  # below which the rule that this one replaced hid a count
EVERYTHING = -1
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Tally:
    """What the attacker could tell of some pairs of filters of one authority.

    Attributes:
        pairs: How many were tried.
        small: How many differ by 1 to 4.
        certain: How many of those the cube gives away.
        by_threshold: How many of those counts hidden below 5 would have given away instead.
        solved: How many of them were bounded by linear programs.
        certain_by_tables: How many of the solved ones published tables alone give away.
    """

    pairs: int
    small: int
    certain: int
    by_threshold: int
    solved: int
    certain_by_tables: int


def subtract_filters(
    true: pd.Series, shown: pd.Series, pairs: int, programs: int, chance: np.random.Generator
) -> Tally:
    """Try pairs of filters on one authority's cube.

    Args:
        true: Counts by cell: the index has a level for each dimension. Cells of 0 left out.
        shown: The cube, likewise.
        pairs: How many to try.
        programs: How many small differences to bound by linear programs besides.
        chance: Where filters come from.
    """
    cells = true.index.union(shown.index)
    levels = [
        np.unique(cells.get_level_values(at).astype(str), return_inverse=True)[1]
        for at in range(cells.nlevels)
    ]
    codes = np.column_stack(levels)
    sizes = codes.max(axis=0) + 1
    counts, cube = np.zeros(tuple(sizes)), np.zeros(tuple(sizes))
    np.add.at(counts, tuple(codes.T), true.reindex(cells, fill_value=0).to_numpy(dtype=float))
    np.add.at(cube, tuple(codes.T), shown.reindex(cells, fill_value=0).to_numpy(dtype=float))
    wide, narrow = _filters(sizes, pairs, chance)
    truth, most, least = (
        _at(_totals(grid), wide) - _at(_totals(grid), narrow)
        for grid in (counts, cube + SLACK, np.maximum(0, cube - SLACK))
    )
    small = (truth >= LEAST) & (truth <= MOST)
    totals = _totals(counts)
    seen = (_at(totals, wide) >= THRESHOLD) & (_at(totals, narrow) >= THRESHOLD)
    tried = np.flatnonzero(small)[:programs]
    certain = {int(at) for at in np.flatnonzero(small & (most == least))}
    by_program = {int(at) for at in tried if _is_certain(counts, cube, wide[at], narrow[at])}
    public = {at for at in by_program if _is_certain(counts, None, wide[at], narrow[at])}
    return Tally(
        pairs=pairs,
        small=int(small.sum()),
        certain=len((certain | by_program) - public),
        by_threshold=int((small & seen).sum()),
        solved=len(tried),
        certain_by_tables=len(public),
    )


def _is_certain(
    counts: npt.NDArray[np.float64],
    cube: npt.NDArray[np.float64] | None,
    wide: npt.NDArray[np.int64],
    narrow: npt.NDArray[np.int64],
) -> bool:
    """Tell whether a difference can only be one whole number, given one-way tables exactly.

    Without a cube: by those tables alone.
    """
    chosen = (_mask(counts.shape, wide) & ~_mask(counts.shape, narrow)).ravel().astype(float)
    rows, known = _one_way(counts)
    low = np.zeros(counts.size) if cube is None else np.maximum(0, cube - SLACK).ravel()
    high = np.full(counts.size, np.inf) if cube is None else (cube + SLACK).ravel()
    published = LinearConstraint(rows, known, known)
    found = [
        milp(sign * chosen, constraints=published, bounds=Bounds(low, high)) for sign in (1.0, -1.0)
    ]
    bottom, top = cast("float", found[0].fun), -cast("float", found[1].fun)
    return bool(np.ceil(bottom - TOLERANCE) == np.floor(top + TOLERANCE))


def _mask(shape: tuple[int, ...], conditions: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return which cells a filter lets through."""
    mask = np.zeros(shape, dtype=bool)
    mask[tuple(slice(None) if at == EVERYTHING else slice(at, at + 1) for at in conditions)] = True
    return mask


def _one_way(counts: npt.NDArray[np.float64]) -> tuple[csr_array, npt.NDArray[np.float64]]:
    """Return every number of a one-way table as a row over the cells, and what it is."""
    places = np.indices(counts.shape).reshape(counts.ndim, -1)
    offsets = np.cumsum([0, *counts.shape[:-1]])
    rows = (places + offsets[:, np.newaxis]).ravel()
    cells = np.tile(np.arange(counts.size), counts.ndim)
    table = csr_array((np.ones(len(rows)), (rows, cells)), shape=(sum(counts.shape), counts.size))
    return table, table @ counts.ravel()


def _totals(cells: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return a count for every filter: the last place on each axis is no condition."""
    grid = cells
    for axis in range(cells.ndim):
        grid = np.concatenate([grid, grid.sum(axis=axis, keepdims=True)], axis=axis)
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
