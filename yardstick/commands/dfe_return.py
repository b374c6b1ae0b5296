"""The national quarterly indicators for DfE: how a quarter's return stands, sign it, make it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.export.dfe_return import dfe_file
from yardstick.export.files import Format
from yardstick.results.settings import here
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

    from yardstick.submissions import Submissions
    from yardstick.submissions.dfe_acts import DfeStanding

SUMMARY = "Tell how the return to DfE stands, sign it, or make it once two people have signed."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "period", nargs="?", default="", help="'2024-25 Q3'; the newest if left out"
    )
    parser.add_argument(
        "--as", dest="account", required=True, metavar="ACCOUNT", help="a publisher"
    )
    act = parser.add_mutually_exclusive_group()
    act.add_argument(
        "--sign", default="", metavar="SHA256", help="of the content, as it is printed"
    )
    act.add_argument("--to", type=Path, metavar="FOLDER", help="make the CSV and Excel files there")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Tell, sign or make."""
    door = submissions_at(given.store, given.auth, given.account)
    period = given.period or next(iter(door.dfe_periods()), "")
    if given.to:
        return _make(door, period, given.to)
    sign = given.sign
    standing = door.sign_dfe_return(period, sign) if sign else door.dfe_standing(period)
    sys.stdout.write(_told(standing))
    return 0


def _make(door: Submissions, period: str, folder: Path) -> int:
    found, standing = door.make_dfe_return(period)
    folder.mkdir(parents=True, exist_ok=True)
    for form in (Format.CSV, Format.XLSX):
        file = dfe_file(found, standing, form)
        (folder / file.name).write_bytes(file.data)
        sys.stdout.write(f"{folder / file.name}\n")
    sys.stdout.write(f"SHA-256 of the CSV file: {found.checksum}\n")
    return 0


def _told(standing: DfeStanding) -> str:
    lines = [
        f"Return to DfE, {standing.period}, of release {standing.release}:",
        f"  {standing.returned} of {standing.expected} authorities",
        f"  SHA-256 {standing.checksum}",
        *(f"  signed by {one.account}, {one.at:%d %B %Y, %H:%M} UTC" for one in standing.signed),
        *(f"  lapsed: {one.account}, of release {one.release}" for one in standing.lapsed),
        "  It can be made." if standing.complete else "  It waits for signatures of two people.",
    ]
    return "\n".join(lines) + "\n"
