"""A file as rows of text: how it is packed and encoded, and nothing of what it means.

What a file is, is told by its first bytes, never by its name. Nothing is guessed about types: a
cell is text until a declaration says what it is.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yardstick.intake.encoding import encoding_of
from yardstick.intake.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from yardstick.intake.problems import Findings

# The largest official file known is 6 MB unpacked as text and 72 MB as LAIT's table in text.
LIMIT = 200 * 1024 * 1024
_MOST_ROWS = 5_000_000
_LONGEST_CELL = 10_000  # of a Parquet file, whose few bytes can stand for any length of text
_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_REFUSED = {
    b"PK\x03\x04": "is an Excel workbook or a zip archive. Save the sheet as CSV, or unpack it",
    b"\xd0\xcf\x11\xe0": "is an old Excel workbook. Save the sheet as CSV",
    b"%PDF": "is a PDF. Download the data file (CSV) that goes with it",
}


class Row(NamedTuple):
    """One row: its number as a spreadsheet shows it (header = 1), and its cells as text."""

    number: int
    cells: Sequence[str]


class Table(Protocol):
    """A file of rows below a header. `rows` may be asked for again, and starts anew."""

    @property
    def header(self) -> tuple[str, ...]:
        """Return the first row, as it stands."""

    def rows(self) -> Iterator[Row]:
        """Give the rows below the header."""


@dataclass(frozen=True)
class TextTable:
    """Comma-separated text."""

    raw: bytes
    encoding: str

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Return the first row; empty where the file has none."""
        return tuple(next(self._all(), Row(1, ())).cells)

    def rows(self) -> Iterator[Row]:
        """Give the rows below the header."""
        rows = self._all()
        next(rows, None)
        yield from rows

    def _all(self) -> Iterator[Row]:
        text = io.TextIOWrapper(io.BytesIO(self.raw), encoding=self.encoding, newline="")
        number = 0
        try:
            for number, cells in enumerate(csv.reader(text), start=1):
                if number > _MOST_ROWS:
                    raise _too_large()
                yield Row(number, cells)
        except csv.Error as fault:
            raise IntakeError(
                f"Row {number + 1} cannot be read ({fault}). Look for a quotation mark that is "
                "opened and never closed."
            ) from fault


@dataclass(frozen=True)
class ParquetTable:
    """Columns of a Parquet file, whose rows are numbered as if a header stood above them."""

    file: pq.ParquetFile

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        with arrow_faults():
            return tuple(self.file.schema_arrow.names)

    def rows(self) -> Iterator[Row]:
        """Give every row as text; a missing value is empty text."""
        with arrow_faults():
            yield from starmap(Row, enumerate(self._cells(), start=2))

    def _cells(self) -> Iterator[tuple[str, ...]]:
        for batch in self.file.iter_batches(use_threads=False):
            yield from zip(*(_texts(column) for column in batch.columns), strict=True)


def _texts(column: pa.Array) -> list[str]:
    """Return a column's cells as text; each different text is made once."""
    distinct, places = distinct_texts(column)
    words: list[str] = distinct.to_pylist()
    return ["" if at is None else words[at] or "" for at in places.to_pylist()]


def distinct_texts(column: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return a column's different cells as text, and which of them stands in each row.

    Raises:
        IntakeError: One is longer than any cell can be; its few bytes may stand in every row.
    """
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    encoded.validate(full=True)
    distinct = encoded.dictionary.cast(pa.string())
    if (pc.max(pc.binary_length(distinct)).as_py() or 0) > _LONGEST_CELL:
        raise _too_large()
    return distinct, encoded.indices


@contextmanager
def arrow_faults() -> Iterator[None]:
    """Say of a fault of a Parquet file that the file is damaged."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeError) as fault:
        raise IntakeError(f"is a damaged Parquet file ({fault}). Download it again.") from fault


def file_bytes(path: Path) -> bytes:
    """Return the file as it lies on disk.

    Raises:
        IntakeError: There is no such file, it cannot be opened, or it is too large.
    """
    try:
        if path.stat().st_size > LIMIT:
            raise _too_large()
        return path.read_bytes()
    except OSError as fault:
        raise IntakeError(f"cannot be opened: {fault.strerror}.") from fault


def digest(raw: bytes) -> str:
    """Return the SHA-256 by which a file is known."""
    return hashlib.sha256(raw).hexdigest()


def table_of(raw: bytes) -> Table:
    """Return the rows of a file that is text, gzipped text, or Parquet.

    Raises:
        IntakeError: It is empty, of another kind, damaged, or larger than 200 MB unpacked.
    """
    for start, why in _REFUSED.items():
        if raw.startswith(start):
            raise IntakeError(f"{why}.")
    if raw.startswith(_PARQUET):
        return ParquetTable(parquet_file(raw))
    text = _unzipped(raw) if raw.startswith(_GZIP) else raw
    if not text.strip():
        raise IntakeError("is empty.")
    return TextTable(text, _encoding(text))


def _unzipped(raw: bytes) -> bytes:
    try:
        text = gzip.GzipFile(fileobj=io.BytesIO(raw)).read(LIMIT + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise IntakeError(f"is a damaged gzip file ({fault}). Download it again.") from fault
    if len(text) > LIMIT:
        raise _too_large()
    return text


def _encoding(text: bytes) -> str:
    found = encoding_of(io.BytesIO(text))
    if found is None:
        raise IntakeError(
            "is not text. Official files are CSV, gzipped CSV, or LAIT's Parquet table."
        )
    return found


def parquet_file(raw: bytes) -> pq.ParquetFile:
    """Return an opened Parquet file, whose texts stay in dictionaries.

    Raises:
        IntakeError: It is damaged, or larger than 200 MB unpacked.
    """
    with arrow_faults():
        schema = pq.ParquetFile(io.BytesIO(raw)).schema_arrow
        # Texts stay in dictionaries, or one long text in many rows would fill the memory.
        texts = [column.name for column in schema if pa.types.is_string(column.type)]
        file = pq.ParquetFile(io.BytesIO(raw), read_dictionary=texts)
        groups = range(file.num_row_groups)
        size = sum(file.metadata.row_group(group).total_byte_size for group in groups)
    if size > LIMIT or file.metadata.num_rows > _MOST_ROWS:
        raise _too_large()
    return file


def _too_large() -> IntakeError:
    return IntakeError(
        f"is larger than {LIMIT // 1024**2} MB unpacked, or longer than {_MOST_ROWS:,} rows. It "
        "was not read."
    )


def even_rows(table: Table, findings: Findings) -> Iterator[Row]:
    """Give the rows that have a cell for every header, and note the others.

    A row with nothing in it is passed over without a word.
    """
    width = len(table.header)
    for row in table.rows():
        if not any(row.cells):
            continue
        findings.rows += 1
        if len(row.cells) == width:
            yield row
        else:
            findings.add(
                row.number,
                "",
                f"A row with {len(row.cells)} fields where the header has {width}",
                "was left out",
            )
