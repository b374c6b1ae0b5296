"""The database of what changes while people work: sessions, notes, sign-offs, audit, the ledger.

SQLite unless a URL says otherwise. Each package declares its own tables on `METADATA`; how a
transaction begins and what a commit survives is decided here, once.
"""

from __future__ import annotations

import errno
import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event

from yardstick.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.engine.interfaces import DBAPIConnection

METADATA = sa.MetaData()

BUSY_MILLISECONDS = 30_000  # how long a writer waits for the one before it
POOLED = 16  # beyond this, writers wait better in the pool's queue than in SQLite's sleeps
OWNER_ONLY = 0o600
_POOL: dict[str, Any] = {"pool_size": POOLED, "max_overflow": POOLED, "pool_timeout": 60}
_ATTEMPTS = 100
_PAUSE_SECONDS = 0.05
_WRITES = "yardstick_writes"
# The second is what a first reader meets, who makes the file in which readers and writers meet.
_FULL_CODES = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
_FULL = (
    "The disk that holds the store is full, so nothing was changed. Have the people who run "
    "Yardstick free some space, then try again."
)


def open_operations(url: str | sa.URL) -> sa.Engine:
    """Open the operations database, and make its file if there is none.

    A commit is on disk when it returns (WAL, synchronous FULL), foreign keys hold, a transaction
    that writes takes its place in the queue before its first statement, and values stay out of
    error messages and logs. The file can be read by its owner only. Any database other than
    SQLite keeps its own settings and is first connected to when it is used.

    Args:
        url: As SQLAlchemy writes it: `sqlite:///file`, `postgresql+psycopg://…`.

    Raises:
        StoreError: The URL cannot be read, its driver is not installed, the file is not a
            database, or the disk is full.

    Source: SQLAlchemy, SQLite dialect, "Enabling Non-Legacy SQLite Transactional Modes".
    """
    engine = _engine(url)
    if engine.dialect.name == "sqlite":
        if _file(engine.url):
            _prepare_file(_file(engine.url))
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that may write; commit at the end, roll back on any error.

    Raises:
        StoreError: The disk is full.
    """
    with _transaction(engine, writes=True) as connection:
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that sees one state from start to end; SQLite refuses writes in it.

    Raises:
        StoreError: The disk is full, and this is the first who opens the file.
    """
    with _transaction(engine, writes=False) as connection:
        yield connection


def create_tables(engine: sa.Engine) -> None:
    """Make every table declared on `METADATA` that does not exist yet. Others stay as they are."""
    with writing(engine) as connection:
        METADATA.create_all(connection)


def append_only(table: sa.Table, erasable: Sequence[str] = ()) -> sa.Table:
    """Have the database itself refuse to change or delete a row of the table.

    Call it once, where the table is declared. Whoever may alter the database file can still
    remove the refusal; a chain of hashes is what shows that.

    Args:
        table: Which.
        erasable: Columns whose text may be emptied, and changed in no other way: what people
            wrote can hold figures, which a withdrawal takes out.
    """
    _refuse(table, _REFUSALS)
    _refuse(table, _erasing(table, erasable) if erasable else _NO_CHANGE)
    return table


def refuse_rows(table: sa.Table, condition: str, words: str) -> None:
    """Have the database itself refuse a new row where a condition holds.

    Call it once, where the table is declared.

    Args:
        table: Which.
        condition: In SQL that SQLite and PostgreSQL both read; `NEW` is the row.
        words: What the database says then.
    """
    refusals = {
        dialect: [one.format(condition=condition, words=words) for one in statements]
        for dialect, statements in _ROW_REFUSALS.items()
    }
    _refuse(table, refusals)


def _refuse(table: sa.Table, refusals: Mapping[str, Sequence[str]]) -> None:
    for dialect, statements in refusals.items():
        for statement in statements:
            refusal = sa.DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
            event.listen(table, "after_create", refusal.execute_if(dialect=dialect))


def _erasing(table: sa.Table, erasable: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return what refuses every change of a row but the emptying of a text."""
    kept = {column.name for column in table.columns} - set(erasable)
    same = [f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in sorted(kept)]
    empty = [f"NEW.{name} = ''" for name in erasable]
    allowed = " AND ".join(same + empty)
    return {
        "sqlite": (_SQLITE_REFUSAL.format(verb="UPDATE", when=f"WHEN NOT ({allowed})"),),
        "postgresql": (
            _POSTGRESQL_REFUSAL.format(verbs="DELETE OR TRUNCATE", each="STATEMENT"),
            _POSTGRESQL_ERASING.format(allowed=allowed),
        ),
    }


_SQLITE_REFUSAL = """
    CREATE TRIGGER %(table)s_no_{verb} BEFORE {verb} ON %(table)s {when}
    BEGIN SELECT RAISE(ABORT, '%(table)s only ever grows'); END
"""
_POSTGRESQL_FUNCTION = """
    CREATE FUNCTION %(table)s_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''%(table)s only ever grows''; END'
"""
_POSTGRESQL_REFUSAL = """
    CREATE TRIGGER %(table)s_no_change BEFORE {verbs} ON %(table)s
    FOR EACH {each} EXECUTE FUNCTION %(table)s_only_grows()
"""
_POSTGRESQL_ERASING = """
    CREATE TRIGGER %(table)s_no_other_change BEFORE UPDATE ON %(table)s
    FOR EACH ROW WHEN (NOT ({allowed})) EXECUTE FUNCTION %(table)s_only_grows()
"""
_SQLITE_ROW = """
    CREATE TRIGGER %(table)s_is_right BEFORE INSERT ON %(table)s
    BEGIN SELECT RAISE(ABORT, '{words}') WHERE {condition}; END
"""
_POSTGRESQL_ROW_FUNCTION = """
    CREATE FUNCTION %(table)s_is_right() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN IF {condition} THEN RAISE EXCEPTION '{words}'; END IF; RETURN NEW; END$$
"""
_POSTGRESQL_ROW = """
    CREATE TRIGGER %(table)s_is_right BEFORE INSERT ON %(table)s
    FOR EACH ROW EXECUTE FUNCTION %(table)s_is_right()
"""
_ROW_REFUSALS = {
    "sqlite": (_SQLITE_ROW,),
    "postgresql": (_POSTGRESQL_ROW_FUNCTION, _POSTGRESQL_ROW),
}
_REFUSALS = {
    "sqlite": (_SQLITE_REFUSAL.format(verb="DELETE", when=""),),
    "postgresql": (_POSTGRESQL_FUNCTION,),
}
_NO_CHANGE = {
    "sqlite": (_SQLITE_REFUSAL.format(verb="UPDATE", when=""),),
    "postgresql": (
        _POSTGRESQL_REFUSAL.format(verbs="UPDATE OR DELETE OR TRUNCATE", each="STATEMENT"),
    ),
}


@contextmanager
def _transaction(engine: sa.Engine, *, writes: bool) -> Iterator[sa.Connection]:
    try:
        with engine.execution_options(**{_WRITES: writes}).begin() as connection:
            yield connection
    except sa.exc.OperationalError as error:
        if _is_full(error.orig):
            raise StoreError(_FULL) from error
        raise


def _is_full(error: BaseException | None) -> bool:
    return getattr(error, "sqlite_errorcode", None) in _FULL_CODES


def _engine(url: str | sa.URL) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
        pooled = parsed.get_backend_name() == "sqlite" and _file(parsed)
        options = _POOL if pooled else {}
        return sa.create_engine(parsed, hide_parameters=True, **options)
    except sa.exc.ArgumentError as error:
        raise StoreError(
            "The operations database's URL cannot be read. Write sqlite:///FILE or "
            "postgresql+psycopg://USER@HOST/NAME."
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"The operations database needs the Python package '{error.name}'. Install it, or "
            "leave the URL out to use SQLite."
        ) from error


def _file(url: sa.URL) -> str:
    """Return the SQLite file's path; empty where the database is in memory."""
    return "" if url.database in {None, ":memory:"} else str(url.database)


def _prepare_file(database: str) -> None:
    """Make the file before SQLite does, which would let others read it; let readers not wait."""
    path = Path(database)
    try:
        path.touch(mode=OWNER_ONLY)
        path.chmod(OWNER_ONLY)
        _use_write_ahead_log(path)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StoreError(_FULL) from error
        raise StoreError(
            f"The operations database {path} cannot be written: {error.strerror}."
        ) from error
    except sqlite3.DatabaseError as error:
        if _is_full(error):
            raise StoreError(_FULL) from error
        raise StoreError(
            f"The operations database {path} cannot be opened ({error}). If it has been damaged, "
            "restore it from a backup."
        ) from error


def _use_write_ahead_log(path: Path) -> None:
    """Let readers read while one writes. The file remembers, so that later openers change nothing.

    SQLite does not wait for its turn here, so that two who open a new file at once need another go.
    """
    attempts = 0
    while True:
        try:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                return
        except sqlite3.OperationalError:
            attempts += 1
            if attempts == _ATTEMPTS:
                raise
        time.sleep(_PAUSE_SECONDS)


def _on_connect(connection: DBAPIConnection, _record: object) -> None:
    # None: the driver begins nothing by itself, so that `_on_begin` decides how.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA recursive_triggers = ON")  # a REPLACE is a deletion, for `append_only`
    cursor.close()


def _on_begin(connection: sa.Connection) -> None:
    # IMMEDIATE: a transaction that reads first and writes later could otherwise find that
    # another wrote in between, and fail without waiting.
    if connection.get_execution_options().get(_WRITES, True):
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # past SQLAlchemy, at every click: it neither waits nor fails
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA query_only = ON")
        cursor.execute("BEGIN")
        cursor.close()
