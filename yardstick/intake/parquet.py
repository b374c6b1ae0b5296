"""Parquet files as sheets: their columns as text, below a first row of the columns' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from yardstick.intake.limits import MOST_COLUMNS, MOST_ROWS, too_large
from yardstick.intake.reading import arrow_faults, distinct_texts, parquet_file
from yardstick.intake.sheets import batch_of, column_letter, sheet_of
from yardstick.intake.workbooks import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    import pyarrow.parquet as pq

    from yardstick.intake.sheets import Sheet

_STEP = 50_000  # rows
_VALUES = (
    *(pa.types.is_boolean, pa.types.is_floating, pa.types.is_timestamp, pa.types.is_date),
    *(pa.types.is_time, pa.types.is_duration),
)


def parquet_sheet(file: BinaryIO) -> Sheet:
    """Return the columns of a Parquet file as text; a missing value is empty text.

    Raises:
        IntakeError: It is damaged, too large, or has columns of lists or bytes.
    """
    file.seek(0)
    with arrow_faults():
        found = parquet_file(file.read())
        names = found.schema_arrow.names
        if len(names) > MOST_COLUMNS or found.metadata.num_rows >= MOST_ROWS:
            raise too_large()
        first = batch_of([name] for name in names)
        return sheet_of("", [first, *_batches(found)])


def _batches(file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    names = [column_letter(at) for at in range(len(file.schema_arrow.names))]
    for batch in file.iter_batches(batch_size=_STEP, use_threads=False):
        yield pa.RecordBatch.from_arrays([_texts(column) for column in batch.columns], names)


def _texts(column: pa.Array) -> pa.Array:
    """Return a column as text: each different value is written as a workbook's cell would be."""
    if pa.types.is_timestamp(column.type):
        # Python's dates know microseconds and, here, no time zone.
        column = column.cast(pa.timestamp("us"), safe=False)
    if not _is_value(column.type):
        distinct, at = distinct_texts(column)
        return pc.fill_null(distinct.take(at), "")
    encoded = column.dictionary_encode()
    words = pa.array([cell_text(value) for value in encoded.dictionary.to_pylist()], pa.string())
    return pc.fill_null(words.take(encoded.indices), "")


def _is_value(kind: pa.DataType) -> bool:
    return any(told(kind) for told in _VALUES)
