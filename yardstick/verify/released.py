"""The tables of a release as the verifier reads them itself: from the file, as plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Row = dict[str, object]

CUBES: Final = "shared_cube"
PRICES: Final = "shared_price"
_TERMS: Final = ("Autumn", "Spring", "Summer")


@dataclass(frozen=True)
class Released:
    """What a release holds of records and of what is shown of them, by table."""

    tables: Mapping[str, Sequence[Row]]

    @classmethod
    def read(cls, path: Path) -> Released:
        """Read a release's file, past every door of the product."""
        with duckdb.connect(str(path), read_only=True) as connection:
            named = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
            wanted = [name for (name,) in named if name.startswith(("own_", "shared_"))]
            return cls({name: _rows(connection, name) for name in [*wanted, "published"]})


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    found = connection.table(name)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows by academic year and term, the oldest first."""

    def place(row: Row) -> tuple[str, int]:
        year, term = str(row["period"]).split()
        return year, _TERMS.index(term)

    return sorted(rows, key=place)


def once_a_year(rows: Iterable[Row], key: Sequence[str]) -> list[Row]:
    """Return each record once in an academic year, as last returned, with its `year`."""
    last: dict[tuple[object, ...], Row] = {}
    for row in in_order(rows):
        year = str(row["period"]).split()[0]
        last[row["area"], year, *(row[name] for name in key)] = {**row, "year": year}
    return list(last.values())
