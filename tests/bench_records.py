"""What the views of records cost as a region's records grow: building a release, and each view.

Run: python tests/bench_records.py [SCALE …] [--keep FOLDER]; `make bench BENCH_SCALES="1 5 15"`
runs it after the pages. It prints a table of docs/performance.md. The bars, at scale 15 on two
cores: a release in under 5 minutes, every view in under 50 ms of queries warm and 300 ms cold.

    release    drafted from the ledger and verified, as for publishing, without protection
    warm       the median of nine times, in a cursor that has answered it before
    cold       the first answer of a database just opened, none of its file in memory
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1])]

from yardstick.access.scope import records_cursor  # noqa: E402 - found by the line above
from yardstick.catalogue import load_catalogue  # noqa: E402 - likewise
from yardstick.commands.demo import make_demonstration  # noqa: E402 - likewise
from yardstick.model import Grant, Reach, Viewer  # noqa: E402 - likewise
from yardstick.query import Query, load_queries  # noqa: E402 - likewise
from yardstick.results import exclusions, placements, workforce  # noqa: E402 - likewise
from yardstick.results.book import Library  # noqa: E402 - likewise
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView  # noqa: E402 - likewise
from yardstick.results.placement_types import PlacementsAsked, Question  # noqa: E402 - likewise
from yardstick.results.workforce_types import WorkforceAsked, WorkforceQuestion  # noqa: E402 - likewise
from yardstick.store.build import draft_release  # noqa: E402 - likewise
from yardstick.store.connection import OpenRelease, open_folder  # noqa: E402 - likewise
from yardstick.store.manifest import DATABASE  # noqa: E402 - likewise
from yardstick.store.places import open_store  # noqa: E402 - likewise
from yardstick.store.releasable import APPROVED  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import duckdb
    import pandas as pd

    from yardstick.store.places import Store

    View = Callable[[duckdb.DuckDBPyConnection, Library], object]

ROOT = Path(__file__).parents[1]
WARM, COLD, BUILD = 50.0, 300.0, 300.0
TIMES = 9
DATASETS = ("school_exclusions", "send_placements", "workforce")
COUNTED = ("own_exclusions", "own_leavers", "own_joiners", "own_placements")


@dataclass(frozen=True)
class Timed(Query):
    """A query that says how long it took."""

    seconds: list[float]

    def run(self, cursor: duckdb.DuckDBPyConnection, **values: str) -> pd.DataFrame:
        """Run it, and add its time."""
        begun = time.perf_counter()
        found = super().run(cursor, **values)
        self.seconds.append(time.perf_counter() - begun)
        return found


@dataclass(frozen=True)
class Measured:
    """One scale: rows by table, seconds and bytes of a release, milliseconds of each view."""

    rows: Mapping[str, int]
    build: float
    size: int
    views: Mapping[str, tuple[float, float]]


def views(viewer: Viewer, area: str, info: object) -> Iterator[tuple[str, View]]:
    """Give each view of records by its name."""
    for view in ExclusionsView:
        asked = ExclusionsAsked(view, area)
        yield (
            f"exclusions: {view}",
            lambda cursor, library, asked=asked: exclusions.exclusions(
                cursor, library, asked, info
            ),
        )
    for question in Question:
        yield (
            f"placements: {question}",
            lambda cursor, library, question=question: placements.placements(
                cursor,
                library,
                viewer,
                asked=PlacementsAsked(question),
                focus=library.catalogue.reference.areas[area],
                info=info,
            ),
        )
    for one in WorkforceQuestion:
        yield (
            f"workforce: {one}",
            lambda cursor, library, one=one: workforce.workforce(
                cursor,
                library,
                viewer,
                asked=WorkforceAsked(one),
                focus=library.catalogue.reference.areas[area],
                info=info,
            ),
        )


def library_of(store: Store, seconds: list[float]) -> Library:
    """Return the product's queries, each of which says how long it took."""
    catalogue = load_catalogue(ROOT / "data")
    timed = {
        name: Timed(query.name, query.sql, query.header, seconds)
        for name, query in load_queries(ROOT / "queries").items()
    }
    return Library(catalogue, timed, catalogue.regions[store.region])


def largest(opened: OpenRelease) -> str:
    """Return the authority with the most moves: nobody waits longer."""
    rows = opened.connection.sql(
        "SELECT area FROM release.own_leavers GROUP BY area ORDER BY COUNT(*) DESC LIMIT 1"
    )
    return rows.fetchall()[0][0]


def forget(path: Path) -> None:
    """Have the system drop a file from memory, so that the next read is from disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(number)


def milliseconds(
    release: OpenRelease, make: View, library: Library, viewer: Viewer, spent: list[float]
) -> tuple[float, float]:
    """Return what the queries of a view take, warm and cold."""
    connection = open_folder(release.info.path)
    forget(release.info.path / DATABASE)
    with closing(connection):
        cursor = records_cursor(connection, viewer, release.own_tables, release.shared_tables)
        each = []
        for _ in range(TIMES + 1):
            spent.clear()
            make(cursor, library)
            each.append(1000 * sum(spent))
    cold, *warm = each
    return statistics.median(warm), cold


def measured(store: Store) -> Measured:
    """Measure a demonstration's store."""
    spent: list[float] = []
    library = library_of(store, spent)
    begun, now = time.perf_counter(), dt.datetime.now(dt.UTC)
    with draft_release(store, library.catalogue, made=now, states=APPROVED) as opened:
        build = time.perf_counter() - begun
        rows = {name: len(opened.connection.table(f"release.{name}")) for name in COUNTED}
        area = largest(opened)
        grants = frozenset(Grant(one, Reach.OWN) for one in DATASETS)
        viewer = Viewer("bench", "Bench", "bench", frozenset({area}), grants)
        each = {
            name: milliseconds(opened, make, library, viewer, spent)
            for name, make in views(viewer, area, opened.info)
        }
        size = (opened.info.path / DATABASE).stat().st_size
    return Measured(rows, build, size, each)


def table(found: Mapping[float, Measured]) -> Iterator[str]:
    """Give the lines of the tables."""
    scales = list(found)
    yield "| scale | " + " | ".join(f"{one:g}" for one in scales) + " |"
    yield "|---|" + "---:|" * len(scales)
    for name in COUNTED:
        held = [f"{found[one].rows[name]:,}" for one in scales]
        yield f"| {name.removeprefix('own_')} | " + " | ".join(held) + " |"
    yield "| release built | " + " | ".join(f"{found[s].build:.0f} s" for s in scales) + " |"
    yield "| its database | " + " | ".join(f"{found[s].size / 1e6:,.0f} MB" for s in scales) + " |"
    yield ""
    yield "| view | " + " | ".join(f"warm {s:g} | cold {s:g}" for s in scales) + " |"
    yield "|---|" + "---:|" * 2 * len(scales)
    for name in found[scales[-1]].views:
        pairs = [found[one].views[name] for one in scales]
        cells = " | ".join(f"{warm:.0f} ms | {cold:.0f} ms" for warm, cold in pairs)
        yield f"| {name} | {cells} |"
    yield ""
    last = found[scales[-1]]
    slow = [name for name, (warm, cold) in last.views.items() if warm > WARM or cold > COLD]
    yield f"Over {WARM:.0f} ms warm or {COLD:.0f} ms cold: {', '.join(slow) or 'none'}."
    yield f"Release in under {BUILD:.0f} s: {'yes' if last.build < BUILD else 'no'}."
    yield f"Load of the machine when done: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."


def main() -> None:
    """Measure each scale, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scales", nargs="*", type=float, default=[1.0])
    parser.add_argument("--keep", type=Path, help="a folder of stores made before, or for later")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        found = {}
        for scale in given.scales or [1.0]:
            folder = (given.keep or Path(passing)) / f"s{scale:g}"
            if not folder.exists():
                make_demonstration(folder, "east_midlands", scale)
            found[scale] = measured(open_store(folder))
    sys.stdout.write("\n".join(table(found)) + "\n")


if __name__ == "__main__":
    main()
