"""Files made by a seed: an honest return with one identifier in it, in any format and place."""

from __future__ import annotations

import csv
from itertools import cycle, islice, product
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from yardstick.verify.seeded_columns import (
    FORBIDDEN_HEADERS,
    HONEST,
    IDENTIFIERS,
    Chance,
    chance_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_ROWS = 40
_KINDS = (*IDENTIFIERS, "header")
_ABOUT = ("authority", "school", "count", "rate", "start", "sentence")


def seeded_files(folder: Path, count: int) -> Iterator[tuple[str, Path]]:
    """Write files one after another, each over the last, and give what is in it and where it is.

    Kinds, formats and headers go round at paces of their own, so that all of them meet.
    """
    combined = product(_WRITERS.items(), _KINDS)
    for at, ((ending, write), kind) in enumerate(islice(cycle(combined), count)):
        chance = chance_of(f"{at}")
        path = folder / f"return.{ending}"
        write(path, _rows(kind, at, chance))
        yield f"{kind} in {ending}, file {at}", path


def _rows(kind: str, at: int, chance: Chance) -> list[list[str]]:
    """Return an honest return into which a column was put that holds what it may not."""
    columns = [[name, *_cells(HONEST[name], chance)] for name in _ABOUT]
    if kind == "header":
        header = FORBIDDEN_HEADERS[at // len(_KINDS) % len(FORBIDDEN_HEADERS)]
        bad = [header, *_cells(HONEST["count"], chance)]
    else:
        bad = ["reference", *_cells(IDENTIFIERS[kind], chance)]
    columns.insert(chance.randint(0, len(columns)), bad)
    return [list(row) for row in zip(*columns, strict=True)]


def _cells(make: Callable[[Chance], str], chance: Chance) -> Iterator[str]:
    return (make(chance) for _ in range(_ROWS))


def _write_text(path: Path, rows: Sequence[Sequence[str]], delimiter: str, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def _write_book(path: Path, rows: Sequence[Sequence[str]], *, hidden: bool) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Return").write_row(0, 0, ("authority", "count"))
        page = book.add_worksheet("More")
        if hidden:
            page.hide()
        for at, row in enumerate(rows, start=3):
            page.write_row(at, 2, row)


def _write_parquet(path: Path, rows: Sequence[Sequence[str]]) -> None:
    header, *cells = rows
    columns = zip(*cells, strict=True)
    pq.write_table(pa.table(dict(zip(header, map(list, columns), strict=True))), path)


_WRITERS: dict[str, Callable[[Path, Sequence[Sequence[str]]], None]] = {
    "csv": lambda path, rows: _write_text(path, rows, ",", "utf-8"),
    "tsv": lambda path, rows: _write_text(path, rows, "\t", "utf-16"),
    "txt": lambda path, rows: _write_text(path, rows, ";", "cp1252"),
    "xlsx": lambda path, rows: _write_book(path, rows, hidden=False),
    "xlsm": lambda path, rows: _write_book(path, rows, hidden=True),
    "parquet": _write_parquet,
}
