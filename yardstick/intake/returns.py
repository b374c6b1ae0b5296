"""Whether a partner's file is a return that can be taken in, and what it then holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from yardstick.intake.count_cells import HEADERS, count_sheet
from yardstick.intake.count_checks import check_counts
from yardstick.intake.findings import in_order, structural
from yardstick.intake.headers import header_of
from yardstick.intake.identified import identified
from yardstick.intake.record_rows import check_rows
from yardstick.intake.record_sheets import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet
    from yardstick.intake.findings import Finding
    from yardstick.intake.known import Known
    from yardstick.intake.sheets import Sheet
    from yardstick.model import Period

COUNTS = ("item", "breakdown", "number", "status", "place")


def no_counts() -> pd.DataFrame:
    """Return the counts of a return that holds none."""
    return pd.DataFrame({name: [] for name in COUNTS})


@dataclass(frozen=True)
class CheckedReturn:
    """A file as one return of one authority, and everything that was found in it.

    Attributes:
        dataset: Identifier.
        area: GSS code.
        period: Which period it is of.
        counts: Of a return of counts: one row per `item` and `breakdown` (empty for the total),
            `number` (missing where `status` has none), `status` and `place` ("Returns!C7").
        tables: Of a return of records: identifier of the table to its typed columns in their
            order and `row`, the row of the file as a spreadsheet numbers it.
        findings: In the order of the file.
        of_records: Whether it is a return of records, whose values no report repeats.

    A refused return holds neither counts nor tables: nothing is half accepted.
    """

    dataset: str
    area: str
    period: Period
    counts: pd.DataFrame = field(default_factory=no_counts)
    tables: Mapping[str, pa.Table] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
    of_records: bool = False

    @property
    def refused(self) -> bool:
        """Whether anything in it refuses the whole file."""
        return any(one.severity == "reject" for one in self.findings)

    @property
    def asks(self) -> tuple[Finding, ...]:
        """Return the findings that want an answer or a confirmation."""
        return tuple(one for one in self.findings if one.severity == "ask")


def check_return(  # noqa: PLR0913 - what the file is said to be, and what it is held against
    sheets: Sequence[Sheet],
    dataset: DataSet,
    reference: Reference,
    *,
    area: str,
    period: Period,
    known: Known,
) -> CheckedReturn:
    """Check a file as one return, and read what it holds.

    Identifiers are looked for first: a file that seems to hold any is refused. Then come the form
    of the file, every cell, and the checks that the data set declares.

    Args:
        sheets: As `sandbox.read_sheets` gives them.
        dataset: What the file is said to be a return of.
        reference: Areas and code lists.
        area: GSS code of the authority that it is said to be of.
        period: Likewise; of the data set's calendar.
        known: What the numbers are held against.
    """
    made = _Made()
    for sheet in sheets:
        made.findings.extend(_about(sheet, dataset, period))
    named = _without_names(sheets, made.findings)
    if dataset.tables:
        _check_records(made, named, dataset, reference, area=area, period=period)
    else:
        counted = check_counts(named, dataset, reference, area=area, period=period, known=known)
        made.counts = counted.frame()
        made.findings.extend(counted.findings)
    answer = CheckedReturn(
        dataset.id,
        area,
        period,
        findings=in_order(made.findings, named),
        of_records=bool(dataset.tables),
    )
    return answer if answer.refused else replace(answer, counts=made.counts, tables=made.tables)


@dataclass
class _Made:
    """What has been read so far."""

    findings: list[Finding] = field(default_factory=list)
    counts: pd.DataFrame = field(default_factory=no_counts)
    tables: dict[str, pa.Table] = field(default_factory=dict)


def _about(sheet: Sheet, dataset: DataSet, period: Period) -> Iterator[Finding]:
    """Give what is wrong with a sheet before anything of it is read: identifiers, uneven rows."""
    if dataset.tables:
        names = {column.name for table in dataset.tables for column in table.columns}
        headers, header = frozenset(names), header_of(sheet, names)
    else:
        counts = count_sheet(sheet, period)
        headers, header = HEADERS, counts.header if counts else None
    yield from identified(sheet, dataset, header, headers)
    # Where lines of text stand above the headers, the first row says nothing of the others.
    if header is not None and not header.row:
        for row in sheet.uneven:
            yield structural("FILE-05", sheet, row)


def _without_names(sheets: Sequence[Sheet], found: Sequence[Finding]) -> list[Sheet]:
    """Return the sheets, those whose very name is an identifier under another."""
    hidden = {one.sheet for one in found} - {sheet.name for sheet in sheets}
    return [replace(sheet, name="") if hidden else sheet for sheet in sheets]


def _check_records(  # noqa: PLR0913 - what the file is said to be
    made: _Made,
    sheets: Sequence[Sheet],
    dataset: DataSet,
    reference: Reference,
    *,
    area: str,
    period: Period,
) -> None:
    """Read every table of a return of records; a refused one is checked to its last row too."""
    for laid in laid_out(sheets, dataset, made.findings):
        checked = check_rows(laid, dataset, reference, area=area, period=period)
        made.findings.extend(checked.findings)
        made.tables[laid.table.id] = checked.rows
        if not checked.rows.num_rows:
            title = laid.table.title
            made.findings.append(structural("FILE-06", laid.sheet, laid.header.row, table=title))
