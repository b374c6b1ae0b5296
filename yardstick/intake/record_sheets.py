"""Which sheet of a file is which table of a return of records, and which column is which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.intake.findings import structural
from yardstick.intake.headers import Header, header_of, plain, strange_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.records import Table
    from yardstick.intake.findings import Finding
    from yardstick.intake.sheets import Sheet

_COMMON = frozenset({"la_code", "period"})  # in every table, so they tell none from another


@dataclass(frozen=True)
class Laid:
    """One sheet as a table of the return.

    Attributes:
        sheet: What it was read from.
        header: Its row of headers.
        table: What it is.
    """

    sheet: Sheet
    header: Header
    table: Table

    @property
    def first(self) -> int:
        """Return the index of the row below the headers."""
        return self.header.row + 1


def laid_out(sheets: Sequence[Sheet], dataset: DataSet, findings: list[Finding]) -> list[Laid]:
    """Return the sheets that hold a table of the return; the others are not of it.

    A sheet that is named like a table is that table; otherwise its columns say which. What is
    missing or stands twice is added to the findings.
    """
    found: dict[str, Laid] = {}
    for sheet in sheets:
        laid = _as_table(sheet, dataset)
        if laid is not None and laid.table.id in found:
            findings.append(structural("FILE-02", sheet, sheet=sheet.name, table=laid.table.title))
        elif laid is not None:
            found[laid.table.id] = laid
    findings.extend(_missing(dataset, found))
    for laid in found.values():
        findings.extend(_columns(laid))
    return list(found.values())


def _as_table(sheet: Sheet, dataset: DataSet) -> Laid | None:
    candidates = [laid for table in dataset.tables if (laid := _fitting(sheet, table)) is not None]
    return max(candidates, key=_fit, default=None)


def _fitting(sheet: Sheet, table: Table) -> Laid | None:
    names = {column.name for column in table.columns}
    header = header_of(sheet, names)
    if header is None or not set(header.names) & names - _COMMON:
        return None
    return Laid(sheet, header, table)


def _fit(laid: Laid) -> tuple[bool, int, int]:
    """Say how well a sheet is a table: by its name, then by its columns."""
    named = plain(laid.sheet.name) in {laid.table.id, plain(laid.table.title)}
    names = {column.name for column in laid.table.columns}
    matched = len(names & set(laid.header.names))
    return named, matched, -len(names)


def _missing(dataset: DataSet, found: dict[str, Laid]) -> Iterator[Finding]:
    if not found:
        columns = _listing(dataset.tables[0])
        yield structural("FILE-01", None, columns=columns)
        return
    for table in dataset.tables:
        if table.id not in found:
            code = "FILE-04" if table.optional else "FILE-03"
            yield structural(code, None, table=table.title, columns=_listing(table))


def _listing(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _columns(laid: Laid) -> Iterator[Finding]:
    names = {column.name for column in laid.table.columns}
    known = {at for at, name in enumerate(laid.header.names) if name in names}
    yield from strange_columns(laid.sheet, laid.header, known, _listing(laid.table))
    for column in laid.table.columns:
        if column.required and laid.header.column(column.name) is None:
            yield structural("COL-02", laid.sheet, laid.header.row, header=column.name)
