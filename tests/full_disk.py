"""A full disk, as SQLite tells of it: real errors, in a place where a test can have them."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator


def refusal() -> sqlite3.OperationalError:
    """Return what SQLite says when it finds no room."""
    with closing(sqlite3.connect(":memory:")) as small:
        small.execute("PRAGMA max_page_count = 1")
        try:
            small.execute("CREATE TABLE line (words)")
        except sqlite3.OperationalError as error:
            return error
    raise AssertionError("There was room.")


@contextmanager
def full(engine: sa.Engine, *writes: str) -> Iterator[None]:
    """Let nothing be written: no statement that begins so, or none that adds or changes."""

    def find_no_room(_cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(writes or ("INSERT", "UPDATE", "DELETE")):
            raise refusal()

    sa.event.listen(engine, "do_execute", find_no_room)
    try:
        yield
    finally:
        sa.event.remove(engine, "do_execute", find_no_room)
