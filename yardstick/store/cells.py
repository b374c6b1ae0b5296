"""Cells on their way into and out of Parquet: each with a number or the reason why it has none.

What belongs here knows columns and statuses, and nothing of ledgers, folders or releases.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yardstick.model import Status
from yardstick.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True)
class Shape:
    """The columns of a frame of cells.

    Attributes:
        keys: Texts that together name one cell; rows are kept sorted by them.
        number: The column that holds the number, missing where `status` has none.
        texts: Further texts; a missing one is kept as the empty text.
    """

    keys: tuple[str, ...]
    number: str
    texts: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column, in the order in which they are kept."""
        return (*self.keys, self.number, "status", *self.texts)


# `place` is where a cell stood in the file it was sent in; empty where it came from no file.
COUNTS = Shape(keys=("item", "breakdown"), number="number", texts=("place",))
VALUES = Shape(keys=("measure", "area", "period"), number="value", texts=("vintage",))

_STATUSES = pa.array([status.value for status in Status])
_WITH_NUMBER = pa.array([status.value for status in Status if status.has_value])


def checked(frame: pd.DataFrame, shape: Shape) -> pa.Table:
    """Return a frame's cells as they will be kept.

    Args:
        frame: The columns of `shape`, in any order, one row per cell. Not changed.
        shape: What they are.

    Returns:
        One row per cell, sorted by its keys. A missing number is null.

    Raises:
        StoreError: A column is missing or unknown, a cell stands twice, a key is missing, a
            status is unknown or does not agree with its number, or a number is not finite.
    """
    if sorted(map(str, frame.columns)) != sorted(shape.columns):
        given = ", ".join(map(str, frame.columns))
        raise StoreError(f"The columns must be {', '.join(shape.columns)}, not {given}.")
    cells = pa.table({name: _column(frame[name], shape) for name in shape.columns})
    _check_numbers(cells, shape)
    _check_once(cells, shape)
    return cells.sort_by([(key, "ascending") for key in shape.keys])


def digest(cells: pa.Table) -> str:
    """Return the SHA-256 of the cells themselves, alike whichever library wrote the file."""
    text = json.dumps(list(cells.to_pydict().values()), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_records(rows: pa.Table) -> str:
    """Return the SHA-256 of records and their types, whatever rows of the file they stood in."""
    said = rows.drop_columns(["row"]).replace_schema_metadata(None)
    hasher = hashlib.sha256(str(said.schema).encode())
    for column in said.itercolumns():
        texts = pc.cast(column, pa.large_string())
        lengths = pc.fill_null(pc.binary_length(texts), -1)  # nothing is not the empty text
        hasher.update(lengths.to_numpy().tobytes())
        hasher.update(_letters(pc.fill_null(texts, "").combine_chunks()))
    return hasher.hexdigest()


def _letters(texts: pa.LargeStringArray) -> bytes:
    """Return the bytes of texts, one after the other: a million take no step for each."""
    if not len(texts):
        return b""
    _, places, letters = texts.buffers()
    ends = np.frombuffer(places, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return bytes(letters[ends[0] : ends[-1]])


def to_parquet(cells: pa.Table, about: Mapping[str, str]) -> bytes:
    """Return cells as a Parquet file that also says what it is of."""
    sink = io.BytesIO()
    pq.write_table(cells.replace_schema_metadata(dict(about)), sink, compression="zstd")
    return sink.getvalue()


def from_parquet(content: bytes) -> tuple[pa.Table, dict[str, str]]:
    """Return the cells of a file that `to_parquet` made, and what it is of.

    Raises:
        pyarrow.ArrowException: It is no such file. Compare its hash first.
    """
    table = pq.read_table(pa.BufferReader(content))
    about = {key.decode(): text.decode() for key, text in (table.schema.metadata or {}).items()}
    return table.replace_schema_metadata(None), about


def frame_of(cells: pa.Table, shape: Shape) -> pd.DataFrame:
    """Return cells as a frame: the number as `Float64`, missing where there is none."""
    frame: pd.DataFrame = cells.to_pandas()
    return frame.astype({shape.number: "Float64"})


def _column(column: pd.Series, shape: Shape) -> pa.Array:
    """Return one column as text or as numbers; nothing is converted from one to the other."""
    kind = pa.float64() if column.name == shape.number else pa.string()
    try:
        values = pa.array(column.astype(object), kind, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        wanted = "numbers only" if kind == pa.float64() else "texts only"
        raise StoreError(f"The column '{column.name}' must hold {wanted}.") from error
    if column.name in shape.texts:
        return pc.fill_null(values, "")
    if column.name != shape.number and values.null_count:
        row = _first(pc.is_null(values))
        raise StoreError(f"Row {row} has no '{column.name}'. Write the empty text for none.")
    return values


def _check_numbers(cells: pa.Table, shape: Shape) -> None:
    numbers, statuses = cells[shape.number], cells["status"]
    if row := _first(pc.invert(pc.is_in(statuses, _STATUSES))):
        allowed = ", ".join(_STATUSES.to_pylist())
        raise StoreError(f"Row {row} has the status '{statuses[row - 1]}'. Write one of {allowed}.")
    if row := _first(pc.xor(pc.is_valid(numbers), pc.is_in(statuses, _WITH_NUMBER))):
        raise StoreError(
            f"Row {row} has the status '{statuses[row - 1]}', which does not agree with its "
            f"'{shape.number}': a number stands beside {', '.join(_WITH_NUMBER.to_pylist())}, "
            "and beside no other."
        )
    if row := _first(pc.is_inf(numbers)):
        raise StoreError(f"Row {row} has a '{shape.number}' without end.")


def _check_once(cells: pa.Table, shape: Shape) -> None:
    counted = cells.group_by(list(shape.keys)).aggregate([([], "count_all")])
    if group := _first(pc.greater(counted["count_all"], 1)):
        named = ", ".join(f"{key} '{counted[key][group - 1]}'" for key in shape.keys)
        raise StoreError(f"There is more than one row for {named}.")


def _first(rows: pa.ChunkedArray) -> int:
    """Return the number of the first row that is true, counted from 1; 0 where there is none."""
    return int(pc.index(rows, value=True).as_py()) + 1
