"""S13: a return that was acknowledged is there, once, whatever happened while others were sent."""

from __future__ import annotations

import random
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from yardstick.store.errors import StoreError
from yardstick.store.ledger import counts_of, returns
from yardstick.store.moves import moves_of
from yardstick.store.places import Store, open_store
from yardstick.verify import workshop
from yardstick.verify.bars import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATEMENT = "An acknowledged return is never lost and never doubled: kill, full disk, retry."
TARGET = "0 of 1,000 lost or doubled"

FULL: Final = 1_000
SMALL: Final = 8
_EVERY: Final = 2  # of so many senders one meets a full disk


def check(folder: Path, *, full: bool) -> Outcome:
    """Have senders killed and disks filled until every return is acknowledged; then count."""
    store = workshop.make(folder / "store")
    wanted = FULL if full else SMALL
    draw = random.Random(wanted)  # noqa: S311 - not for secrets
    acknowledged: set[int] = set()
    senders, refused = 0, 0
    while len(acknowledged) < wanted:
        senders += 1
        first = max(acknowledged, default=-1) + 1
        # Whoever was killed does not know whether its last one arrived, and sends it again.
        again = max(0, first - draw.randrange(3))
        full_disk = _disk(store, draw) if senders % _EVERY == 0 else 0
        said = _killed_sender(
            store, again, wanted - 1, draw.randrange(2, 4 + wanted // 16), full_disk
        )
        acknowledged |= {number for word, number in said if word == "acknowledged"}
        refused += sum(word == "refused" for word, _ in said)
        acknowledged = _without_gaps(acknowledged)
    figure = {"senders": senders, "refused_by_a_full_disk": refused}
    return Outcome(wanted, tuple(faults(store, wanted)), figure)


def _disk(store: Store, draw: random.Random) -> int:
    """Return how large a file may grow: a little more than the database's newest log is."""
    log = store.root / "operations.sqlite-wal"
    return (log.stat().st_size if log.exists() else 0) + draw.randrange(4_000, 40_000)


def _killed_sender(
    store: Store, first: int, last: int, most: int, full_disk: int
) -> list[tuple[str, int]]:
    """Return what a sender said until it was killed, after so many lines."""
    given = [str(store.root), str(first), str(last), str(full_disk)]
    command = [sys.executable, "-m", "yardstick.verify.sending", *given]
    said: list[tuple[str, int]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sender:  # noqa: S603 - our own interpreter
        for line in sender.stdout or ():
            word, number = line.split()
            said.append((word, int(number)))
            if len(said) >= most:
                break
        sender.kill()
    return said


def _without_gaps(acknowledged: set[int]) -> set[int]:
    """Return the first ones up to the first gap: what a full disk refused is sent again."""
    length = next(number for number in range(len(acknowledged) + 1) if number not in acknowledged)
    return set(range(length))


def faults(store: Store, wanted: int) -> Iterator[str]:
    """Give what became of returns that were acknowledged, other than being there once."""
    opened = open_store(store.root)
    moves = moves_of(opened)
    found: dict[int, int] = {}
    for one in returns(opened):
        try:
            number = int(counts_of(opened, one)["number"].iloc[0])
        except StoreError as error:
            yield str(error)
            continue
        found[number] = found.get(number, 0) + 1
        if one.sequence not in moves:
            yield f"{one.submission} stands nowhere."
    yield from (f"Return {number} was lost." for number in range(wanted) if number not in found)
    doubled = {number: times for number, times in found.items() if times > 1}
    yield from (f"Return {number} is there {times} times." for number, times in doubled.items())
