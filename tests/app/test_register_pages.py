"""The register and the page of requests: what is recorded, asking for more, the decision."""

from __future__ import annotations

import datetime as dt
import html

import pytest
import real_stage
from desk_builders import RUTLAND, new_store, open_desk, send
from screens import markup, press, text, titles

from yardstick.store.requests import Outcome, requests

LEAD, OTHER, PUBLISHER = "rutland.lead", "derbyshire.dcs", "host.publisher"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    store = new_store(tmp_path)
    send(store, RUTLAND, "2024-25 Q3", R02=100, R03=10)
    made = open_desk(store)
    with real_stage.behind(monkeypatch, made):
        yield made


@pytest.fixture
def open_as(desk, monkeypatch):
    def opened(account, path="requests", **params):
        app = real_stage.open_as(monkeypatch, desk, account, path, params)
        assert not app.exception
        return app

    return opened


def ask(app, title="Repeat referrals of young carers", beyond="Which of them are carers."):
    app.text_input(key="ask_title").input(title).run()
    app.text_area(key="ask_what").input("Those assessed, each quarter.")
    app.text_area(key="ask_why").input("To plan support.")
    if beyond:
        app.text_area(key="ask_beyond").input(beyond)
    return press(app, "Ask for it")


def test_the_register_says_of_every_data_set_why_for_whom_since_when_and_under_what(open_as, desk):
    app = open_as(OTHER, "register")
    said = text(app)
    assert titles(app)[0].endswith(
        f"items in {len(desk.catalogue.datasets)} data sets are recorded"
    )
    for dataset in desk.catalogue.datasets.values():
        assert dataset.title in html.unescape(said)
        assert dataset.instruction in said
    assert said.count("Who may see it") == len(desk.catalogue.datasets)
    assert "The agreement of 2022 (EM-DSA-2022)." in said
    assert "Nothing has been added to the register since it began." in said
    assert "EHCP requests" not in text(open_as(OTHER, "register", search="R15"))


def test_the_register_is_searched_by_what_an_item_is(open_as):
    app = open_as(OTHER, "register", search="first reason")
    assert "exclusions.reason_1" in text(app)
    assert '<details open=""' in markup(app)
    assert "Nothing that is recorded holds all of these words." in text(
        open_as(OTHER, "register", search="zeppelin")
    )


def test_what_is_recorded_already_stands_before_the_form_and_must_be_answered(open_as, desk):
    app = open_as(LEAD)
    assert titles(app) == ["No request waiting for the directors' decision"]
    assert "Say in a few words what is needed." in text(app)
    app.text_input(key="ask_title").input("zeppelin moorings").run()
    assert "Nothing that is recorded holds these words." in text(app)
    app = ask(app, beyond="")
    assert "may cover this. Say what they do not." in text(app)
    assert requests(desk.store) == ()
    app = ask(app)
    assert "It is asked. The directors decide" in text(app)
    assert titles(app) == ["1 request waiting for the directors' decision"]
    (kept,) = requests(desk.store)
    assert "R03" in kept.ask.covered.split()


def test_a_publisher_records_the_decision_and_the_register_has_a_version(open_as, desk):
    ask(open_as(LEAD))
    assert "Record the decision" not in [one.label for one in open_as(OTHER).button]
    app = press(open_as(PUBLISHER), "Record the decision")
    assert "Name the directors&#x27; minute" in markup(app)
    app.text_input(key="minute 1").input("DCS 2026-03-07/4")
    app.date_input(key="day 1").set_value(dt.date(2026, 3, 7))
    app = press(app, "Record the decision")
    assert "minute DCS 2026-03-07/4: version 1 of the register" in text(app)
    assert requests(desk.store)[0].decision.outcome is Outcome.AGREED
    said = text(open_as(OTHER, "register"))
    assert "1 Repeat referrals of young carers 7 March 2026 DCS 2026-03-07/4 Request 1" in said


def test_an_organisation_takes_its_own_request_back(open_as):
    ask(open_as(LEAD))
    assert "Take back this request" not in [one.label for one in open_as(OTHER).button]
    app = press(open_as(LEAD), "Take back this request")
    assert "It is taken back, and stays in the list." in text(app)
    assert "Taken back, " in text(app)


def test_wider_sharing_is_logged_with_its_notice(open_as):
    assert "Log it" not in [one.label for one in open_as(LEAD).button]
    app = open_as(PUBLISHER)
    app.text_input(key="share_title").input("Department for Education")
    app.text_area(key="share_what").input("The 24 indicators, with the inspectorate.")
    app.text_area(key="share_why").input("A study of thresholds.")
    app = press(app, "Log it")
    assert "28 days: not before" in text(app)
    assert "Wider sharing of the DfE return" in text(app)


def test_hostile_words_are_shown_letter_by_letter(open_as):
    app = ask(open_as(LEAD), title="Repeat referrals <img src=x>")
    assert "<img" not in markup(app)
    assert "&lt;img src=x&gt;" in markup(app)
