"""Somebody with a solver before one authority's cubes. Shares no code with what makes them.

They know each cube, that every cell is within 4 of what it shows, and the published tables by one
characteristic, exactly; of two releases also in which cells nothing changed, or how many records
came late. They know which measure never exceeds another, how many children there are of each kind,
and how far their own authority's cube is from their own records. They ask an integer programme for
the least and the most that every small number of a cell or a table can be.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

SLACK = 4
ENOUGH = 5  # numbers that a small one must still be able to be
NEARLY_ALL, SMALL_GROUP = 0.9, 50  # of the children of a kind, and how few of them


def laid_out(counts, levels):
    """Return counts by cell as an array with an axis for each characteristic."""
    laid = np.zeros([len(one) for one in levels])
    for cell, number in counts.items():
        laid[tuple(one.index(word) for one, word in zip(levels, cell, strict=True))] = number
    return laid


def narrowed(true, *cubes, slack=SLACK):
    """Return how many small numbers cubes leave fewer than five, and published tables do not.

    Args:
        true: Counts as an array.
        cubes: Pairs of a cube as an array and of where it was made of the same counts.
        slack: How far a cube is from the counts at most, as far as the attacker knows.
    """
    published = _published(true)
    low, high = np.zeros(true.size), np.full(true.size, np.inf)
    for cube, same in cubes:
        low = np.where(same.ravel(), np.maximum(low, cube.ravel() - slack), low)
        high = np.where(same.ravel(), np.minimum(high, cube.ravel() + slack), high)
    small = _small(true)
    return sum(
        _width(one, published, low, high) < ENOUGH
        and _width(one, published, low * 0, high + np.inf) >= ENOUGH
        for one in small
    )


def learned(true, cube):
    """Return how far a cube is from counts: what somebody learns of the rule from their own."""
    return int(np.abs(cube - true).max())


def narrowed_beside(fewer, more):
    """Return how many small numbers of one measure another that it never exceeds makes narrow.

    Args:
        fewer: Counts and cube of the one, as arrays.
        more: Of the other, whose tables by one characteristic are published.
    """
    (true, cube), (others, beside) = fewer, more
    shown = np.concatenate([cube.ravel(), beside.ravel()])
    unit = np.eye(true.size)
    ordered = LinearConstraint(np.hstack([unit, -unit]), -np.inf, 0)
    told = _published(others)
    padded = LinearConstraint(np.hstack([told.A * 0, told.A]), told.lb, told.ub)
    low, high = np.maximum(0, shown - SLACK), shown + SLACK
    none, anything = shown * 0, np.full(shown.size, np.inf)
    asked = [np.concatenate([one, one * 0]) for one in _small(true)]
    return sum(
        _width(one, [ordered, padded], low, high) < ENOUGH
        and _width(one, [ordered, padded], none, anything) >= ENOUGH
        for one in asked
    )


def pinned(before, after, late):
    """Return in how many cells a later cube tells for certain how many late records came.

    Args:
        before: A cube, as an array.
        after: The cube of the next release: a count that stayed is shown as it was.
        late: How many records came in between, of which everybody knows.
    """
    first, second = before.ravel(), after.ravel()
    count, unit = first.size, np.eye(first.size)
    moved = first != second
    every = LinearConstraint(np.concatenate([np.zeros(count), np.ones(count)]), late, late)
    later = LinearConstraint(np.hstack([unit, unit]), second - SLACK, second + SLACK)
    low = np.concatenate([np.maximum(0, first - SLACK), moved])
    high = np.concatenate([first + SLACK, np.full(count, float(late))])
    asked = np.hstack([unit * 0, unit])[moved]
    return sum(_width(one, [every, later], low, high) == 1 for one in asked)


def nearly_all(cube, error, people):
    """Return how many small kinds of children are for certain nearly all counted.

    Args:
        cube: Shown counts of children, a row for each kind.
        error: How far the sum of a row may be off, as is stated.
        people: How many children there are of each kind, as is published.
    """
    least = np.maximum(np.maximum(0, cube - SLACK).sum(axis=1), cube.sum(axis=1) - error)
    return int(((least >= NEARLY_ALL * people) & (people < SMALL_GROUP)).sum())


def _published(true):
    """Give the tables by one characteristic, and the number of all, as everybody reads them."""
    places = np.indices(true.shape).reshape(true.ndim, -1)
    tables = [places[axis] == at for axis in range(true.ndim) for at in range(true.shape[axis])]
    known = np.array([*tables, np.ones(true.size, dtype=bool)], dtype=float)
    return LinearConstraint(known, known @ true.ravel(), known @ true.ravel())


def _small(true):
    """Give each small number of a table as the cells it adds up; there are some."""
    places = np.indices(true.shape).reshape(true.ndim, -1)
    small = [one for one in _numbers(places, true.shape) if 1 <= one @ true.ravel() <= SLACK]
    assert small
    return small


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
