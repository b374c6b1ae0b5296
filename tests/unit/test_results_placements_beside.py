"""Placements beside what is shown of others, through the door: only what a reader was given."""

from __future__ import annotations

import pytest
from beside_builders import answer, own, shown, tables
from desk_builders import DERBY, DERBYSHIRE, LEICESTER, new_store, selection
from placement_builders import commissioner
from shared_builders import keep_each, publish

from yardstick.model import Grant, Reach
from yardstick.results.desk import Desk
from yardstick.results.placement_types import BESIDE, OF_OTHERS, PlacementsAsked, Question
from yardstick.results.settings import Settings

READER = commissioner(DERBYSHIRE)


@pytest.mark.parametrize("question", BESIDE)
def test_a_release_without_what_is_shown_of_others_has_nothing_beside(question):
    empty = shown(mine=[{}])
    older = tables(own_placements=own({}), published=[])
    for connection in (empty, older):
        found = answer(connection, question)
        assert (len(found.rows), dict(found.totals)) == (0, {})
        assert (found.period is None) == (question in OF_OTHERS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("beside"))
    keep_each(store)
    publish(store)
    return Desk.open(Settings(store=store.root))


def through(desk, question, reach=Reach.REGION):
    reader = commissioner(DERBYSHIRE)
    grants = frozenset({Grant("send_placements", reach)})
    reader = type(reader)(**{**vars(reader), "grants": grants})
    return desk.results(reader).placements(selection(), PlacementsAsked(question))


def test_others_are_shown_to_whoever_was_given_the_region(desk):
    rows = through(desk, Question.PLACES_REGION).rows.set_index("part")
    assert rows.loc[DERBYSHIRE, "number"] == 60
    assert rows.loc[[DERBY, LEICESTER], "number"].gt(0).all()
    assert not (rows.loc[~rows["is_exact"], "number"].dropna() % 5).any()
    assert through(desk, Question.PRICE_REGION).totals["region"] % 1_000 == 0
    assert len(through(desk, Question.MIX_REGION).rows)


def test_whoever_was_given_their_own_sees_no_other_and_no_price(desk):
    rows = through(desk, Question.PLACES_REGION, Reach.OWN).rows.set_index("part")
    assert rows["number"].dropna().index.tolist() == [DERBYSHIRE]
    for question in (Question.PRICE_REGION, Question.MIX_REGION):
        assert not len(through(desk, question, Reach.OWN).rows)


def test_the_door_says_what_every_authoritys_placements_can_be_cut_by(desk):
    cuts = desk.results(READER).cuts("send_placements")
    assert next(iter(cuts.items())) == ("", "All placements")
    assert cuts["basis.day"] == "Day or residential: Day"
    assert len(set(cuts.values())) == len(cuts)
