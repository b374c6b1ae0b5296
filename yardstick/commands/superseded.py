"""List the provisional figures that the department has published since; nobody is shown them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "List provisional figures that the department has published since, for the host."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Print them as CSV."""
    frame = submissions_at(given.store, given.auth, given.account).superseded()
    sys.stdout.write(frame.to_csv(index=False))
    return 0
