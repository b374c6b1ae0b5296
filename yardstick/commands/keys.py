"""Name a key that partners make their pseudonyms with, or list those that are named."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "Name a key that partners make their pseudonyms with, or list those that are named."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", choices=["name"])
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument("year", metavar="YEAR", help="academic year, such as 2024/25")
    parser.add_argument("key", metavar="KEY", nargs="?", default="", help="its four characters")
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Name it, if there is one to name; then list."""
    door = submissions_at(given.store, given.auth, given.account)
    if given.key:
        named = door.name_key(given.dataset, given.year, given.key)
    else:
        named = door.named_keys(given.dataset, given.year)
    listed = ", ".join(sorted(named)) or "none"
    sys.stdout.write(f"{given.dataset}, {given.year}: {listed}\n")
    return 0
