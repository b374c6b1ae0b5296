"""Filling what a release shows others of records, and leaving the next release what it must know.

How records are protected is not known here: the publisher hands it down (`Sharing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.store.durable import check_file, read, write_whole
from yardstick.store.errors import StoreError
from yardstick.store.manifest import SharedRecords, read_manifest
from yardstick.store.own_tables import PREFIX as OWN_PREFIX
from yardstick.store.release import release_ids
from yardstick.store.secret import secret
from yardstick.store.shared_tables import fill_shared, shared_tables

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.cubes import Cubes
    from yardstick.catalogue.declarations import DataSet
    from yardstick.store.draft import Progress
    from yardstick.store.places import Store
    from yardstick.store.shared_tables import Shared, Sharing

KEY = "cubes.key"
_FROM, _TO = 0.2, 0.65  # of a build's progress


@dataclass(frozen=True)
class Protection:
    """What it takes to show others something of records.

    Attributes:
        connection: To the database of the release, its own records filled in.
        store: Gives the key and what the release before has left.
        catalogue: Declares what is shown.
        sharing: Protects; None leaves the tables empty, and others are shown nothing.
    """

    connection: duckdb.DuckDBPyConnection
    store: Store
    catalogue: Catalogue
    sharing: Sharing | None

    def fill(self, folder: Path, progress: Progress) -> tuple[SharedRecords, ...]:
        """Fill every shared table, and write the next release's memory into the folder.

        Raises:
            StoreError: Something cannot be protected, or what the release before left is damaged.
        """
        found = (self._filled(one, folder, progress) for one in self.catalogue.datasets.values())
        return tuple(one for one in found if one is not None)

    def _filled(self, dataset: DataSet, folder: Path, progress: Progress) -> SharedRecords | None:
        if self.sharing is None or dataset.cubes is None:
            return None
        rows = _records(self.connection, dataset, dataset.cubes)
        if not rows.num_rows:
            return None

        def told(done: int, of: int) -> None:
            at = _FROM + (_TO - _FROM) * done / of
            progress(f"Protect {dataset.title}: {done} of {of}", at)

        name = memory_of(dataset.id)
        key, before = secret(self.store.root, KEY), _left_before(self.store, name)
        shared = self.sharing(dataset, self.catalogue, rows, key=key, before=before, progress=told)
        write_whole(folder / name, shared.memory)
        return self._said(dataset, shared)

    def _said(self, dataset: DataSet, shared: Shared) -> SharedRecords:
        tables = shared_tables(self.catalogue)
        for name, rows in shared.tables.items():
            fill_shared(self.connection, tables[name], rows)
        return SharedRecords(
            dataset=dataset.id,
            key=shared.key,
            sha256=shared.sha256,
            rows={name: rows.num_rows for name, rows in shared.tables.items()},
        )


def memory_of(dataset: str) -> str:
    """Return the name of the file in a release's folder that the next release is protected with."""
    return f"cubes_{dataset}.json"


def _records(connection: duckdb.DuckDBPyConnection, dataset: DataSet, cubes: Cubes) -> pa.Table:
    """Return the columns that are needed of a data set's records, in the release's order."""
    needed = dict.fromkeys(("area", "period", *cubes.columns, *dataset.table(cubes.table).key))
    needed.pop("la_code", None)  # the area says it
    listing = ", ".join(f'"{name}"' for name in needed)
    table = f'"{OWN_PREFIX}{cubes.table}"'
    rows = f'SELECT {listing} FROM {table} ORDER BY "area", "period", "row"'  # noqa: S608 - names of declared columns
    return connection.execute(rows).to_arrow_table()


def _left_before(store: Store, name: str) -> bytes | None:
    """Return what the newest release that left something has left.

    The newest that was made, not the one that readers have: after a step back they have seen both.
    """
    for release in release_ids(store):
        folder = store.releases / release
        if (folder / name).exists():
            written = read_manifest(folder).files.get(name)
            if written is None:
                raise StoreError(f"{folder / name} is of no release. Restore it from a backup.")
            check_file(folder / name, written.sha256, written.size)
            return read(folder / name)
    return None
