"""S20: what people do stands in the audit log, and whoever tampers with it is caught."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import sqlalchemy as sa

from yardstick.access.accounts import Accounts
from yardstick.access.audit import LINES, Action, add_line, audit_key, check_chain, newest
from yardstick.access.door import Door
from yardstick.catalogue import load_catalogue
from yardstick.results.settings import Settings
from yardstick.store.operations import create_tables, open_operations, reading, writing
from yardstick.verify.bars import Outcome
from yardstick.verify.script import act
from yardstick.verify.served import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.store.manifest import AuditHead
    from yardstick.verify.script import Done

STATEMENT = "Every action is in the audit log; a log that was tampered with is known as such."
TARGET = "6 of 6 tamper classes caught; every scripted action present; 100,000 lines in 3 s"

DATABASE: Final = "operations.sqlite"
LINES_FULL: Final = 100_000
LINES_SMALL: Final = 1_000
MOST_SECONDS: Final = 3.0
_FORGED_KEY: Final = b"f" * 32

# How somebody who holds the database file would change it, past its refusals.
_TAMPERED: Final = {
    "a line is changed": ("UPDATE audit SET account = 'nobody' WHERE number = 40",),
    "a line is removed": ("DELETE FROM audit WHERE number = 40",),
    "a line is inserted": (
        "UPDATE audit SET number = -number WHERE number > 40",
        "INSERT INTO audit SELECT 41, at, account, action, detail, seal FROM audit WHERE number=40",
        "UPDATE audit SET number = 1 - number WHERE number < 0",
    ),
    "two lines change places": (
        "UPDATE audit SET number = 0 WHERE number = 40",
        "UPDATE audit SET number = 40 WHERE number = 41",
        "UPDATE audit SET number = 41 WHERE number = 0",
    ),
    "the end is cut off": ("DELETE FROM audit WHERE number > 40",),
}


def check(folder: Path, *, full: bool) -> Outcome:
    """Act as everybody, look for each action, then tamper in every way and time a whole check."""
    door = _door(folder)
    done = act(door)
    missing = list(_missing(door, done))
    _grow(door, LINES_FULL if full else LINES_SMALL)
    begun = time.process_time()
    whole = check_chain(door.engine, door.key)
    seconds = time.process_time() - begun
    slow = [f"A check of {whole.lines} lines took {seconds:.1f} s of CPU."]
    unsound = [] if whole.holds else [f"An untouched log does not hold: {whole.fault}."]
    late = slow if full and seconds > MOST_SECONDS else []
    missed = [f"Not caught: {way}." for way, caught in _tampered(door, folder) if not caught]
    figure = {
        "scripted_actions": len(done),
        "actions_not_in_the_script": len(set(Action) - {action for _, action in done}),
        "tamper_classes": len(_TAMPERED) + 1,
        "lines": whole.lines,
        "cpu_seconds": round(seconds, 2),
    }
    tries = len(done) + len(_TAMPERED) + 2
    door.engine.dispose()
    return Outcome(tries, (*missing, *unsound, *late, *missed), figure)


def _door(folder: Path) -> Door:
    engine = open_operations(f"sqlite:///{folder / DATABASE}")
    create_tables(engine)
    accounts = Path(shutil.copy(Settings.accounts, folder / "auth.yaml"))
    region = load_catalogue(Settings.data).regions[REGION]
    return Door(engine, audit_key(folder), Accounts(accounts, demonstration=True), region)


def _missing(door: Door, done: Done) -> Iterator[str]:
    """Yield what of all that was done was not written down."""
    with reading(door.engine) as connection:
        held = sa.select(LINES.c.account, LINES.c.action).order_by(LINES.c.number)
        written = [tuple(row) for row in connection.execute(held)]
    for account, action in done:
        if (account, action.value) not in written:
            yield f"'{action}' of {account or 'somebody unknown'} was not written down."


def _grow(door: Door, lines: int) -> None:
    with writing(door.engine) as connection:
        for at in range(lines):
            add_line(connection, door.key, f"person{at % 97}", Action.DOWNLOADED, {"at": str(at)})


def _tampered(door: Door, folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield each way of tampering, each with a copy, and whether a check caught it."""
    anchor = cast("AuditHead", newest(door.engine))
    for way, statements in _TAMPERED.items():
        yield way, _is_caught(door, folder, statements, anchor)
    yield "all is written anew with another key", _forged_is_caught(door, folder, anchor)


def _is_caught(door: Door, folder: Path, statements: tuple[str, ...], anchor: AuditHead) -> bool:
    copy = _copy(folder)
    _change(copy, statements)
    found = check_chain(copy, door.key, [anchor])
    copy.dispose()
    return not found.holds


def _forged_is_caught(door: Door, folder: Path, anchor: AuditHead) -> bool:
    """Write a whole log with a key of one's own, and put that key where the real one was."""
    copy = _copy(folder)
    _change(copy, ("DELETE FROM audit",))
    with writing(copy) as connection:
        for at in range(anchor.lines):
            add_line(connection, _FORGED_KEY, "nobody", "nothing", {"at": str(at)})
    with_our_key = check_chain(copy, door.key)
    with_theirs = check_chain(copy, _FORGED_KEY, [anchor])
    copy.dispose()
    return not with_our_key.holds and not with_theirs.holds


def _copy(folder: Path) -> sa.Engine:
    """Copy the log's database as it stands into a file that may be tampered with."""
    file = folder / "tampered.sqlite"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))
    return open_operations(f"sqlite:///{file}")


def _change(engine: sa.Engine, statements: tuple[str, ...]) -> None:
    with writing(engine) as connection:
        for name in ("audit_no_UPDATE", "audit_no_DELETE"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)
