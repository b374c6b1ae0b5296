"""Write a note on a figure of one's own authority, end it, or list what was written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.charts.replies import history
from yardstick.commands.trace import area_called
from yardstick.results.settings import here
from yardstick.store.notes import Figure
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

    from yardstick.submissions import Submissions

SUMMARY = "Write a note on a figure of one's own authority, end it, or list what was written."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--indicator", default="", metavar="ID")
    parser.add_argument("--area", default="", help="GSS or DfE code of the authority")
    parser.add_argument("--period", default="", help="'2024-25 Q4', '2024-25' …")
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--text", default="", help="the note; without it and --end, the list")
    act.add_argument("--end", action="store_true", help="end the note that stands")
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Do it, and print every note of the account's authority."""
    door = submissions_at(given.store, given.auth, given.account)
    if given.text or given.end:
        _act(door, given)
    areas = door.catalogue.reference.areas
    listed = history(door.notes(), {code: area.name for code, area in areas.items()})
    for row in listed.rows:
        sys.stdout.write("  ".join(cell.text for cell in row) + "\n")
    return 0


def _act(door: Submissions, given: argparse.Namespace) -> None:
    area = area_called(given.area, door.catalogue.reference)
    figure = Figure(given.indicator, area.code, given.period)
    if given.end:
        door.end_note(figure)
    else:
        door.write_note(figure, given.text)
