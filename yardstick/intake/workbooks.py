"""Excel workbooks (XLSX) as sheets: every sheet, hidden ones too, and what each cell's text is."""

from __future__ import annotations

import datetime as dt
import math
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import pyarrow.compute as pc
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from yardstick.intake.archives import check_workbook, damaged
from yardstick.intake.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, too_large
from yardstick.intake.sheets import batch_of, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    import pyarrow as pa
    from python_calamine import CalamineSheet

    from yardstick.intake.sheets import Sheet

_STEP = 1_000  # rows
_LONGEST_CELL = 32_767  # characters; Excel writes no longer one
_EXACT = 1e15  # Excel keeps 15 digits; a whole number beyond them is shown with its exponent
_FAULTS = (CalamineError, OSError, ValueError, OverflowError)

_Value: TypeAlias = str | float | bool | dt.date | dt.time | dt.timedelta | None


def workbook_sheets(file: BinaryIO) -> tuple[Sheet, ...]:
    """Return every worksheet of a workbook; of a formula, the value that was saved with it.

    Raises:
        IntakeError: It is damaged, too large, or carries what no cell shows.
    """
    check_workbook(file)
    file.seek(0)
    try:
        with CalamineWorkbook.from_filelike(file) as book:
            return tuple(_sheets(book))
    except _FAULTS as fault:
        raise damaged() from fault


def _sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    about = book.sheets_metadata
    if len(about) > MOST_SHEETS:
        raise too_large()
    for at, sheet in enumerate(about):
        if sheet.typ is SheetTypeEnum.WorkSheet:
            yield sheet_of(sheet.name, _batches(book.get_sheet_by_index(at)))


def _batches(sheet: CalamineSheet) -> Iterator[pa.RecordBatch]:
    if sheet.start is None or sheet.end is None:
        return
    if sheet.end[0] >= MOST_ROWS or sheet.end[1] >= MOST_COLUMNS:
        raise too_large()
    rows = sheet.iter_rows()
    while step := list(islice(rows, _STEP)):
        blank = [[""] * len(step)] * sheet.start[1]
        batch = batch_of([*blank, *(map(cell_text, column) for column in zip(*step, strict=True))])
        if any(_longest(column) > _LONGEST_CELL for column in batch.columns):
            raise damaged()
        yield batch


def _longest(column: pa.Array) -> int:
    return int(pc.max(pc.utf8_length(column)).as_py())


def cell_text(value: _Value) -> str:
    """Return a cell's text: dates as 2024-05-01, whole numbers without a point, TRUE or FALSE.

    A percentage is its number (27 % is 0.27), a duration hours:minutes:seconds; nothing is empty.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.timedelta):
        return _duration_text(value)
    return value.isoformat()


def _number_text(value: float) -> str:
    """Return a number's text; none (NaN, as some programs write it) is nothing."""
    if math.isnan(value):
        return ""
    whole = abs(value) < _EXACT and float(value).is_integer()
    return str(int(value)) if whole else repr(value)


def _duration_text(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else ''}{hour}:{minute:02}:{second:02}"
