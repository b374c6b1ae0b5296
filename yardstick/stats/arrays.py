"""How numbers come into the formulas (float64, missing is nan), and how words come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy.typing as npt

    FloatArray: TypeAlias = npt.NDArray[np.float64]
    ObjectArray: TypeAlias = npt.NDArray[np.object_]
    Numbers: TypeAlias = npt.ArrayLike | pd.Series  # a single number, a sequence, a column


def floats(numbers: Numbers) -> FloatArray:
    """Return numbers as a float64 array, with nan for every kind of missing a column can hold."""
    if isinstance(numbers, pd.Series):
        return numbers.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.asarray(numbers, dtype=np.float64)


def filled(shape: tuple[int, ...], word: object) -> ObjectArray:
    """Return an array that holds one object throughout.

    `np.full` will not do for a member of a `StrEnum`: it copies the text and loses the member.
    """
    words = np.empty(shape, dtype=object)
    words.fill(word)
    return words


def present(numbers: Numbers) -> FloatArray:
    """Return those numbers that are not missing, in their order, as one row."""
    values = floats(numbers).ravel()
    return values[~np.isnan(values)]
