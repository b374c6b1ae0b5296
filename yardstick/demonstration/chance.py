"""Reproducible chance: generators seeded by name, and whole numbers that add to a given total."""

from __future__ import annotations

import hashlib
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Counts: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]


def chance(*names: str) -> np.random.Generator:
    """Return a generator that depends on the names alone.

    Python's own `hash` differs from one process to the next, so the seed is a SHA-256, and the
    bit generator is named so that a new default in numpy changes nothing.
    """
    digest = hashlib.sha256("\x1f".join(names).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


def drift(rng: np.random.Generator, length: int, spread: float, memory: float = 0.85) -> Floats:
    """Return a slow wander around 0: a first-order autoregression in its stationary state.

    Args:
        rng: Where the steps come from.
        length: How many quarters.
        spread: Standard deviation of any one value.
        memory: Correlation of a quarter with the one before.
    """
    steps = rng.normal(0.0, spread, length)
    steps[1:] *= np.sqrt(1 - memory**2)
    for i in range(1, length):
        steps[i] += memory * steps[i - 1]
    return steps


def shared_out(total: int, weights: Counts) -> Counts:
    """Split a total in proportion to the weights by largest remainder, in whole numbers.

    No share exceeds its weight as long as the total does not exceed the sum of the weights.
    """
    shares, left = np.divmod(total * weights, max(int(weights.sum()), 1))
    order = np.argsort(-left, kind="stable")
    shares[order[: total - int(shares.sum())]] += 1
    return shares


def fitted(counts: Counts, total: int, most: Counts) -> Counts:
    """Move counts as little as it takes to make them add to a total, each from 0 to its most.

    Where the total lies beyond what the bounds allow, the nearest possible sum is reached.
    """
    gap = total - int(counts.sum())
    if gap < 0:
        return counts - shared_out(min(-gap, int(counts.sum())), counts)
    room = most - counts
    return counts + shared_out(min(gap, int(room.sum())), room)


def nearest(value: float) -> int:
    """Round half up, as the Department for Education does."""
    return int(np.floor(value + 0.5))


def rounded(values: Floats) -> Counts:
    """Round each half up."""
    return np.floor(values + 0.5).astype(np.int64)


def whole_for(shares: tuple[float, ...], near: float, leeway: float = 0.06) -> int:
    """Return the denominator close to `near` of which whole children give the shares best.

    A published percentage comes from whole children, so among the denominators of about the
    right size some give it exactly and others cannot.
    """
    sizes = range(max(nearest(near * (1 - leeway)), 1), max(nearest(near * (1 + leeway)), 1) + 1)
    return min(sizes, key=lambda size: (_worst_miss(shares, size), abs(size - near)))


def _worst_miss(shares: tuple[float, ...], size: int) -> float:
    misses = (abs(nearest(share * size) / size - share) / share for share in shares if share)
    return max(misses, default=0.0)
