"""Columns of invented records, typed as the intake types them, from arrays of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from yardstick.catalogue.records import SQL_TYPES
from yardstick.demonstration.records.school_days import FIRST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.catalogue.records import Table
    from yardstick.demonstration.chance import Counts, Floats

Flags: TypeAlias = npt.NDArray[np.bool_]
Days: TypeAlias = npt.NDArray[np.datetime64]
NOTHING = -1  # in place of a code, for a cell without one


def coded(codes: Sequence[str], which: Counts) -> pa.Array:
    """Return the code at each position; a missing one for `NOTHING`."""
    positions = pa.array(which, pa.int32(), mask=which == NOTHING)
    return pa.DictionaryArray.from_arrays(positions, pa.array(codes, pa.string())).cast(pa.string())


def whole(values: Counts, given: Flags | None = None) -> pa.Array:
    """Return whole numbers; one is missing where it was not given."""
    return pa.array(values, pa.int64(), mask=None if given is None else ~given)


def numbers(values: Floats, given: Flags | None = None) -> pa.Array:
    """Return numbers; one is missing where it was not given."""
    return pa.array(values, pa.float64(), mask=None if given is None else ~given)


def flags(values: Flags, given: Flags | None = None) -> pa.Array:
    """Return yes and no; one is missing where it was not given."""
    return pa.array(values, pa.bool_(), mask=None if given is None else ~given)


def days(values: Days, given: Flags | None = None) -> pa.Array:
    """Return days; one is missing where it was not given."""
    return pa.array(values, pa.date32(), mask=None if given is None else ~given)


def months(values: Counts, given: Flags | None = None) -> pa.Array:
    """Return the first day of months counted from the demonstration's first September."""
    return days((np.datetime64(f"{FIRST_YEAR}-09") + values).astype("datetime64[D]"), given)


def urns(values: Counts) -> pa.Array:
    """Return numbers of schools as text; a missing one for `NOTHING`."""
    return pa.array(values, pa.int64(), mask=values == NOTHING).cast(pa.string())


_ARROW: Final = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "BIGINT": pa.int64(),
}


def records(table: Table, columns: Mapping[str, pa.Array]) -> pa.Table:
    """Return columns in the declared order, with the place of each row as a file would have it.

    A column that need not be there and is not given is missing in every row.
    """
    rows = len(next(iter(columns.values())))
    row = pa.array(np.arange(rows) + 2, pa.int64())  # below a row of headers
    made = {
        column.name: columns[column.name]
        if column.required or column.name in columns
        else pa.nulls(rows, _ARROW[SQL_TYPES[column.type]])
        for column in table.columns
    }
    return pa.table({**made, "row": row})


def from_rows(table: Table, rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Return rows of a small table in the declared columns; what a row does not name is missing."""
    made = {
        column.name: pa.array(
            [row.get(column.name) for row in rows], _ARROW[SQL_TYPES[column.type]]
        )
        for column in table.columns
    }
    return records(table, made)
