"""Proving that nothing of some returns is left in any byte of a store.

Bytes are searched as they lie on disk, and what is compressed (Parquet, a release's database) is
opened and searched value by value, for compressed text cannot be found by its bytes.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yardstick.store.connection import ALIAS, open_folder, tables_in
from yardstick.store.ledger import records_kept
from yardstick.store.manifest import DATABASE
from yardstick.store.release import release_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

_LEAST = 8  # characters; shorter texts than a token stand everywhere by chance


@dataclass(frozen=True)
class Searched:
    """What a search found.

    Attributes:
        left: Where something was left, by the file's place in the store; empty where nothing.
        files: How many files were searched.
        size: How many bytes they had.
    """

    left: tuple[str, ...]
    files: int
    size: int


def tokens_in(
    store: Store, submissions: Collection[Submission], columns: Collection[str]
) -> frozenset[str]:
    """Return every token of returns of records whose files are there.

    Args:
        store: Where.
        submissions: Which.
        columns: Names of the columns that hold tokens.

    Raises:
        StoreError: A file is damaged.
    """
    found: set[str] = set()
    for one in submissions:
        for table, sha256 in one.kept.items():
            if table and (store.submissions / f"{sha256}.parquet").exists():
                rows = records_kept(store, one, table)
                for name in set(columns) & set(rows.column_names):
                    found.update(value for value in rows[name].unique().to_pylist() if value)
    return frozenset(found)


def search(
    store: Store,
    submissions: Collection[Submission],
    tokens: Collection[str],
    areas: Collection[str],
) -> Searched:
    """Search every file of a store for what is left of some returns.

    Args:
        store: Where; nobody should publish or send meanwhile.
        submissions: Whose files and rows must be gone.
        tokens: Pseudonyms that must be gone.
        areas: Whose rows must be gone from the releases.
    """
    files = sorted(path for path in store.root.rglob("*") if path.is_file())
    needles = Needles(tokens)
    gone = {f"{sha256}.parquet" for one in submissions for sha256 in one.kept.values()}
    left = [path for path in files if path.name in gone or _holds(path, needles)]
    left += [
        store.releases / release / DATABASE
        for release in release_ids(store)
        if _rows_left(store.releases / release, submissions, areas, needles)
    ]
    return Searched(
        tuple(str(path.relative_to(store.root)) for path in sorted(set(left))),
        len(files),
        sum(path.stat().st_size for path in files),
    )


class Needles:
    """Texts to be found in bytes, many at once: they share their beginning, as tokens do."""

    def __init__(self, texts: Collection[str]) -> None:
        """Keep those that are long enough not to stand anywhere by chance."""
        self._texts = frozenset(text.encode() for text in texts if len(text) >= _LEAST)
        self._start = _shared(min(self._texts), max(self._texts)) if self._texts else b""
        self._lengths = {len(text) for text in self._texts}
        self.column = pa.array(sorted(text.decode() for text in self._texts), pa.string())

    def stand_in(self, content: bytes) -> bool:
        """Whether any of them does."""
        if not self._start:
            return any(text in content for text in self._texts)
        return any(
            content[place : place + length] in self._texts
            for place in _places(content, self._start)
            for length in self._lengths
        )


def _shared(first: bytes, last: bytes) -> bytes:
    """Return how both begin, and with them every text that sorts between."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return bytes(one for one, _ in alike)


def _places(content: bytes, start: bytes) -> Iterator[int]:
    place = content.find(start)
    while place >= 0:
        yield place
        place = content.find(start, place + 1)


def _holds(path: Path, needles: Needles) -> bool:
    content = path.read_bytes()
    if needles.stand_in(content):
        return True
    if path.suffix != ".parquet":
        return False
    return _any_of(pq.read_table(pa.BufferReader(content)), needles)


def _rows_left(
    folder: Path, submissions: Collection[Submission], areas: Collection[str], needles: Needles
) -> bool:
    """Whether a release holds a row of the areas' returns, or a token."""
    with closing(open_folder(folder)) as connection:
        listed = connection.table(f"{ALIAS}.submission").to_arrow_table()["submission"]
        if set(listed.to_pylist()) & {one.submission for one in submissions}:
            return True
        for table in tables_in(connection):
            rows = connection.table(f"{ALIAS}.{table}").to_arrow_table()
            returned = {"dataset", "area"} <= set(rows.column_names)
            if returned and set(rows["area"].unique().to_pylist()) & set(areas):
                return True
            if _any_of(rows, needles):
                return True
    return False


def _any_of(rows: pa.Table, needles: Needles) -> bool:
    texts = [column for column in rows.itercolumns() if pa.types.is_string(column.type)]
    return any(pc.any(pc.is_in(column, needles.column)).as_py() for column in texts)
