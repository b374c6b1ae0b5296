"""What a return changes against the version before it, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.store.ledger import counts_of, records_kept, returns

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.records import Table
    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

_CELL = ["item", "breakdown"]
OF_COUNTS = [*_CELL, "before", "before_status", "after", "after_status", "place"]
OF_RECORDS = ["table", "key", "column", "before", "after", "row"]


def changes(store: Store, dataset: DataSet, submission: Submission) -> pd.DataFrame:
    """Return one row per cell that a return changes; everything where it is the first version.

    Args:
        store: Where.
        dataset: Of the return.
        submission: The later version.

    Returns:
        Of counts: `item`, `breakdown`, `before`, `before_status`, `after`, `after_status`,
        `place` (in the later file). A cell that only one version has is missing in the other.
        Of records: `table`, `key` (its columns, with | between), `column`, `before`, `after`
        (as text) and `row` of the later file.

    Raises:
        StoreError: A file of either version is missing or damaged.
    """
    before = _version_before(store, submission)
    if not dataset.tables:
        return _of_counts(store, before, submission)
    tables = [_of_records(store, table, before, submission) for table in dataset.tables]
    return pd.concat(tables, ignore_index=True)


def _version_before(store: Store, submission: Submission) -> Submission | None:
    earlier = [
        one
        for one in returns(store, [submission.area])
        if one.return_of == submission.return_of and one.version < submission.version
    ]
    return earlier[-1] if earlier else None


def _of_counts(store: Store, before: Submission | None, after: Submission) -> pd.DataFrame:
    later = counts_of(store, after)
    earlier = counts_of(store, before) if before else later.iloc[:0]
    named = {"number": "before", "status": "before_status"}
    joined = (
        earlier.drop(columns="place")
        .rename(columns=named)
        .merge(later.rename(columns={"number": "after", "status": "after_status"}), "outer", _CELL)
    )
    same = joined["before_status"].eq(joined["after_status"]) & (
        joined["before"].eq(joined["after"]) | joined["before"].isna() & joined["after"].isna()
    )
    return joined[~same.fillna(value=False).astype(bool)][OF_COUNTS].reset_index(drop=True)


def _of_records(
    store: Store, table: Table, before: Submission | None, after: Submission
) -> pd.DataFrame:
    later = _cells(store, table, after)
    earlier = _cells(store, table, before) if before else later.iloc[:0]
    joined = (
        earlier.drop(columns="row")
        .rename(columns={"text": "before"})
        .merge(later.rename(columns={"text": "after"}), "outer", ["key", "column"])
    )
    different = joined[joined["before"].fillna("").ne(joined["after"].fillna(""))]
    return different.assign(table=table.id)[OF_RECORDS].reset_index(drop=True)


def _cells(store: Store, table: Table, submission: Submission) -> pd.DataFrame:
    """Return the cells of a table, one row each: `key`, `column`, `text`, `row`."""
    if table.id not in submission.kept:  # a table that a return may come without
        return pd.DataFrame(columns=["key", "column", "text", "row"], dtype=object)
    records = records_kept(store, submission, table.id).to_pylist()
    return pd.DataFrame(
        [
            {
                "key": "|".join(str(record[name]) for name in table.key),
                "column": column.name,
                "text": "" if record[column.name] is None else str(record[column.name]),
                "row": record["row"],
            }
            for record in records
            for column in table.columns
        ],
        columns=["key", "column", "text", "row"],
        dtype=object,
    )
