"""What was received and when: rows that are only ever added, each of one immutable Parquet file.

A file is on disk before its row is; a row is what makes it count. So a fault leaves at most a
file that nobody counts.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from yardstick.model import Period
from yardstick.store import entries
from yardstick.store.answers import QUESTIONS, Question, asked
from yardstick.store.cells import (
    COUNTS,
    VALUES,
    checked,
    frame_of,
    from_parquet,
    to_parquet,
)
from yardstick.store.durable import read_checked, write_whole
from yardstick.store.entries import OfficialRecord, Submission
from yardstick.store.errors import StoreError
from yardstick.store.operations import reading
from yardstick.store.places import operations

_IDENTIFIER = re.compile(r"s(?P<sequence>\d{6,12})-[0-9a-f]{8}")

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa
    import sqlalchemy as sa

    from yardstick.store.places import Store


def record_official(  # noqa: PLR0913 - one argument for each fact of the ledger's row
    store: Store,
    *,
    source: str,
    title: str,
    name: str,
    release: str,
    values: pd.DataFrame,
    rows: int,
    sha256_of_file: str,
    loaded: dt.date,
) -> OfficialRecord:
    """Keep what was read from an official file; it supersedes what was loaded before.

    A file that was loaded before changes nothing, and its record is returned.

    Args:
        store: Where.
        source: Identifier of the family of files.
        title: What the family is called.
        name: The file's own name.
        release: The department's release that it belongs to.
        values: One row per figure: `measure`, `area` (GSS code), `period` (key), `value`
            (missing where the status has none), `status` and `vintage` (of the population
            estimate; empty where there is none). Not changed.
        rows: Rows of the file.
        sha256_of_file: Of the file as it was published.
        loaded: Today.

    Raises:
        StoreError: The figures cannot be kept as they are, what was kept of the same file is
            damaged, or somebody else loaded it at the same moment.
    """
    for loaded_before in entries.rows(store, OfficialRecord, file=sha256_of_file):
        values_kept(store, loaded_before)
        return loaded_before
    cells = checked(values, VALUES)
    check_periods(cells["period"].unique().to_pylist())
    return entries.add(
        store,
        OfficialRecord,
        file=sha256_of_file,
        source=source,
        title=title,
        name=name,
        release=release,
        rows=rows,
        measures=len(cells["measure"].unique()),
        loaded=loaded,
        sha256=keep(store.official, to_parquet(cells, {"file": sha256_of_file})),
    )


def returns(store: Store, areas: Collection[str] | None = None) -> tuple[Submission, ...]:
    """Return every version of every return, in the order in which they were accepted.

    Args:
        store: Where.
        areas: GSS codes of the authorities whose returns are wanted; None for all of them.
    """
    return entries.rows(store, Submission, **({} if areas is None else {"area": areas}))


def return_called(store: Store, identifier: str) -> Submission | None:
    """Return the version of a return that an identifier names, or None."""
    with reading(operations(store)) as connection:
        return return_called_in(connection, identifier)


def return_called_in(connection: sa.Connection, identifier: str) -> Submission | None:
    """Return what `return_called` does, within a transaction."""
    named = _IDENTIFIER.fullmatch(identifier)
    if named is None:
        return None
    found = entries.rows_in(connection, Submission, sequence=[int(named["sequence"])])
    return next((one for one in found if one.submission == identifier), None)


def officials(store: Store) -> tuple[OfficialRecord, ...]:
    """Return every official file, in the order in which they were loaded."""
    return entries.rows(store, OfficialRecord)


def counts_of(store: Store, submission: Submission) -> pd.DataFrame:
    """Return the cells of a submission as they were recorded, sorted by their keys.

    Raises:
        StoreError: Its file is missing or damaged.
    """
    return frame_of(counts_kept(store, submission), COUNTS)


def values_of(store: Store, official: OfficialRecord) -> pd.DataFrame:
    """Return the figures of an official file as they were recorded, sorted by their keys.

    Raises:
        StoreError: Its file is missing or damaged.
    """
    return frame_of(values_kept(store, official), VALUES)


def counts_kept(store: Store, submission: Submission) -> pa.Table:
    """Return what `counts_of` does as an Arrow table."""
    return _table(store, submission, "")[0]


def records_kept(store: Store, submission: Submission, table: str) -> pa.Table:
    """Return one table of a return of records as it was recorded, `row` among its columns.

    Raises:
        StoreError: The return has no such table, or its file is missing or damaged.
    """
    if not table or table not in submission.kept:
        raise StoreError(f"Return {submission.submission} has no table '{table[:40]}'.")
    return _table(store, submission, table)[0]


def questions_of(store: Store, submission: Submission) -> tuple[Question, ...]:
    """Return what the partner was asked about a submission.

    Raises:
        StoreError: Its file is missing or damaged.
    """
    return asked(_table(store, submission, min(submission.kept))[1])


def check_kept(store: Store, submission: Submission) -> None:
    """Read every file of a submission.

    Raises:
        StoreError: One is missing or damaged.
    """
    for table in submission.kept:
        _table(store, submission, table)


def values_kept(store: Store, official: OfficialRecord) -> pa.Table:
    """Return what `values_of` does as an Arrow table."""
    return _kept(store.official, official.sha256, {"file": official.file})[0]


def check_periods(keys: Iterable[str]) -> None:
    """Refuse what is no period.

    Raises:
        StoreError: A key cannot be read.
    """
    try:
        for key in keys:
            Period.parse(key)
    except ValueError as error:
        raise StoreError(str(error)) from error


def of_table(of: Mapping[str, str], table: str) -> dict[str, str]:
    """Return what one file of a return says it is of; counts have no name of a table."""
    return {**of, **({"table": table} if table else {})}


def keep(folder: Path, content: bytes) -> str:
    """Write a file under its SHA-256, which is returned. It is on disk then."""
    sha256 = hashlib.sha256(content).hexdigest()
    write_whole(folder / f"{sha256}.parquet", content)
    return sha256


def _table(store: Store, submission: Submission, table: str) -> tuple[pa.Table, dict[str, str]]:
    of = of_table(submission.return_of, table)
    return _kept(store.submissions, submission.kept[table], of)


def _kept(folder: Path, sha256: str, of: Mapping[str, str]) -> tuple[pa.Table, dict[str, str]]:
    path = folder / f"{sha256}.parquet"
    cells, about = from_parquet(read_checked(path, sha256))
    # The file is whole, so that it is the ledger's row that was changed.
    if {name: text for name, text in about.items() if name != QUESTIONS} != of:
        raise StoreError(
            f"The ledger has been changed: {path} is of something else. Restore the operations "
            "database from a backup."
        )
    return cells, about
