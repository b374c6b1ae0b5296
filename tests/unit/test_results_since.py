"""Figures of an older release against the newest: what was revised, as its reader may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from desk_builders import (
    CATALOGUE,
    DERBY,
    DERBYSHIRE,
    LEICESTER,
    MADE,
    REGION,
    RUTLAND,
    new_store,
    open_desk,
    selection,
    send,
    viewer,
)

from yardstick.model import Basis, Comparator, Status
from yardstick.numbers import point_text
from yardstick.store.build import build_release

EARLIER, PERIOD, LATER = "2024-25 Q2", "2024-25 Q3", "2024-25 Q4"
ASKED = {"indicator": "R03", "basis": Basis.QUARTERLY, "period": PERIOD}


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    """Two releases: in the second Derbyshire corrected a quarter, Leicester's came, all went on."""
    store = new_store(tmp_path_factory.mktemp("since"))
    for area in REGION.authorities:
        send(store, area, EARLIER, R02=2000, R03=500, R10=40, **{"R02S/6": 700, "R02S/2A": 1300})
        if area != LEICESTER:
            send(store, area, PERIOD, R02=2000, R03=400, R10=4, **{"R02S/6": 600, "R02S/2A": 1400})
    first = open_desk(store).results(viewer()).release
    corrected = {"R02": 2000, "R03": 600, "R10": 3, "R02S/6": 650, "R02S/2A": 1350}
    send(store, DERBYSHIRE, PERIOD, received=dt.date(2025, 7, 1), **corrected)
    send(store, LEICESTER, PERIOD, R02=2000, R03=1200, R10=30)
    for area in REGION.authorities:
        send(store, area, LATER, R02=2000, R03=300, R10=20, **{"R02S/6": 900, "R02S/2A": 1100})
    desk = open_desk(store)
    later = {"made": MADE + dt.timedelta(1), "code_version": "test", "instruction": "test"}
    build_release(store, CATALOGUE, **later)
    return desk, first


def held(releases, ask, who=None, **changes):
    """Ask the older release for a result, and hold it against the newest."""
    desk, first = releases
    reader = who or viewer(DERBY)
    asked = selection(**{**ASKED, **changes})
    older = ask(desk.results(reader, first), asked)
    return older, desk.results(reader).since(older, asked)


def told(since):
    return {
        (one.what, one.period): (
            point_text(one.before, one.indicator),
            point_text(one.after, one.indicator),
        )
        for one in since.revised
    }


def test_a_comparison_says_which_of_its_figures_were_revised_with_both_values(releases):
    older, since = held(releases, lambda results, asked: results.comparison(asked))
    assert since.shown == 10  # nine authorities had sent it, and the region
    assert told(since) == {
        ("Derbyshire", PERIOD): ("20.0%", "30.0%"),
        ("East Midlands", PERIOD): ("20.0%", "25.0%"),
    }
    assert older.period.key == PERIOD


def test_what_the_older_release_did_not_show_is_not_counted(releases):
    _, since = held(releases, lambda results, asked: results.comparison(asked))
    assert "Leicester" not in {one.what for one in since.revised}
    _, whole = held(releases, lambda results, asked: results.trend(asked))
    assert LATER not in {one.period for one in whole.revised}
    assert whole.shown == 10 + 9 + 2
    assert told(whole) == told(since)


def test_an_open_period_is_held_against_the_one_that_was_shown(releases):
    older, since = held(
        releases, lambda results, asked: results.comparison(asked), period="", area=DERBY
    )
    assert older.period.key == PERIOD
    assert {one.period for one in since.revised} == {PERIOD}


@pytest.mark.parametrize("comparator", [Comparator.REGION, Comparator.NEIGHBOURS])
def test_board_and_profile_hold_each_figure_against_the_same_period(releases, comparator):
    asked = {"comparator": comparator, "area": DERBYSHIRE}
    _, board = held(releases, lambda results, asked: results.board(asked), **asked)
    _, profile = held(releases, lambda results, asked: results.profile(asked), **asked)
    others = {CATALOGUE.reference.areas[code].name for code in REGION.authorities} - {"Derbyshire"}
    mine = [one for one in board.revised if one.what not in others]
    assert ("Derbyshire", PERIOD) in told(profile)
    assert list(profile.revised) == mine
    assert board.shown > profile.shown > 2


def test_parts_say_what_was_revised_of_them(releases):
    asked = {"indicator": "R02S", "area": DERBYSHIRE}
    _, since = held(releases, lambda results, asked: results.parts(asked), **asked)
    assert since.shown == 2
    assert told(since)["Police", PERIOD] == ("30.0%", "32.5%")
    _, usual = held(releases, lambda results, asked: results.parts(asked), **asked, basis=None)
    assert usual == since


def test_a_trace_is_about_one_figure(releases):
    _, since = held(releases, lambda results, asked: results.trace(asked), area=DERBYSHIRE)
    assert since.shown == 1
    assert told(since) == {("Derbyshire", PERIOD): ("20.0%", "30.0%")}
    _, same = held(releases, lambda results, asked: results.trace(asked), area=DERBY)
    assert (same.shown, same.revised) == (1, ())


def test_a_hidden_count_that_was_corrected_is_not_told_of_to_others(releases):
    asked = {"indicator": "R10", "area": DERBYSHIRE}
    older, others = held(releases, lambda results, asked: results.comparison(asked), **asked)
    shown = older.values.set_index("area")["status"]
    assert shown[DERBYSHIRE] == Status.SUPPRESSED
    assert "Derbyshire" not in {one.what for one in others.revised}
    _, own = held(
        releases, lambda results, asked: results.comparison(asked), viewer(DERBYSHIRE), **asked
    )
    [mine] = [one for one in own.revised if one.what == "Derbyshire"]
    assert (mine.before.numerator, mine.after.numerator) == (4, 3)


def test_both_values_are_what_the_two_pages_show(releases):
    """A naive twin: open both releases and compare what stands there, figure by figure."""
    desk, first = releases
    reader, asked = viewer(RUTLAND), selection(RUTLAND, **ASKED)
    before, after = (
        desk.results(reader, one).comparison(asked).values.set_index("name") for one in (first, "")
    )
    expected = {
        name
        for name in before.index
        if before.loc[name, "status"] != Status.UNAVAILABLE
        and (before.loc[name, "value"], before.loc[name, "numerator"])
        != (after.loc[name, "value"], after.loc[name, "numerator"])
    }
    _, since = held(
        releases, lambda results, asked: results.comparison(asked), reader, area=RUTLAND
    )
    assert {one.what for one in since.revised} - {"East Midlands"} == expected == {"Derbyshire"}


def test_an_indicator_that_the_newer_release_has_no_figure_of_is_gone(releases):
    desk, first = releases
    asked = selection(**ASKED)
    older = desk.results(viewer(), first).comparison(asked)
    unknown = replace(older, indicator=older.indicator.model_copy(update={"id": "R99"}))
    gone = desk.results(viewer()).since(unknown, asked)
    assert len(gone.revised) == gone.shown
    assert {one.after.status for one in gone.revised} == {Status.UNAVAILABLE}


def test_a_release_against_itself_has_nothing_revised(releases):
    desk, _ = releases
    now = desk.results(viewer())
    for ask in (now.trend, now.comparison, now.board, now.profile):
        since = now.since(ask(selection(**ASKED)), selection(**ASKED))
        assert since.shown
        assert since.revised == ()
