"""Sums that a reader can do: cells that add to a total, and what the total gives away.

A relation is safe when every hidden small cell could still be any of at least three numbers,
given the shown cells, the total as it is shown, and that a small cell is 1 to 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALLEST, LARGEST = 1, 5  # DfE's children-in-need release hides 1 to 5 (domain 8.2)
WIDTH = 3  # a hidden cell must stay at least this many values wide (protection 2.1)
ROUNDING = 10  # regional totals are shown to the nearest 10 (DfE, as above)


@dataclass(frozen=True)
class Cells:
    """Every cell of a viewer's counts, as arrays of one length.

    Attributes:
        numbers: True counts; nan where there is none.
        small: Hidden because 1 to 5 and not the viewer's own.
        owned: The viewer's own: known to them whatever is shown.
        extra: Hidden so that a small one cannot be worked out. Changed as relations are mended.
    """

    numbers: NDArray[np.float64]
    small: NDArray[np.bool_]
    owned: NDArray[np.bool_]
    extra: NDArray[np.bool_]

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Return which cells are not shown."""
        return self.small | self.extra


@dataclass(frozen=True)
class Relation:
    """Cells that add to a total the reader is shown.

    Attributes:
        members: Positions of the cells.
        rounded: Whether the total is shown to the nearest 10.
        total: Position of the cell that holds the total, or None where it is their sum.
    """

    members: NDArray[np.intp]
    rounded: bool
    total: int | None = None


def round_to_ten(number: float) -> float:
    """Round half up to the nearest 10."""
    return float(np.floor(number / ROUNDING + 0.5) * ROUNDING)


def is_safe(relation: Relation, cells: Cells) -> bool:
    """Tell whether every hidden small cell of a relation stays wide enough.

    A cell hidden as a second one is taken to be 6 or more, which is what an attacker who knows
    this rule would take it for; its upper end is open.
    """
    hidden = relation.members[cells.hidden[relation.members]]
    small = cells.small[hidden].sum()
    if small == 0:
        return True
    known = _total(relation, cells)
    if known is None:
        return True
    least, most = known
    shown = np.nansum(cells.numbers[relation.members]) - cells.numbers[hidden].sum()
    seconds = len(hidden) - small
    highest = min(LARGEST, most - shown - SMALLEST * (small - 1) - (LARGEST + 1) * seconds)
    lowest = SMALLEST if seconds else max(SMALLEST, least - shown - LARGEST * (small - 1))
    return bool(highest - lowest + 1 >= WIDTH)


def _total(relation: Relation, cells: Cells) -> tuple[float, float] | None:
    """Return the least and the most that a relation's total can be, or None where unknown."""
    if relation.total is None:
        total = float(np.nansum(cells.numbers[relation.members]))
    else:
        total = float(cells.numbers[relation.total])
        if np.isnan(total) or cells.hidden[relation.total]:
            return None
    if not relation.rounded:
        return total, total
    shown = round_to_ten(total)
    return max(0.0, shown - ROUNDING / 2), shown + ROUNDING / 2 - 1


def mend(relation: Relation, cells: Cells) -> bool:
    """Hide the smallest shown cells of a relation until it is safe.

    Changes `cells.extra`. The viewer's own cells and zeros are never hidden: hiding what the
    viewer knows protects nothing.

    Returns:
        Whether it is safe now. False means that the total itself must not be shown.
    """
    while not is_safe(relation, cells):
        members = relation.members
        free = members[
            ~cells.hidden[members] & ~cells.owned[members] & (cells.numbers[members] > 0)
        ]
        if len(free) == 0:
            return False
        cells.extra[free[np.argmin(cells.numbers[free])]] = True
    return True
