"""The cells of a return of counts, from a long sheet or from a wide one.

Long is a row for each item and part: `la_code, period, item, breakdown, number, note`. Wide is
items down and periods across, of which only the period asked for is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from yardstick.intake.headers import Header, header_of, plain, strange_columns
from yardstick.intake.period_words import period_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.catalogue.reference import Reference
    from yardstick.intake.findings import Finding
    from yardstick.intake.sheets import Sheet
    from yardstick.model import Period

ITEM, PART, NUMBER = "item", "breakdown", "number"
AREA, PERIOD = "la_code", "period"
# What else a column may be called, in either layout. What is not here is refused by its name.
NAMES = MappingProxyType(
    {
        AREA: {"la_code", "la", "lacode", "local_authority_code", "area", "area_code"},
        PERIOD: {"period", "quarter", "year", "academic_year", "time_period"},
        ITEM: {"item", "indicator", "indicator_id", "item_id", "code"},
        PART: {"breakdown", "breakdown_code", "part", "source"},
        NUMBER: {"number", "numerator", "count", "value"},
    }
)
# Columns that help whoever fills the return in, and are not read.
_BESIDE = frozenset(
    {"label", "what_is_counted", "when", "note", "notes", "comment", "part_label", "part_of"}
)
_BEFORE = "before_"  # a template shows beside each cell what was sent before
HEADERS = frozenset().union(*NAMES.values(), _BESIDE)


@dataclass(frozen=True)
class Cell:
    """One cell that gives a number, and the row it stands in.

    Attributes:
        item: As it is written.
        part: Likewise; empty where the row gives none.
        text: Of the cell, without spaces around it.
        row: Index; 0 is the first row of the file.
        column: Index of the number's column.
        area: Whose row it says it is; empty where it does not say.
        period: Which period it says it is of, likewise.
    """

    item: str
    part: str
    text: str
    row: int
    column: int
    area: str
    period: str


@dataclass(frozen=True)
class CountSheet:
    """A sheet that is a return of counts.

    Attributes:
        sheet: What it was read from.
        header: Its row of headers, under the names above.
        across: Index of each column that holds a period, with the period; none where it is long.
    """

    sheet: Sheet
    header: Header
    across: dict[int, Period]

    def cells(self, period: Period) -> Iterator[Cell]:
        """Give every cell of a period; in a long sheet every row's."""
        wide = [column for column, found in self.across.items() if found == period]
        column = self.header.column(NUMBER) if not self.across else next(iter(wide), None)
        if column is None:
            return
        places = [self.header.column(name) for name in (ITEM, PART, AREA, PERIOD)]
        rows = list(self.sheet.rows())[self.header.row + 1 :]
        for row in rows:
            item, part, area, said = (_text(row.cells, place) for place in places)
            text = _text(row.cells, column)
            if item or part or text:
                yield Cell(item, part, text, row.number - 1, column, area, said)


def _text(cells: Sequence[str], place: int | None) -> str:
    return "" if place is None else cells[place].strip()


def count_sheet(sheet: Sheet, period: Period) -> CountSheet | None:
    """Return a sheet as a return of counts; None where it is none."""
    found = header_of(sheet, HEADERS, lambda text: period_in(text, period.kind) is not None)
    if found is None:
        return None
    across = {
        column: read
        for column, written in enumerate(found.written)
        if (read := period_in(written, period.kind)) is not None
    }
    called = [
        across[column].key if column in across else _called(name)
        for column, name in enumerate(found.names)
    ]
    header = Header(found.row, tuple(called), found.written)
    if header.column(ITEM) is None or not (across or header.column(NUMBER) is not None):
        return None
    return CountSheet(sheet, header, across)


def _called(name: str) -> str:
    return next((ours for ours, theirs in NAMES.items() if name in theirs), name)


def stated(found: CountSheet) -> Iterator[tuple[str, str, int, int]]:
    """Give what the rows above the headers say of the return: name, text and where it stands.

    A template says there whose it is and of which period: `la_code` in one cell, the code in the
    next.
    """
    for index in range(found.header.row):
        cells = found.sheet.row(index)
        for column, written in enumerate(cells[:-1]):
            name = _called(plain(written))
            if name in {AREA, PERIOD} and cells[column + 1].strip():
                yield name, cells[column + 1].strip(), index, column + 1


def columns_found(found: CountSheet) -> Iterator[Finding]:
    """Find the columns that a return of counts does not have, and those that stand twice."""
    known = {
        column
        for column, name in enumerate(found.header.names)
        if column in found.across or name in NAMES.keys() | _BESIDE or name.startswith(_BEFORE)
    }
    yield from strange_columns(found.sheet, found.header, known, ", ".join([*NAMES, "note"]))


def is_area(text: str, area: str, reference: Reference) -> bool:
    """Whether a code stands for an authority."""
    found = reference.area(text.upper())
    return found is not None and found.code == area
