"""Send a partner's files as one return, and print what the checks say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

    from yardstick.submissions import Received
    from yardstick.submissions.sent import Sent

REFUSED = 1  # the exit code where the file must be mended

SUMMARY = "Send a partner's files as one return, and print what the checks say."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--dataset", required=True, metavar="ID")
    parser.add_argument("--area", required=True, help="GSS code of the authority")
    parser.add_argument("--period", required=True, help="2024-25 Q3, 2024/25 Autumn, 2024/25 …")
    parser.add_argument(
        "--answer", action="append", default=[], metavar="CODE=TEXT", help="to what a check asks"
    )
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Send it, answer what can be answered, and say where it stands."""
    door = submissions_at(given.store, given.auth, given.account)
    received = door.receive(given.files, given.dataset, given.area, given.period, tell)
    sys.stdout.write(report(received))
    if received.sent is None:
        return REFUSED
    asked = {one.code for one in received.sent.open}
    sent = received.sent
    for code, _, text in (answer.partition("=") for answer in given.answer):
        if code in asked:
            sent = door.answer(sent.id, code, text)
    sys.stdout.write(standing(sent))
    return 0


def tell(step: str, done: float) -> None:
    """Print a step of what goes on."""
    sys.stdout.write(f"{done:4.0%}  {step}\n")
    sys.stdout.flush()


def report(received: Received) -> str:
    """Return what the checks found, a line each."""
    return "".join(
        f"{one.severity:6}  {one.place or one.sheet or 'file':12}  {one.code}  {one.what} "
        f"Allowed: {one.allowed}\n"
        for one in received.checked.findings
    )


def standing(sent: Sent) -> str:
    """Return where a return stands, in a line."""
    open_ones = f"; {len(sent.open)} to answer" if sent.open else ""
    return f"{sent.id}: version {sent.submission.version}, {sent.state}{open_ones}.\n"
