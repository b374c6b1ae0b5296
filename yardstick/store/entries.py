"""The ledger's rows: one for each accepted return and each official file, only ever added."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from yardstick.store.errors import StoreError
from yardstick.store.operations import METADATA, append_only, reading, writing
from yardstick.store.places import operations

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from yardstick.store.places import Store


@dataclass(frozen=True)
class Submission:
    """One accepted version of one return.

    Attributes:
        sequence: Its place in the ledger.
        dataset: Identifier of the data set.
        area: GSS code of the authority it is of.
        period: Key of the period it is of.
        version: 1 for the first; a later version supersedes.
        received: Day it was accepted.
        due: Day it was asked for.
        submitted_by: Sign-in name; stays in the ledger and out of releases.
        invented: Whether it belongs to a demonstration.
        file: SHA-256 of the file as it was sent, which is not kept; empty for an invented one.
        rows: Cells of a return of counts, or rows of all its tables.
        tables: Of a return of records, in JSON: each table with the SHA-256 of its Parquet file.
            Empty for a return of counts.
        sha256: Of its Parquet file, which bears that name; of `tables` for a return of records.
        content: SHA-256 of what it says, wherever in the file it stood.
    """

    sequence: int
    dataset: str
    area: str
    period: str
    version: int
    received: dt.date
    due: dt.date
    submitted_by: str
    invented: bool
    file: str
    rows: int
    tables: str
    sha256: str
    content: str

    @property
    def kept(self) -> dict[str, str]:
        """Return each table with the SHA-256 of its Parquet file; counts have one, without name."""
        return dict(json.loads(self.tables)) if self.tables else {"": self.sha256}

    @property
    def submission(self) -> str:
        """Return its identifier."""
        return f"s{self.sequence:06}-{self.sha256[:8]}"

    @property
    def return_of(self) -> dict[str, str]:
        """Return what it is a version of."""
        return {"dataset": self.dataset, "area": self.area, "period": self.period}


@dataclass(frozen=True)
class OfficialRecord:
    """One official file that was loaded.

    Attributes:
        sequence: Its place in the ledger; of two files, the later loaded wins.
        file: SHA-256 of the file as the department published it.
        source: Identifier of the family of files.
        title: What the family is called.
        name: The file's own name.
        release: The department's release that it belongs to.
        rows: Rows of the file.
        measures: Measures found in it.
        loaded: Day it was loaded.
        sha256: Of its Parquet file, which bears that name.
    """

    sequence: int
    file: str
    source: str
    title: str
    name: str
    release: str
    rows: int
    measures: int
    loaded: dt.date
    sha256: str


_SUBMISSION = append_only(
    sa.Table(
        "submission",
        METADATA,
        sa.Column("sequence", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("dataset", "area", "period")),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("received", sa.Date, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("submitted_by", sa.String, nullable=False),
        sa.Column("invented", sa.Boolean, nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False),
        sa.Column("tables", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.UniqueConstraint("dataset", "area", "period", "version"),
    )
)
_OFFICIAL = append_only(
    sa.Table(
        "official_file",
        METADATA,
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("file", sa.String, nullable=False, unique=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("source", "title", "name")),
        sa.Column("release", sa.String, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False),
        sa.Column("measures", sa.BigInteger, nullable=False),
        sa.Column("loaded", sa.Date, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
    )
)

Row = TypeVar("Row", Submission, OfficialRecord)
_TABLES: dict[type, sa.Table] = {Submission: _SUBMISSION, OfficialRecord: _OFFICIAL}


def rows(store: Store, kind: type[Row], **equal: str | Collection[str | int]) -> tuple[Row, ...]:
    """Return the rows whose columns hold a given value, or one of them, in the ledger's order."""
    with reading(operations(store)) as connection:
        return rows_in(connection, kind, **equal)


def rows_in(
    connection: sa.Connection, kind: type[Row], **equal: str | Collection[str | int]
) -> tuple[Row, ...]:
    """Return what `rows` does, within a transaction."""
    asked = {name: [held] if isinstance(held, str) else list(held) for name, held in equal.items()}
    found = connection.execute(_asking(_TABLES[kind], tuple(asked)), asked)
    columns = tuple(found.keys())
    return tuple(kind(**dict(zip(columns, line, strict=True))) for line in found)


@cache  # making a statement takes longer than the database needs for a return's row
def _asking(table: sa.Table, names: tuple[str, ...]) -> sa.Select[Any]:
    asked = (table.c[name].in_(sa.bindparam(name, expanding=True)) for name in names)
    return sa.select(table).where(*asked).order_by("sequence")


def add(store: Store, kind: type[Row], **row: Any) -> Row:  # noqa: ANN401 - as many types as columns
    """Add a row at the end. When it comes back, the row is on disk.

    Raises:
        StoreError: As `adding`.
    """
    with adding(store) as connection:
        return insert(connection, kind, **row)


@contextmanager
def adding(store: Store) -> Iterator[sa.Connection]:
    """Open a transaction that adds rows. Once it is left, they are on disk.

    Raises:
        StoreError: A row with the same key was added since we looked, or nothing can be written.
    """
    try:
        with writing(operations(store)) as connection:
            yield connection
    except sa.exc.IntegrityError as error:
        raise StoreError(
            "Somebody else sent the same at the same moment. Look at what they sent, then send "
            "yours again."
        ) from error
    except sa.exc.OperationalError as error:
        raise StoreError(
            f"The ledger cannot be written ({error.orig}); nothing was changed. Try again; if it "
            "stays so, tell the people who run Yardstick."
        ) from error


def insert(connection: sa.Connection, kind: type[Row], **row: Any) -> Row:  # noqa: ANN401 - see add
    """Add a row at the end, within a transaction."""
    adding_it = sa.insert(_TABLES[kind]).values(row).returning(_TABLES[kind].c.sequence)
    return kind(sequence=connection.execute(adding_it).scalar_one(), **row)
