"""Fixtures for tests of access; a module asks for them with `pytest_plugins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from access_builders import HASHED, PASSWORD, Clock, make_door, with_administrator, write_accounts

from yardstick.access import passwords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.access.door import Door
    from yardstick.access.people import People


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(tmp_path: Path, clock: Clock) -> Iterator[Door]:
    made = make_door(tmp_path, clock)
    yield made
    made.engine.dispose()


@pytest.fixture
def people(door: Door) -> People:
    """The accounts of a partner, as its administrator has them."""
    write_accounts(door.accounts.path.parent, with_administrator())
    return door.people("east.admin")


class QuickHasher:
    """Knows one password; takes no time, where the real one takes a quarter of a second."""

    checked: list[tuple[str, str]]

    def __init__(self) -> None:
        self.checked = []

    def check_pw(self, password: str, hashed: str) -> bool:
        self.checked.append((password, hashed))
        return (password, hashed) == (PASSWORD, HASHED)

    def hash(self, password: str) -> str:
        self.checked.append((password, ""))
        return HASHED


@pytest.fixture
def quick_hasher(monkeypatch: pytest.MonkeyPatch) -> QuickHasher:
    quick = QuickHasher()
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    return quick
