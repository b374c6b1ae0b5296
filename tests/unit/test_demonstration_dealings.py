"""What passes between the people of a demonstration, as the people it is for find it."""

from __future__ import annotations

import pytest
from conftest import ROOT

from yardstick.access.audit import audit_key, check_chain
from yardstick.access.refusals import refusals
from yardstick.catalogue import load_catalogue
from yardstick.demonstration import invent_returns
from yardstick.demonstration.dealings import Dealings, of_return
from yardstick.demonstration.planted import NATIONAL
from yardstick.demonstration.returns import LAST
from yardstick.intake.free_text import checked_text
from yardstick.model import State
from yardstick.store.answers import answers_of, unanswered
from yardstick.store.ledger import questions_of, returns
from yardstick.store.moves import state_of
from yardstick.store.notes import notes_of, standing_notes
from yardstick.store.places import create_store, operations
from yardstick.store.requests import Outcome, requests

QUARTERS = 16  # the least with the quarter that is asked about, and the one before
CATALOGUE = load_catalogue(ROOT / "data")
REGION = CATALOGUE.regions["east_midlands"]


@pytest.fixture(scope="module")
def sent():
    return list(invent_returns(CATALOGUE, REGION, quarters=QUARTERS))


@pytest.fixture(scope="module")
def store(tmp_path_factory, sent):
    """Return a store with all the dealings, each of them added twice."""
    store = create_store(tmp_path_factory.mktemp("store") / "new", "demonstration", REGION.id)
    dealings = Dealings(store, CATALOGUE, REGION)
    [(of, question)] = dealings.questions(sent).items()
    for _ in range(2):
        dealings.record_answered(next(one for one in sent if of_return(one) == of), question)
        dealings.add()
    return store


def test_one_return_came_in_a_file_was_asked_about_answered_and_approved(store):
    [kept] = returns(store)
    questions, answers = questions_of(store, kept), answers_of(store, kept)
    assert [one.code for one in questions] == ["RIIA-01"]
    assert "do not lead there" in questions[0].what
    assert len(answers) == 1
    assert not unanswered(questions, answers)
    assert state_of(store, kept) is State.APPROVED
    assert kept.invented
    assert kept.file


def test_the_question_is_one_that_the_returns_own_numbers_raise(sent):
    [(of, question)] = Dealings(None, CATALOGUE, REGION).questions(sent).items()
    assert of[0] == NATIONAL
    plans, before, begun, ended = (
        int(word.replace(",", "")) for word in question.what.split() if word[0].isdigit()
    )
    assert abs(plans - (before + begun - ended)) > max(5, 0.03 * plans)


def test_a_region_whose_returns_begin_later_has_nobody_asked():
    few = list(invent_returns(CATALOGUE, REGION, quarters=3))
    assert Dealings(None, CATALOGUE, REGION).questions(few) == {}


def test_a_file_of_the_newest_quarter_was_refused_where_none_has_come_in(store, sent):
    found = {area: refusals(operations(store), area, {NATIONAL}) for area in REGION.authorities}
    [(area, [refused])] = [(area, told) for area, told in found.items() if told]
    assert (refused.period, refused.codes) == (LAST.key, ("NUM-01", "NUM-03"))
    assert (NATIONAL, area, LAST.key) not in {of_return(one) for one in sent}
    assert check_chain(operations(store), audit_key(store.root)).fault == ""


def test_an_authority_replies_about_a_figure_of_its_own_newest_quarter(store):
    [note] = standing_notes(store)
    assert (note.figure.indicator, note.figure.period) == ("R03", LAST.key)
    assert note.account.startswith("demonstration:")
    assert len(notes_of(store, REGION.authorities)) == 1
    assert checked_text(note.text, 400) == note.text


def test_one_request_waits_for_the_directors_and_one_was_declined(store):
    declined, waiting = requests(store)
    assert waiting.decision is None
    assert declined.decision.outcome is Outcome.DECLINED
    assert set(declined.ask.covered.split()) <= set(CATALOGUE.indicators)
    assert {declined.partner, waiting.partner} <= {one.id for one in REGION.partners}
