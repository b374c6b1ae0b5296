"""S22: two who publish at once have one winner, and nobody reads a page of two releases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from yardstick.store.connection import Releases
from yardstick.store.errors import BusyError
from yardstick.store.release import release_ids
from yardstick.verify import workshop
from yardstick.verify.bars import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.places import Store

STATEMENT = "Of two who publish at once one wins and the other is told; readers see one release."
TARGET = "200 races with one winner each; 0 mixed-release pages in 10,000"

FULL: Final = (200, 10_000)  # races, pages read
SMALL: Final = (2, 20)
_READERS: Final = 2
_BETWEEN_PAGES: Final = 0.005  # seconds, so that publishers get their turn


@dataclass
class _Reading:
    """Readers at work: how many pages they have read, and which were of two releases."""

    releases: Releases
    pages: int = 0
    mixed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Read pages until told to end: every authority has the same number in any one release."""
        while not self.over.is_set():
            opened = self.releases.get()
            with closing(opened.cursor()) as cursor:
                numbers = cursor.sql("SELECT number FROM release.returned WHERE item = 'A'")
                found = {number for (number,) in numbers.fetchall()}
                about = cursor.sql("SELECT value FROM release.about WHERE key = 'content'")
                content = about.fetchall()[0][0]
            with self.lock:
                self.pages += 1
                if len(found) != 1 or not opened.info.id.endswith(content[:8]):
                    self.mixed.append(f"A page of {opened.info.id} held {sorted(found)}.")
            self.over.wait(_BETWEEN_PAGES)


def check(folder: Path, *, full: bool) -> Outcome:
    """Race publishers, again and again, while others read."""
    races, pages = FULL if full else SMALL
    store = workshop.make(folder / "store")
    _send(store, 0)
    workshop.publish(store)
    reading = _Reading(Releases(store))
    failures: list[str] = []
    with ThreadPoolExecutor(_READERS) as readers:
        watched = [readers.submit(reading.read) for _ in range(_READERS)]
        try:
            for race in range(1, races + 1):
                failures += _race(store, race)
            while reading.pages < pages and not any(one.done() for one in watched):
                reading.over.wait(0.01)
        finally:
            reading.over.set()
        for one in watched:
            one.result()
    figure = {"races": races, "pages": reading.pages, "mixed": len(reading.mixed)}
    return Outcome(races, (*failures, *reading.mixed), figure)


def _send(store: Store, number: int) -> None:
    """Have every authority send the same number, and approve it."""
    for area in (workshop.ONE, workshop.OTHER):
        workshop.approve(store, workshop.send_counts(store, number, area))


def _race(store: Store, race: int) -> list[str]:
    """Let two publish at once; give what went wrong."""
    _send(store, race)
    before = set(release_ids(store))
    start = threading.Barrier(2)

    def publish(code_version: str) -> str:
        start.wait()
        try:
            return workshop.publish(store, code_version).id
        except BusyError:
            return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(publish, (f"{race}a", f"{race}b")))
    made = set(release_ids(store)) - before
    told = {release for release in said if release}
    if said.count("") == 1 and len(made) == 1 and told == made:
        return []
    return [f"Race {race}: {len(made)} releases, and the publishers were told {said}."]
