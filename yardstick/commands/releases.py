"""List the releases of a store, or go back to an earlier one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.results.desk import Settings
from yardstick.store.history import rollback
from yardstick.store.places import open_store
from yardstick.store.release import current_release, list_releases

if TYPE_CHECKING:
    import argparse

SUMMARY = "List the releases of a store, or go back to an earlier one."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=Settings.store)
    parser.add_argument("--back-to", default="", metavar="RELEASE")


def run(given: argparse.Namespace) -> int:
    """Go back first, if asked; then list."""
    store = open_store(given.store)
    if given.back_to:
        rollback(store, given.back_to)
    current = current_release(store).id
    for info in list_releases(store):
        mark = "current" if info.id == current else ""
        sys.stdout.write(f"{info.id}  {info.made:%Y-%m-%d %H:%M}  {mark}".rstrip() + "\n")
    return 0
