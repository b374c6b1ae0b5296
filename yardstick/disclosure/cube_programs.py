"""Linear and integer programs over what an attacker knows of a cube, solved by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from yardstick.disclosure.cube_spec import CubeError

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy import sparse

    from yardstick.disclosure.cube_margins import FloatArray

LONGEST = 60.0  # seconds for one program; what is not answered by then counts as unsafe


@dataclass(frozen=True)
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
    """

    low: FloatArray
    high: FloatArray
    exact: sparse.csr_array
    known: FloatArray
    rows: sparse.csr_array
    least: FloatArray
    most: FloatArray

    def lowest(self, objective: npt.NDArray[np.float64], *, whole: bool = False) -> FloatArray:
        """Return the cells for which a weighted sum of them is least.

        Args:
            objective: The weights.
            whole: Whether cells must be whole numbers (an integer program).

        Raises:
            CubeError: The solver gave no answer.
        """
        constraints = [
            LinearConstraint(matrix, lower, upper)
            for matrix, lower, upper in (
                (self.exact, self.known, self.known),
                (self.rows, self.least, self.most),
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
