"""Reading a release: verified first, then attached so that nothing can be written or reached.

A replaced file reopened under its old name would give the old rows for as long as anybody still
reads it; so every release is a file of its own, attached to a database of its own in memory.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import duckdb

from yardstick.store.errors import StoreError
from yardstick.store.manifest import (
    DATABASE,
    check_files,
    pointed_to,
    read_manifest,
    read_pointer,
)
from yardstick.store.own_tables import PREFIX as OWN_PREFIX
from yardstick.store.release import info_of, manifest_of
from yardstick.store.schema import TABLES
from yardstick.store.shared_tables import PREFIX as SHARED_PREFIX

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.manifest import Pointer
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo

_TABLES_OF = """
    SELECT table_name FROM duckdb_tables()
    WHERE database_name = $1 AND starts_with(table_name, $2) ORDER BY table_name
"""
ALIAS = "release"  # the tables of a release are `release.area` and so on
THREADS = 2
MEMORY_LIMIT = "1GB"
KEPT_OPEN = 4


@dataclass(frozen=True)
class OpenRelease:
    """A release that can be read.

    What its connection refuses is every file, the network, every setting, and every change to
    the release. What it does not refuse is to let go of the release (`DETACH`), for which reason
    only single SELECT statements may reach it.
    """

    info: ReleaseInfo
    connection: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection for one use in one thread, with temporary tables of its own."""
        return self.connection.cursor()

    @cached_property
    def own_tables(self) -> tuple[str, ...]:
        """Return the tables of records that it holds: none in a release made before they were."""
        return self._tables(OWN_PREFIX)

    @cached_property
    def shared_tables(self) -> tuple[str, ...]:
        """Return the tables of what is shown of records: none in a release of before them."""
        return self._tables(SHARED_PREFIX)

    def _tables(self, prefix: str) -> tuple[str, ...]:
        with self.cursor() as cursor:
            rows = cursor.execute(_TABLES_OF, [ALIAS, prefix]).fetchall()
        return tuple(name for (name,) in rows)


def open_release(
    store: Store,
    release_id: str | None = None,
    *,
    threads: int = THREADS,
    memory_limit: str = MEMORY_LIMIT,
) -> OpenRelease:
    """Verify a release against its manifest and open it for reading.

    Args:
        store: Where it is.
        release_id: Which; None for the current one.
        threads: How many cores one query may use.
        memory_limit: How much memory all its queries may use together; nothing is ever written
            to disk instead.

    Raises:
        StoreError: There is no such release, a file of it is not what was written, or another
            version of DuckDB wrote it.
    """
    info = info_of(store, manifest_of(store, release_id or pointed_to(store)))
    return OpenRelease(info, open_folder(info.path, threads, memory_limit))


def open_folder(
    folder: Path, threads: int = THREADS, memory_limit: str = MEMORY_LIMIT
) -> duckdb.DuckDBPyConnection:
    """Do what `open_release` does for a folder that need not be in place yet."""
    check_files(folder, read_manifest(folder))
    return _attached(folder / DATABASE, threads, memory_limit)


def warm_up(opened: OpenRelease) -> None:
    """Read a row of every table as a frame, so that the first reader need not wait for imports."""
    cursor = opened.cursor()
    for table in TABLES.values():
        named = cursor.sql(f"FROM {ALIAS}.{table.name} LIMIT $rows", params={"rows": 1})
        named.df()


def tables_in(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of every table of an open release, those of records too."""
    named = "SELECT table_name FROM duckdb_tables() WHERE database_name = $release ORDER BY 1"
    return [name for (name,) in connection.execute(named, {"release": ALIAS}).fetchall()]


class Releases:
    """The releases that this process has open. Safe to use from many threads.

    Each is verified once, when it is first asked for. One that falls out of the few kept open is
    let go, not closed: whoever still reads it reads it to the end.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open: OrderedDict[str, OpenRelease] = OrderedDict()
        self._pointer: Pointer | None = None
        self._lock = threading.Lock()

    def get(self, release_id: str | None = None) -> OpenRelease:
        """Return a release, open: the current one as it is at this moment, or one by its name.

        Raises:
            StoreError: As `open_release`.
        """
        wanted = release_id or self._current()
        with self._lock:
            if wanted not in self._open:
                opened = open_release(self._store, wanted)
                warm_up(opened)
                self._open[wanted] = opened
            self._open.move_to_end(wanted)
            while len(self._open) > KEPT_OPEN:
                self._open.popitem(last=False)
            return self._open[wanted]

    def _current(self) -> str:
        """Read the pointer every time; compare it with its manifest when it is new to us."""
        pointer = read_pointer(self._store)
        if pointer != self._pointer:
            pointed_to(self._store)
            self._pointer = pointer
        return pointer.release


def _attached(path: Path, threads: int, memory_limit: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": threads,
            "memory_limit": memory_limit,
            "temp_directory": "",
            "python_enable_replacements": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    quoted = str(path).replace("'", "''")  # ATTACH takes no parameter
    try:
        connection.execute(f"ATTACH '{quoted}' AS {ALIAS} (READ_ONLY)")
    except duckdb.Error as error:
        connection.close()
        raise StoreError(
            f"Release {path.parent.name} was written by another version of DuckDB. Publish "
            "again: python -m yardstick publish"
        ) from error
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
