"""The operations database: commits that last, writers that queue, rows that stay."""

from __future__ import annotations

import errno
import sqlite3
import stat
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import full_disk
import pytest
import sqlalchemy as sa
from full_disk import full

from yardstick.store import operations
from yardstick.store.errors import StoreError
from yardstick.store.operations import append_only, create_tables, open_operations, reading, writing

if TYPE_CHECKING:
    from pathlib import Path

TABLES = sa.MetaData()
COUNTER = sa.Table("counter", TABLES, sa.Column("n", sa.Integer, nullable=False))
LINE = append_only(sa.Table("line", TABLES, sa.Column("words", sa.String, primary_key=True)))
CHILD = sa.Table("child", TABLES, sa.Column("line", sa.ForeignKey("line.words"), nullable=False))


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(operations, "METADATA", TABLES)
    opened = open_operations(f"sqlite:///{tmp_path / 'operations.sqlite'}")
    create_tables(opened)
    yield opened
    opened.dispose()


def test_fifty_threads_with_twenty_transactions_each_all_succeed(engine: sa.Engine):
    with writing(engine) as connection:
        connection.execute(COUNTER.insert().values(n=0))
    together = threading.Barrier(50)

    def add_twenty() -> None:
        together.wait()
        for _ in range(20):
            with writing(engine) as connection:
                seen = connection.scalar(sa.select(COUNTER.c.n))
                connection.execute(COUNTER.update().values(n=seen + 1))

    with ThreadPoolExecutor(50) as threads:
        for done in [threads.submit(add_twenty) for _ in range(50)]:
            done.result()
    with reading(engine) as connection:
        assert connection.scalar(sa.select(COUNTER.c.n)) == 1_000


def test_a_commit_is_synchronised_and_foreign_keys_hold(engine: sa.Engine):
    with reading(engine) as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": operations.BUSY_MILLISECONDS,
    }
    with pytest.raises(sa.exc.IntegrityError), writing(engine) as connection:
        connection.execute(CHILD.insert().values(line="no such line"))


def test_a_reader_sees_one_state_while_a_writer_commits(engine: sa.Engine):
    with writing(engine) as connection:
        connection.execute(COUNTER.insert().values(n=1))
    with reading(engine) as reader:
        before = reader.scalar(sa.select(COUNTER.c.n))
        with writing(engine) as connection:
            connection.execute(COUNTER.update().values(n=2))
        assert reader.scalar(sa.select(COUNTER.c.n)) == before == 1


def test_reading_refuses_to_write_and_the_next_writer_may(engine: sa.Engine):
    with pytest.raises(sa.exc.OperationalError), reading(engine) as connection:
        connection.execute(COUNTER.insert().values(n=1))
    with writing(engine) as connection:
        connection.execute(COUNTER.insert().values(n=1))
    with engine.begin() as connection:  # one that says nothing may write too
        connection.execute(COUNTER.insert().values(n=2))


def test_an_error_rolls_everything_back(engine: sa.Engine):
    def write_and_fail() -> None:
        with writing(engine) as connection:
            connection.execute(COUNTER.insert().values(n=1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with reading(engine) as connection:
        assert connection.execute(sa.select(COUNTER)).all() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE line SET words = 'other'",
        "DELETE FROM line",
        "INSERT OR REPLACE INTO line VALUES ('kept')",
    ],
)
def test_an_append_only_table_refuses_change(engine: sa.Engine, statement: str):
    with writing(engine) as connection:
        connection.execute(LINE.insert().values(words="kept"))
    with pytest.raises(sa.exc.IntegrityError, match="only ever grows"), writing(engine) as again:
        again.exec_driver_sql(statement)
    with reading(engine) as connection:
        assert connection.execute(sa.select(LINE)).all() == [("kept",)]


def test_an_append_only_table_refuses_change_on_postgresql_too():
    said: list[str] = []
    server = sa.create_mock_engine(
        "postgresql://", lambda ddl, *_args, **_kwargs: said.append(str(ddl.compile(server)))
    )
    TABLES.create_all(server, checkfirst=False)
    written = " ".join(" ".join(said).split())
    assert "BEFORE UPDATE OR DELETE OR TRUNCATE ON line" in written
    assert "EXECUTE FUNCTION line_only_grows()" in written
    assert "SELECT RAISE" not in written


def test_values_stay_out_of_error_messages(engine: sa.Engine):
    with pytest.raises(sa.exc.IntegrityError) as caught, writing(engine) as connection:
        connection.execute(CHILD.insert().values(line="a secret"))
    assert "a secret" not in str(caught.value)


def test_only_the_owner_may_read_the_file(engine: sa.Engine, tmp_path: Path):
    with writing(engine) as connection:
        connection.execute(COUNTER.insert().values(n=1))
    names = {path.name for path in tmp_path.iterdir()}
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert names >= {"operations.sqlite", "operations.sqlite-wal"}
    assert modes == {0o600}


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path):
    path = tmp_path / "operations.sqlite"
    path.touch(mode=0o644)
    open_operations(f"sqlite:///{path}").dispose()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_many_may_open_a_new_file_at_once(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'operations.sqlite'}"

    def open_and_make() -> None:
        engine = open_operations(url)
        create_tables(engine)
        engine.dispose()

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(open_and_make) for _ in range(16)]:
            done.result()


def test_a_file_that_stays_locked_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(operations, "_ATTEMPTS", 2)
    monkeypatch.setattr(operations, "_PAUSE_SECONDS", 0)
    path = tmp_path / "operations.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE held (n INTEGER)")
        monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0))
        with pytest.raises(StoreError, match="database is locked"):
            open_operations(f"sqlite:///{path}")


def test_a_database_in_memory_needs_no_file():
    engine = open_operations("sqlite://")
    with reading(engine) as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1
    engine.dispose()


def test_another_database_keeps_its_own_settings(monkeypatch: pytest.MonkeyPatch):
    driver = SimpleNamespace(__version__="1.31.0", paramstyle="format", Error=Exception)
    monkeypatch.setitem(sys.modules, "pg8000", driver)
    engine = open_operations("postgresql+pg8000://yardstick@db.example/yardstick")
    assert engine.dialect.name == "postgresql"
    assert not engine.dispatch.begin


def test_a_damaged_file_is_refused(tmp_path: Path):
    path = tmp_path / "operations.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="restore it from a backup"):
        open_operations(f"sqlite:///{path}")


def test_a_full_disk_is_told_as_one_and_leaves_the_state_before(engine: sa.Engine):
    def write_much() -> None:
        with writing(engine) as connection:
            connection.execute(COUNTER.insert().values(n=1))
            connection.execute(LINE.insert().values(words="w" * 100_000))

    with reading(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="The disk that holds the store is full") as caught:
        write_much()
    assert "Have the people who run Yardstick free some space" in str(caught.value)
    assert "w" * 20 not in str(caught.value)
    engine.dispose()
    with reading(engine) as connection:
        assert connection.execute(sa.select(COUNTER)).all() == []
    write_much()


def test_a_disk_without_room_for_the_file_that_readers_meet_in_is_told_as_full(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
):
    no_room = sqlite3.OperationalError("disk I/O error")
    no_room.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    monkeypatch.setattr("full_disk.refusal", lambda: no_room)
    with (
        full(engine, "SELECT"),
        pytest.raises(StoreError, match="is full"),
        reading(engine) as connection,
    ):
        connection.execute(sa.select(COUNTER))


@pytest.mark.parametrize(
    "fault",
    [OSError(errno.ENOSPC, "No space left on device"), full_disk.refusal()],
    ids=["no file", "no room in it"],
)
def test_a_full_disk_at_the_start_is_not_told_as_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
):
    def refuse(_path: Path) -> None:
        raise fault

    monkeypatch.setattr(operations, "_use_write_ahead_log", refuse)
    with pytest.raises(StoreError, match="is full") as caught:
        open_operations(f"sqlite:///{tmp_path / 'operations.sqlite'}")
    assert "damaged" not in str(caught.value)


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be written: No such file or directory"):
        open_operations(f"sqlite:///{tmp_path / 'nowhere' / 'operations.sqlite'}")


def test_a_url_that_says_nothing_is_refused():
    with pytest.raises(StoreError, match="Write sqlite:///FILE"):
        open_operations("operations")


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    with pytest.raises(StoreError, match="needs the Python package 'psycopg2'"):
        open_operations("postgresql+psycopg2://yardstick@db.example/yardstick")
