"""The tables of a release that hold records: each row for its owner and for nobody else.

Which there are follows from the data sets of records: a table of a return is one of the release.
What others may be shown of them is made elsewhere, and stands in tables of its own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from yardstick.catalogue.records import SQL_TYPES
from yardstick.store.ledger import records_kept
from yardstick.store.schema import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.records import Table as Declared
    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

PREFIX: Final = "own_"
_KEYS = ("dataset", "area", "period", "submission")
_IN_THE_KEYS = frozenset({"la_code", "period"})  # the ledger says both of the whole return


def own_tables(catalogue: Catalogue) -> dict[str, Table]:
    """Return the table of a release for each table of records, by its name."""
    declared = [table for dataset in catalogue.datasets.values() for table in dataset.tables]
    return {f"{PREFIX}{table.id}": _table(table) for table in declared}


def fill_own(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    catalogue: Catalogue,
    submissions: Sequence[Submission],
) -> None:
    """Fill every table with the newest version of each return, sorted by area and period.

    Raises:
        StoreError: A submission's file is missing or damaged.
    """
    newest = list(_newest(submissions))
    for name, table in own_tables(catalogue).items():
        kept = name.removeprefix(PREFIX)
        rows = [_rows(store, found, kept, table) for found in newest if kept in found.kept]
        if rows:
            connection.register("kept", pa.concat_tables(rows))
            sorted_rows = f'SELECT {table.listing} FROM "kept" ORDER BY {table.sorting}'  # noqa: S608 - names of declared columns
            connection.execute(f'INSERT INTO "{name}" {sorted_rows}')
            connection.unregister("kept")


def _newest(submissions: Sequence[Submission]) -> Iterator[Submission]:
    of_records = [found for found in submissions if found.tables]
    ordered = sorted(of_records, key=lambda found: (*found.return_of.values(), found.version))
    for _, versions in groupby(ordered, key=lambda found: tuple(found.return_of.values())):
        *_, last = versions
        yield last


def _rows(store: Store, submission: Submission, kept: str, table: Table) -> pa.Table:
    rows = records_kept(store, submission, kept)
    for field in table.arrow:  # a return of before a column was asked for says nothing in it
        if field.name not in (*_KEYS, *rows.column_names):
            rows = rows.append_column(field, pa.nulls(len(rows), field.type))
    for name in _KEYS:
        value = pa.repeat(pa.scalar(str(getattr(submission, name))), len(rows))
        rows = rows.drop_columns(name) if name in rows.column_names else rows
        rows = rows.append_column(name, value)
    return rows.select(table.arrow.names).cast(table.arrow)


def _table(declared: Declared) -> Table:
    keys = tuple(Column(name, "VARCHAR", may_miss=False) for name in _KEYS)
    columns = tuple(
        Column(column.name, SQL_TYPES[column.type], may_miss=not column.required)
        for column in declared.columns
        if column.name not in _IN_THE_KEYS
    )
    row = Column("row", "BIGINT", may_miss=False)
    order = ("area", "period", "row")
    return Table(f"{PREFIX}{declared.id}", (*keys, *columns, row), order, is_unique=True)
