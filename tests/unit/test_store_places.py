"""Making and opening a store, and files that are whole or absent."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from store_builders import new_store

from yardstick.store import durable
from yardstick.store.durable import check_file, read_checked, sha256_of, write_whole
from yardstick.store.errors import StoreError
from yardstick.store.operations import METADATA
from yardstick.store.places import FORMAT, Store, create_store, open_store, operations
from yardstick.store.seal import read_sealed, sealed

if TYPE_CHECKING:
    from pathlib import Path


def test_a_store_opens_as_it_was_made(tmp_path: Path):
    made = create_store(tmp_path / "store", "real", "eastern")
    assert made == open_store(tmp_path / "store")
    assert (made.kind, made.region) == ("real", "eastern")
    for folder in (made.root, made.submissions, made.official, made.releases):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_left_by_a_fault_can_be_made_a_store(tmp_path: Path):
    made = new_store(tmp_path)
    (made.root / "store.json").unlink()
    with pytest.raises(StoreError, match=r"holds no store\.json"):
        open_store(made.root)
    assert create_store(made.root, "real", "eastern") == open_store(made.root)


def test_a_folder_that_holds_something_is_not_made_a_store(tmp_path: Path):
    made = new_store(tmp_path)
    with pytest.raises(StoreError, match="already holds something"):
        create_store(made.root, "real", "eastern")
    assert open_store(made.root).kind == "demonstration"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("a file, not a folder")
    with pytest.raises(StoreError, match=r"file/store cannot be written: Not a directory"):
        create_store(tmp_path / "file" / "store", "real", "eastern")


def test_a_kind_that_does_not_exist_is_refused(tmp_path: Path):
    with pytest.raises(StoreError, match="demonstration, real, not 'test'"):
        create_store(tmp_path / "store", "test", "eastern")
    assert not (tmp_path / "store").exists()


def test_a_missing_store_says_what_to_run(tmp_path: Path):
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path / "none")
    assert str(caught.value) == (
        f"There is no store at {tmp_path}/none. Run: python -m yardstick demo --store "
        f"{tmp_path}/none"
    )


@pytest.mark.parametrize(("given", "age"), [(FORMAT + 1, "a newer"), (FORMAT - 1, "an older")])
def test_a_store_of_another_version_is_refused(tmp_path: Path, given: int, age: str):
    made = new_store(tmp_path)
    fields = {"format": given, "kind": "real", "region": "eastern"}
    (made.root / "store.json").write_bytes(sealed(fields))
    with pytest.raises(StoreError, match=f"{age} version"):
        open_store(made.root)


def test_the_operations_database_is_opened_once_and_has_its_tables(tmp_path: Path):
    store = new_store(tmp_path)
    engine = operations(store)
    assert operations(open_store(store.root)) is engine
    assert set(sa.inspect(engine).get_table_names()) == set(METADATA.tables)
    assert (store.root / "operations.sqlite").is_file()


def test_the_operations_database_may_be_elsewhere(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    store = open_store(new_store(tmp_path).root, url)
    assert operations(store).url.database == str(tmp_path / "elsewhere.sqlite")
    assert not (store.root / "operations.sqlite").exists()


def test_a_folder_may_bear_any_name(tmp_path: Path):
    store = create_store(tmp_path / "it's 100% #1?", "real", "eastern")
    operations(store)
    assert (store.root / "operations.sqlite").is_file()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"format": 1, "sha256": "0"}',
        b'{"sha256": 7}',
        sealed({"format": 1}) + b"\n",
        sealed({"format": 1}).replace(b" 1", b"  1"),
        sealed({"format": 1}).replace(b" 1", b" 2"),
    ],
)
def test_a_description_that_is_not_as_written_is_refused(tmp_path: Path, content: bytes):
    store = new_store(tmp_path)
    (store.root / "store.json").write_bytes(content)
    with pytest.raises(StoreError, match=r"store.json has been damaged .* from a backup"):
        open_store(store.root)


def test_what_was_sealed_is_read_back(tmp_path: Path):
    fields = {"b": "Löwe", "a": [1, None, {"x": True}]}
    (tmp_path / "file").write_bytes(sealed(fields))
    assert read_sealed(tmp_path / "file") == fields


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path: Path):
    path = tmp_path / "file"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "file"
    write_whole(path, b"old")

    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(StoreError, match="file cannot be written: No space left on device"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_a_write_into_a_folder_that_is_not_there_is_reported(tmp_path: Path):
    with pytest.raises(StoreError, match="No such file or directory"):
        write_whole(tmp_path / "none" / "file", b"new")


def test_a_system_that_cannot_open_folders_does_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    opened: list[object] = []
    open_really = os.open
    monkeypatch.setattr(durable, "FOLDERS_SYNC", False)
    monkeypatch.setattr(
        os, "open", lambda path, *given: (opened.append(path), open_really(path, *given))[1]
    )
    write_whole(tmp_path / "file", b"new")
    assert opened
    assert tmp_path not in opened


def test_a_file_is_read_only_against_its_hash(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"content")
    sha256 = sha256_of(path)
    assert read_checked(path, sha256) == b"content"
    check_file(path, sha256, 7)
    with pytest.raises(StoreError, match="damaged"):
        read_checked(path, "0" * 64)
    with pytest.raises(StoreError, match="damaged"):
        check_file(path, "0" * 64, 7)
    with pytest.raises(StoreError, match="damaged"):
        check_file(path, sha256, 8)


def test_a_file_that_is_not_there_is_reported(tmp_path: Path):
    with pytest.raises(StoreError, match="No such file or directory"):
        read_checked(tmp_path / "none", "0" * 64)
    with pytest.raises(StoreError, match="No such file or directory"):
        check_file(tmp_path / "none", "0" * 64, 7)


def test_a_store_is_a_value():
    assert Store.__dataclass_params__.frozen
