"""Print figures through the same door as the pages, with the same protection."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.charts.rows import emptied
from yardstick.commands import Refused
from yardstick.model import Basis, Period
from yardstick.results.desk import Desk
from yardstick.results.settings import here
from yardstick.ui.selection import allowed, parse
from yardstick.ui.wiring import viewer_at

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from yardstick.model import Selection
    from yardstick.results.gate import Results

SUMMARY = "Print figures through the same door as the pages, with the same protection."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--indicator", required=True, metavar="ID")
    parser.add_argument("--areas", default="", help="GSS or DfE codes, with commas between")
    parser.add_argument("--periods", default="", help="'2024-25 Q3,2024-25 Q4', '2024-25' …")
    parser.add_argument("--comparator", default="", help="region, neighbours, england, group:ID")
    parser.add_argument("--basis", default="", choices=["", *Basis])
    parser.add_argument(
        "--release", default="", help="of the store; the current one where left out"
    )
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)
    parser.add_argument("--format", default="table", choices=["table", "csv", "json"])


def run(given: argparse.Namespace) -> int:
    """Ask the door and print what it answers."""
    desk = Desk.open(replace(here(), store=given.store, accounts=given.auth))
    results = desk.results(viewer_at(desk, given.account), given.release)
    frame = results.figures(
        _selection(given, desk, results), _areas(given.areas, desk), _periods(given.periods)
    )
    sys.stdout.write(_printed(frame, given.format))
    return 0


def _selection(given: argparse.Namespace, desk: Desk, results: Results) -> Selection:
    """Read the question as a link is read; what a link would only notice is refused here."""
    asked = {
        "indicator": given.indicator,
        "comparator": given.comparator,
        "basis": given.basis,
    }
    selection, notices = parse(asked, allowed(results, desk.region, (results.release,)))
    if notices:
        raise Refused(" ".join(notices))
    return selection


def _areas(written: str, desk: Desk) -> list[str]:
    """Return the GSS code of each area named by GSS or DfE code."""
    reference = desk.catalogue.reference
    found = []
    for code in filter(None, (part.strip() for part in written.split(","))):
        area = reference.by_dfe.get(code, code)
        if area not in reference.areas:
            raise Refused(f"'{code}' is not the GSS or DfE code of an area of England.")
        found.append(area)
    return found


def _periods(written: str) -> list[str]:
    """Return the key of each period.

    Raises:
        Refused: One is in no form that a period has.
    """
    try:
        return [Period.parse(key.strip()).key for key in written.split(",") if key.strip()]
    except ValueError as error:
        raise Refused(str(error)) from error


def _printed(frame: pd.DataFrame, how: str) -> str:
    if how == "csv":
        return frame.to_csv(index=False)
    if how == "json":
        rows = emptied(frame).to_dict("records")
        return json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n"
    columns = ["name", "period", "value", "status", "numerator", "denominator", "judgement", "note"]
    return frame[columns].to_string(index=False, na_rep="") + "\n"
