"""Somebody with a solver before one authority's cubes. Shares no code with what makes them.

They know each cube, that every cell is within 4 of what it shows, and the published tables by one
characteristic, exactly; of two releases also in which cells nothing changed. They ask an integer
programme for the least and the most that every small number of a cell or a table can be.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

SLACK = 4
ENOUGH = 5  # numbers that a small one must still be able to be


def laid_out(counts, levels):
    """Return counts by cell as an array with an axis for each characteristic."""
    laid = np.zeros([len(one) for one in levels])
    for cell, number in counts.items():
        laid[tuple(one.index(word) for one, word in zip(levels, cell, strict=True))] = number
    return laid


def narrowed(true, *cubes):
    """Return how many small numbers cubes leave fewer than five, and published tables do not.

    Args:
        true: Counts as an array.
        cubes: Pairs of a cube as an array and of where it was made of the same counts.
    """
    places = np.indices(true.shape).reshape(true.ndim, -1)
    tables = [places[axis] == at for axis in range(true.ndim) for at in range(true.shape[axis])] + [
        np.ones(true.size, dtype=bool)
    ]
    known = np.array(tables, dtype=float)
    published = LinearConstraint(known, known @ true.ravel(), known @ true.ravel())
    low, high = np.zeros(true.size), np.full(true.size, np.inf)
    for cube, same in cubes:
        low = np.where(same.ravel(), np.maximum(low, cube.ravel() - SLACK), low)
        high = np.where(same.ravel(), np.minimum(high, cube.ravel() + SLACK), high)
    small = [one for one in _numbers(places, true.shape) if 1 <= one @ true.ravel() <= SLACK]
    assert small
    return sum(
        _width(one, published, low, high) < ENOUGH
        and _width(one, published, low * 0, high + np.inf) >= ENOUGH
        for one in small
    )


def _numbers(places, shape):
    """Give every number of a table by two or more characteristics as the cells it adds up."""
    for order in range(2, len(shape) + 1):
        for axes in combinations(range(len(shape)), order):
            for at in product(*(range(shape[axis]) for axis in axes)):
                yield np.all([places[axis] == one for axis, one in zip(axes, at, strict=True)], 0)


def _width(cells, published, low, high):
    whole = np.ones(len(cells))
    least, most = (
        milp(sign * cells, constraints=published, bounds=Bounds(low, high), integrality=whole).fun
        for sign in (1.0, -1.0)
    )
    return round(-most - least) + 1
