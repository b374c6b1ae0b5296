"""Make a store of a backup, and read all of it once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.results.settings import here
from yardstick.store.backup import restore

if TYPE_CHECKING:
    import argparse

SUMMARY = "Make a store of a backup, and read all of it once."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("backup", type=Path, metavar="FOLDER", help="that `backup` wrote")
    parser.add_argument("--store", type=Path, default=here().store, help="new or empty")


def run(given: argparse.Namespace) -> int:
    """Restore it."""
    store = restore(given.backup, given.store)
    sys.stdout.write(f"{store.root} is whole. Start it: python -m yardstick run\n")
    return 0
