"""S19: from a backup and an empty folder everything that was acknowledged is there again."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from yardstick.access.audit import audit_key, check_chain
from yardstick.catalogue import load_catalogue
from yardstick.demonstration import demonstrate
from yardstick.results.settings import Settings
from yardstick.store.backup import back_up, restore
from yardstick.store.connection import open_release, tables_in
from yardstick.store.ledger import officials, returns
from yardstick.store.moves import moves_of
from yardstick.store.places import Store, create_store, operations
from yardstick.store.release import release_ids
from yardstick.verify import workshop
from yardstick.verify.bars import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATEMENT = "A store is restored from a backup to an empty folder, with every figure as it was."
TARGET = "in 10 minutes, nothing acknowledged lost, every figure of every release equal"

MOST_SECONDS: Final = 600.0
_REGION: Final = "east_midlands"


def check(folder: Path, *, full: bool) -> Outcome:
    """Back a store up, send one more return, restore, and compare all that was there before."""
    store = (_demonstration if full else _small)(folder / "store")
    back_up(store, folder / "backup", workshop.NOW)
    begin = time.perf_counter()
    restored = restore(folder / "backup", folder / "restored")
    seconds = time.perf_counter() - begin
    failures = list(_differences(store, restored))
    failures += [f"It took {seconds:.0f} s."] if seconds > MOST_SECONDS else []
    held = len(returns(store)) + len(officials(store))
    return Outcome(held, tuple(failures), {"seconds": round(seconds, 1), "releases": _count(store)})


def _small(folder: Path) -> Store:
    store = workshop.make(folder)
    for number in (40, 41):
        workshop.approve(store, workshop.send_counts(store, number))
        workshop.publish(store)
    workshop.send_records(store, [f"P5-{at:032x}" for at in range(40)])
    return store


def _demonstration(folder: Path) -> Store:  # pragma: no cover - the full size takes a minute
    store = create_store(folder, "demonstration", _REGION)
    demonstrate(store, load_catalogue(Settings.data), made=workshop.NOW)
    return store


def _differences(store: Store, restored: Store) -> Iterator[str]:
    """Give what is not as it was."""
    if returns(restored) != returns(store) or officials(restored) != officials(store):
        yield "The ledger is another."
    if moves_of(restored) != moves_of(store):
        yield "Where the returns stand is another."
    if release_ids(restored) != release_ids(store):
        yield "The releases are others."
    for release in release_ids(store):
        if _figures(restored, release) != _figures(store, release):
            yield f"A figure of {release} is another."
    if not check_chain(operations(restored), audit_key(restored.root)).holds:
        yield "The audit log does not hold."


def _figures(store: Store, release: str) -> dict[str, list[tuple[object, ...]]]:
    with closing(open_release(store, release).connection) as connection:
        names = tables_in(connection)
        return {name: connection.table(f"release.{name}").fetchall() for name in names}


def _count(store: Store) -> int:
    return len(release_ids(store))
