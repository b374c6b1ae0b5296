"""Trace one figure to its files, make it again from them, and say whether it is the same."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.charts import traces
from yardstick.commands import Refused
from yardstick.model import Basis
from yardstick.results.desk import Desk
from yardstick.results.remade import remade, same
from yardstick.results.settings import here
from yardstick.ui.selection import allowed, explicit, parse
from yardstick.ui.wiring import viewer_at

if TYPE_CHECKING:
    import argparse

    from yardstick.catalogue import Reference
    from yardstick.charts.table import TableData
    from yardstick.model import Area
    from yardstick.results.trace import Trace

SUMMARY = "Trace a figure to its files, and make it again from them."
DIFFERENT = 1  # the exit code where the files give another figure


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--indicator", required=True, metavar="ID")
    parser.add_argument("--area", required=True, help="GSS or DfE code of the authority")
    parser.add_argument("--period", required=True, help="'2024-25 Q4', '2024-25' …")
    parser.add_argument("--basis", default="", choices=["", *Basis])
    parser.add_argument("--as", dest="account", required=True, metavar="ACCOUNT")
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)


def run(given: argparse.Namespace) -> int:
    """Trace it, and make it again where its counts are the account's to read."""
    desk = Desk.open(replace(here(), store=given.store, accounts=given.auth))
    found = _traced(desk, given)
    sys.stdout.write(_told(found))
    if not found.own and found.basis is not Basis.PUBLISHED:
        sys.stdout.write("It is not made again: its counts are for its own authority to read.\n")
        return 0
    again = remade(desk.store, desk.catalogue, found)
    if same(found.point.value, again):
        sys.stdout.write("Made again from the stored files, it is the same figure.\n")
        return 0
    sys.stdout.write(f"Made again from the stored files, it is {again}: another figure.\n")
    return DIFFERENT


def _traced(desk: Desk, given: argparse.Namespace) -> Trace:
    results = desk.results(viewer_at(desk, given.account))
    area = area_called(given.area, desk.catalogue.reference)
    asked = {"indicator": given.indicator, "area": area.code, "basis": given.basis}
    offered = allowed(results, desk.region, (results.release,))
    selection, notices = parse({**asked, "period": given.period}, offered)
    if notices:
        raise Refused(" ".join(notices))
    return results.trace(explicit(selection, offered))


def area_called(code: str, reference: Reference) -> Area:
    """Return the area of a GSS or DfE code.

    Raises:
        Refused: There is none.
    """
    area = reference.area(code)
    if area is None:
        raise Refused(f"'{code[:20]}' is not the GSS or DfE code of an area of England.")
    return area


def _told(found: Trace) -> str:
    lines = [traces.heading(found), traces.transformation(found), traces.scope(found)]
    lines += [line for table in traces.tables(found) for line in _lines(table)]
    lines += [f"{name}: {text}" for name, text in traces.facts(found).items()]
    return "\n".join(filter(None, lines)) + "\n"


def _lines(table: TableData) -> list[str]:
    return [
        f"{table.caption}:",
        *("  " + "  ".join(cell.text for cell in row) for row in table.rows),
    ]
