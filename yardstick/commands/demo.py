"""Make a demonstration store: a region with invented returns of every kind."""

from __future__ import annotations

import datetime as dt
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from loky import cpu_count

from yardstick.catalogue import load_catalogue
from yardstick.commands import Refused
from yardstick.demonstration import demonstrate, invent_education
from yardstick.demonstration.records import invent_records
from yardstick.results.desk import region_of
from yardstick.results.settings import here
from yardstick.store.places import create_store

if TYPE_CHECKING:
    import argparse

SUMMARY = "Make a demonstration store: a region with invented returns of every kind."
SCALE = 1.0
_LARGE = 2.0  # from here on several processes are worth their start
_BAR = 30


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=here().store, help="a new folder")
    parser.add_argument("--region", default="east_midlands", help="a file of data/regions/")
    parser.add_argument(
        "--scale",
        type=float,
        default=SCALE,
        help="how many pupils, schools and placements: 1 (the default) is a quarter of a region's "
        "pupils, 15 about as many as England has, 0 leaves records out",
    )
    parser.add_argument(
        "--shared",
        action="store_true",
        help="also make what partners are shown of each other's records (takes minutes)",
    )


def run(given: argparse.Namespace) -> int:
    """Make the store and its releases."""
    if not 0 <= given.scale < math.inf:
        raise Refused("--scale: give a number from 0 on, such as 0.1, 1 or 15.")
    make_demonstration(given.store, given.region, given.scale, shared=given.shared)
    return 0


def make_demonstration(
    root: Path, region: str, scale: float = SCALE, *, shared: bool = False
) -> None:
    """Make a demonstration store in a new folder, telling its steps.

    Args:
        root: The folder.
        region: Identifier of the region.
        scale: Of the returns of records; 0 leaves them out.
        shared: Whether to make what partners are shown of each other's records, which takes
            minutes.

    Raises:
        StoreError: The folder holds something.
        CatalogueError: The region is not declared.
    """
    catalogue = load_catalogue(here().data)
    declared = region_of(catalogue, region)
    store = create_store(root, "demonstration", region)
    _tell(f"Making a demonstration of {declared.name} in {root} …")
    workers = cpu_count() if scale > _LARGE else 1
    records = (
        invent_records(catalogue, declared, scale, workers=workers, tell=_bar) if scale else ()
    )
    education = invent_education(catalogue, declared) if scale else ()
    info = demonstrate(
        store,
        catalogue,
        made=dt.datetime.now(dt.UTC),
        records=records,
        education=education,
        shared=shared,
    )
    _tell(f"Release {info.id} is ready. Its returns are invented.")


def _bar(done: int, of: int) -> None:
    """Draw how much of the records is made, over what was drawn before."""
    full = _BAR * done // of
    ends = "\n" if done == of else ""
    sys.stdout.write(f"\rRecords [{'#' * full}{'.' * (_BAR - full)}] {done} of {of}{ends}")
    sys.stdout.flush()


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
