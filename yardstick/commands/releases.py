"""List the releases of a store, or go back to an earlier one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.results.settings import here
from yardstick.store.history import rollback
from yardstick.store.places import open_store
from yardstick.store.release import current_release, list_releases
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "List the releases of a store, or go back to an earlier one."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)
    parser.add_argument("--back-to", default="", metavar="RELEASE")
    parser.add_argument("--as", dest="account", default="", metavar="ACCOUNT", help="a publisher")
    parser.add_argument("--why", default="", help="for the audit log")


def run(given: argparse.Namespace) -> int:
    """Go back first, if asked; then list."""
    store = open_store(given.store, here().database)
    if given.back_to and given.account:
        door = submissions_at(given.store, given.auth, given.account)
        door.roll_back(given.back_to, given.why)
    elif given.back_to:  # an emergency needs no account, but whoever runs it holds the store
        rollback(store, given.back_to)
    current = current_release(store).id
    for info in list_releases(store):
        mark = "current" if info.id == current else ""
        sys.stdout.write(f"{info.id}  {info.made:%Y-%m-%d %H:%M}  {mark}".rstrip() + "\n")
    return 0
