"""A demonstration store: full in seconds, with a revision, and only where returns are invented."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import closing
from functools import partial

import pytest
from conftest import ROOT

from yardstick.catalogue import load_catalogue
from yardstick.demonstration import demonstrate, fill, invent_education, invent_returns
from yardstick.demonstration.records import Pattern, invent_records, planted_records
from yardstick.model import State
from yardstick.store.answers import answers_of, unanswered
from yardstick.store.connection import ALIAS, open_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import officials, questions_of, returns
from yardstick.store.moves import state_of
from yardstick.store.notes import standing_notes
from yardstick.store.places import create_store
from yardstick.store.release import current_release, list_releases

MADE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def known():
    return load_catalogue(ROOT / "data")


@pytest.fixture(scope="module")
def filled(tmp_path_factory, known):
    store = create_store(tmp_path_factory.mktemp("store") / "new", "demonstration", "east_midlands")
    begun = time.process_time()  # not the clock on the wall: the machine may have other work
    info = demonstrate(store, known, made=MADE)
    return store, info, time.process_time() - begun


def rows(store, release, table):
    opened = open_release(store, release)
    with closing(opened.connection), closing(opened.cursor()) as cursor:
        return cursor.table(f"{ALIAS}.{table}").df()


def test_a_store_is_filled_in_under_twenty_seconds(filled):
    _, _, seconds = filled
    assert seconds < 20


def test_a_region_is_invented_in_under_five_seconds(known):
    begun = time.process_time()
    assert len(list(invent_returns(known, known.regions["eastern"]))) > 500
    assert time.process_time() - begun < 5


def test_the_ledger_holds_every_invented_return_and_the_official_samples(filled, known):
    store, _, _ = filled
    invented = list(invent_returns(known, known.regions["east_midlands"]))
    recorded = returns(store)
    assert [(one.area, one.period, one.received) for one in recorded] == [
        (one.area, one.period, one.received) for one in invented
    ]
    assert all(one.invented for one in recorded)
    loaded = officials(store)
    sen2 = ("caseload", "requests", "timeliness", "need", "residential")
    assert [one.source for one in loaded] == ["lait", *(f"sen2_{table}" for table in sen2)]
    assert {one.loaded for one in loaded} == {dt.date(2026, 11, 15)}


def test_one_return_came_in_a_file_and_what_was_asked_about_it_is_answered(filled):
    store, _, _ = filled
    [sent] = [one for one in returns(store) if one.file]
    assert not unanswered(questions_of(store, sent), answers_of(store, sent))
    assert state_of(store, sent) is State.RELEASED
    assert standing_notes(store)


def test_readers_get_the_second_release_which_holds_the_correction(filled):
    store, info, _ = filled
    first, second = sorted(list_releases(store), key=lambda one: one.made)
    assert current_release(store).id == info.id == second.id
    assert (first.made, second.made) == (MADE - dt.timedelta(days=7), MADE)
    before, after = (rows(store, one.id, "revision") for one in (first, second))
    assert 0 < len(before) < len(after)
    assert set(after["received"].dt.date) - set(before["received"].dt.date)


def test_the_second_release_says_that_it_is_invented_and_under_which_instruction(filled):
    store, info, _ = filled
    assert info.kind == "demonstration"
    assert "invented" in info.instruction
    assert rows(store, info.id, "submission")["invented"].all()
    assert len(rows(store, info.id, "published")) > 500


def test_filling_again_changes_nothing(filled, known):
    store, info, _ = filled
    held = returns(store)
    assert demonstrate(store, known, made=MADE + dt.timedelta(days=1)).id == info.id
    assert returns(store) == held


def test_a_store_of_real_returns_is_not_filled(tmp_path, known):
    store = create_store(tmp_path / "new", "real", "east_midlands")
    with pytest.raises(StoreError, match="holds real returns"):
        demonstrate(store, known, made=MADE)
    assert returns(store) == ()


def test_what_the_sample_publishes_has_taken_the_place_of_invented_results(
    tmp_path, known, monkeypatch
):
    monkeypatch.setattr(fill, "invent_returns", partial(invent_returns, quarters=3))
    store = create_store(tmp_path / "new", "demonstration", "east_midlands")
    education = list(invent_education(known, known.regions["east_midlands"]))
    info = demonstrate(store, known, made=MADE, education=education)
    held, gone = (rows(store, info.id, table) for table in ("returned", "superseded"))
    shown, since = (set(one.loc[one["item"] == "E03", "period"]) for one in (held, gone))
    assert since == {"2024/25"}
    assert "2025/26" in shown
    assert not shown & since


def test_any_declared_region_can_be_shown(tmp_path, known, monkeypatch):
    monkeypatch.setattr(fill, "invent_returns", partial(invent_returns, quarters=3))
    store = create_store(tmp_path / "new", "demonstration", "eastern")
    info = demonstrate(store, known, made=MADE)
    assert rows(store, info.id, "returned")["area"].nunique() == 11


def test_a_region_that_is_not_declared_is_named(tmp_path, known):
    store = create_store(tmp_path / "new", "demonstration", "atlantis")
    with pytest.raises(StoreError, match=r"'atlantis' is not declared.*east_midlands, eastern"):
        demonstrate(store, known, made=MADE)


# ---- records ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def with_records(tmp_path_factory, known):
    store = create_store(tmp_path_factory.mktemp("store") / "new", "demonstration", "east_midlands")
    records = list(invent_records(known, known.regions["east_midlands"], 0.02))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fill, "invent_returns", partial(invent_returns, quarters=3))
        info = demonstrate(store, known, made=MADE, records=records)
        again = demonstrate(store, known, made=MADE, records=records)
    return store, info, again, records


def test_records_reach_the_second_release_row_for_row(with_records):
    store, info, _, records = with_records
    for table in ("exclusions", "leavers", "joiners", "headcount", "placements"):
        sent = sum(len(one.tables[table]) for one in records if table in one.tables)
        assert len(rows(store, info.id, f"own_{table}")) == sent > 0
    first, _ = sorted(list_releases(store), key=lambda one: one.made)
    assert rows(store, first.id, "own_exclusions").empty


def test_filling_again_records_nothing_twice(with_records):
    store, info, again, records = with_records
    assert again.id == info.id
    sent = [one for one in returns(store) if one.tables]
    assert [(one.dataset, one.area, one.period) for one in sent] == [
        (one.dataset, one.area, one.period) for one in records
    ]
    assert {one.version for one in sent} == {1}
    assert all(one.submitted_by.startswith("demonstration:") for one in sent)


def test_what_is_planted_in_records_is_known_by_region_and_scale(known):
    planted = planted_records(known, known.regions["east_midlands"], 0.02)
    assert {one.pattern for one in planted} == set(Pattern)
    areas = set(known.regions["east_midlands"].authorities)
    assert {one.area for one in planted if one.area} <= areas
