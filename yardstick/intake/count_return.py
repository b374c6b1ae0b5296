"""A return of counts while it is read: its cells, and what is wrong with them so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet, Item
    from yardstick.intake.findings import Finding
    from yardstick.intake.sheets import Sheet
    from yardstick.model import Period, Status


@dataclass(frozen=True)
class Given:
    """One number of a return, or why there is none, and where it stands."""

    number: float | None
    status: Status
    sheet: Sheet
    row: int
    column: int


@dataclass
class CountReturn:
    """What has been read of a return so far.

    Attributes:
        dataset: What it is a return of.
        reference: Areas and code lists.
        area: GSS code of the authority.
        period: That it is of.
        given: Item and part to what was returned.
        seen: Items and parts that the file names, whether or not they could be read.
        findings: What was wrong.
    """

    dataset: DataSet
    reference: Reference
    area: str
    period: Period
    given: dict[tuple[str, str], Given] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def frame(self) -> pd.DataFrame:
        """Return the counts, one row per item and part, in the order of the return."""
        cells = [(key, self.given[key]) for key in self.expected() if key in self.given]
        return pd.DataFrame(
            {
                "item": pd.Series([item for (item, _), _ in cells], dtype="str"),
                "breakdown": pd.Series([part for (_, part), _ in cells], dtype="str"),
                "number": pd.Series([cell.number for _, cell in cells], dtype="Float64"),
                "status": pd.Series([cell.status.value for _, cell in cells], dtype="str"),
                "place": pd.Series(
                    [cell.sheet.place(cell.row, cell.column) for _, cell in cells], dtype="str"
                ),
            }
        )

    def cells_of(self, item: Item) -> list[tuple[str, str]]:
        """Return the cells of an item: one, or one for each part in use on the last day."""
        if item.breakdown is None:
            return [(item.name, "")]
        codes = codes_in_use(self.reference, item.breakdown, self.period)
        return [(item.name, code) for code in codes]

    def expected(self) -> Iterator[tuple[str, str]]:
        """Give every cell that a whole return has, in its order."""
        for item in self.dataset.items:
            yield from self.cells_of(item)


def named(item: str, part: str) -> str:
    """Return a cell as a sentence calls it."""
    return f"{item}, part {part}" if part else item


def codes_in_use(reference: Reference, breakdown: str, period: Period) -> list[str]:
    """Return the codes of a list that may be used on a period's last day."""
    day = period.end
    return [
        part.code
        for part in reference.parts_of(breakdown)
        if (part.valid_from or day) <= day <= (part.valid_to or day)
    ]
