"""What can be wrong with a row of records, as conditions in SQL over its typed columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.intake.structure import STRUCTURE
from yardstick.intake.typed import ALLOWED, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.records import Column, Table
    from yardstick.catalogue.reference import Part, Reference
    from yardstick.intake.structure import Severity
    from yardstick.model import Period

_SOME = 40  # codes that are worth listing in a sentence


@dataclass(frozen=True)
class Condition:
    """One thing that must not hold of a row.

    Attributes:
        code: Of the check.
        severity: Of its findings.
        columns: Names of the columns to mark.
        sql: The condition; what is not true passes.
        what: What is wrong.
        allowed: What would be right.
    """

    code: str
    severity: Severity
    columns: tuple[str, ...]
    sql: str
    what: str
    allowed: str


def given(name: str) -> str:
    """Return the column that says whether anything was written in a column."""
    return f'"{name} given"'


def column_of(name: str) -> str:
    """Return a column as SQL writes it."""
    return f'"{name}"'


def conditions(
    table: Table, dataset: DataSet, reference: Reference, *, area: str, period: Period
) -> Iterator[Condition]:
    """Give every condition of a table: those of each column, then the data set's own checks."""
    day = column_of(table.dated_by) if table.dated_by else "NULL"
    for column in table.columns:
        yield from _of_column(column)
        yield from _of_codes(column, reference, f"coalesce({day}, period_end)")
    yield from _of_whose(table, reference, area, period)
    for check in dataset.checks:
        if check.table == table.id:
            yield Condition(
                check.code, check.severity, check.columns, check.rule, check.message, check.allowed
            )


def repeated(table: Table) -> Condition:
    """Return what is said of a row whose key stands before; how it is found is not a condition."""
    return _structural("KEY-01", table.key, "", key=", ".join(table.key))


def _structural(code: str, columns: tuple[str, ...], sql: str, /, **words: str) -> Condition:
    check = STRUCTURE[code]
    what, allowed = check.what.format_map(words), check.allowed.format_map(words)
    return Condition(code, check.severity, columns, sql, what, allowed)


def _of_column(column: Column) -> Iterator[Condition]:
    name, written = column_of(column.name), given(column.name)
    words = {"column": column.name, "allowed": ALLOWED.get(column.type, f"{column.label}.")}
    if column.required:
        yield _structural("CELL-01", (column.name,), f"NOT {written}", **words)
    if column.type in ALLOWED and column.type not in {"text", "area"}:
        yield _structural("CELL-02", (column.name,), f"{written} AND {name} IS NULL", **words)
    if column.type == "area":
        yield _structural("CELL-03", (column.name,), f"{written} AND {name} IS NULL", **words)
    yield from _of_size(column, name)


def _of_size(column: Column, name: str) -> Iterator[Condition]:
    words = {"column": column.name, "allowed": _between(column)}
    if column.least is not None:
        yield _structural("CELL-05", (column.name,), f"{name} < {column.least!r}", **words)
    if column.most is not None:
        yield _structural("CELL-06", (column.name,), f"{name} > {column.most!r}", **words)
    if column.type == "text":
        words["allowed"] = f"At most {column.longest} letters."
        yield _structural("CELL-07", (column.name,), f"length({name}) > {column.longest}", **words)


def _between(column: Column) -> str:
    if column.least is None or column.most is None:
        return f"{'At most' if column.least is None else 'At least'} {column.most or column.least}."
    return f"{column.least:,g} to {column.most:,.10g}."


def _of_codes(column: Column, reference: Reference, day: str) -> Iterator[Condition]:
    if column.codes is None:
        return
    parts = reference.parts_of(column.codes)
    name, written = column_of(column.name), given(column.name)
    words = {"column": column.name, "allowed": f"One of {codes_in(parts)}."}
    yield _structural("CELL-03", (column.name,), f"{written} AND {name} IS NULL", **words)
    out = [ended for part in parts for ended in _out_of_use(part, name, day)]
    if out:
        yield _structural("CELL-04", (column.name,), " OR ".join(out), **words)


def codes_in(parts: tuple[Part, ...]) -> str:
    """Return the codes of a list as a sentence says them."""
    more = f" and {len(parts) - _SOME} more" if len(parts) > _SOME else ""
    return ", ".join(part.code for part in parts[:_SOME]) + more


def _out_of_use(part: Part, name: str, day: str) -> Iterator[str]:
    if part.valid_from:
        yield f"({name} = {quoted(part.code)} AND {day} < DATE '{part.valid_from}')"
    if part.valid_to:
        yield f"({name} = {quoted(part.code)} AND {day} > DATE '{part.valid_to}')"


def _of_whose(table: Table, reference: Reference, area: str, period: Period) -> Iterator[Condition]:
    names = {column.name for column in table.columns}
    if "la_code" in names:
        whose = reference.areas[area]
        words = {"area": whose.name, "dfe": whose.dfe, "code": area}
        yield _structural("WHO-01", ("la_code",), f"la_code <> {quoted(area)}", **words)
    if "period" in names:
        sql = f"period <> {quoted(period.key)}"
        yield _structural("WHEN-01", ("period",), sql, period=period.key)
