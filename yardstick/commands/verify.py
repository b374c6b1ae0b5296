"""Try to break a bar of security or reliability, and print what was found as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.commands import Refused
from yardstick.verify import bars

if TYPE_CHECKING:
    import argparse

    from yardstick.verify import Outcome

SUMMARY = "Try to break the bars of security and reliability (S01 …), and print what was found."
GAVE_WAY = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("bars", nargs="*", metavar="BAR", help="S12 …; all of them if left out")
    parser.add_argument("--full", action="store_true", help="at the size of the target")


def run(given: argparse.Namespace) -> int:
    """Check one bar after another; one line of JSON each."""
    known = bars()
    wanted = [name.upper() for name in given.bars] or list(known)
    for name in wanted:
        if name not in known:
            raise Refused(f"'{name}' is no bar. There are: {', '.join(known)}.")
    outcomes = [_checked(name, full=given.full) for name in wanted]
    return 0 if all(outcome.holds for outcome in outcomes) else GAVE_WAY


def _checked(name: str, *, full: bool) -> Outcome:
    bar = bars()[name]
    with tempfile.TemporaryDirectory(prefix=f"yardstick-{name}-") as folder:
        outcome = bar.check(Path(folder), full=full)
    said = {
        "id": name,
        "statement": bar.STATEMENT,
        "target": bar.TARGET,
        "size": "full" if full else "small",
        "n": outcome.n,
        "failures": list(outcome.failures),
        "figure": dict(outcome.figure),
    }
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return outcome
