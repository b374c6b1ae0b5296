"""One's own account in a session, as its tests ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit_reader import audit_lines

from yardstick.access.tokens import hashed

if TYPE_CHECKING:
    from yardstick.access.door import Door
    from yardstick.access.own_account import OwnAccount

HERE, THERE = "10.0.0.1", "10.0.0.2"


def begin(door: Door, name: str = "east.lead", source: str = HERE, *, proved: bool = False) -> str:
    """Begin a session of somebody; return its hash."""
    return hashed(door.sessions.start(name, source, proved=proved))


def own(door: Door, session: str) -> OwnAccount:
    return door.own_account(session, HERE)


def lines(door: Door) -> list[tuple[str, str, dict[str, str]]]:
    return audit_lines(door.engine)
