"""S18: a partner that leaves is gone from every byte, and nobody else's figure changes."""

from __future__ import annotations

import re
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

import duckdb
import pyarrow.parquet as pq

from yardstick.store.build import untold
from yardstick.store.connection import open_release, tables_in
from yardstick.store.release import release_ids
from yardstick.submissions.withdraw import take_out
from yardstick.verify import workshop
from yardstick.verify.bars import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from yardstick.store.places import Store

STATEMENT = "A partner's withdrawal leaves no token in any byte, and others' figures as they were."
TARGET = "0 token bytes left, others' figures identical, in 5 minutes"

MOST_SECONDS: Final = 300.0
FULL: Final = (8, 12_000)  # terms, and records in each
SMALL: Final = (2, 60)
_TOKEN: Final = re.compile(rb"P5-[0-9a-f]{32}")


def check(folder: Path, *, full: bool) -> Outcome:
    """Fill a store with two partners' records, take one out, and look for it everywhere."""
    terms, pupils = FULL if full else SMALL
    store = workshop.make(folder / "store")
    gone = _fill(store, workshop.ONE, terms, pupils, 1)
    staying = _fill(store, workshop.OTHER, terms, pupils, 2)
    before = _figures(store, workshop.OTHER)
    failures = [] if gone <= _left(store) else ["The search would not find what is there."]
    begin = time.perf_counter()
    act = workshop.withdrawal(store)
    take_out(store, workshop.catalogue(), "one", {workshop.ONE}, act, _nothing, untold)
    seconds = time.perf_counter() - begin
    found = _left(store)
    failures += [f"{len(found & gone):,} tokens were left."] if found & gone else []
    failures += [] if staying <= found else ["Another partner's tokens are gone too."]
    failures += [] if _figures(store, workshop.OTHER) == before else ["Another's figure changed."]
    failures += ["A row of it is in a release."] if _figures(store, workshop.ONE) else []
    failures += [f"It took {seconds:.0f} s."] if seconds > MOST_SECONDS else []
    figure = {"tokens": len(gone), "seconds": round(seconds, 1), "tokens_left": len(found & gone)}
    return Outcome(len(gone), tuple(failures), figure)


def _nothing(_areas: Collection[str]) -> None:
    """Keep nothing withheld: nobody reads the workshop's releases."""


def _fill(store: Store, area: str, terms: int, pupils: int, who: int) -> set[bytes]:
    """Send, approve and publish a partner's terms; return every token in them."""
    tokens = [f"P5-{who:02x}{number:030x}" for number in range(terms * pupils)]
    for term in range(terms):
        period = f"{2000 + term}/{(2001 + term) % 100:02} Autumn"
        listed = tokens[term * pupils : (term + 1) * pupils]
        workshop.approve(store, workshop.send_records(store, listed, area, period))
    workshop.approve(store, workshop.send_counts(store, 40 + who, area))
    workshop.publish(store)
    return {token.encode() for token in tokens}


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


def _figures(store: Store, area: str) -> list[tuple[object, ...]]:
    """Return every row of an area in the releases there are."""
    rows: list[tuple[object, ...]] = []
    for release in release_ids(store)[:1]:
        with closing(open_release(store, release).connection) as connection:
            for table in tables_in(connection):
                held = connection.table(f"release.{table}")
                if {"dataset", "area"} <= set(held.columns):
                    rows += [(table, *row) for row in held.fetchall() if area in row]
    return rows
