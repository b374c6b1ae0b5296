"""What was received and when: rows that are only ever added, each of one immutable Parquet file.

A file is on disk before its row is; a row is what makes it count. So a fault leaves at most a
file that nobody counts.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from yardstick.model import Period
from yardstick.store import entries
from yardstick.store.cells import (
    COUNTS,
    VALUES,
    checked,
    digest,
    frame_of,
    from_parquet,
    to_parquet,
)
from yardstick.store.durable import read_checked, write_whole
from yardstick.store.entries import OfficialRecord, Submission
from yardstick.store.errors import StoreError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from yardstick.store.places import Store


def record_return(  # noqa: PLR0913 - one argument for each fact of the ledger's row
    store: Store,
    *,
    dataset: str,
    area: str,
    period: str,
    counts: pd.DataFrame,
    received: dt.date,
    due: dt.date,
    submitted_by: str,
    invented: bool,
) -> Submission:
    """Keep an accepted return as the newest version of itself.

    When it comes back, the return is on disk and in the ledger. One whose cells are those of
    the newest version changes nothing, and that version is returned.

    Args:
        store: Where.
        dataset: Identifier of the data set.
        area: GSS code of the authority.
        period: Key of the period.
        counts: One row per cell: `item`, `breakdown` (empty for the total), `number` (missing
            where the status has none) and `status`. Not changed.
        received: Day it was accepted.
        due: Day it was asked for.
        submitted_by: Sign-in name of who sent it.
        invented: Whether the numbers are a demonstration's.

    Raises:
        StoreError: The cells cannot be kept as they are, the store is of the other kind, the
            file of an equal version is damaged, or somebody else sent the same return at the
            same moment.
    """
    _check_kind(store, invented=invented)
    _check_periods([period])
    cells = checked(counts, COUNTS)
    named = {"dataset": dataset, "area": area, "period": period}
    content = digest(cells)
    newest = next(reversed(entries.rows(store, Submission, **named)), None)
    if newest is not None and newest.content == content:
        counts_kept(store, newest)  # nothing is acknowledged that is not on disk
        return newest
    return entries.add(
        store,
        Submission,
        **named,
        version=newest.version + 1 if newest else 1,
        received=received,
        due=due,
        submitted_by=submitted_by,
        invented=invented,
        sha256=_keep(store.submissions, to_parquet(cells, named)),
        content=content,
    )


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
    _check_periods(cells["period"].unique().to_pylist())
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
        sha256=_keep(store.official, to_parquet(cells, {"file": sha256_of_file})),
    )


def returns(store: Store) -> tuple[Submission, ...]:
    """Return every version of every return, in the order in which they were accepted."""
    return entries.rows(store, Submission)


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
    return _kept(store.submissions, submission.sha256, submission.return_of)


def values_kept(store: Store, official: OfficialRecord) -> pa.Table:
    """Return what `values_of` does as an Arrow table."""
    return _kept(store.official, official.sha256, {"file": official.file})


def _check_kind(store: Store, *, invented: bool) -> None:
    if invented and store.kind == "real":
        raise StoreError(
            "This store holds real returns, and this one is invented. Put it in a demonstration "
            "store. Run: python -m yardstick demo --store FOLDER"
        )
    if not invented and store.kind == "demonstration":
        raise StoreError(
            "This is a demonstration store, whose passwords anybody can read. Put real returns "
            "in a store of their own."
        )


def _check_periods(keys: Iterable[str]) -> None:
    try:
        for key in keys:
            Period.parse(key)
    except ValueError as error:
        raise StoreError(str(error)) from error


def _keep(folder: Path, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    write_whole(folder / f"{sha256}.parquet", content)
    return sha256


def _kept(folder: Path, sha256: str, of: dict[str, str]) -> pa.Table:
    path = folder / f"{sha256}.parquet"
    cells, about = from_parquet(read_checked(path, sha256))
    if about != of:  # the file is whole, so the ledger's row is what was changed
        raise StoreError(
            f"The ledger has been changed: {path} is of something else. Restore the operations "
            "database from a backup."
        )
    return cells
