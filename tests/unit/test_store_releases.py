"""Which releases there are: listed, gone back to, removed, and refused where one is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from store_builders import build, counts, new_store, rows, send

from yardstick.store import release as release_module
from yardstick.store.errors import StoreError
from yardstick.store.history import prune, rollback
from yardstick.store.manifest import DATABASE, MANIFEST
from yardstick.store.release import current_release, list_releases, release, release_ids
from yardstick.store.seal import read_sealed, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.places import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path)


def test_a_store_without_a_release_says_what_to_run(store: Store):
    with pytest.raises(StoreError, match="Run: python -m yardstick publish --store"):
        current_release(store)
    assert list_releases(store) == ()


def test_a_list_reads_each_manifest_once_and_finds_what_became_of_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    send(store, counts(R02=40))
    made = build(store)
    assert list_releases(store) == (made,)
    with monkeypatch.context() as patch:
        patch.setattr(release_module, "read_manifest", lambda _folder: 1 / 0)
        assert list_releases(store) == (made,)
    manifest = made.path / MANIFEST
    manifest.write_bytes(manifest.read_bytes()[:-1])
    with pytest.raises(StoreError, match="damaged"):
        list_releases(store)
    manifest.unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        list_releases(store)


@pytest.mark.parametrize("name", ["r0009-00000000", "../../etc", "", "r0001"])
def test_a_release_that_does_not_exist_is_refused(store: Store, name: str):
    build(store)
    with pytest.raises(StoreError, match="There is no release"):
        release(store, name)


def test_rolling_back_swaps_the_pointer_only(store: Store):
    send(store, counts(R02=40))
    first = build(store)
    send(store, counts(R02=41))
    second = build(store)
    assert rollback(store, first.id) == first == current_release(store)
    assert rows(store, "returned")[0][5] == 40.0
    assert release(store, second.id) == second


def test_rolling_back_to_a_damaged_release_changes_nothing(store: Store):
    first = build(store)
    send(store, counts(R02=41))
    second = build(store)
    (first.path / DATABASE).write_bytes(b"damaged")
    with pytest.raises(StoreError, match="damaged"):
        rollback(store, first.id)
    assert current_release(store) == second


def test_old_releases_are_removed_but_for_the_current_and_the_pinned(store: Store):
    made = [build(store, code_version=str(number)) for number in range(6)]
    ids = [found.id for found in made]
    rollback(store, ids[1])
    there = []

    def withhold():
        there.append(release_ids(store))

    assert prune(store, withhold, keep=2, pinned=[ids[0]]) == (ids[3], ids[2])
    assert there == [tuple(reversed(ids))]  # while those to be removed can still be read
    assert release_ids(store) == (ids[5], ids[4], ids[1], ids[0])
    assert current_release(store) == made[1]
    assert prune(store, withhold) == ()
    assert len(there) == 1
    assert build(store, code_version="7").id[:5] == "r0007"


def test_a_removal_that_a_fault_cut_short_is_finished(store: Store):
    made = build(store)
    (store.releases / ".gone-r0000-00000000").mkdir()
    assert prune(store, pytest.fail) == ()
    assert {path.name for path in store.releases.iterdir()} == {".publishing", made.id}


def test_a_manifest_of_another_version_is_refused(store: Store):
    made = build(store)
    fields = {**read_sealed(made.path / "manifest.json"), "later": "unknown here"}
    (made.path / "manifest.json").write_bytes(sealed(fields))
    with pytest.raises(StoreError, match="made by another version of Yardstick"):
        release(store, made.id)


def test_a_manifest_of_another_release_is_refused(store: Store):
    first, second = build(store), build(store, code_version="2")
    (first.path / "manifest.json").write_bytes((second.path / "manifest.json").read_bytes())
    with pytest.raises(StoreError, match="has been damaged"):
        release(store, first.id)
