"""S08, part one: no file with identifiers comes in, and no honest column is refused."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from yardstick.intake.identifiers import identifiers_in
from yardstick.intake.opening import sheets_of
from yardstick.intake.sheets import batch_of, sheet_of
from yardstick.verify.bars import Outcome
from yardstick.verify.seeded_columns import HONEST, TODAY, chance_of
from yardstick.verify.seeded_files import seeded_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.intake.identifiers import Found
    from yardstick.intake.sheets import Sheet

STATEMENT = "A file with identifiers is refused, and an honest column is not"
TARGET = "≥ 500 seeded files all refused, 0 of 10,000 clean columns refused"
_FILES, _SHEETS = (60, 540), (5, 440)  # small, full; a sheet has a column of each honest kind
_ROWS = 60


def check(folder: Path, *, full: bool) -> Outcome:
    """Look at every seeded file and every clean column as a submission would be looked at."""
    files = list(seeded_files_let_in(folder, _FILES[full]))
    refused = list(chain.from_iterable(map(_refused, map(_honest_sheet, range(_SHEETS[full])))))
    clean = _SHEETS[full] * len(HONEST)
    figures = {"files": _FILES[full], "clean_columns": clean, "clean_refused": len(refused)}
    return Outcome(_FILES[full] + clean, (*files, *refused), figures)


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
