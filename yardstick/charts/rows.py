"""Frames as plain rows: one kind of missing, and the words of the model instead of bare text."""

from __future__ import annotations

import weakref
from collections import deque
from typing import TYPE_CHECKING, Any

from yardstick.model import Judgement, Status, TrendWord
from yardstick.results.types import Point

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

_last: deque[tuple[weakref.ref[pd.DataFrame], list[Row]]] = deque(maxlen=6)

_WORDS = {
    "status": Status,
    "comparator_status": Status,
    "region_status": Status,
    "judgement": Judgement,
    "trend": TrendWord,
}


def emptied(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame as it is written to a file: every kind of missing is None, the rest as is."""
    return frame.astype(object).where(frame.notna(), None)


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return one dictionary per row, in the frame's order. The frame is not changed.

    A page's chart, sentence, table and notes ask for the rows of one frame, one after the other:
    those of the last few are kept. Nobody may change a row, or a frame that was asked about.

    Every kind of missing (NA, NaN, NaT) becomes None, so that nothing downstream can take it
    for a number. Status, judgement and trend become words of the model.

    Raises:
        ValueError: A status, judgement or trend is none of the model's.
    """
    for frame_of, made in tuple(_last):
        if frame_of() is frame:
            return list(made)
    made = _made(frame)
    _last.append((weakref.ref(frame), made))
    return list(made)


def _made(frame: pd.DataFrame) -> list[Row]:
    names = [str(name) for name in frame.columns]
    columns = [_plain(name, frame[name]) for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain(name: str, column: pd.Series) -> list[Any]:
    """Return a column's values, column by column because a page asks for thousands of cells."""
    values = column.to_numpy(dtype=object)
    word = _WORDS.get(name)
    if word is not None:
        found = {value: word(value) for value in set(values)}  # a few, of hundreds of cells
        return [found[value] for value in values]
    return [None if absent else value for value, absent in zip(values, column.isna(), strict=True)]


def figure_of(row: Row) -> Point:
    """Return a row's own figure. What stands beside a status without a value is dropped.

    A row that claims to be shown and holds no number (nothing over nothing) is not available.
    """
    status, value, noted = row["status"], row["value"], bool(row.get("note"))
    if not status.has_value or value is None:
        return Point(None, Status.UNAVAILABLE if status.has_value else status, noted=noted)
    return Point(
        value,
        status,
        row.get("lower"),
        row.get("upper"),
        row.get("numerator"),
        row.get("denominator"),
        noted=noted,
    )


def comparator_of(row: Row) -> Point:
    """Return the comparator's figure of a board's or a profile's row."""
    return figure_of({"value": row["comparator"], "status": row["comparator_status"]})
