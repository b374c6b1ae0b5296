"""Load official files and make a release of them."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.catalogue import load_catalogue
from yardstick.results.desk import region_of
from yardstick.results.settings import here
from yardstick.store.places import create_store, open_store
from yardstick.submissions import add_official, publish

if TYPE_CHECKING:
    import argparse

    from yardstick.store.places import Store
    from yardstick.submissions import Loaded

SUMMARY = "Load official files (DfE's LAIT table, the statistics service's CSVs)."
MOST_PROBLEMS = 20  # printed for a file; the rest is counted


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="read files, record them, make a release")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--store", type=Path, default=here().store)
    add.add_argument("--region", default="east_midlands", help="of a store that does not exist yet")


def run(given: argparse.Namespace) -> int:
    """Read every file, then publish once."""
    catalogue = load_catalogue(here().data)
    region_of(catalogue, given.region)
    store = _store(given.store, given.region)
    now = dt.datetime.now(dt.UTC)
    for loaded in add_official(store, catalogue, given.files, now.date()):
        _report(loaded)
    info = publish(store, catalogue, now)
    sys.stdout.write(f"Release {info.id} is what readers see now.\n")
    return 0


def _store(root: Path, region: str) -> Store:
    if root.exists():
        return open_store(root, here().database)
    return create_store(root, "real", region)


def _report(loaded: Loaded) -> None:
    file = loaded.file
    state = "loaded" if loaded.new else "was loaded before; nothing changes"
    lines = [
        f"{file.name}: {file.source}, {file.rows:,} rows, {len(file.values):,} values, {state}."
    ]
    for problem in file.problems[:MOST_PROBLEMS]:
        row = f"row {problem.row}: " if problem.row else ""
        column = f"{problem.column}: " if problem.column else ""
        lines.append(f"  {row}{column}{problem.what}")
    if len(file.problems) > MOST_PROBLEMS:
        lines.append(f"  and {len(file.problems) - MOST_PROBLEMS:,} more.")
    sys.stdout.write("\n".join(lines) + "\n")
