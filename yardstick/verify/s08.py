"""S08: no file with identifiers comes in, no honest column is refused, no token is reversed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from yardstick.catalogue import load_catalogue
from yardstick.intake.identifiers import identifiers_in
from yardstick.intake.opening import sheets_of
from yardstick.intake.sheets import batch_of, sheet_of
from yardstick.results.settings import Settings
from yardstick.verify.bars import Outcome
from yardstick.verify.seeded_columns import HONEST, TODAY, chance_of
from yardstick.verify.seeded_files import seeded_files
from yardstick.verify.tokens import host_tries, partner_tries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.intake.identifiers import Found
    from yardstick.intake.sheets import Sheet

STATEMENT = "Identifiers cannot enter; tokens cannot be reversed by host or partner"
TARGET = "≥ 500 seeded files all refused, 0 of 10,000 clean columns refused, 0 tokens reversed"
_FILES, _SHEETS = (60, 540), (5, 440)  # small, full; a sheet has a column of each honest kind
_NUMBERS = (100, 10_000)  # pupil numbers that each attacker on tokens tries
_ROWS = 60


def check(folder: Path, *, full: bool) -> Outcome:
    """Look at every seeded file and every clean column as a submission would be looked at."""
    files = list(seeded_files_let_in(folder, _FILES[full]))
    refused = list(chain.from_iterable(map(_refused, map(_honest_sheet, range(_SHEETS[full])))))
    clean = _SHEETS[full] * len(HONEST)
    dataset = load_catalogue(Settings.data).datasets["school_exclusions"]
    attackers = {"host": host_tries, "partner": partner_tries}
    tried = {who: attack(dataset, _NUMBERS[full]) for who, attack in attackers.items()}
    figures = {
        "files": _FILES[full],
        "clean_columns": clean,
        "clean_refused": len(refused),
        "tokens_tried": sum(one.n for one in tried.values()),
    }
    turned = (f"The {who} reversed {one.hits} tokens." for who, one in tried.items() if one.hits)
    total = _FILES[full] + clean + figures["tokens_tried"]
    return Outcome(total, (*files, *refused, *turned), figures)


def seeded_files_let_in(folder: Path, count: int) -> Iterator[str]:
    """Give a sentence for each seeded file that no detector refuses (the sandbox is S15's)."""
    for what, path in seeded_files(folder, count):
        if not any(found.refuses for sheet in sheets_of(path) for found in _found(sheet)):
            yield f"{what} came in."


def _found(sheet: Sheet) -> tuple[Found, ...]:
    return identifiers_in(
        sheet, pseudonym_columns=["pseudonym"], date_headers=["start"], today=TODAY
    )


def _refused(sheet: Sheet) -> list[str]:
    return [
        f"The honest column {sheet.header[_index(sheet, found)]} was {found.kind}."
        for found in _found(sheet)
        if found.refuses
    ]


def _index(sheet: Sheet, found: Found) -> int:
    return int(sheet.cells.column_names.index(found.column))


def _honest_sheet(seed: int) -> Sheet:
    chance = chance_of(f"honest {seed}")
    columns = [[name, *(make(chance) for _ in range(_ROWS))] for name, make in HONEST.items()]
    return sheet_of("", [batch_of(columns)])
