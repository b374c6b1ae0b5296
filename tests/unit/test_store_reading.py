"""Reading a release: walled in, verified, and one release from start to end."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pytest
from store_builders import DERBY, RUTLAND, build, counts, load, new_store, send, values

from yardstick.store import connection as connection_module
from yardstick.store.connection import OpenRelease, Releases, open_release, warm_up
from yardstick.store.errors import StoreError
from yardstick.store.history import prune, rollback
from yardstick.store.manifest import DATABASE, check_files
from yardstick.store.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.places import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = new_store(tmp_path / "it's a folder")
    send(made, counts(R02=40))
    load(made, values(("cin", RUTLAND, "2025", 1.0, "shown")), "f1")
    build(made)
    return made


REFUSED = """
SELECT * FROM read_csv('{here}')
SELECT * FROM read_text('{here}')
SELECT * FROM read_blob('{here}')
SELECT * FROM read_parquet('{here}')
SELECT * FROM read_json('{here}')
SELECT * FROM parquet_metadata('{here}')
SELECT * FROM sniff_csv('{here}')
SELECT * FROM glob('{folder}/*')
SELECT * FROM '{here}'
SELECT * FROM read_csv('https://example.org/file.csv')
SELECT * FROM frame
COPY release.area TO '{new}'
COPY (SELECT 1) TO '{new}' (FORMAT parquet)
COPY release.area FROM '{here}'
EXPORT DATABASE '{new}'
IMPORT DATABASE '{folder}'
ATTACH '{new}'
ATTACH '{here}' AS again (READ_ONLY)
INSTALL httpfs
FORCE INSTALL httpfs
LOAD httpfs
LOAD '{here}'
UPDATE EXTENSIONS
CREATE TABLE release.other (a INTEGER)
CREATE VIEW release.other AS SELECT 1
CREATE SCHEMA release.other
CREATE MACRO release.other() AS 1
CREATE SEQUENCE release.other
CREATE TYPE release.other AS ENUM ('a')
CREATE INDEX other ON release.area (code)
INSERT INTO release.about VALUES ('kind', 'real')
UPDATE release.about SET value = 'real'
DELETE FROM release.about
TRUNCATE release.about
MERGE INTO release.about USING (SELECT 'kind' AS key) AS s USING (key) WHEN MATCHED THEN DELETE
DROP TABLE release.about
ALTER TABLE release.about ADD COLUMN other INTEGER
COMMENT ON TABLE release.about IS 'other'
SET enable_external_access = true
SET lock_configuration = false
SET python_enable_replacements = true
SET autoinstall_known_extensions = true
SET allowed_directories = ['{folder}']
SET temp_directory = '{folder}'
SET memory_limit = '100GB'
SET GLOBAL threads = 64
RESET lock_configuration
PRAGMA memory_limit = '100GB'
PRAGMA threads = 64
PRAGMA profiling_output = '{new}'
CREATE PERSISTENT SECRET other (TYPE http)
""".strip().splitlines()


@pytest.fixture(scope="module")
def walled(tmp_path_factory: pytest.TempPathFactory) -> OpenRelease:
    made = new_store(tmp_path_factory.mktemp("walled"))
    build(made)
    return open_release(made)


@pytest.mark.parametrize("statement", REFUSED)
def test_nothing_is_reached_or_changed(walled: OpenRelease, tmp_path: Path, statement: str):
    frame = pd.DataFrame({"a": [1]})
    here, new = tmp_path / "here", tmp_path / "new"
    here.write_text("a,b\n1,2\n")
    cursor = walled.cursor()
    with pytest.raises(duckdb.Error):
        cursor.execute(statement.format(here=here, new=new, folder=tmp_path))
    assert not new.exists()
    assert len(frame) == 1
    assert ("kind", "demonstration") in cursor.table("release.about").fetchall()
    settings = cursor.execute(
        "SELECT current_setting('enable_external_access'), current_setting('lock_configuration'),"
        " current_setting('temp_directory'), current_setting('threads')"
    ).fetchone()
    assert settings == (False, True, "", 2)


def test_a_cursor_may_keep_temporary_tables_that_no_other_sees(store: Store):
    opened = open_release(store)
    one, other = opened.cursor(), opened.cursor()
    one.execute("CREATE TEMP VIEW area AS SELECT code FROM release.area WHERE dfe = '857'")
    assert one.execute("SELECT code FROM area").fetchall() == [(RUTLAND,)]
    with pytest.raises(duckdb.CatalogException):
        other.execute("SELECT code FROM area")


def test_threads_and_memory_are_limited_as_asked(store: Store):
    opened = open_release(store, threads=1, memory_limit="64MB")
    asked = "SELECT current_setting('threads'), current_setting('memory_limit')"
    assert opened.cursor().execute(asked).fetchone() == (1, "61.0 MiB")
    with pytest.raises(duckdb.OutOfMemoryException):
        opened.cursor().execute(
            "SELECT list(i::VARCHAR || repeat('x', 99)) FROM range(9000000) t(i)"
        )


def test_nothing_is_opened_before_it_is_verified(store: Store, monkeypatch: pytest.MonkeyPatch):
    opened = open_release(store)
    path = opened.info.path / DATABASE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    monkeypatch.setattr(duckdb, "connect", None)
    with pytest.raises(StoreError, match="has been damaged"):
        open_release(store)


def test_a_file_of_another_version_of_duckdb_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    path = open_release(store).info.path / DATABASE
    content = bytearray(path.read_bytes())
    content[12] = 255  # the storage version, after the checksum and the four letters
    path.write_bytes(content)
    monkeypatch.setattr(connection_module, "check_files", lambda _folder, _manifest: None)
    with pytest.raises(StoreError, match="written by another version of DuckDB"):
        open_release(store)


def test_warming_up_reads_every_table_as_a_frame(store: Store):
    opened = open_release(store)
    read: list[str] = []

    class Watched:
        def cursor(self) -> Watched:
            return self

        def sql(self, query: str, params: dict[str, int]) -> duckdb.DuckDBPyRelation:
            read.append(query.split()[1])
            return opened.connection.sql(query, params=params)

    warm_up(OpenRelease(opened.info, Watched()))
    assert read == [f"release.{name}" for name in TABLES]


# ---- the releases that a process has open -------------------------------------------------


def test_a_release_is_verified_once(store: Store, monkeypatch: pytest.MonkeyPatch):
    verified: list[str] = []
    monkeypatch.setattr(
        connection_module,
        "check_files",
        lambda folder, manifest: (verified.append(folder.name), check_files(folder, manifest)),
    )
    releases = Releases(store)
    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda _n: releases.get(), range(32)))
    assert len({id(one) for one in got}) == 1
    assert verified == [got[0].info.id]


def test_a_swapped_pointer_is_noticed_by_the_next_call(store: Store):
    releases = Releases(store)
    first = releases.get()
    send(store, counts(R02=41))
    second = build(store)
    assert releases.get().info == second
    assert releases.get(first.info.id) is first
    rollback(store, first.info.id)
    assert releases.get() is first


def test_who_reads_a_release_reads_it_to_the_end(store: Store):
    releases = Releases(store)
    first = releases.get()
    for number in range(41, 41 + connection_module.KEPT_OPEN):
        send(store, counts(R02=number))
        build(store)
        releases.get()
    prune(store, lambda: None, keep=1)
    assert first.cursor().table("release.returned").fetchall()[0][5] == 40.0
    with pytest.raises(StoreError, match="There is no release"):
        Releases(store).get(first.info.id)


def test_only_the_latest_few_are_kept_open(store: Store):
    releases = Releases(store)
    oldest = releases.get()
    for number in range(connection_module.KEPT_OPEN):
        build(store, code_version=f"2.{number}")
        releases.get()
    assert releases.get(oldest.info.id) is not oldest
    assert len(releases._open) == connection_module.KEPT_OPEN


def test_a_damaged_pointer_is_noticed_though_the_release_is_open(store: Store):
    releases = Releases(store)
    opened = releases.get()
    other = build(store, code_version="2")
    releases.get()
    pointer = store.current.read_text()
    store.current.write_text(pointer.replace(other.id, opened.info.id))
    with pytest.raises(StoreError, match="CURRENT or the release it names has been damaged"):
        releases.get()


def test_readers_never_see_two_releases_in_one(store: Store):
    """Each release says one number for both areas; whoever reads two that differ has mixed."""
    releases, stop, mixed, pairs = Releases(store), threading.Event(), [], [0] * 8

    def publish(number: int) -> None:
        send(store, counts(R02=number, R03=number))
        send(store, counts(R02=number, R03=number), area=DERBY)
        build(store)

    def read(reader: int) -> None:
        while not stop.is_set():
            opened = releases.get()
            seen = set()
            for area in (RUTLAND, DERBY):
                query = "SELECT number FROM release.returned WHERE area = $area"
                seen |= set(opened.cursor().execute(query, {"area": area}).fetchall())
                time.sleep(0.001)
            mixed.extend([seen] if len(seen) > 1 else [])
            pairs[reader] += 1

    publish(1)
    with ThreadPoolExecutor(8) as threads:
        readers = [threads.submit(read, number) for number in range(8)]
        for number in range(2, 6):
            publish(number)
        stop.set()
        for reader in readers:
            reader.result()
    assert mixed == []
    assert min(pairs) > 10
    assert releases.get().cursor().table("release.returned").fetchall()[0][5] == 5.0
