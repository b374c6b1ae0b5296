"""What the tables of a release hold: the newest of each, what it replaced, and where it is from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import stat
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_builders import (
    DERBY,
    ENGLAND,
    LATER,
    QUARTER,
    REGION,
    RUTLAND,
    build,
    counts,
    load,
    new_store,
    rows,
    send,
    values,
)

from yardstick.model import Status
from yardstick.store.manifest import DATABASE
from yardstick.store.release import manifest_of

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.places import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path)


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
