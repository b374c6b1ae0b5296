"""Sums that a reader can do: cells that add to a total, and what the total gives away.

A relation is safe when every hidden small cell could still be any of at least three numbers,
given the shown cells, the total as it is shown, and that a small cell is 1 to 5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST, LARGEST = 1, 5  # DfE's children-in-need release hides 1 to 5 (domain 8.2)
WIDTH = 3  # a hidden cell must stay at least this many values wide (protection 2.1)
ROUNDING = 10  # regional totals are shown to the nearest 10 (DfE, as above)


@dataclass(frozen=True)
class Cells:
    """Every cell of a viewer's counts, as lists of one length.

    Lists, not arrays: a relation has a dozen members, and there are thousands of relations.

    Attributes:
        numbers: True counts; None where there is none.
        small: Hidden because 1 to 5 and not the viewer's own.
        owned: The viewer's own: known to them whatever is shown.
        extra: Hidden so that a small one cannot be worked out. Changed as relations are mended.
    """

    numbers: Sequence[float | None]
    small: Sequence[bool]
    owned: Sequence[bool]
    extra: list[bool]

    def is_hidden(self, at: int) -> bool:
        """Tell whether a cell is not shown."""
        return self.small[at] or self.extra[at]


@dataclass(frozen=True)
class Relation:
    """Cells that add to a total the reader is shown.

    Attributes:
        members: Positions of the cells.
        rounded: Whether the total is shown to the nearest 10.
        total: Position of the cell that holds the total, or None where it is their sum.
    """

    members: Sequence[int]
    rounded: bool
    total: int | None = None


def round_to_ten(number: float) -> float:
    """Round half up to the nearest 10."""
    return float(math.floor(number / ROUNDING + 0.5) * ROUNDING)


def is_safe(relation: Relation, cells: Cells) -> bool:
    """Tell whether every hidden small cell of a relation stays wide enough.

    A cell hidden as a second one is taken to be 6 or more, which is what an attacker who knows
    this rule would take it for; its upper end is open.
    """
    small = sum(cells.small[at] for at in relation.members)
    known = _total(relation, cells)
    if small == 0 or known is None:
        return True
    least, most = known
    shown = sum(cells.numbers[at] or 0 for at in relation.members if not cells.is_hidden(at))
    seconds = sum(cells.is_hidden(at) for at in relation.members) - small
    highest = min(LARGEST, most - shown - SMALLEST * (small - 1) - (LARGEST + 1) * seconds)
    lowest = SMALLEST if seconds else max(SMALLEST, least - shown - LARGEST * (small - 1))
    return highest - lowest + 1 >= WIDTH


def _total(relation: Relation, cells: Cells) -> tuple[float, float] | None:
    """Return the least and the most that a relation's total can be, or None where unknown."""
    if relation.total is None:
        total = sum(cells.numbers[at] or 0 for at in relation.members)
    else:
        held = cells.numbers[relation.total]
        if held is None or cells.is_hidden(relation.total):
            return None
        total = held
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
        free = [
            (number, at)
            for at in relation.members
            if (number := cells.numbers[at]) and not cells.is_hidden(at) and not cells.owned[at]
        ]
        if not free:
            return False
        cells.extra[min(free)[1]] = True
    return True
