"""S14: a bit that was flipped on disk is noticed before any figure of that file is shown."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING, Final

from yardstick.store.backup import check_whole
from yardstick.store.connection import open_release
from yardstick.store.errors import StoreError
from yardstick.store.places import Store, open_store
from yardstick.verify import workshop
from yardstick.verify.bars import Outcome

if TYPE_CHECKING:
    from pathlib import Path

STATEMENT = "A flipped bit in any file that figures are read from is noticed before one is shown."
TARGET = "1,000 of 1,000 noticed"

FULL: Final = 1_000
SMALL: Final = 60


def check(folder: Path, *, full: bool) -> Outcome:
    """Flip one bit after another in a drawn file, and read everything."""
    store = workshop.make(folder / "store")
    for number in (40, 41):
        workshop.approve(store, workshop.send_counts(store, number))
    workshop.approve(store, workshop.send_records(store, [f"P5-{at:032x}" for at in range(40)]))
    release = workshop.publish(store)
    files = [store.root / "store.json", store.current, *sorted(release.path.iterdir())]
    files += sorted(store.submissions.iterdir())
    draw = random.Random(0)  # noqa: S311 - not for secrets
    tries = FULL if full else SMALL
    missed = [flip for flip in range(tries) if not _noticed(store, draw.choice(files), draw)]
    unsound = [] if _reads(store) else ["The store was damaged for good."]
    failures = [f"Flip {flip} was not noticed." for flip in missed] + unsound
    return Outcome(tries, tuple(failures), {"files": len(files)})


def _noticed(store: Store, path: Path, draw: random.Random) -> bool:
    """Whether reading everything fails while one bit of a file is another."""
    content = path.read_bytes()
    damaged = bytearray(content)
    damaged[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(damaged)
    try:
        return not _reads(store)
    finally:
        path.write_bytes(content)


def _reads(store: Store) -> bool:
    try:
        opened = open_store(store.root)
        check_whole(opened)
        with closing(open_release(opened).connection) as connection:
            connection.table("release.returned").fetchall()
    except StoreError:
        return False
    return True
