"""Releases: what their tables hold, how they are made, and which one is current."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_builders import (
    DERBY,
    ENGLAND,
    MADE,
    QUARTER,
    REFERENCE,
    REGION,
    RUTLAND,
    build,
    catalogue,
    counts,
    load,
    new_store,
    send,
    values,
)

from yardstick.catalogue.reference import Neighbour
from yardstick.model import Status
from yardstick.store import draft
from yardstick.store import release as release_module
from yardstick.store.connection import open_release
from yardstick.store.errors import StoreError
from yardstick.store.history import prune, rollback
from yardstick.store.lock import publishing
from yardstick.store.manifest import DATABASE, MANIFEST, Manifest
from yardstick.store.release import (
    current_release,
    list_releases,
    manifest_of,
    release,
    release_ids,
)
from yardstick.store.schema import TABLES
from yardstick.store.seal import read_sealed, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.places import Store

LATER = dt.date(2025, 2, 3)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path)


def rows(store: Store, table: str, release_id: str | None = None) -> list[tuple[object, ...]]:
    """Return a table of a release, in the order in which it lies on disk."""
    opened = open_release(store, release_id)
    found = opened.connection.table(f"release.{table}").fetchall()
    opened.connection.close()
    return found


def tables(store: Store, release_id: str) -> dict[str, str]:
    """Return a hash of every table of a release."""
    return {
        name: hashlib.sha256(repr(rows(store, name, release_id)).encode()).hexdigest()
        for name in TABLES
    }


# ---- what the tables hold -----------------------------------------------------------------


def test_reference_comes_from_the_catalogue(store: Store):
    build(store)
    assert rows(store, "area") == [
        (DERBY, "831", "Derby", "authority", REGION, None, dt.date(2040, 3, 31), 1),
        (RUTLAND, "857", "Rutland", "authority", REGION, dt.date(1997, 4, 1), None, 2),
        (ENGLAND, "", "England", "country", "", None, None, 3),
    ]
    assert rows(store, "population") == [
        (DERBY, 2023, "mid-2024", 62_000),
        (RUTLAND, 2024, "mid-2024", 8_012),
    ]
    assert rows(store, "neighbour") == [
        ("2021", DERBY, 1, RUTLAND, "Close"),
        ("2025", DERBY, 1, RUTLAND, "Very close"),
        ("2025", DERBY, 2, ENGLAND, "Close"),
    ]
    assert rows(store, "indicator") == [
        ("R02", "quarterly", "R02", "", "age_0_17", 1),
        ("R03", "quarterly", "R03", "R02", "", 2),
        ("R99", "quarterly", "R99", "", "", 3),
    ]
    assert rows(store, "part") == [
        ("quarterly", "R02S", "source", "individual", "Individuals", "1A", 1),
        ("quarterly", "R02S", "source", "individual", "Individuals", "1B", 1),
        ("quarterly", "R02S", "source", "schools", "Schools", "2A", 2),
    ]


def test_the_newest_version_of_each_return_is_what_was_returned(store: Store):
    send(store, counts(R02=40, R03="c", R04=3))
    newest = send(store, counts(R02=41, R03=7), received=LATER)
    other = send(store, counts(R02=300), area=DERBY)
    build(store)
    key = ("quarterly", "R02", "")
    assert rows(store, "returned") == [
        (*key, DERBY, QUARTER, 300.0, "shown", other.submission, ""),
        (*key, RUTLAND, QUARTER, 41.0, "shown", newest.submission, ""),
        ("quarterly", "R03", "", RUTLAND, QUARTER, 7.0, "shown", newest.submission, ""),
    ]


def test_every_version_is_listed_and_the_newest_is_marked(store: Store):
    first = send(store, counts(R02=40))
    second = send(store, counts(R02=41), received=LATER)
    build(store)
    key, due = ("quarterly", RUTLAND, QUARTER), dt.date(2025, 1, 31)
    assert rows(store, "submission") == [
        (first.submission, *key, 1, dt.date(2025, 1, 20), due, "", 1, first.sha256, True, False),
        (second.submission, *key, 2, LATER, due, "", 1, second.sha256, True, True),
    ]


def test_who_sent_a_return_stays_out_of_the_release(store: Store):
    send(store, counts(R02=40), submitted_by="a-persons-name")
    made = build(store)
    for path in made.path.iterdir():
        assert b"a-persons-name" not in path.read_bytes()


def test_every_number_that_a_later_version_changed_is_a_revision(store: Store):
    send(store, counts(R01=1, R02=40, R03="c", R04=3, R05="x"))
    send(store, counts(R01=1, R02=41, R03=7, R05="c", R06=9), received=LATER)
    send(store, counts(R01=1, R02=40, R03=7, R05="c", R06=9), received=dt.date(2025, 3, 1))
    send(store, counts(R02=7), area=DERBY)
    build(store)
    found = [(row[1], *row[5:]) for row in rows(store, "revision")]
    assert found == [
        ("R02", 40.0, 41.0, LATER),
        ("R02", 41.0, 40.0, dt.date(2025, 3, 1)),
        ("R03", None, 7.0, LATER),
        ("R04", 3.0, None, LATER),
        ("R06", None, 9.0, LATER),
    ]
    assert {row[:1] + row[2:5] for row in rows(store, "revision")} == {
        ("quarterly", "", RUTLAND, QUARTER)
    }


def test_the_file_loaded_last_gives_each_published_figure(store: Store):
    first = values(("cin", RUTLAND, "2025", 10.5, "shown"), ("cin", DERBY, "2025", None, "c"))
    load(store, first, "f1")
    load(store, values(("cin", RUTLAND, "2025", 10.7, "r")), "f2", release="2026", loaded=LATER)
    load(store, values(("cin", RUTLAND, "2025", 9.0, "shown")), "f3", source="other")
    build(store)
    assert rows(store, "published") == [
        ("children_in_need", "cin", DERBY, "2025", None, "c", "2025", "mid-2024", "f1"),
        ("children_in_need", "cin", RUTLAND, "2025", 10.7, "r", "2026", "mid-2024", "f2"),
        ("other", "cin", RUTLAND, "2025", 9.0, "shown", "2025", "mid-2024", "f3"),
    ]
    assert [row[0] for row in rows(store, "official_file")] == ["f1", "f2", "f3"]
    assert rows(store, "official_file")[0][1:] == (
        *("children_in_need", "Children in need", "f1.csv", "2025"),
        *(100, 1, dt.date(2025, 11, 1)),
    )


def test_every_figure_that_a_later_file_gave_otherwise_is_a_revision(store: Store):
    same, moved, hidden, final = "same", "moved", "hidden", "final"
    load(
        store,
        values(
            (same, RUTLAND, "2025", 1.0, "shown"),
            (moved, RUTLAND, "2025", 1.0, "shown"),
            (hidden, RUTLAND, "2025", 1.0, "shown"),
            (final, RUTLAND, "2025", 1.0, "p"),
        ),
        "f1",
    )
    load(
        store,
        values(
            (same, RUTLAND, "2025", 1.0, "shown"),
            (moved, RUTLAND, "2025", 2.0, "shown"),
            (hidden, RUTLAND, "2025", None, "c"),
            (final, RUTLAND, "2025", 1.0, "shown"),
            ("new", RUTLAND, "2025", 1.0, "shown"),
        ),
        "f2",
        loaded=LATER,
    )
    build(store)
    assert [(row[1], *row[4:]) for row in rows(store, "published_revision")] == [
        ("final", 1.0, "p", 1.0, "shown", LATER),
        ("hidden", 1.0, "shown", None, "c", LATER),
        ("moved", 1.0, "shown", 2.0, "shown", LATER),
    ]


def test_a_store_without_figures_makes_a_release_without_figures(store: Store):
    made = build(store)
    empty = {name for name, count in manifest_of(store, made.id).tables.items() if not count}
    assert empty == {
        *("returned", "superseded", "submission", "revision"),
        *("published", "official_file", "published_revision"),
        *("shared_cube", "shared_price"),
    }


def test_the_release_says_what_it_is_of(store: Store):
    send(store, counts(R02=40))
    load(store, values(("cin", RUTLAND, "2025", 1.0, "shown")), "f1")
    made = build(store)
    manifest = manifest_of(store, made.id)
    assert dict(rows(store, "about")) == {
        "kind": "demonstration",
        "region": "east_midlands",
        "catalogue_version": "0123456789ab",
        "code_version": "1.0",
        "engine": duckdb.__version__,
        "instruction": "Directors, March meeting",
        "content": manifest.content,
    }
    database = made.path / DATABASE
    assert manifest.files[DATABASE].size == database.stat().st_size
    assert manifest.files[DATABASE].sha256 == hashlib.sha256(database.read_bytes()).hexdigest()
    assert [used.area for used in manifest.inputs.submissions] == [RUTLAND]
    assert [used.file for used in manifest.inputs.officials] == ["f1"]
    assert json.loads((made.path / "manifest.json").read_text())["release"] == made.id
    assert {stat.S_IMODE(path.stat().st_mode) for path in made.path.iterdir()} == {0o600}


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
with_number = [status for status in Status if status.has_value]
without_number = [status for status in Status if not status.has_value]
cells = st.tuples(numbers, st.sampled_from(with_number)) | st.tuples(
    st.none(), st.sampled_from(without_number)
)


@settings(max_examples=10)
@given(
    sent=st.dictionaries(st.tuples(texts, texts), cells, max_size=40),
    published=st.dictionaries(
        st.tuples(texts, st.sampled_from([RUTLAND, DERBY]), st.sampled_from(["2024", "2024-25"])),
        cells,
        max_size=40,
    ),
)
def test_what_was_recorded_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    sent: dict[tuple[str, ...], tuple[float | None, str]],
    published: dict[tuple[str, ...], tuple[float | None, str]],
):
    store = new_store(tmp_path_factory.mktemp("read"))
    items = counts(**{str(place): 0 for place in range(len(sent))}).astype(object)
    for place, ((item, breakdown), (number, status)) in enumerate(sent.items()):
        items.loc[place] = [item, breakdown, number, status]
    if sent:
        send(store, items)
    load(store, values(*((*key, *cell) for key, cell in published.items())), "f1")
    build(store)
    assert {row[1:3]: row[5:7] for row in rows(store, "returned")} == sent
    assert {row[1:4]: row[4:6] for row in rows(store, "published")} == published


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


# ---- which releases there are -------------------------------------------------------------


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
    assert prune(store, keep=2, pinned=[ids[0]]) == (ids[3], ids[2])
    assert release_ids(store) == (ids[5], ids[4], ids[1], ids[0])
    assert current_release(store) == made[1]
    assert prune(store) == ()
    assert build(store, code_version="7").id[:5] == "r0007"


def test_a_removal_that_a_fault_cut_short_is_finished(store: Store):
    made = build(store)
    (store.releases / ".gone-r0000-00000000").mkdir()
    assert prune(store) == ()
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
