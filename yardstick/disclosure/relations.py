"""Sums that a reader can do, one at a time: cells that add up, and what their sum gives away.

A relation is safe by itself when every hidden small cell could still be any of at least three
numbers, given the shown cells, the sum as it is told, and that a small cell is 1 to 5. This is
the quick look at each alone; `audit` looks at all of them together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        known: Known to the viewer whatever is shown: their own, and what was shown or published
            before.
        extra: Hidden so that a small one cannot be worked out. Changed as relations are mended.
        beside: Position of a second one to the cells among which it was the smallest, which
            tells a reader who knows this rule the most it can be. Changed as relations are
            mended.
        ceiling: Position of one that was hidden in an earlier release to what that release told
            of the most it can be.
    """

    numbers: Sequence[float | None]
    small: Sequence[bool]
    known: Sequence[bool]
    extra: list[bool]
    beside: dict[int, Sequence[int]] = field(default_factory=dict)
    ceiling: Mapping[int, float] = field(default_factory=dict)

    def is_hidden(self, at: int) -> bool:
        """Tell whether a cell is not shown."""
        return self.small[at] or self.extra[at]

    def is_unknown(self, at: int) -> bool:
        """Tell whether a cell is hidden from the viewer and not known to them in another way."""
        return self.is_hidden(at) and not self.known[at]

    def number(self, at: int) -> float:
        """Return a true count, 0 where there is none."""
        return self.numbers[at] or 0.0

    def take(self, members: Sequence[int]) -> bool:
        """Hide the smallest shown cell of some that the viewer does not know and is not 0.

        Hiding what the viewer knows protects nothing, and true zeros stay (domain 8.2).

        Returns:
            Whether there was one.
        """
        free = self._free(members)
        if not free:
            return False
        smallest = min(free)[1]
        self.extra[smallest] = True
        self.beside[smallest] = members
        return True

    def take_zero(self, members: Sequence[int]) -> bool:
        """Hide the first shown true zero, where nothing else is left; say whether there was one."""
        for at in members:
            if self.numbers[at] == 0 and not self.is_hidden(at) and not self.known[at]:
                self.extra[at] = True
                return True
        return False

    def most(self, at: int) -> float:
        """Return the most that a second cell can be, for a reader who knows how it was chosen."""
        others = [number for number, _ in self._free(self.beside.get(at, ()))]
        return min([*others, self.ceiling.get(at, math.inf)])

    def _free(self, members: Sequence[int]) -> list[tuple[float, int]]:
        """Return number and position of the shown cells that could be hidden to any use."""
        return [
            (number, at)
            for at in members
            if (number := self.numbers[at]) and not self.is_hidden(at) and not self.known[at]
        ]


@dataclass(frozen=True)
class Relation:
    """Cells whose sum, less one other cell where there is one, lies between two numbers.

    Attributes:
        members: Positions of the cells that are added.
        least: The least that the reader takes the sum for.
        most: The most.
        total: Position of the cell that is taken off, or None.
        times: How often it is taken off.
        closes: Key of the regional total that tells this; None where it is told in another way
            and cannot be withheld.
        loose: Least and most for a reader who does not know how the cell that is taken off was
            rounded; None where nothing was.
    """

    members: tuple[int, ...]
    least: float
    most: float
    total: int | None = None
    closes: tuple[str, ...] | None = None
    times: int = 1
    loose: tuple[float, float] | None = None

    @property
    def loosely(self) -> Relation:
        """Return it as a reader has it who does not know how anything was rounded."""
        if self.loose is None:
            return self
        return replace(self, least=self.loose[0], most=self.loose[1])

    @property
    def positions(self) -> tuple[int, ...]:
        """Return the members and, last, the cell that is taken off."""
        return self.members if self.total is None else (*self.members, self.total)


def round_to_ten(number: float) -> float:
    """Round half up to the nearest 10."""
    return float(math.floor(number / ROUNDING + 0.5) * ROUNDING)


def behind_rounding(number: float) -> tuple[float, float]:
    """Return the least and the most that a count can be whose nearest 10 is shown."""
    shown = round_to_ten(number)
    return max(0.0, shown - ROUNDING / 2), shown + ROUNDING / 2 - 1


def is_safe(relation: Relation, cells: Cells) -> bool:
    """Tell whether every hidden small cell of a relation stays wide enough.

    A cell hidden as a second one is taken to be 6 or more, which is what an attacker who knows
    this rule would take it for; its upper end is open.
    """
    unknown = [at for at in relation.members if cells.is_unknown(at)]
    small = sum(cells.small[at] for at in unknown)
    off = relation.total
    if small == 0 or (off is not None and cells.is_unknown(off)):
        return True
    shown = sum(cells.number(at) for at in relation.members if not cells.is_unknown(at))
    shown -= relation.times * cells.number(off) if off is not None else 0
    seconds = len(unknown) - small
    highest = min(LARGEST, relation.most - shown - SMALLEST * (small - 1) - (LARGEST + 1) * seconds)
    lowest = SMALLEST if seconds else max(SMALLEST, relation.least - shown - LARGEST * (small - 1))
    return highest - lowest + 1 >= WIDTH


def mend(relation: Relation, cells: Cells) -> bool:
    """Hide the smallest shown cells of a relation until it is safe.

    Changes `cells.extra`.

    Returns:
        Whether it is safe now. False means that the total itself must not be shown.
    """
    while not is_safe(relation, cells):
        if not cells.take(relation.members):
            return False
    return True
