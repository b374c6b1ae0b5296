"""List the releases of a store, go back to an earlier one, or remove the oldest."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.commands import Refused
from yardstick.results.desk import Desk
from yardstick.results.settings import here
from yardstick.store.history import KEPT, prune, rollback
from yardstick.store.places import open_store
from yardstick.store.release import current_release, list_releases
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "List the releases of a store, go back to an earlier one, or remove the oldest."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)
    parser.add_argument("--back-to", default="", metavar="RELEASE")
    parser.add_argument(
        "--keep",
        type=int,
        metavar="N",
        help=f"remove all but the newest N and the current one; {KEPT} are a good number",
    )
    parser.add_argument("--as", dest="account", default="", metavar="ACCOUNT", help="a publisher")
    parser.add_argument("--why", default="", help="for the audit log")


def run(given: argparse.Namespace) -> int:
    """Go back or remove first, if asked; then list."""
    if given.keep is not None and given.keep < 1:
        raise Refused("--keep: give how many of the newest releases stay, 1 or more.")
    store = open_store(given.store, here().database)
    if given.back_to and given.account:
        door = submissions_at(given.store, given.auth, given.account)
        door.roll_back(given.back_to, given.why)
    elif given.back_to:  # an emergency needs no account, but whoever runs it holds the store
        rollback(store, given.back_to)
    if given.keep is not None:
        removed = prune(store, partial(_withhold, given.store, given.auth), given.keep)
        sys.stdout.write("".join(f"{gone}  removed\n" for gone in removed))
    current = current_release(store).id
    for info in list_releases(store):
        mark = "current" if info.id == current else ""
        sys.stdout.write(f"{info.id}  {info.made:%Y-%m-%d %H:%M}  {mark}".rstrip() + "\n")
    return 0


def _withhold(store: Path, accounts: Path) -> None:
    """Have what is withheld because of releases stay so when they are gone."""
    Desk.open(replace(here(), store=store, accounts=accounts)).withhold(())
