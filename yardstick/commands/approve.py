"""Approve a return for the next release, or turn it down."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.commands.submit import standing
from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "Approve a return for the next release, or turn it down."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("submission", help="its identifier, as `inbox` prints it")
    parser.add_argument("--instruction", default="", help="the partners' instruction, by reference")
    parser.add_argument("--why", default="")
    parser.add_argument("--reject", action="store_true", help="turn it down; say why")
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Approve it or turn it down, and say where it stands."""
    door = submissions_at(given.store, given.auth, given.account)
    if given.reject:
        sent = door.reject(given.submission, given.why)
    else:
        sent = door.approve(given.submission, given.instruction, given.why)
    sys.stdout.write(standing(sent))
    return 0
