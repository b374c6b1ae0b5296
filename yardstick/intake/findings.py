"""One thing a partner must mend or answer in a return, and where it stands.

What belongs here is what a finding says. What is looked for is in `structure` (every return) and
in the checks that a data set declares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["reject", "ask"]

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
