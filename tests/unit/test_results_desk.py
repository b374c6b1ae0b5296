"""The desk: opened once, warmed before the first reader, of a region that was declared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_builders import CATALOGUE, DERBYSHIRE, new_store, open_desk, selection, send

from yardstick.access.policy import viewer_for
from yardstick.model import Comparator
from yardstick.results import boards
from yardstick.results import desk as desk_module
from yardstick.results.desk import Desk, close_desk, desk, region_of
from yardstick.results.gate import Results
from yardstick.store.history import rollback
from yardstick.store.release import release_ids

pytest_plugins = ["five_year_fixtures"]


def test_the_desk_is_opened_once_from_the_environment_and_can_be_closed(five_years, monkeypatch):
    monkeypatch.setenv("YARDSTICK_STORE", str(five_years.store.root))
    close_desk()
    one = desk()
    assert desk() is one
    assert one.is_demonstration
    close_desk()
    assert desk() is not one
    close_desk()


def test_once_a_desk_is_warm_no_reader_waits_for_where_an_authority_stands(five_years, monkeypatch):
    five_years.warm_up()
    monkeypatch.setattr(boards, "_figures", None)  # it would fail if it were made again
    reader = viewer_for("derbyshire.dcs", five_years.accounts, five_years.region)
    results = five_years.results(reader)
    against = replace(selection(), comparator=Comparator.ENGLAND)
    assert len(results.board(against).values) > len(results.indicators())
    for area in results.areas():
        found = results.profile(replace(against, area=area.code))
        assert len(found.values) == len(found.indicators)


def test_a_desk_is_warmed_once_for_readers_with_the_same_rights(five_years, monkeypatch):
    asked = []
    everybody = [
        viewer_for(account, five_years.accounts, five_years.region)
        for account in five_years.accounts.current().credentials.usernames
    ]
    scopes = {viewer.scope for viewer in everybody if viewer is not None}
    assert len(scopes) < len(everybody)
    made = Results.board

    def board(self, selection):
        asked.append(self.viewer.scope)
        return made(self, selection)

    monkeypatch.setattr(Results, "board", board)
    five_years.warm_up()
    assert sorted(asked) == sorted(scopes)


def test_what_the_newest_release_withholds_stays_so_though_readers_are_back_at_another(
    tmp_path, monkeypatch
):
    store, asked = new_store(tmp_path), []
    for number in (10, 11):
        send(store, DERBYSHIRE, "2024-25 Q4", R02=number)
        one = open_desk(store)
    newest, first = release_ids(store)
    rollback(store, first)
    monkeypatch.setattr(Desk, "_protected", lambda _, opened, _viewer: asked.append(opened.info.id))
    monkeypatch.setattr(desk_module, "withheld", lambda _, areas: areas)
    monkeypatch.setattr(desk_module, "keep_withheld", lambda _, found: found)
    one.withhold(())
    assert set(asked) == {newest, first}


def test_a_region_nobody_declared_is_named_with_those_that_are():
    with pytest.raises(Exception, match=r"'moon'.*east_midlands"):
        region_of(CATALOGUE, "moon")
