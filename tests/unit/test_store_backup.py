"""A backup is whole or told, and what is made of it is what there was."""

from __future__ import annotations

import pytest
from store_builders import MADE, build, counts, load, new_store, receive, send, values

from yardstick.store import backup
from yardstick.store.backup import LIST, back_up, check_whole, restore
from yardstick.store.connection import open_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import officials, returns
from yardstick.store.lock import publishing
from yardstick.store.moves import moves_of
from yardstick.store.places import open_store


@pytest.fixture
def store(tmp_path):
    store = new_store(tmp_path, "real")
    send(store, counts(R02=40))
    load(store, values(("cin", "E06000017", "2025", 1.0, "shown")), "f1")
    build(store)
    return store


def test_what_is_restored_is_what_there_was(store, tmp_path):
    files = back_up(store, tmp_path / "backup", MADE)
    receive(store, counts(R02=41))  # after it: not in it
    made = restore(tmp_path / "backup", tmp_path / "restored")
    assert returns(made) == returns(store)[:1]
    assert officials(made) == officials(store)
    assert moves_of(made) == {1: moves_of(store)[1]}
    rows = [
        open_release(one).connection.table("release.returned").fetchall() for one in (store, made)
    ]
    assert rows[0] == rows[1] != []
    kept = {path.relative_to(made.root) for path in made.root.rglob("*") if path.is_file()}
    assert len([path for path in kept if (tmp_path / "backup" / path).exists()]) == files
    send(made, counts(R02=42))
    build(made)


def test_a_store_without_a_release_is_backed_up_too(tmp_path):
    store = new_store(tmp_path, "real")
    receive(store, counts(R02=40))
    back_up(store, tmp_path / "backup", MADE)
    assert check_whole(restore(tmp_path / "backup", tmp_path / "restored")) == 1


def test_what_a_fault_left_is_left_out(store, tmp_path):
    (store.releases / ".draft-1" / "r").mkdir(parents=True)
    (store.releases / ".draft-1" / "r" / "x").write_text("half")
    (store.submissions / ".a.parquet.1.draft").write_text("half")
    back_up(store, tmp_path / "backup", MADE)
    assert not [path for path in (tmp_path / "backup").rglob("*") if "draft" in path.name]


@pytest.mark.parametrize("name", ["operations.sqlite", "CURRENT", "store.json", LIST])
def test_a_damaged_backup_makes_no_store(store, tmp_path, name):
    back_up(store, tmp_path / "backup", MADE)
    path = tmp_path / "backup" / name
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match="damaged"):
        restore(tmp_path / "backup", tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_fault_while_restoring_leaves_no_store(store, tmp_path, monkeypatch):
    back_up(store, tmp_path / "backup", MADE)
    copy = backup._copy

    def fails_at_the_last(path, to):
        if path.name == "store.json":
            raise OSError(28, "No space left on device")
        copy(path, to)

    monkeypatch.setattr(backup, "_copy", fails_at_the_last)
    with pytest.raises(StoreError, match="cannot be written: No space left"):
        restore(tmp_path / "backup", tmp_path / "restored")
    with pytest.raises(StoreError, match="is not a store"):
        open_store(tmp_path / "restored")


def test_a_full_disk_while_backing_up_is_told(store, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "sync_file", lambda _path: _raise())
    with pytest.raises(StoreError, match="cannot be written: No space left"):
        back_up(store, tmp_path / "backup", MADE)


def _raise():
    raise OSError(28, "No space left on device")


def test_only_an_empty_folder_is_taken_and_only_what_it_holds(store, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").touch()
    with pytest.raises(StoreError, match="already holds something"):
        back_up(store, tmp_path / "taken", MADE)
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(store, tmp_path / "taken" / "file" / "below", MADE)
    elsewhere = type(store)(store.root, "real", "east_midlands", "postgresql://x/y")
    with pytest.raises(StoreError, match="by its means"):
        back_up(elsewhere, tmp_path / "new", MADE)


def test_nobody_publishes_meanwhile(store, tmp_path):
    with publishing(store), pytest.raises(StoreError, match="Somebody else is publishing"):
        back_up(store, tmp_path / "backup", MADE)


def test_a_missing_file_of_the_ledger_is_told(store):
    assert check_whole(store) == 2
    next(store.submissions.iterdir()).unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        check_whole(store)
