"""Where everything in a store is, what sort of store it is, and its operations database."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import sqlalchemy as sa

from yardstick.store.durable import OWNER_ONLY_FOLDER, sync_folder, write_whole
from yardstick.store.errors import StoreError
from yardstick.store.operations import create_tables, open_operations
from yardstick.store.seal import read_sealed, sealed

Kind = Literal["demonstration", "real"]

FORMAT = 2  # of the folder's layout and the ledger; a store of another format is refused


@dataclass(frozen=True)
class Store:
    """A folder that `create_store` made.

    Attributes:
        root: The folder.
        kind: Whether its returns are invented. Never changes.
        region: Identifier of the region it serves. Never changes.
        database: URL of the operations database; empty for the SQLite file in the folder.
    """

    root: Path
    kind: Kind
    region: str
    database: str = ""

    @property
    def submissions(self) -> Path:
        """Hold one Parquet file for each accepted return, named by its SHA-256."""
        return self.root / "submissions"

    @property
    def official(self) -> Path:
        """Hold one Parquet file for each official file loaded, named by its SHA-256."""
        return self.root / "official"

    @property
    def releases(self) -> Path:
        """Hold one folder for each release."""
        return self.root / "releases"

    @property
    def certificates(self) -> Path:
        """Hold one sealed file for each partner that was withdrawn."""
        return self.root / "certificates"

    @property
    def current(self) -> Path:
        """Name the release that readers get."""
        return self.root / "CURRENT"

    @property
    def operations_url(self) -> sa.URL:
        """Return where sessions, notes, audit and the ledger are."""
        beside = sa.URL.create("sqlite", database=str(self.root / "operations.sqlite"))
        return sa.make_url(self.database) if self.database else beside


def create_store(root: Path, kind: Kind, region: str) -> Store:
    """Make an empty store. A fault in between leaves a folder that is no store yet.

    Raises:
        StoreError: The folder holds something, or cannot be written.
    """
    if kind not in get_args(Kind):
        raise StoreError(f"A store is one of {', '.join(get_args(Kind))}, not '{kind}'.")
    store = Store(Path(root).absolute(), kind, region)
    try:
        _make_folders(store)
    except OSError as error:
        raise StoreError(f"{store.root} cannot be written: {error.strerror}.") from error
    fields = {"format": FORMAT, "kind": kind, "region": region}
    write_whole(_description(store.root), sealed(fields))
    return store


def open_store(root: Path, database: str = "") -> Store:
    """Open a store that exists.

    Args:
        root: Its folder.
        database: URL of the operations database, where it is not the SQLite file in the folder.

    Raises:
        StoreError: There is none, it is damaged, or a newer version made it.
    """
    root = Path(root).absolute()
    if not root.exists():
        raise StoreError(
            f"There is no store at {root}. Run: python -m yardstick demo --store {root}"
        )
    if not _description(root).is_file():
        raise StoreError(
            f"{root} is not a store: it holds no store.json. Give the folder of one, or make one "
            "in a new folder. Run: python -m yardstick demo --store FOLDER"
        )
    fields = read_sealed(_description(root))
    if fields["format"] != FORMAT:
        age = "newer" if fields["format"] > FORMAT else "older"
        raise StoreError(
            f"{root} was made by {'a' if age == 'newer' else 'an'} {age} version of Yardstick; use "
            "that version, or make a new store."
        )
    return Store(root, fields["kind"], fields["region"], database)


def operations(store: Store) -> sa.Engine:
    """Return this process's one engine for the store's operations database, tables made.

    Tables that a package declares after the first call are made by `create_tables(engine)`.

    Raises:
        StoreError: The database cannot be opened.
    """
    # Connections do not survive a fork; and making a store's URL costs a part of every click.
    key = (os.getpid(), store)
    with _ENGINES_LOCK:
        if key not in _ENGINES:
            engine = open_operations(store.operations_url)
            create_tables(engine)
            _ENGINES[key] = engine
        return _ENGINES[key]


_ENGINES: dict[tuple[int, Store], sa.Engine] = {}
_ENGINES_LOCK = threading.Lock()


def _description(root: Path) -> Path:
    return root / "store.json"


def _make_folders(store: Store) -> None:
    folders = (store.submissions, store.official, store.releases)
    store.root.mkdir(OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    if not set(store.root.iterdir()) <= set(folders):
        raise StoreError(
            f"{store.root} already holds something. Give a folder that is new or empty, or open "
            "the store that is there."
        )
    for folder in folders:
        folder.mkdir(OWNER_ONLY_FOLDER, exist_ok=True)
    sync_folder(store.root)
