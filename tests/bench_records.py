"""What the views of records cost as a region's records grow: building a release, and each view.

Run: python tests/bench_records.py [SCALE …] [--keep FOLDER]; `make bench BENCH_SCALES="1 5 15"`
runs it after the pages. It prints a table of docs/performance.md. The bars, at scale 15 on two
cores: a release in under 5 minutes, every view in under 50 ms of queries warm and 300 ms cold.

    release    drafted from the ledger and verified, as for publishing, without protection
    warm       the median of nine times, in a cursor that has answered it before
    CPU        the same in the processor's time, all threads together: others on the machine make
               the clock slower and this hardly
    cold       the first answer of a database just opened, none of its file in memory

What others are shown is not drafted: `--shared` has it made, which takes minutes, and asks the
published release. Without it the views of others are measured with nothing to show.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
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
from yardstick.results.placement_types import (  # noqa: E402 - likewise
    REGION_MEAN,
    Move,
    PlacementsAsked,
    Question,
)
from yardstick.results.workforce_types import WorkforceAsked, WorkforceQuestion  # noqa: E402 - likewise
from yardstick.store.build import draft_release  # noqa: E402 - likewise
from yardstick.store.connection import OpenRelease, open_folder  # noqa: E402 - likewise
from yardstick.store.manifest import DATABASE  # noqa: E402 - likewise
from yardstick.store.places import open_store  # noqa: E402 - likewise
from yardstick.store.releasable import APPROVED  # noqa: E402 - likewise
from yardstick.store.release import current_release  # noqa: E402 - likewise

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
    """A query that says how long it took: by the clock, and of the processor."""

    spent: list[tuple[float, float]]

    def run(self, cursor: duckdb.DuckDBPyConnection, **values: str) -> pd.DataFrame:
        """Run it, and add its time."""
        begun, before = time.perf_counter(), time.process_time()
        found = super().run(cursor, **values)
        self.spent.append((time.perf_counter() - begun, time.process_time() - before))
        return found


@dataclass(frozen=True)
class Measured:
    """One scale: rows, seconds and bytes of a release; milliseconds of views: warm, CPU, cold."""

    rows: Mapping[str, int]
    build: float
    size: int
    views: Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True)
class Reader:
    """Whoever asks for every view of one authority's records.

    Attributes:
        viewer: With the grants it takes.
        area: GSS code, the viewer's own.
        release: What is read.
    """

    viewer: Viewer
    area: str
    release: OpenRelease

    def views(self) -> Iterator[tuple[str, View]]:
        """Give each view by its name."""
        for view in ExclusionsView:
            yield f"exclusions: {view}", partial(self._exclusions, view)
        for question in Question:
            yield f"placements: {question}", partial(self._placements, PlacementsAsked(question))
        to_mean = PlacementsAsked(Question.WHAT_IF, move=Move(price=REGION_MEAN))
        yield "placements: what_if at the mean", partial(self._placements, to_mean)
        for one in WorkforceQuestion:
            yield f"workforce: {one}", partial(self._workforce, one)

    def _exclusions(
        self, view: ExclusionsView, cursor: duckdb.DuckDBPyConnection, library: Library
    ) -> object:
        asked = ExclusionsAsked(view, self.area)
        return exclusions.exclusions(cursor, library, asked, self.release.info)

    def _placements(
        self, asked: PlacementsAsked, cursor: duckdb.DuckDBPyConnection, library: Library
    ) -> object:
        focus, info = library.catalogue.reference.areas[self.area], self.release.info
        return placements.placements(
            cursor, library, self.viewer, asked=asked, focus=focus, info=info
        )

    def _workforce(
        self, question: WorkforceQuestion, cursor: duckdb.DuckDBPyConnection, library: Library
    ) -> object:
        focus, info = library.catalogue.reference.areas[self.area], self.release.info
        asked = WorkforceAsked(question)
        return workforce.workforce(
            cursor, library, self.viewer, asked=asked, focus=focus, info=info
        )


def library_of(store: Store, spent: list[tuple[float, float]]) -> Library:
    """Return the product's queries, each of which says how long it took."""
    catalogue = load_catalogue(ROOT / "data")
    timed = {
        name: Timed(query.name, query.sql, query.header, spent)
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
    reader: Reader, make: View, library: Library, spent: list[tuple[float, float]]
) -> tuple[float, float, float]:
    """Return what the queries of a view take: warm, of the processor, and cold."""
    release = reader.release
    connection = open_folder(release.info.path)
    forget(release.info.path / DATABASE)
    tables = release.own_tables, release.shared_tables
    with closing(connection):
        cursor = records_cursor(connection, reader.viewer, *tables)
        each = []
        for _ in range(TIMES + 1):
            spent.clear()
            make(cursor, library)
            each.append([1000 * sum(column) for column in zip(*spent, strict=True)])
    (cold, _), *warm = each
    clock, processor = map(statistics.median, zip(*warm, strict=True))
    return clock, processor, cold


@contextmanager
def published(store: Store) -> Iterator[OpenRelease]:
    """Give the release that readers get."""
    info = current_release(store)
    with closing(open_folder(info.path)) as connection:
        yield OpenRelease(info, connection)


def views_of(
    release: OpenRelease, library: Library, spent: list[tuple[float, float]]
) -> dict[str, tuple[float, float, float]]:
    """Return what each view takes, for somebody who may see all that there is."""
    area = largest(release)
    grants = frozenset(Grant(one, Reach.REGION) for one in DATASETS)
    reader = Reader(Viewer("bench", "Bench", "bench", frozenset({area}), grants), area, release)
    return {name: milliseconds(reader, make, library, spent) for name, make in reader.views()}


def measured(store: Store, *, shared: bool) -> Measured:
    """Measure a demonstration's store; what others are shown only where it was made."""
    spent: list[tuple[float, float]] = []
    library = library_of(store, spent)
    begun, now = time.perf_counter(), dt.datetime.now(dt.UTC)
    with draft_release(store, library.catalogue, made=now, states=APPROVED) as opened:
        build = time.perf_counter() - begun
        rows = {name: len(opened.connection.table(f"release.{name}")) for name in COUNTED}
        size = (opened.info.path / DATABASE).stat().st_size
        each = {} if shared else views_of(opened, library, spent)
    if shared:
        with published(store) as opened:
            each = views_of(opened, library, spent)
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
    yield "| view | " + " | ".join(f"warm {s:g} | CPU {s:g} | cold {s:g}" for s in scales) + " |"
    yield "|---|" + "---:|" * 3 * len(scales)
    for name in found[scales[-1]].views:
        cells = [f"{one:.0f}" for scale in scales for one in found[scale].views[name]]
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""
    last = found[scales[-1]]
    slow = [name for name, (warm, _, cold) in last.views.items() if warm > WARM or cold > COLD]
    yield f"Over {WARM:.0f} ms warm or {COLD:.0f} ms cold: {', '.join(slow) or 'none'}."
    yield f"Release in under {BUILD:.0f} s: {'yes' if last.build < BUILD else 'no'}."
    yield f"Load of the machine when done: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."


def main() -> None:
    """Measure each scale, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scales", nargs="*", type=float, default=[1.0])
    parser.add_argument("--keep", type=Path, help="a folder of stores made before, or for later")
    parser.add_argument("--shared", action="store_true", help="with what others are shown")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        found = {}
        for scale in given.scales or [1.0]:
            folder = (given.keep or Path(passing)) / f"s{scale:g}"
            if not folder.exists():
                make_demonstration(folder, "east_midlands", scale, shared=given.shared)
            found[scale] = measured(open_store(folder), shared=given.shared)
    sys.stdout.write("\n".join(table(found)) + "\n")


if __name__ == "__main__":
    main()
