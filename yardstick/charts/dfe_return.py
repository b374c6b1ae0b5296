"""What is shown of the return to DfE: how it stands, who signed it, and its figures in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.numbers import count_text, plain, spreadsheet_format, symbol
from yardstick.charts.rows import rows
from yardstick.charts.table import Cell, TableData, made, numbers, texts
from yardstick.model import Status, Unit
from yardstick.numbers import moment_text
from yardstick.submissions.dfe_acts import NEEDED

if TYPE_CHECKING:
    from yardstick.charts.rows import Row
    from yardstick.store.dfe_signatures import Signature
    from yardstick.submissions.dfe_acts import DfeStanding
    from yardstick.submissions.exact import Exact

WHY_EXACT: Final = (
    "These figures are exact, of every authority: they are for the Department for Education and "
    "for those who sign them. Each look at them stands in the audit log."
)
_IN_WORDS: Final = ("two signatures are", "one signature is")


def headline(standing: DfeStanding) -> str:
    """Say whether the return can go, or what is missing."""
    if standing.complete:
        return f"Return to DfE, {standing.period}: signed by two people"
    missing = _IN_WORDS[len(standing.signed)]
    return f"Return to DfE, {standing.period}: {missing} missing"


def sentence(standing: DfeStanding) -> str:
    """Say what is in the return, and what its signatures are of."""
    said = f"{standing.returned} of {standing.expected} authorities have returned the quarter"
    if standing.complete:
        return f"{said}. The files can be made until the figures are published anew."
    again = " Earlier signatures lapsed when newer figures were published." * bool(standing.lapsed)
    return f"{said}. {_number(NEEDED)} different people sign it before it is made.{again}"


def _number(many: int) -> str:
    return {2: "Two"}.get(many, str(many))


def signatures(standing: DfeStanding) -> TableData:
    """Return who signed the return of this quarter, and what each signature is of."""
    every = [(one, "● Counts") for one in standing.signed]
    every += [(one, "○ Lapsed: the return has changed since") for one in standing.lapsed]
    columns = texts("Signed by", "When (UTC)", "Release", "Now", "SHA-256 of the content")
    return made("Signatures under this return", columns, (_signed(*one) for one in every))


def _signed(one: Signature, now: str) -> list[Cell]:
    return [
        Cell(text) for text in (one.account, moment_text(one.at), one.release, now, one.checksum)
    ]


def figures(found: Exact) -> TableData:
    """Return one row per item in the agreed order: each authority, and the region last."""
    listed = rows(found.rows)
    areas = list(dict.fromkeys(row["area"] for row in listed if row["la_code"]))
    by_item: dict[tuple[int, str, str], dict[str, Row]] = {}
    for row in listed:
        key = (row["item_no"], row["item"], row["unit"])
        by_item.setdefault(key, {})[row["area"] if row["la_code"] else ""] = row
    columns = (*texts("Item", "Unit"), *numbers(*areas, "The region, exact"))
    body = (
        [
            Cell(f"{number}. {item}"),
            Cell(unit),
            *(_figure(of.get(area)) for area in [*areas, ""]),
        ]
        for (number, item, unit), of in by_item.items()
    )
    caption = f"Items 1 to 24, {found.period}: value, and in brackets the number above it"
    return made(caption, columns, body)


def _figure(row: Row | None) -> Cell:
    if row is None:
        return Cell(symbol(Status.UNAVAILABLE), why=Status.UNAVAILABLE.words)
    status, value = row["status"], row["value"]
    if value is None:
        return Cell(symbol(status), why=status.words)
    letter = f" {status.value}" if status is not Status.SHOWN else ""
    shown = f"{plain(value, 1)}{letter} ({count_text(row['number'])})"
    return Cell(shown, value, spreadsheet_format(Unit.PER_10K, 1), status.words if letter else "")
