"""How a release is made: alike from the same inputs, and not at all where it would be wrong."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from store_builders import (
    DERBY,
    ENGLAND,
    LATER,
    MADE,
    REFERENCE,
    build,
    catalogue,
    counts,
    load,
    new_store,
    rows,
    send,
    values,
)

from yardstick.catalogue.reference import Neighbour
from yardstick.store import draft
from yardstick.store.errors import StoreError
from yardstick.store.history import rollback
from yardstick.store.lock import publishing
from yardstick.store.manifest import DATABASE, Manifest
from yardstick.store.release import current_release, list_releases, manifest_of, release_ids
from yardstick.store.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.places import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path)


def tables(store: Store, release_id: str) -> dict[str, str]:
    """Return a hash of every table of a release."""
    return {
        name: hashlib.sha256(repr(rows(store, name, release_id)).encode()).hexdigest()
        for name in TABLES
    }


# ---- the same inputs, the same release ----------------------------------------------------


def fill(store: Store) -> None:
    send(store, counts(R02=40, R03="c"))
    send(store, counts(R02=41, R03=6), received=LATER)
    send(store, counts(R02=300), area=DERBY)
    many = [("cin", DERBY, f"{1000 + n}", n / 7, "shown") for n in range(2_000)]
    load(store, values(*many), "f1")
    load(store, values(("cin", DERBY, "1999", None, "x")), "f2")


def test_the_same_inputs_give_the_same_tables(tmp_path: Path):
    made = []
    for name in ("one", "two"):
        store = new_store(tmp_path / name)
        fill(store)
        found = build(store, made=MADE if name == "one" else MADE + dt.timedelta(days=9))
        made.append((found.id, tables(store, found.id), manifest_of(store, found.id).tables))
    assert made[0] == made[1]


def test_building_again_from_the_same_inputs_changes_nothing(store: Store):
    fill(store)
    first = build(store)
    again = build(store, made=MADE + dt.timedelta(days=1))
    assert again == first == current_release(store)
    assert release_ids(store) == (first.id,)


@pytest.mark.parametrize(
    "change",
    [
        {"code_version": "1.1"},
        {"instruction": "Another meeting"},
        {"catalogue": catalogue(version="ba9876543210")},
    ],
)
def test_other_inputs_make_another_release(store: Store, change: dict[str, object]):
    first, second = build(store), build(store, **change)
    assert first.id[:5] == "r0001"
    assert second.id[:5] == "r0002"
    assert first.id[6:] != second.id[6:]
    assert [found.id for found in list_releases(store)] == [second.id, first.id]


def test_a_new_return_makes_another_release_and_the_earlier_stays(store: Store):
    send(store, counts(R02=40))
    first = build(store)
    send(store, counts(R02=41))
    second = build(store)
    assert current_release(store) == second
    assert rows(store, "returned", first.id)[0][5] == 40.0
    assert rows(store, "returned")[0][5] == 41.0


def test_building_after_a_rollback_makes_a_release_of_its_own(store: Store):
    first = build(store)
    send(store, counts(R02=40))
    second = build(store)
    rollback(store, first.id)
    third = build(store)
    assert (third.id[:5], third.id[6:]) == ("r0003", second.id[6:])
    assert tables(store, third.id) == tables(store, second.id)


@pytest.mark.parametrize("name", [DATABASE, "manifest.json", "../../CURRENT"])
def test_building_mends_a_damaged_release(store: Store, name: str):
    send(store, counts(R02=40))
    first = build(store)
    (first.path / name).write_bytes(b"damaged")
    second = build(store)
    assert second.id[:5] == "r0002"
    assert current_release(store) == second
    assert rows(store, "returned")[0][5] == 40.0


# ---- what cannot be built -----------------------------------------------------------------


def test_a_region_that_is_not_declared_is_refused(store: Store):
    with pytest.raises(StoreError, match="'east_midlands', which is not declared"):
        build(store, catalogue=replace(catalogue(), regions={"eastern": None}))


def test_a_moment_without_a_time_zone_is_refused(store: Store):
    with pytest.raises(ValueError, match="time zone"):
        build(store, made=MADE.replace(tzinfo=None))


def test_two_rows_for_one_key_are_refused(store: Store):
    first = build(store)
    twice = (*REFERENCE.neighbours, Neighbour("2021", DERBY, 1, ENGLAND, "Close"))
    with pytest.raises(StoreError, match="'neighbour' has two rows for the same model, area, pos"):
        build(store, catalogue=catalogue("other", replace(REFERENCE, neighbours=twice)))
    assert current_release(store) == first
    assert release_ids(store) == (first.id,)


def test_a_table_that_is_read_back_otherwise_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    def miscounted(**fields: object) -> Manifest:
        return Manifest(**{**fields, "tables": dict.fromkeys(TABLES, 1)})

    monkeypatch.setattr(draft, "Manifest", miscounted)
    with pytest.raises(StoreError, match="'area' cannot be read back"):
        build(store)


def test_a_damaged_submission_is_refused_and_the_release_stays(store: Store):
    kept = send(store, counts(R02=40))
    first = build(store)
    send(store, counts(R02=41))
    (store.submissions / f"{kept.sha256}.parquet").write_bytes(b"damaged")
    with pytest.raises(StoreError, match="has been damaged"):
        build(store)
    assert current_release(store) == first
    assert {path.name for path in store.releases.iterdir()} == {".publishing", first.id}


def test_a_full_disk_is_reported_and_the_release_stays(store: Store):
    first = build(store)
    send(store, counts(R02=40))
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        with pytest.raises(StoreError, match="could not be written; is the disk full"):
            build(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert current_release(store) == first
    assert build(store).id[:5] == "r0002"


def test_of_two_publishers_one_wins_and_the_other_is_told(store: Store):
    with publishing(store), pytest.raises(StoreError, match="Somebody else is publishing"):
        build(store)
    assert build(store).id[:5] == "r0001"


def test_a_folder_that_cannot_be_written_is_named(store: Store):
    store.releases.rmdir()
    with pytest.raises(StoreError, match=r"releases cannot be written .unable to open"):
        build(store)
