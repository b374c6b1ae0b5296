"""Make a release of everything in the ledger."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.catalogue import load_catalogue
from yardstick.results.desk import Settings
from yardstick.store.places import open_store
from yardstick.submissions import publish

if TYPE_CHECKING:
    import argparse

SUMMARY = "Make a release of everything in the ledger, as after a restore."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=Settings.store)


def run(given: argparse.Namespace) -> int:
    """Build and swap."""
    catalogue = load_catalogue(Settings.data)
    info = publish(open_store(given.store), catalogue, dt.datetime.now(dt.UTC))
    sys.stdout.write(f"Release {info.id} is what readers see now.\n")
    return 0
