"""S18: a partner that leaves is gone from every byte, and nobody else's figure changes.

Some of its children moved to the partner that stays, whose returns hold the same tokens; and the
releases hold protected cubes of both.
"""

from __future__ import annotations

import re
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

import duckdb
import pyarrow.parquet as pq

from yardstick.disclosure.sharing import share
from yardstick.store.build import untold
from yardstick.store.connection import open_release, tables_in
from yardstick.store.errors import StoreError
from yardstick.store.release import release_ids
from yardstick.store.shared_tables import CUBE, PREFIX
from yardstick.submissions.withdraw import take_out
from yardstick.verify import workshop
from yardstick.verify.bars import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from yardstick.store.places import Store

    Row = tuple[object, ...]

STATEMENT = "A partner's withdrawal leaves no token in any byte, and others' figures as they were."
TARGET = "0 token bytes left, others' figures identical, in 5 minutes"

MOST_SECONDS: Final = 300.0
FULL: Final = (8, 12_000)  # terms, and records in each
SMALL: Final = (2, 60)
MOVED: Final = 10  # one child in so many of the partner that leaves is in the other's returns too
_TOKEN: Final = re.compile(rb"P5-[0-9a-f]{32}")
# Of a cube, how a release came to it: one that was kept is not attacked again.
_HOW_MADE: Final = frozenset((CUBE, name) for name in ("tried", "public", "held"))
_REMEMBERED: Final = "*/cubes_*.json"


def check(folder: Path, *, full: bool) -> Outcome:
    """Fill a store with two partners' records, take one out, and look for it everywhere."""
    terms, pupils = FULL if full else SMALL
    store = workshop.make(folder / "store")
    leaving = [_tokens(term, pupils, 1) for term in range(terms)]
    moved = [listed[::MOVED] for listed in leaving]
    others = [_tokens(term, pupils, 2) + listed for term, listed in enumerate(moved)]
    _fill(store, workshop.ONE, leaving)
    _fill(store, workshop.OTHER, others)
    gone, staying = _bytes(leaving) - _bytes(moved), _bytes(others)
    before = _figures(store, workshop.OTHER)
    failures = [] if gone <= _left(store) else ["The search would not find what is there."]
    begin = time.perf_counter()
    failures += _taken_out(store)
    seconds = time.perf_counter() - begin
    found = _left(store)
    failures += [f"{len(found & gone):,} tokens were left."] if found & gone else []
    failures += [] if staying <= found else ["Another partner's tokens are gone too."]
    failures += _changed(store, before)
    failures += [f"It took {seconds:.0f} s."] if seconds > MOST_SECONDS else []
    figure = {"tokens": len(gone), "seconds": round(seconds, 1), "tokens_left": len(found & gone)}
    figure |= {"moved": len(_bytes(moved)), "cells_of_others": _cells(before)}
    return Outcome(len(gone), tuple(failures), figure)


def _taken_out(store: Store) -> list[str]:
    """Withdraw the partner; return why that did not go through."""
    act = workshop.withdrawal(store)
    try:
        take_out(store, workshop.catalogue(), "one", {workshop.ONE}, act, _nothing, untold)
    except StoreError as error:
        return [f"It did not go through: {error}"]
    return []


def _nothing(_areas: Collection[str]) -> None:
    """Keep nothing withheld: nobody reads the workshop's releases."""


def _tokens(term: int, pupils: int, who: int) -> list[str]:
    return [f"P5-{who:02x}{term * pupils + at:030x}" for at in range(pupils)]


def _bytes(terms: Iterable[Iterable[str]]) -> set[bytes]:
    return {token.encode() for listed in terms for token in listed}


def _fill(store: Store, area: str, terms: Iterable[Sequence[str]]) -> None:
    """Send, approve and publish a partner's terms, with cubes of its records."""
    for term, listed in enumerate(terms):
        period = f"{2000 + term}/{(2001 + term) % 100:02} Autumn"
        workshop.approve(store, workshop.send_records(store, listed, area, period))
    workshop.approve(store, workshop.send_counts(store, 40, area))
    workshop.publish(store, sharing=share)


def _changed(store: Store, before: list[Row]) -> Iterator[str]:
    """Yield how the release that is left differs from what is meant, of either partner."""
    if _figures(store, workshop.OTHER) != before:
        yield "Another's figure changed."
    if not _cells(before):
        yield "There was no cube of the other to look at."
    if _figures(store, workshop.ONE):
        yield "A row of it is in a release."
    if any(workshop.ONE in path.read_text("utf-8") for path in store.releases.glob(_REMEMBERED)):
        yield "What is kept for the next release still counts its records."


def _left(store: Store) -> set[bytes]:
    """Return every token that is anywhere: in bytes as they lie, and in what is compressed."""
    found: set[bytes] = set()
    for path in (path for path in store.root.rglob("*") if path.is_file()):
        found.update(_TOKEN.findall(path.read_bytes()))
        for value in _values(path):
            found.update(_TOKEN.findall(str(value).encode()))
    return found


def _values(path: Path) -> Iterator[object]:
    """Give every value of a Parquet file or a release's database."""
    if path.suffix == ".parquet":
        yield from (value for row in pq.read_table(path).to_pylist() for value in row.values())
    if path.suffix == ".duckdb":
        with closing(duckdb.connect(path, read_only=True)) as connection:
            for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                yield from (value for row in connection.table(name).fetchall() for value in row)


def _figures(store: Store, area: str) -> list[Row]:
    """Return every row of an area in the newest release, with its table's name."""
    rows: list[Row] = []
    for release in release_ids(store)[:1]:
        with closing(open_release(store, release).connection) as connection:
            for table in tables_in(connection):
                held = connection.table(f"release.{table}")
                if {"dataset", "area"} <= set(held.columns):
                    kept = [name for name in held.columns if (table, name) not in _HOW_MADE]
                    rows += [(table, *row) for row in held.select(*kept).fetchall() if area in row]
    return rows


def _cells(rows: list[Row]) -> int:
    return sum(row[0] == f"{PREFIX}{workshop.RECORDS}" for row in rows)
