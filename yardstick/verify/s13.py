"""S13: a return that was acknowledged is there, once, whatever happened while others were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.store.errors import StoreError
from yardstick.store.ledger import counts_of, returns
from yardstick.store.moves import moves_of
from yardstick.store.places import open_store
from yardstick.verify import workshop
from yardstick.verify.bars import Outcome
from yardstick.verify.sending import sent_under_fire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.store.places import Store

STATEMENT = "An acknowledged return is never lost and never doubled: kill, full disk, retry."
TARGET = "0 of 1,000 lost or doubled"

FULL: Final = 1_000
SMALL: Final = 10


def check(folder: Path, *, full: bool) -> Outcome:
    """Have senders killed and disks filled until every return is acknowledged; then count."""
    store = workshop.make(folder / "store")
    wanted = FULL if full else SMALL
    figure = sent_under_fire(store.root, wanted)
    return Outcome(wanted, tuple(faults(store, wanted)), figure)


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
