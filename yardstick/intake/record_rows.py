"""The rows of one table of records: read, typed and checked in one pass of SQL.

The checks are conditions over typed columns, so a million rows cost seconds. How many rows fail
each is counted to the last; the first of them are listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from yardstick.catalogue.records import SQL_TYPES
from yardstick.intake.findings import LISTED, Finding, place_in
from yardstick.intake.period_words import period_in
from yardstick.intake.record_conditions import column_of, conditions, given, repeated
from yardstick.intake.sheets import column_letter
from yardstick.intake.typed import listed, quoted, read, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.records import Column
    from yardstick.catalogue.reference import Reference
    from yardstick.intake.record_conditions import Condition
    from yardstick.intake.record_sheets import Laid
    from yardstick.model import Period

ROW = "row"
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "memory_limit": "900MB",
    "threads": "2",
}


@dataclass(frozen=True)
class CheckedTable:
    """A table whose rows were checked.

    Attributes:
        rows: The typed columns in their declared order, and `row`, the row of the file as a
            spreadsheet numbers it. Rows without a cell are left out.
        findings: In the order of the file.
    """

    rows: pa.Table
    findings: tuple[Finding, ...]


def check_rows(
    laid: Laid, dataset: DataSet, reference: Reference, *, area: str, period: Period
) -> CheckedTable:
    """Check every row of a table.

    Args:
        laid: The sheet, and which of its columns is which.
        dataset: Whose checks.
        reference: Areas and code lists.
        area: GSS code of the authority that it should be of.
        period: That it should be of.
    """
    asked = tuple(conditions(laid.table, dataset, reference, area=area, period=period))
    with duckdb.connect(config=_SETTINGS) as connection:
        _load(connection, laid, reference, period)
        failing = [*_failing(connection, asked), _repeated(connection, laid)]
        found = [one for fails in failing for one in _findings(laid, fails)]
        return CheckedTable(_typed_rows(connection, laid), tuple(found))


# ---- reading ------------------------------------------------------------------------------


def _load(
    connection: duckdb.DuckDBPyConnection, laid: Laid, reference: Reference, period: Period
) -> None:
    """Make the table `typed_row`: each column typed, and whether anything was written in it."""
    connection.register("cell", _cells(laid))
    connection.register("known_area", _known_areas(reference))
    present, absent = _present(laid), _absent(laid)
    written = ", ".join(f"{read(column_of(name))} AS {column_of(name)}" for name in present)
    parts = [f'written."{ROW}"']
    joins = []
    for column in laid.table.columns:
        name = column_of(column.name)
        if column.name in absent:
            parts += [f"CAST(NULL AS {SQL_TYPES[column.type]}) AS {name}"]
            parts += [f"FALSE AS {given(column.name)}"]
            continue
        if column.type == "area":
            joins.append(
                f"LEFT JOIN known_area AS {column_of('of ' + column.name)} "
                f"ON upper(written.{name}) = {column_of('of ' + column.name)}.written"
            )
        parts.append(f"{_value(connection, column, reference, period)} AS {name}")
        parts.append(f"written.{name} IS NOT NULL AS {given(column.name)}")
    filled = " OR ".join(f"written.{column_of(name)} IS NOT NULL" for name in present)
    connection.execute(
        f"CREATE TABLE typed_row AS SELECT {', '.join(parts)}, "  # noqa: S608 - declared names and types
        f"DATE '{period.start}' AS period_start, DATE '{period.end}' AS period_end "
        f'FROM (SELECT "{ROW}", {written} FROM cell) AS written {" ".join(joins)} WHERE {filled}'
    )
    connection.unregister("cell")


def _cells(laid: Laid) -> pa.Table:
    """Return the declared columns below the headers, under their names, and each row's number."""
    cells = laid.sheet.cells.slice(laid.first)
    columns = {name: cells.column(place) for name, place in _present(laid).items()}
    numbers = pa.array(range(laid.first + 1, laid.first + 1 + cells.num_rows), pa.int64())
    return pa.table({**columns, ROW: numbers})


def _present(laid: Laid) -> dict[str, int]:
    """Return the declared columns that the sheet has, each with its index."""
    places = ((column.name, laid.header.column(column.name)) for column in laid.table.columns)
    return {name: place for name, place in places if place is not None}


def _absent(laid: Laid) -> frozenset[str]:
    return frozenset(column.name for column in laid.table.columns) - _present(laid).keys()


def _known_areas(reference: Reference) -> pa.Table:
    """Return every code of an authority, however old, with the GSS code it has now."""
    codes = {code: code for code in reference.areas} | dict(reference.superseded)
    codes |= dict(reference.by_dfe)
    return pa.table({"written": list(codes), "code": list(codes.values())})


def _value(
    connection: duckdb.DuckDBPyConnection, column: Column, reference: Reference, period: Period
) -> str:
    raw = f"written.{column_of(column.name)}"
    if column.type == "area":
        return f"{column_of('of ' + column.name)}.code"
    if column.type == "period":
        spelled = _spellings(connection, column, period)
        return f"CASE WHEN {raw} IN {listed(spelled)} THEN {quoted(period.key)} ELSE {raw} END"
    codes = reference.parts_of(column.codes) if column.codes else ()
    return typed(column, raw, [part.code for part in codes])


def _spellings(connection: duckdb.DuckDBPyConnection, column: Column, period: Period) -> list[str]:
    """Return how the column writes the period; a column of one period has few spellings."""
    name = read(column_of(column.name))
    found = connection.execute(f"SELECT DISTINCT {name} FROM cell LIMIT 1000").fetchall()  # noqa: S608 - a declared name
    texts = [text for (text,) in found if text is not None]
    return [period.key, *(text for text in texts if period_in(text, period.kind) == period)]


def _typed_rows(connection: duckdb.DuckDBPyConnection, laid: Laid) -> pa.Table:
    names = ", ".join(column_of(column.name) for column in laid.table.columns)
    rows = connection.sql(f'SELECT {names}, "{ROW}" FROM typed_row')  # noqa: S608 - likewise
    return in_order(rows.to_arrow_table())


def in_order(rows: pa.Table) -> pa.Table:
    """Return rows in the order of the file.

    They come so already unless a join has moved them, and sorting a million takes as much memory
    again as they do.
    """
    numbers = rows.column(ROW)
    moved = pc.any(pc.less(numbers.slice(1), numbers.slice(0, max(len(numbers) - 1, 0)))).as_py()
    return rows.sort_by(ROW) if moved else rows


# ---- checking -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Fails:
    """A condition, how many rows it holds of, and the first of them."""

    condition: Condition
    times: int
    rows: list[int]


def _failing(connection: duckdb.DuckDBPyConnection, asked: Sequence[Condition]) -> list[_Fails]:
    """Try every condition on every row in one pass, then list the rows of those that hold."""
    counted = ", ".join(f"count(*) FILTER (WHERE {one.sql})" for one in asked)
    row = connection.execute(f"SELECT {counted} FROM typed_row").fetchone() or ()  # noqa: S608 - declared conditions, parsed when they were loaded
    held = [(one, times) for one, times in zip(asked, row, strict=True) if times]
    return [_Fails(one, times, _first(connection, one)) for one, times in held]


def _first(connection: duckdb.DuckDBPyConnection, condition: Condition) -> list[int]:
    rows = connection.execute(
        f'SELECT "{ROW}" FROM typed_row WHERE {condition.sql} ORDER BY "{ROW}" LIMIT {LISTED}'  # noqa: S608 - likewise
    ).fetchall()
    return [row for (row,) in rows]


def _repeated(connection: duckdb.DuckDBPyConnection, laid: Laid) -> _Fails:
    """Find the rows that have the key of a row before.

    Rows are first told apart by a hash of their keys, which takes a tenth of the memory.
    """
    if _absent(laid) & set(laid.table.key):
        return _Fails(repeated(laid.table), 0, [])
    key = ", ".join(column_of(name) for name in laid.table.key)
    row = connection.execute(
        "WITH alike AS ("  # noqa: S608 - declared names
        f"SELECT hash({key}) AS hashed FROM typed_row GROUP BY hashed HAVING count(*) > 1), "
        f'numbered AS (SELECT "{ROW}", '
        f'row_number() OVER (PARTITION BY {key} ORDER BY "{ROW}") AS number '
        f"FROM typed_row WHERE hash({key}) IN (SELECT hashed FROM alike)) "
        f'SELECT count(*), min("{ROW}", {LISTED}) FROM numbered WHERE number > 1'
    ).fetchone()
    times, rows = row or (0, None)
    return _Fails(repeated(laid.table), times, rows or [])


def _findings(laid: Laid, fails: _Fails) -> Iterator[Finding]:
    places, condition = _present(laid), fails.condition
    columns = [places[name] for name in condition.columns if name in places]
    for row in fails.rows:
        first = columns[0] if columns else None
        yield Finding(
            code=condition.code,
            severity=condition.severity,
            sheet=laid.sheet.name,
            row=row,
            column="" if first is None else column_letter(first),
            place=place_in(laid.sheet, row - 1, first),
            what=condition.what,
            allowed=condition.allowed,
            times=fails.times,
            also=tuple(f"{column_letter(column)}{row}" for column in columns[1:]),
        )
