"""What a release shows others of records: from the ledger to tables that are no record."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pytest
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, new_store
from placement_builders import DATASET, keep, table_of
from shared_builders import AREAS, CUBES, KEY, keep_each, placements, publish

from yardstick.disclosure import sharing
from yardstick.disclosure.cube_spec import CubeError
from yardstick.disclosure.cubes import protect_records
from yardstick.disclosure.sharing import share
from yardstick.store.connection import ALIAS, open_release
from yardstick.store.errors import StoreError
from yardstick.store.manifest import write_manifest
from yardstick.store.sharing import memory_of

PLACEMENTS = CATALOGUE.datasets[DATASET]
SHARED = f"shared_{DATASET}"


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path)


def table(store, name, release=None):
    connection = open_release(store, release).connection
    return connection.table(f"{ALIAS}.{name}").df()


def told(done, of):
    assert 0 < done <= of


def test_a_release_holds_a_cube_of_each_authority_that_returned(store):
    keep_each(store)
    manifest = publish(store)
    cubes = table(store, "shared_cube")
    assert sorted(cubes["area"]) == sorted(AREAS)
    assert set(cubes["period"]) == {"2024/25"}
    found = table(store, SHARED)
    assert set(found["number"] % 5) == {0}
    within = found.groupby("area")["number"].sum()
    largest = cubes.set_index("area")["total"]
    assert (abs(within - 60) <= largest).all()
    (said,) = manifest.shared
    assert said.dataset == DATASET
    assert said.rows[SHARED] == len(found) == manifest.tables[SHARED]


def test_a_release_built_without_protection_shows_nothing_of_others(store):
    keep_each(store)
    manifest = publish(store, sharing=None)
    assert manifest.shared == ()
    assert {name for name in manifest.tables if name.startswith("shared_")} == set(
        open_release(store).shared_tables
    )
    assert not any(manifest.tables[name] for name in open_release(store).shared_tables)
    assert publish(store, hours=1).shared  # which begins from nothing


def test_a_release_without_records_has_no_memory(store):
    manifest = publish(store)
    assert list(manifest.files) == ["yardstick.duckdb"]


def test_what_a_release_leaves_the_next_one_is_its_owners_and_holds_no_pseudonym(store):
    keep_each(store)
    manifest = publish(store)
    path = store.releases / manifest.release / memory_of(DATASET)
    assert path.stat().st_mode & 0o077 == 0
    assert path.name in manifest.files
    assert b"P4-" not in path.read_bytes()


def test_a_correction_of_few_records_changes_nothing_that_is_shown(store):
    keep_each(store)
    first = publish(store)
    before = table(store, SHARED)
    keep(store, table_of(*placements(DERBY, 60, 1)[:-3]), DERBY)
    second = publish(store, hours=1)
    assert first.release != second.release
    pd.testing.assert_frame_equal(table(store, SHARED), before)
    held = table(store, "shared_cube")
    assert held["held"].all()
    assert held["tried"].isna().all()


def test_a_correction_of_many_records_is_shown(store):
    keep_each(store)
    publish(store)
    keep(store, table_of(*placements(DERBY, 120, 9)), DERBY)
    publish(store, hours=1)
    cubes = table(store, "shared_cube").set_index("area")
    assert not cubes.loc[DERBY, "held"]
    assert cubes.loc[DERBYSHIRE, "held"]


def test_a_damaged_memory_stops_the_next_release(store):
    keep_each(store)
    manifest = publish(store)
    path = store.releases / manifest.release / memory_of(DATASET)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError):
        publish(store, hours=1)


def test_a_memory_that_no_release_knows_stops_the_next_one(store):
    keep_each(store)
    manifest = publish(store)
    folder = store.releases / manifest.release
    write_manifest(folder, manifest.model_copy(update={"files": {}}))
    with pytest.raises(StoreError, match="is of no release"):
        publish(store, hours=1)


def test_a_release_is_refused_where_a_cube_cannot_be_protected(store, monkeypatch):
    keep_each(store)

    def never(*_, **__):
        raise CubeError("Nothing withstands.")

    monkeypatch.setattr(sharing, "protect_records", never)
    with pytest.raises(StoreError, match="Nothing withstands"):
        publish(store)
    assert not store.current.exists()


def test_a_data_set_without_cubes_is_not_shared():
    with pytest.raises(StoreError, match="does not declare"):
        share(
            PLACEMENTS.model_copy(update={"cubes": None}), CATALOGUE, pa.table({}),
            key=KEY, before=None, progress=told,
        )  # fmt: skip


def test_a_data_set_without_prices_shows_none(store):
    cubes = CUBES.model_copy(update={"prices": None})
    without = PLACEMENTS.model_copy(update={"cubes": cubes})
    catalogue = replace(
        CATALOGUE, datasets=MappingProxyType({**CATALOGUE.datasets, DATASET: without})
    )
    keep_each(store, AREAS[:1])
    manifest = publish(store, catalogue=catalogue)
    assert set(manifest.shared[0].rows) == {SHARED, "shared_cube"}
    assert list(table(store, "shared_price").columns) == ["dataset", "period", "price"]


def test_a_large_region_is_shared_by_several_processes(store, monkeypatch):
    asked = {}

    def noted(*args, workers, **more):
        asked["workers"] = workers
        return protect_records(*args, **more)

    monkeypatch.setattr(sharing, "protect_records", noted)
    monkeypatch.setattr(sharing, "MANY", 10)
    monkeypatch.setattr(sharing, "cpu_count", lambda: 3)
    keep_each(store, AREAS[:1])
    publish(store)
    assert asked == {"workers": 3}
