"""Answer what a check asks about a return."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.commands.submit import standing
from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "Answer what a check asks about a return."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("submission", help="its identifier, as `inbox` prints it")
    parser.add_argument("code", help="of the check")
    parser.add_argument("text", help="the answer")
    parser.add_argument("--place", default="", help="of one question; all of that code if left out")
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Answer, and say where the return stands."""
    door = submissions_at(given.store, given.auth, given.account)
    sent = door.answer(given.submission, given.code, given.text, given.place)
    sys.stdout.write(standing(sent))
    return 0
