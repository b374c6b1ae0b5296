"""Where a sheet's row of headers is, and what its columns are called however they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.intake.findings import structural
from yardstick.intake.sheets import column_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from yardstick.intake.findings import Finding
    from yardstick.intake.sheets import Sheet

# A template has a title, whose return it is and a line of explanation above its headers.
WITHIN = 30
_SHOWN = 40  # letters of a header that a sentence repeats
_APART = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Return a header without case, spaces and punctuation: `La Code ` is `la_code`."""
    return _APART.sub("_", text.casefold()).strip("_")


@dataclass(frozen=True)
class Header:
    """A sheet's row of headers.

    Attributes:
        row: Its index; 0 is the first row of the file.
        names: What each column is called, as `plain` gives it; empty where there is no header.
        written: Each header as it stands in the file.
    """

    row: int
    names: tuple[str, ...]
    written: tuple[str, ...]

    def column(self, name: str) -> int | None:
        """Return the index of the first column of a name; None where there is none."""
        return self.names.index(name) if name in self.names else None


def header_of(
    sheet: Sheet, known: Collection[str], also: Callable[[str], bool] = lambda _: False
) -> Header | None:
    """Return the row that holds the most of the known headers, the first of equals.

    Args:
        sheet: As it was read.
        known: Headers as `plain` gives them; two at least must stand in one row.
        also: Whether a cell is a header that has no fixed name.

    Returns:
        None where no row of the first `WITHIN` has two.
    """
    best, most = None, 1
    for index in range(min(WITHIN, sheet.height)):
        written = sheet.row(index)
        names = tuple(map(plain, written))
        found = len(set(names) & set(known)) + sum(map(also, written))
        if found > most:
            best, most = Header(index, names, written), found
    return best


def strange_columns(
    sheet: Sheet, header: Header, known: Collection[int], listing: str
) -> Iterator[Finding]:
    """Find the columns that a return does not have, and those that stand twice.

    Args:
        sheet: Which.
        header: Its row of headers.
        known: Indices of the columns that the return has.
        listing: Which columns it has, in words.
    """
    for column, name in enumerate(header.names):
        place = (sheet, header.row, column)
        if column not in known and (name or _is_filled(sheet, header, column)):
            shown = " ".join(header.written[column].split())[:_SHOWN] or column_letter(column)
            yield structural("COL-01", *place, header=shown, columns=listing)
        elif name and header.column(name) != column:
            yield structural("COL-03", *place, header=name)


def _is_filled(sheet: Sheet, header: Header, column: int) -> bool:
    cells = sheet.cells.column(column).slice(header.row + 1)
    return any(str(cell).strip() for cell in cells.unique().to_pylist())
