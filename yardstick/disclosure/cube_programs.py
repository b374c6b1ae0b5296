"""Linear and integer programs over what an attacker knows of a cube, solved by HiGHS.

Most inequalities never bind, and there are thousands: they are brought in when an answer breaks
them (lazy rows), which gives the same optimum.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from yardstick.disclosure.cube_spec import CubeError
from yardstick.disclosure.cube_targets import TOLERANCE

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy import sparse

    from yardstick.disclosure.cube_counts import BoolArray
    from yardstick.disclosure.cube_margins import FloatArray

LONGEST = 60.0  # seconds for one program; what is not answered by then counts as unsafe


@dataclass
class Program:
    """What an attacker knows: bounds of each cell, exact sums, and inequalities.

    Attributes:
        low: Least that each cell can be.
        high: Most that each cell can be.
        exact: Sums that are known, as rows over the cells.
        known: What they are.
        rows: Sums that are known to lie between two numbers.
        least: The lower one.
        most: The upper one.
        likely: Those of them that are worth having from the beginning.
    """

    low: FloatArray
    high: FloatArray
    exact: sparse.csr_array
    known: FloatArray
    rows: sparse.csr_array
    least: FloatArray
    most: FloatArray
    likely: BoolArray
    _active: BoolArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Begin with the inequalities that are likely to bind."""
        self._active = self.likely.copy()

    def lowest(self, objective: npt.NDArray[np.float64], *, whole: bool = False) -> FloatArray:
        """Return the cells for which a weighted sum of them is least.

        Args:
            objective: The weights.
            whole: Whether cells must be whole numbers (an integer program).

        Raises:
            CubeError: The solver gave no answer.
        """
        while True:
            found = self._solved(objective, whole=whole)
            sums = self.rows @ found
            broken = (sums < self.least - TOLERANCE) | (sums > self.most + TOLERANCE)
            broken &= ~self._active
            if not broken.any():
                return found
            self._active |= broken

    def _solved(self, objective: npt.NDArray[np.float64], *, whole: bool) -> FloatArray:
        active = np.flatnonzero(self._active)
        constraints = [
            LinearConstraint(matrix, lower, upper)
            for matrix, lower, upper in (
                (self.exact, self.known, self.known),
                (self.rows[active], self.least[active], self.most[active]),
            )
            if matrix.shape[0]
        ]
        answer = milp(
            objective,
            integrality=np.full(len(objective), int(whole)),
            bounds=Bounds(self.low, self.high),
            constraints=constraints,
            options={"time_limit": LONGEST},
        )
        if answer.status != 0:
            raise CubeError("The attack on a cube was not finished: ask whoever runs the product.")
        found = cast("FloatArray", answer.x)
        return np.round(found) if whole else found
