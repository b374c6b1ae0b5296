"""Comma-separated files: one rectangle, machine-readable, that a spreadsheet opens unharmed.

UTF-8 with a byte order mark: without it Excel reads a name such as `Ynys Môn` in the wrong
character set, and other readers take the mark off (`encoding="utf-8-sig"`). No lines of comment
stand before the heading; what would be said there is in columns of its own.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from yardstick.charts.rows import emptied
from yardstick.export.neutral import as_text, neutral

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


def comma_separated(frame: pd.DataFrame) -> bytes:
    """Return a frame as a file: numbers unrounded, nothing where a number is missing."""
    return rows_separated([map(str, frame.columns), *emptied(frame).itertuples(index=False)])


def rows_separated(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as a file, the headings first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([written(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def written(value: object) -> str:
    """Return one value: a number as Python reads it back, or text that stays text."""
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return repr(value)
    return neutral(as_text(value))
