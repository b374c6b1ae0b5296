"""Make a demonstration store: a region with invented quarterly returns."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.catalogue import load_catalogue
from yardstick.demonstration import demonstrate
from yardstick.results.desk import Settings, region_of
from yardstick.store.places import create_store

if TYPE_CHECKING:
    import argparse

SUMMARY = "Make a demonstration store: a region with invented quarterly returns."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=Settings.store, help="a new folder")
    parser.add_argument("--region", default="east_midlands", help="a file of data/regions/")


def run(given: argparse.Namespace) -> int:
    """Make the store and its releases."""
    make_demonstration(given.store, given.region)
    return 0


def make_demonstration(root: Path, region: str) -> None:
    """Make a demonstration store in a new folder, telling its steps.

    Raises:
        StoreError: The folder holds something.
        CatalogueError: The region is not declared.
    """
    catalogue = load_catalogue(Settings.data)
    declared = region_of(catalogue, region)
    store = create_store(root, "demonstration", region)
    _tell(f"Making a demonstration of {declared.name} in {root} …")
    info = demonstrate(store, catalogue, made=dt.datetime.now(dt.UTC))
    _tell(f"Release {info.id} is ready. Its quarterly returns are invented.")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
