"""S12: whoever is killed while taking in, approving or publishing leaves before or after."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from yardstick.access.audit import LINES, Action, audit_key, check_chain
from yardstick.access.witness import move_witness
from yardstick.model import State
from yardstick.store.build import finish
from yardstick.store.connection import open_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import check_kept, returns
from yardstick.store.moves import moves_of
from yardstick.store.operations import reading
from yardstick.store.places import Store, open_store, operations
from yardstick.verify import workshop
from yardstick.verify.bars import Outcome
from yardstick.verify.kills import ACTIONS, killed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATEMENT = "kill -9 anywhere in intake, approval and publishing leaves the state before or after."
TARGET = "0 bad of 500; serving again in 1 s"

FULL: Final = (500, 1)  # so many, at every change to the disk
SMALL: Final = (0, 25)  # at every 25th
MOST_SECONDS: Final = 1.0
_BEFORE: Final = 2  # returns in the store that each process starts from
_AFTER: Final = {"send": 3, "approve": 3, "publish": 2}  # once each action was done


def check(folder: Path, *, full: bool) -> Outcome:
    """Kill processes at every change to the disk and at drawn moments, and look at what is left."""
    store = begun(folder / "store")
    (folder / "copies").mkdir()
    left = killed(store.root, folder / "copies", *(FULL if full else SMALL))
    failures: list[str] = []
    slowest = 0.0
    for one in left:
        slowest = max(slowest, _serving_again(one))
        failures += [f"{one.name}: {fault}" for fault in faults(one)]
    if full and slowest > MOST_SECONDS:
        failures.append(f"One served again after {slowest:.2f} s.")
    return Outcome(len(left), tuple(failures), {"slowest_seconds": round(slowest, 3)})


def _serving_again(folder: Path) -> float:
    """Return how long it takes to open a store and read a figure of it."""
    begin = time.perf_counter()
    store = open_store(folder)
    _shown(store)
    return time.perf_counter() - begin


def begun(folder: Path) -> Store:
    """Make a store with a release, a return that is approved since, and one that is sent."""
    store = workshop.make(folder)
    workshop.approve(store, workshop.send_counts(store, 40))
    workshop.publish(store)
    workshop.approve(store, workshop.send_counts(store, 41))
    with closing(sqlite3.connect(store.root / "operations.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that a copy holds all of it
    return store


def faults(folder: Path) -> Iterator[str]:
    """Give what is wrong with a store that a killed process left, before and after its action."""
    store = open_store(folder)
    finish(store, workshop.NOW, move_witness(audit_key(store.root)))
    yield from _unsound(store)
    was = len(returns(store))
    if was not in {_BEFORE, _BEFORE + 1}:
        yield f"{was} returns are in the ledger."
    ACTIONS[folder.name.partition("-")[0]](store)  # whoever was killed tries again
    workshop.publish(store)
    yield from _unsound(store)
    if len(returns(store)) != _AFTER[folder.name.partition("-")[0]]:
        yield "The second attempt lost a return or doubled it."
    if any(path.name.startswith((".draft-", ".gone-")) for path in store.releases.iterdir()):
        yield "A draft was left."


def _unsound(store: Store) -> Iterator[str]:
    """Give what no reader may ever find, whatever was killed."""
    moves = moves_of(store)
    for one in returns(store):
        try:
            check_kept(store, one)
        except StoreError as error:
            yield str(error)
        if one.sequence not in moves:
            yield f"{one.submission} is in the ledger and stands nowhere."
    chain = check_chain(operations(store), audit_key(store.root))
    if not chain.holds:
        yield f"The audit log does not hold: {chain.fault}."
    if _lines(store) != sum(map(len, moves.values())):
        yield "A move has no line in the audit log, or a line no move."
    if _shown(store) != _released(store):
        yield "What readers get is not what is released."


def _lines(store: Store) -> int:
    query = sa.select(sa.func.count()).where(LINES.c.action == Action.MOVED_RETURN)
    with reading(operations(store)) as connection:
        return int(connection.execute(query).scalar_one())


def _shown(store: Store) -> dict[tuple[str, str], str]:
    """Return which return each area and period of the release is shown from."""
    with closing(open_release(store).connection) as connection:
        found = connection.sql("SELECT DISTINCT area, period, submission FROM release.returned")
        return {(area, period): submission for area, period, submission in found.fetchall()}


def _released(store: Store) -> dict[tuple[str, str], str]:
    """Return which return of each area and period was released last, from the ledger alone."""
    moves = moves_of(store)
    return {
        (one.area, one.period): one.submission
        for one in returns(store)
        if moves[one.sequence][-1].state is State.RELEASED
    }
