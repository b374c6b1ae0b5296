"""What a data lead is told of a return: one row for each finding, in the order of the file.

The rows are for a screen; the files made of them (comma-separated, and the sent workbook with its
cells marked) are in `export.return_report`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.intake.findings import LISTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.intake.findings import Finding
    from yardstick.intake.returns import CheckedReturn

COLUMNS = ("Code", "Must be", "Sheet", "Row", "Column", "Place", "What is wrong", "What is allowed")
_MUST = {"reject": "mended", "ask": "answered or confirmed"}


@dataclass(frozen=True)
class Line:
    """One row of the report, ready to be shown.

    Attributes:
        code: Of the check.
        must: `mended`, or `answered or confirmed`.
        sheet: Name of the sheet; empty for CSV and Parquet.
        row: As a spreadsheet numbers it; empty where it is not about one.
        column: Letter; likewise.
        place: Where to look.
        what: What is wrong. Never a value of a record.
        allowed: What would be right.
    """

    code: str
    must: str
    sheet: str
    row: str
    column: str
    place: str
    what: str
    allowed: str


def lines(checked: CheckedReturn) -> tuple[Line, ...]:
    """Return a row for each finding; what must be mended says so, what may be answered too."""
    return tuple(_line(one) for one in checked.findings)


def _line(one: Finding) -> Line:
    return Line(
        code=one.code,
        must=_MUST[one.severity],
        sheet=one.sheet,
        row=str(one.row or ""),
        column=one.column,
        place=one.place,
        what=one.what,
        allowed=one.allowed,
    )


def unlisted(checked: CheckedReturn) -> Iterator[str]:
    """Say of each check how many cells more it finds in a column than are listed."""
    told: set[tuple[str, str, str]] = set()
    for one in checked.findings:
        key = (one.code, one.sheet, one.column)
        if one.times > LISTED and key not in told and not one.code.startswith("ID-"):
            told.add(key)
            where = f" in column {one.column}" if one.column else ""
            yield f"{one.code}{where}: {one.times:,} in all; the first {LISTED} are listed."


def verdict(checked: CheckedReturn) -> str:
    """Say in one sentence what becomes of the file."""
    if checked.refused:
        wrong = len(checked.findings) - len(checked.asks)
        return (
            f"Not taken in: {_things(wrong)} must be mended. Nothing of the file was kept; mend it "
            "and send it again."
        )
    if checked.asks:
        return f"Can be taken in: {_things(len(checked.asks))} to answer or confirm first."
    return "Can be taken in: nothing is wrong and nothing is asked."


def _things(number: int) -> str:
    return "1 thing" if number == 1 else f"{number:,} things"
