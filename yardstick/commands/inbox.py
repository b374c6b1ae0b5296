"""List the returns an account has to do with, and what it may do with each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

SUMMARY = "List the returns an account has to do with, and what it may do with each."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--all", action="store_true", help="those too that wait for nobody")
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """List them, newest first."""
    door = submissions_at(given.store, given.auth, given.account)
    for one in door.inbox().returns:
        steps = sorted(one.steps - {"withdraw"})
        if steps or given.all:
            sent = one.submission
            named = f"{sent.dataset}  {sent.area}  {sent.period}  version {sent.version}"
            sys.stdout.write(f"{one.id}  {named}  {one.state}  {', '.join(steps)}".rstrip() + "\n")
    return 0
