"""An attacker with a solver: what sums leave of numbers that are not shown.

Knows nothing of how anything is protected. Unknown numbers and their bounds go in, sums go in,
and out come the numbers that cannot be more than a few values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SWEEPS = 10  # of all unknowns at once; what they leave is asked for one by one
_UNBOUNDED = 1e6  # more children than any count here has
_CLOSE = 1e-3  # a sum of whole numbers is met to this


class NoAnswerError(Exception):
    """What was put in contradicts itself: no numbers meet all of it."""


@dataclass
class System:
    """Unknown whole numbers, and sums that they meet."""

    _bounds: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    _sums: dict[tuple[tuple[Hashable, float], ...], tuple[float, float]] = field(
        default_factory=dict
    )

    def unknown(self, name: Hashable, least: float, most: float) -> None:
        """Say of an unknown number what it can be by itself; told twice, both hold."""
        held = self._bounds.get(name, (-np.inf, np.inf))
        self._bounds[name] = max(held[0], least), min(held[1], most)

    def add(
        self,
        terms: Iterable[tuple[Hashable, float]],
        least: float,
        most: float,
        known: Mapping[Hashable, float],
    ) -> None:
        """Say between what a weighted sum lies; numbers that are known are taken off first."""
        left: dict[Hashable, float] = {}
        off = 0.0
        for name, weight in terms:
            if name in known:
                off += weight * known[name]
            else:
                left[name] = left.get(name, 0.0) + weight
        if left:
            key = tuple(left.items())
            held = self._sums.get(key, (-np.inf, np.inf))
            self._sums[key] = max(held[0], least - off), min(held[1], most - off)

    def narrow(self, names: Iterable[Hashable], width: int) -> dict[Hashable, tuple[int, int]]:
        """Return the unknowns that can be fewer than `width` values, each with its bounds.

        Raises:
            NoAnswerError: Nothing meets all that was said.
        """
        every = self._question()
        if not every.names:
            return {}
        wanted = set(names)
        chosen = np.array([name in wanted for name in every.names])
        least, most = every.swept(chosen, width)
        left = np.flatnonzero(chosen & (most - least + 1 < width))
        islands = every.islands()
        found: dict[Hashable, tuple[int, int]] = {}
        for at in left:
            low, high = every.part(islands == islands[at]).bounds_of(every.names[at])
            if high - low + 1 < width:
                found[every.names[at]] = low, high
        return found

    def _question(self) -> _Question:
        names = list(self._bounds)
        place = {name: at for at, name in enumerate(names)}
        entries = [
            (weight, row, place[name])
            for row, terms in enumerate(self._sums)
            for name, weight in terms
        ]
        weights, rows, columns = np.array(entries, dtype=float).reshape(-1, 3).T
        shape = (len(self._sums), len(names))
        return _Question(
            names,
            np.array(list(self._bounds.values()), dtype=float).reshape(-1, 2),
            sparse.csr_array((weights, (rows.astype(int), columns.astype(int))), shape=shape),
            np.array(list(self._sums.values()), dtype=float).reshape(-1, 2),
        )


@dataclass(frozen=True)
class _Question:
    """Unknowns with their bounds, and the sums they meet, as a solver takes them."""

    names: list[Hashable]
    bounds: Floats
    matrix: sparse.csr_array
    told: Floats

    def islands(self) -> NDArray[np.int32]:
        """Return a number for each unknown, alike for those that sums link."""
        links = abs(self.matrix.T) @ abs(self.matrix)
        found: NDArray[np.int32] = connected_components(links.astype(float), directed=False)[1]
        return found

    def part(self, here: NDArray[np.bool_]) -> _Question:
        """Return the question of some unknowns that share no sum with the others."""
        matrix = self.matrix[:, np.flatnonzero(here)]
        rows = np.flatnonzero(np.diff(matrix.indptr))
        names = [name for name, kept in zip(self.names, here, strict=True) if kept]
        return _Question(names, self.bounds[here], matrix[rows], self.told[rows])

    def swept(self, wanted: NDArray[np.bool_], width: int) -> tuple[Floats, Floats]:
        """Return the least and the most that some answers have: never wider than the truth."""
        rng = np.random.default_rng(0)
        least, most = np.full(len(wanted), np.inf), np.full(len(wanted), -np.inf)
        aim = np.ones(len(wanted))
        for sweep in range(_SWEEPS):
            answer = self._furthest(np.where(wanted & (most - least + 1 < width), aim, 0.0))
            least, most = np.minimum(least, answer), np.maximum(most, answer)
            aim = -aim if sweep % 2 == 0 else rng.choice([-1.0, 1.0], len(wanted))
        return least, most

    def bounds_of(self, name: Hashable) -> tuple[int, int]:
        """Return the least and the most that one unknown can be."""
        aim = np.array([float(one == name) for one in self.names])
        at = int(aim.argmax())
        return round(self._furthest(-aim)[at]), round(self._furthest(aim)[at])

    def _furthest(self, aim: Floats) -> Floats:
        constraints = []
        if self.matrix.shape[0]:
            told = (self.told[:, 0] - _CLOSE, self.told[:, 1] + _CLOSE)
            constraints = [LinearConstraint(self.matrix, *told)]
        found = milp(
            -aim,
            integrality=np.ones(len(aim), dtype=np.int64),
            bounds=Bounds(self.bounds[:, 0], np.minimum(self.bounds[:, 1], _UNBOUNDED)),
            constraints=constraints,
        )
        if found.x is None:
            raise NoAnswerError(found.message)
        return np.asarray(np.round(found.x), dtype=np.float64)
