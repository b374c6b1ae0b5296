"""Sign a return off for the partner whose area it is of."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.commands.submit import standing
from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "Sign a return off for the partner whose area it is of."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("submission", help="its identifier, as `inbox` prints it")
    parser.add_argument("--why", default="")
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Sign it, and say where it stands."""
    door = submissions_at(given.store, given.auth, given.account)
    sys.stdout.write(standing(door.sign_off(given.submission, given.why)))
    return 0
