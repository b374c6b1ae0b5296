"""A door with one account and a clock that can be moved, for bars that attack sign-in."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import yaml

from yardstick.access.accounts import Accounts
from yardstick.access.door import Door
from yardstick.access.passwords import hash_password
from yardstick.access.sign_in import Vouched
from yardstick.catalogue import load_catalogue
from yardstick.results.settings import ROOT
from yardstick.store.operations import create_tables, open_operations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VOUCHED: Final = Vouched("https://sign-in.invalid", "owner", "")
_REGION: Final = "east_midlands"
_PARTNER: Final = "rutland"
_KEY: Final = b"k" * 32


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@contextmanager
def doorway(folder: Path, clock: Clock) -> Iterator[Door]:
    """Open a door onto a database of its own; the account `owner` has accepted the notice."""
    path = folder / "auth.yaml"
    _write(path, [{"dataset": "riia_quarterly", "reach": "region"}])
    engine = open_operations(f"sqlite:///{folder / 'operations.sqlite'}")
    create_tables(engine)
    region = load_catalogue(ROOT / "data").regions[_REGION]
    door = Door(engine, _KEY, Accounts(path, demonstration=False), region, clock)
    door.sign_in.notices.accept("owner")
    try:
        yield door
    finally:
        engine.dispose()


def withdraw_grants(path: Path) -> None:
    """Take everything away that the account's partner was granted."""
    found = yaml.safe_load(path.read_text("utf-8"))
    found["partners"][_PARTNER]["grants"] = []
    path.write_text(yaml.safe_dump(found), "utf-8")


def _write(path: Path, grants: list[dict[str, Any]]) -> None:
    owner: dict[str, Any] = {"name": "Owner", "partner": _PARTNER}
    owner["password"] = hash_password("orchard lantern river")
    owner["single_sign_on"] = {"issuer": VOUCHED.issuer, "subject": VOUCHED.subject}
    partners = {_PARTNER: {"grants": grants}}
    held = {"credentials": {"usernames": {"owner": owner}}, "partners": partners}
    path.write_text(yaml.safe_dump(held), "utf-8")
