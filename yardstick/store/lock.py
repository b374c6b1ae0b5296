"""One publisher at a time, also after a crash."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from yardstick.store.errors import BusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.store.places import Store


@contextmanager
def publishing(store: Store) -> Iterator[None]:
    """Hold the store's releases for oneself. Readers are not held up.

    An empty SQLite file is the lock, because the operating system lets go of it when a process
    dies, on Windows as elsewhere.

    Raises:
        BusyError: Somebody else holds them.
        StoreError: The folder cannot be written.
    """
    with closing(_locked(store)):
        yield


def _locked(store: Store) -> sqlite3.Connection:
    path = store.releases / ".publishing"
    try:
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise BusyError(
                "Somebody else is publishing at this moment. Wait until they have finished, look "
                "at what they published, then try again."
            ) from error
        raise StoreError(f"{store.releases} cannot be written ({error}).") from error
    return lock
