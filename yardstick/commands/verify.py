"""Try to break a bar of security or reliability, and print what was found as JSON."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.commands import Refused
from yardstick.verify import bars

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from yardstick.verify import Outcome

SUMMARY = "Try to break the bars of security and reliability (S01 …), and print what was found."
GAVE_WAY = 1
_STDOUT, _STDERR = 1, 2


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


@contextmanager
def _nothing_else_printed() -> Iterator[None]:
    """Send what libraries print by themselves, as HiGHS does now and then, beside the JSON."""
    sys.stdout.flush()
    kept = os.dup(_STDOUT)
    os.dup2(_STDERR, _STDOUT)
    try:
        yield
    finally:
        os.dup2(kept, _STDOUT)
        os.close(kept)


def _checked(name: str, *, full: bool) -> Outcome:
    bar = bars()[name]
    scratch = tempfile.TemporaryDirectory(prefix=f"yardstick-{name}-")
    with scratch as folder, _nothing_else_printed():
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
