"""What a partner's file says, cell by cell, as text with its place; and nothing of what it means.

Belongs here: the type, and how it is handed from one process to another. How each format becomes
sheets is in the module of the format; `sandbox.read_sheets` is how everybody else reads a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, starmap
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.ipc

from yardstick.intake.reading import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LETTERS = 26
_NAME, _UNEVEN = b"sheet", b"uneven"


def column_letter(column: int) -> str:
    """Return how a spreadsheet calls a column: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    left = column + 1
    while left:
        left, place = divmod(left - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or the one table of a CSV or Parquet file.

    Attributes:
        name: The sheet's name in a workbook; empty for CSV and Parquet.
        cells: Every row of the file from its very first, the header and anything above it
            included: row index 0 is the row that a spreadsheet numbers 1. Columns are text, named
            by their letters (A, B, … AA). A cell with nothing in it is empty text, never null,
            and all rows are as wide as the widest. Of a Parquet file the first row is the names
            of its columns.
        uneven: The rows (index) with another number of cells than the first row has, blank rows
            left out: the first 100 of them. Only text can have any: a missing or an additional
            delimiter is the usual cause.
    """

    name: str
    cells: pa.Table
    uneven: tuple[int, ...] = ()

    @property
    def height(self) -> int:
        """Return how many rows there are, from the first."""
        return int(self.cells.num_rows)

    @property
    def width(self) -> int:
        """Return how many columns the widest row has."""
        return int(self.cells.num_columns)

    @property
    def header(self) -> tuple[str, ...]:
        """Return the first row; empty where the sheet has none."""
        return self.row(0) if self.height else ()

    @property
    def table(self) -> pa.Table:
        """Return the rows below the first (no copy); its row 0 is the file's row index 1."""
        return self.cells.slice(1)

    def row(self, index: int) -> tuple[str, ...]:
        """Return one row's cells."""
        return tuple(column[index].as_py() for column in self.cells.columns)

    def rows(self) -> Iterator[Row]:
        """Give every row from the first, with the number that a spreadsheet shows (first = 1).

        For small sheets: a million rows are read by columns.
        """
        batches = (batch.columns for batch in self.cells.to_batches())
        cells = (zip(*map(pa.Array.to_pylist, columns), strict=True) for columns in batches)
        yield from starmap(Row, enumerate(chain.from_iterable(cells), start=1))

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands as its author sees it: C7, or 'Sheet 1'!C7 in a workbook.

        Args:
            row: Index; 0 is the first row of the file.
            column: Index; 0 is column A.
        """
        cell = f"{column_letter(column)}{row + 1}"
        if not self.name:
            return cell
        plain = self.name.isascii() and self.name.isidentifier()
        quoted = self.name if plain else "'" + self.name.replace("'", "''") + "'"
        return f"{quoted}!{cell}"


def sheet_of(name: str, batches: Iterable[pa.RecordBatch], uneven: tuple[int, ...] = ()) -> Sheet:
    """Return the sheet of some rows, whose batches may differ in width."""
    found = list(batches)
    width = max((batch.num_columns for batch in found), default=0)
    schema = pa.schema([(column_letter(at), pa.string()) for at in range(width)])
    table = pa.Table.from_batches([_widened(batch, schema) for batch in found], schema)
    return Sheet(name, table, uneven)


def batch_of(columns: Iterable[Iterable[str]]) -> pa.RecordBatch:
    """Return columns of text, of equal length, under their letters."""
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.record_batch(arrays, names=[column_letter(at) for at in range(len(arrays))])


def _widened(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    empty = pa.repeat("", batch.num_rows)
    missing = [empty] * (len(schema) - batch.num_columns)
    return pa.RecordBatch.from_arrays([*batch.columns, *missing], schema=schema)


def write_sheet(sheet: Sheet, path: Path) -> None:
    """Write a sheet as an Arrow file, for another process."""
    said = {_NAME: sheet.name.encode(), _UNEVEN: " ".join(map(str, sheet.uneven)).encode()}
    schema = sheet.cells.schema.with_metadata(said)
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema) as writer:
        writer.write_table(sheet.cells)


def load_sheet(path: Path) -> Sheet:
    """Return a sheet that `write_sheet` wrote; the file may be deleted afterwards.

    Raises:
        ArrowException: It is not what `write_sheet` writes; every text of it is looked at.
    """
    with pa.OSFile(str(path), "rb") as file:
        table = pa.ipc.open_file(file).read_all()
    table.validate(full=True)
    said = table.schema.metadata
    uneven = tuple(map(int, said[_UNEVEN].split()))
    return Sheet(said[_NAME].decode(), table.replace_schema_metadata().combine_chunks(), uneven)
