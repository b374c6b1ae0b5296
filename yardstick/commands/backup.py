"""Copy a whole store into a folder, from which `restore` makes one again."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.results.settings import here
from yardstick.store.backup import back_up
from yardstick.store.places import open_store

if TYPE_CHECKING:
    import argparse

SUMMARY = "Copy a whole store into a folder, while people work."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--to", type=Path, required=True, help="a folder that is new or empty")


def run(given: argparse.Namespace) -> int:
    """Copy it."""
    files = back_up(open_store(given.store, here().database), given.to, dt.datetime.now(dt.UTC))
    sys.stdout.write(f"{files:,} files are in {given.to}. Its secrets are too: guard it.\n")
    return 0
