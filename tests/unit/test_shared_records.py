"""What a release shows others of records: from the ledger to tables that are no record."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, new_store
from placement_builders import DATASET, keep, placement, table_of
from pydantic import ValidationError
from shared_builders import AREAS, CUBES, KEY, frame, keep_each, placements, publish

from yardstick.catalogue.cubes import ALL, Cubes, Rung
from yardstick.disclosure import sharing
from yardstick.disclosure.cube_declared import NOT_SAID, spec_of, worded
from yardstick.disclosure.cube_spec import CubeError
from yardstick.disclosure.cubes import protect_records
from yardstick.disclosure.price import rounded
from yardstick.disclosure.shared_prices import may_be_told, shown_prices
from yardstick.disclosure.sharing import share
from yardstick.store.connection import ALIAS, open_release
from yardstick.store.errors import StoreError
from yardstick.store.manifest import write_manifest
from yardstick.store.sharing import memory_of

PLACEMENTS = CATALOGUE.datasets[DATASET]
DECLARED = [each for each in CATALOGUE.datasets.values() if each.cubes]
SHARED = f"shared_{DATASET}"


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path)


def table(store, name, release=None):
    connection = open_release(store, release).connection
    return connection.table(f"{ALIAS}.{name}").df()


def told(done, of):
    assert 0 < done <= of


# ---- in a release -------------------------------------------------------------------------


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


# ---- declarations -------------------------------------------------------------------------


@pytest.mark.parametrize("dataset", DECLARED, ids=lambda each: each.id)
def test_every_declared_cube_has_ladders_that_hang_together(dataset):
    spec = spec_of(dataset, dataset.cubes, CATALOGUE.reference)
    for dimension in spec.dimensions:
        assert dimension.values_at(len(dimension.ladder)) == (ALL,)


def test_a_rung_that_joins_what_is_no_word_is_refused():
    first = CUBES.dimensions[0].model_copy(
        update={"rungs": (Rung(name="Two", joins={"Both": ("Key stage 9",)}),)}
    )
    cubes = CUBES.model_copy(update={"dimensions": (first, *CUBES.dimensions[1:])})
    with pytest.raises(CubeError, match="'Key stage 9': no such word"):
        spec_of(PLACEMENTS, cubes, CATALOGUE.reference)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"coupled": [["more", "placements"]]}, "coupled: 'more'"),
        ({"exact": [{"measure": "placements", "by": [["where"]]}]}, "exact: 'where'"),
        ({"exact": [{"measure": "children", "by": [[]]}]}, "coupled: 'children'"),
        ({"impossible": [{"where": ["there"]}]}, "impossible: 'where'"),
        ({"measures": [{"name": "need", "label": "Needs"}]}, "'need' stands twice"),
        ({"measures": [{"name": "number", "label": "Numbers"}]}, "'number' stands twice"),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused(changes, said):
    with pytest.raises(ValidationError, match=said):
        Cubes.model_validate({**CUBES.model_dump(), **changes})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"table": "nothing"}, "'nothing' is not a table here"),
        ({"dimensions": [{"name": "a", "label": "Any", "column": "b"}], "prices": None}, "'b' is"),
        (
            {"dimensions": [{"name": "a", "label": "Any", "column": "miles"}], "prices": None},
            "'miles' has no words",
        ),
    ],
)
def test_cubes_of_what_is_not_in_the_return_are_refused(changes, said):
    cubes = {**CUBES.model_dump(), **changes}
    with pytest.raises(ValidationError, match=said):
        type(PLACEMENTS).model_validate({**PLACEMENTS.model_dump(), "cubes": cubes})


def test_cubes_are_of_returns_of_terms():
    with pytest.raises(ValidationError, match="only returns of terms"):
        type(PLACEMENTS).model_validate({**PLACEMENTS.model_dump(), "cycle": "year"})


# ---- records in words ---------------------------------------------------------------------


def test_a_record_counts_once_a_year_as_last_returned():
    first = placement(primary_need="ASD")
    later = {**first, "period": "2024/25 Spring", "primary_need": "SEMH"}
    year_before = {**first, "period": "2023/24 Summer"}
    rows = worded(PLACEMENTS, CUBES, CATALOGUE.reference, frame([later, first, year_before]))
    assert sorted(zip(rows["period"], rows["need"], strict=True)) == [
        ("2023/24", "Autism"),
        ("2024/25", "Social, emotional and mental health"),
    ]


def test_what_is_missing_is_a_word_of_its_own_and_a_measure_counts_only_its_codes():
    sex = CUBES.dimensions[0].model_copy(update={"name": "sex", "column": "sex", "rungs": ()})
    term = CUBES.dimensions[0].model_copy(update={"name": "term", "column": "period", "rungs": ()})
    day = CUBES.measures[0].model_copy(update={"when": {"placement_basis": ("DAY",)}})
    cubes = CUBES.model_copy(update={"dimensions": (sex, term), "measures": (day,)})
    given = [placement(sex=None), placement(sex="F", child_ref="b", placement_basis="R52")]
    rows = worded(PLACEMENTS, cubes, CATALOGUE.reference, frame(given))
    assert list(rows["sex"]) == [NOT_SAID, "Female"]
    assert list(rows["term"]) == ["Autumn", "Autumn"]
    assert list(rows["placements"]) == [1, 0]
    assert spec_of(PLACEMENTS, cubes, CATALOGUE.reference).dimensions[0].values[-1] == NOT_SAID


# ---- prices -------------------------------------------------------------------------------


def priced(count=60, areas=3, groups=4, **columns):
    at = range(count)
    return pd.DataFrame(
        {
            "area": [f"E{place % areas}" for place in at],
            "period": "2024/25",
            "basis": "Day",
            "need": "Autism",
            "provider": [f"p{place % 8}" for place in at],
            "provider_group": [f"g{place % groups}" for place in at],
            "price": [40_000.0 + 1_000 * (place % 10) for place in at],
            **columns,
        }
    )


BY = ("basis", "need")


def test_a_mean_price_stands_for_the_region_and_for_each_part_that_may_be_told():
    found = shown_prices(priced(), BY)
    assert found.drop(columns="period").to_numpy().tolist() == [
        [ALL, ALL, rounded(44_500)],
        ["Day", ALL, rounded(44_500)],
        ["Day", "Autism", rounded(44_500)],
    ]


def test_no_price_is_shown_where_an_authority_could_take_its_own_away():
    two = priced(areas=2)
    assert not may_be_told(two)
    assert shown_prices(two, BY).empty


def test_a_provider_of_no_group_is_a_group_of_its_own():
    assert not shown_prices(priced(provider_group=None), BY).empty


def test_a_part_that_would_give_a_small_one_away_is_not_told():
    needs = ["Autism"] * 28 + ["Hearing impairment"] * 30 + ["Vision impairment"] * 2
    found = shown_prices(priced(need=needs), BY)
    told_apart = set(found["need"]) - {ALL}
    assert told_apart == {"Hearing impairment"}  # what is left of Day are thirty placements


def test_all_that_can_be_taken_apart_may_be_told():
    chance = np.random.default_rng(4)
    rows = priced(
        200,
        areas=6,
        need=chance.choice(["Autism", "SEMH", "Other"], 200, p=[0.7, 0.27, 0.03]),
        basis=chance.choice(["Day", "Residential"], 200, p=[0.9, 0.1]),
    )
    found = shown_prices(rows, BY)
    for basis, below in found[found["basis"] != ALL].groupby("basis"):
        whole = rows[rows["basis"] == basis]
        left = whole[~whole["need"].isin(below["need"])]
        assert left.empty or may_be_told(left)
    outside = rows[~rows["basis"].isin(found["basis"])]
    assert outside.empty or may_be_told(outside)


def test_a_large_region_is_shared_by_several_processes(store, monkeypatch):
    asked = {}

    def noted(*args, workers, **more):
        asked["workers"] = workers
        return protect_records(*args, **more)

    monkeypatch.setattr(sharing, "protect_records", noted)
    monkeypatch.setattr(sharing, "MANY", 10)
    monkeypatch.setattr(sharing.os, "cpu_count", lambda: 3)
    keep_each(store, AREAS[:1])
    publish(store)
    assert asked == {"workers": 3}
