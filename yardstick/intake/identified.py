"""What the detectors found in a file, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.intake.findings import Finding
from yardstick.intake.identifiers import identifiers_in
from yardstick.intake.structure import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from yardstick.catalogue.declarations import DataSet
    from yardstick.intake.headers import Header
    from yardstick.intake.identifiers import Found
    from yardstick.intake.sheets import Sheet

_REFUSES, _WARNS = "ID-01", "ID-02"
_DATES = frozenset({"date", "month"})


def identified(
    sheet: Sheet, dataset: DataSet, header: Header | None, headers: Collection[str]
) -> Iterator[Finding]:
    """Give what in a sheet looks like an identifier; never the value itself.

    Args:
        sheet: As it was read.
        dataset: What it is said to be a return of.
        header: Its row of headers; None where it has none that the return knows.
        headers: Of the return's columns, as `headers.plain` gives them.
    """
    columns = [column for table in dataset.tables for column in table.columns]
    for found in identifiers_in(
        sheet,
        header_row=header.row if header else None,
        pseudonym_columns=[column.name for column in columns if column.type == "token"],
        allowed_headers=headers,
        date_headers=[column.name for column in columns if column.type in _DATES],
    ):
        yield _finding(found)


def _finding(found: Found) -> Finding:
    check = STRUCTURE[_REFUSES if found.refuses else _WARNS]
    return Finding(
        code=check.code,
        severity=check.severity,
        sheet=found.sheet,
        row=found.row,
        column=found.column,
        place=found.place,
        what=check.what.format(kind=found.kind, cells=f"{found.cells:,}"),
        allowed=check.allowed,
        times=found.cells,
    )
