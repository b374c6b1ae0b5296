"""A copy of a whole store, from which a machine with nothing on it can go on.

A backup is a folder that holds what the store holds, and a sealed list of every file with its
hash. It is compared with that list before a byte of it becomes a store.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.model import State
from yardstick.store.connection import open_release
from yardstick.store.durable import (
    OWNER_ONLY_FOLDER,
    check_file,
    sha256_of,
    sync_file,
    sync_folder,
    write_whole,
)
from yardstick.store.errors import StoreError
from yardstick.store.ledger import check_kept, officials, returns, values_kept
from yardstick.store.lock import publishing
from yardstick.store.moves import moves_of
from yardstick.store.places import open_store
from yardstick.store.seal import read_sealed, sealed

if TYPE_CHECKING:
    import datetime as dt

    from yardstick.store.places import Store

LIST = "backup.json"
_DATABASE = "operations.sqlite"
_STORE = "store.json"
# What a fault left, what only holds while somebody works, and what the copy of the database holds.
_LEFT_OUT = (".draft", ".publishing", f"{_DATABASE}-wal", f"{_DATABASE}-shm", _DATABASE)


def back_up(store: Store, folder: Path, made: dt.datetime) -> int:
    """Copy a store into a folder that is new or empty, and return how many files it holds.

    People may go on working meanwhile, but for publishers. What was acknowledged before it began
    is in it. The secrets of the store are in it too: keep it where the store may be kept.

    Raises:
        StoreError: The folder holds something or cannot be written, somebody is publishing, or
            the operations database is kept elsewhere.
    """
    if store.operations_url.get_backend_name() != "sqlite":
        raise StoreError("The operations database is not in the store: back both up by its means.")
    folder = _new(folder)
    try:
        with publishing(store):
            # First the ledger: every file that a row of it names is on disk before the row is.
            _copy_database(Path(str(store.operations_url.database)), folder / _DATABASE)
            for path in _files(store.root):
                _copy(path, folder / path.relative_to(store.root))
        files = {
            str(path.relative_to(folder)): {"size": path.stat().st_size, "sha256": sha256_of(path)}
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}.") from error
    write_whole(folder / LIST, sealed({"made": made.isoformat(), "files": files}))
    return len(files)


def restore(backup: Path, root: Path) -> Store:
    """Make a store of a backup, in a folder that is new or empty, and read all of it once.

    A fault in between leaves a folder that is no store.

    Raises:
        StoreError: The backup is damaged or incomplete, or the folder holds something.
    """
    files = read_sealed(backup / LIST)["files"]
    for name, said in files.items():
        check_file(backup / name, said["sha256"], said["size"])
    root = _new(root)
    try:
        for name in sorted(files, key=lambda name: name == _STORE):  # what makes it one comes last
            _copy(backup / name, root / name)
    except OSError as error:
        raise StoreError(f"{root} cannot be written: {error.strerror}.") from error
    store = open_store(root)
    check_whole(store)
    return store


def check_whole(store: Store) -> int:
    """Read every file that the ledger names and the current release, and count the files.

    Raises:
        StoreError: One is missing or damaged.
    """
    moves = moves_of(store)
    kept = [one for one in returns(store) if moves[one.sequence][-1].state is not State.WITHDRAWN]
    for one in kept:
        check_kept(store, one)
    for official in officials(store):
        values_kept(store, official)
    if store.current.exists():
        open_release(store).connection.close()
    return len(kept) + len(officials(store))


def _new(folder: Path) -> Path:
    folder = folder.absolute()
    try:
        folder.mkdir(OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        holds = any(folder.iterdir())
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}.") from error
    if holds:
        raise StoreError(f"{folder} already holds something. Give a folder that is new or empty.")
    return folder


def _files(root: Path) -> list[Path]:
    """Return what is copied; drafts and what a fault left are not."""
    return [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.name not in _LEFT_OUT
        and not path.name.endswith(".draft")
        and not any(part.startswith((".draft-", ".gone-")) for part in path.parts)
    ]


def _copy_database(database: Path, to: Path) -> None:
    """Copy one state of a database that others may write."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    sync_file(to)


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    shutil.copyfile(path, to)
    sync_file(to)
    sync_folder(to.parent)
