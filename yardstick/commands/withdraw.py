"""Withdraw a return, or everything that a partner has sent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.commands.submit import standing, tell
from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "Withdraw a return, or everything that a partner has sent, with a certificate."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--partner", help="everything it has sent: files, figures, releases")
    what.add_argument("--submission", help="one return, by its identifier")
    parser.add_argument("--why", required=True, help="with the reference of the instruction")
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Withdraw it, and say what proves it."""
    door = submissions_at(given.store, given.auth, given.account)
    if given.partner:
        path = door.withdraw_partner(given.partner, given.why, tell)
        sys.stdout.write(f"Nothing of {given.partner} is left. The certificate: {path}\n")
    else:
        sys.stdout.write(standing(door.withdraw(given.submission, given.why)))
    return 0
