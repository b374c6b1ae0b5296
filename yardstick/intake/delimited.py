"""Delimited text (CSV) as a sheet: every row, also blank and uneven ones, in its place."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from yardstick.intake.encoding import encoding_of
from yardstick.intake.errors import IntakeError
from yardstick.intake.limits import MOST_COLUMNS, MOST_ROWS, too_large
from yardstick.intake.sheets import Sheet, batch_of, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    import pyarrow as pa

DELIMITERS = ",;\t|"
_STEP = 1_000  # rows; what stays in the processor's cache is twice as fast as ten times as many
_LONGEST_LINE = 256 * 1024  # bytes; twice what a cell may hold
_MOST_LINES = 2 * MOST_ROWS  # a row whose cells have lines of their own is several
_QUOTED = re.compile(r'"[^"]*"')
_LISTED = 100  # uneven rows


def delimited_sheet(file: BinaryIO) -> Sheet:
    """Return the rows of delimited text.

    Raises:
        IntakeError: It is no text, has a quotation mark that never closes, or is too large.
    """
    encoding = encoding_of(file)
    if encoding is None:
        raise IntakeError(
            "is not text that can be read. Save it again as 'CSV UTF-8', or as an Excel workbook."
        )
    _check_lines(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        rows = _Rows(text)
        batches = list(rows.batches())
    finally:
        text.detach()  # or it would close the file, which is not its own
    return sheet_of("", batches, tuple(rows.uneven))


def _check_lines(file: BinaryIO) -> None:
    """Refuse a line, or a number of lines, that would be read long before it was told too large."""
    file.seek(0)
    lines = 0
    while len(step := file.read(_LONGEST_LINE)) == _LONGEST_LINE:
        lines += step.count(b"\n")
        endless = b"\n" not in step and b"\r" not in step
        if endless or lines > _MOST_LINES:
            raise too_large()


def delimiter_of(line: str) -> str:
    """Return what parts the header line: the commonest of , ; TAB and | outside quotes.

    Only the first line is asked, for a column of notes may hold any number of commas. A line
    without any is one column.
    """
    bare = _QUOTED.sub("", line)
    return max(DELIMITERS, key=bare.count)


class _Rows:
    """Reads the rows in steps, and keeps which are uneven."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        # A line longer than any header can be is cut; the reader below answers for it.
        line = text.readline(csv.field_size_limit())
        text.seek(0)
        self.uneven: list[int] = []
        self._reader = csv.reader(text, delimiter=delimiter_of(line), strict=True)
        self._width: int | None = None
        self._number = 0

    def batches(self) -> Iterator[pa.RecordBatch]:
        while rows := self._step():
            if self._number > MOST_ROWS:
                raise too_large()
            width = max(map(len, rows))
            self._note_uneven(rows)
            yield batch_of(zip_longest(*rows, fillvalue="") if width else [[""] * len(rows)])
            self._number += len(rows)

    def _step(self) -> list[list[str]]:
        rows = []
        try:
            for row in islice(self._reader, _STEP):
                if len(row) > MOST_COLUMNS:
                    raise too_large()
                rows.append(row)
        except csv.Error as fault:
            raise IntakeError(
                f"cannot be read from about line {self._reader.line_num:,} on. Look for a "
                "quotation mark that is opened and never closed, or text right after a closing "
                "one."
            ) from fault
        return rows

    def _note_uneven(self, rows: Sequence[Sequence[str]]) -> None:
        if self._width is None:
            self._width = len(rows[0])
        for at, row in enumerate(rows):
            if row and len(row) != self._width and len(self.uneven) < _LISTED:
                self.uneven.append(self._number + at)
