"""One thing a partner must mend or answer in a return, and where it stands.

What belongs here is what a finding says. What is looked for is in `structure` (every return) and
in the checks that a data set declares.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yardstick.intake.sheets import column_letter
from yardstick.intake.structure import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yardstick.intake.sheets import Sheet
    from yardstick.intake.structure import Severity

# How many findings of one check in one column are listed; the others are counted.
LISTED = 50


@dataclass(frozen=True)
class Finding:
    """One cell, row, column or sheet that a check does not pass.

    Attributes:
        code: Of the check.
        severity: `reject` refuses the file; `ask` wants an answer or a confirmation.
        sheet: Name of the sheet; empty for CSV and Parquet.
        row: As a spreadsheet numbers it; 0 where it is not about one row.
        column: Letter; empty where it is not about one column.
        place: "Returns!C7" as a reader would look for it; the sheet's name, or empty, where it
            is not about a cell.
        what: What is wrong. Never a value of a record; in a return of counts it may say the
            number.
        allowed: What would be right.
        times: How often this check fails in this column; at most `LISTED` of them are listed.
        also: The other cells of the sheet that it is about, such as `C9`.
    """

    code: str
    severity: Severity
    sheet: str
    row: int
    column: str
    place: str
    what: str
    allowed: str
    times: int = 1
    also: tuple[str, ...] = ()


def in_order(findings: Iterable[Finding], sheets: Sequence[Sheet]) -> tuple[Finding, ...]:
    """Return findings in the order of the file, those of one check in one column counted.

    What is about the file comes first, then each sheet's, from its first row to its last. Of many
    alike the first `LISTED` are kept, each saying how many there are.
    """
    order = {sheet.name: at for at, sheet in enumerate(sheets)}
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        alike.setdefault((one.code, one.sheet, one.column), []).append(one)
    kept = [
        replace(one, times=max(one.times, len(members)))
        for members in alike.values()
        for one in members[:LISTED]
    ]
    return tuple(sorted(kept, key=lambda one: (order.get(one.sheet, -1), one.row, one.column)))


def structural(
    code: str,
    sheet: Sheet | None,
    row: int | None = None,
    column: int | None = None,
    /,
    **words: object,
) -> Finding:
    """Return a finding of what is looked for in every return.

    Args:
        code: In `structure.STRUCTURE`.
        sheet: Where; None where it is about the file.
        row: Index of the row; None where it is about the sheet.
        column: Index of the column; None where it is about the row.
        **words: What the sentences' braces stand for.
    """
    check = STRUCTURE[code]
    return Finding(
        code=code,
        severity=check.severity,
        sheet=sheet.name if sheet else "",
        row=0 if row is None else row + 1,
        column="" if column is None else column_letter(column),
        place=place_in(sheet, row, column),
        what=check.what.format_map(words),
        allowed=check.allowed.format_map(words),
    )


def place_in(sheet: Sheet | None, row: int | None, column: int | None) -> str:
    """Return where a reader looks: a cell, the first cell of a row, a sheet, or nothing."""
    if sheet is None:
        return ""
    return sheet.name if row is None else sheet.place(row, column or 0)
