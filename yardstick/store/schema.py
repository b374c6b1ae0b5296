"""The tables of a release: their columns, what one row is, and how rows are ordered on disk.

Every key is text and never missing: empty where there is nothing to say. Areas are GSS codes,
periods are keys of `model.Period`, statuses are letters of `model.Status`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa

_ARROW = MappingProxyType(
    {
        "VARCHAR": pa.string(),
        "INTEGER": pa.int32(),
        "BIGINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "DATE": pa.date32(),
        "BOOLEAN": pa.bool_(),
    }
)


@dataclass(frozen=True)
class Column:
    """One column. `may_miss` says whether a value can be missing."""

    name: str
    type: str
    may_miss: bool


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: As queries call it.
        columns: In order.
        order: The columns it is sorted by, so that what is read together lies together.
        is_unique: Whether `order` names each row once.
    """

    name: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    is_unique: bool

    @property
    def definition(self) -> str:
        """Return the statement that makes it."""
        columns = ", ".join(
            f'"{column.name}" {column.type}{"" if column.may_miss else " NOT NULL"}'
            for column in self.columns
        )
        return f'CREATE TABLE "{self.name}" ({columns})'

    @property
    def arrow(self) -> pa.Schema:
        """Return the columns as Arrow has them."""
        return pa.schema([(column.name, _ARROW[column.type]) for column in self.columns])

    @property
    def listing(self) -> str:
        """Return the columns as SQL writes them."""
        return ", ".join(f'"{column.name}"' for column in self.columns)

    @property
    def sorting(self) -> str:
        """Return the columns it is sorted by, as SQL writes them."""
        return ", ".join(f'"{name}"' for name in self.order)


def columns(described: str) -> tuple[Column, ...]:
    """Read columns written `name TYPE, …`; a `?` says that a value can be missing."""
    pairs = [column.split() for column in described.split(",")]
    return tuple(Column(name, kind.rstrip("?"), kind.endswith("?")) for name, kind in pairs)


def _table(name: str, described: str, order: str, *, is_unique: bool = True) -> Table:
    return Table(name, columns(described), tuple(order.split()), is_unique)


_ALL = (
    _table(
        "area",
        "code VARCHAR, dfe VARCHAR, name VARCHAR, kind VARCHAR, region VARCHAR, "
        "valid_from DATE?, valid_to DATE?, position INTEGER",
        order="position",
    ),
    _table(
        "population",
        "area VARCHAR, year INTEGER, vintage VARCHAR, people BIGINT",
        order="area year vintage",
    ),
    _table(
        "neighbour",
        "model VARCHAR, area VARCHAR, position INTEGER, neighbour VARCHAR, closeness VARCHAR",
        order="model area position",
    ),
    _table(
        "indicator",
        "indicator VARCHAR, dataset VARCHAR, numerator VARCHAR, denominator VARCHAR, "
        "population VARCHAR, position INTEGER",
        order="position",
    ),
    _table(
        "part",
        "dataset VARCHAR, item VARCHAR, breakdown VARCHAR, part VARCHAR, label VARCHAR, "
        "code VARCHAR, position INTEGER",
        order="dataset item position code",
    ),
    _table(
        "returned",
        "dataset VARCHAR, item VARCHAR, breakdown VARCHAR, area VARCHAR, period VARCHAR, "
        "number DOUBLE?, status VARCHAR, submission VARCHAR, place VARCHAR",
        order="dataset item breakdown area period",
    ),
    _table(
        "superseded",  # was returned, and is published by the department since
        "dataset VARCHAR, item VARCHAR, breakdown VARCHAR, area VARCHAR, period VARCHAR, "
        "number DOUBLE?, status VARCHAR, submission VARCHAR, place VARCHAR",
        order="dataset item breakdown area period",
    ),
    _table(
        "submission",
        "submission VARCHAR, dataset VARCHAR, area VARCHAR, period VARCHAR, version INTEGER, "
        "received DATE, due DATE, file VARCHAR, rows BIGINT, sha256 VARCHAR, invented BOOLEAN, "
        "newest BOOLEAN",
        order="dataset area period version",
    ),
    _table(
        "revision",
        "dataset VARCHAR, item VARCHAR, breakdown VARCHAR, area VARCHAR, period VARCHAR, "
        "before DOUBLE?, after DOUBLE?, received DATE",
        order="dataset item breakdown area period received before after",
        is_unique=False,  # two versions of one day may change a cell in the same way
    ),
    _table(
        "published",
        "source VARCHAR, measure VARCHAR, area VARCHAR, period VARCHAR, value DOUBLE?, "
        "status VARCHAR, release VARCHAR, vintage VARCHAR, file VARCHAR",
        order="source measure area period",
    ),
    _table(
        "official_file",
        "file VARCHAR, source VARCHAR, title VARCHAR, name VARCHAR, release VARCHAR, "
        "rows BIGINT, measures BIGINT, loaded DATE",
        order="source release file",
    ),
    _table(
        "published_revision",
        "source VARCHAR, measure VARCHAR, area VARCHAR, period VARCHAR, before DOUBLE?, "
        "before_status VARCHAR, after DOUBLE?, after_status VARCHAR, loaded DATE",
        order="source measure area period loaded before before_status after after_status",
        is_unique=False,  # likewise two files
    ),
    _table("about", "key VARCHAR, value VARCHAR", order="key"),
)
TABLES = MappingProxyType({table.name: table for table in _ALL})
