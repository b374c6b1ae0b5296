"""The audit log on screen: whose lines, in which portions, and how much is used."""

from __future__ import annotations

import datetime as dt

import pytest
from access_builders import Clock, make_door
from audit_reader import audit_lines
from fake_desk import DIRECTOR, GIVEN
from screens import markup, text, titles

from yardstick.access import log as log_module
from yardstick.access.audit import Action, record
from yardstick.access.log import Log
from yardstick.access.usage import Usage
from yardstick.model import Viewer
from yardstick.ui import logbook, menu, shell, strip

pytest_plugins = ["stage"]

HOST = Viewer("host", "Jo Bell", "north", frozenset(), GIVEN, frozenset({"publisher"}))
ADMINISTRATOR = Viewer(
    "east.lead", "Al East", "east", frozenset(), GIVEN, frozenset({"administrator"})
)


@pytest.fixture
def door(tmp_path, monkeypatch):
    made = make_door(tmp_path, Clock())
    monkeypatch.setattr(logbook, "door", lambda: made)
    said = {"view": "trend", "format": "csv"}
    record(made.engine, made.key, "east.lead", Action.DOWNLOADED, said)
    record(made.engine, made.key, "trust.lead", Action.SIGNED_IN, {"source": "10.0.0.1"})
    record(made.engine, made.key, "", Action.SIGN_IN_REFUSED, {"reason": "unknown name"})
    yield made
    made.engine.dispose()


@pytest.mark.usefixtures("door")
def test_the_host_sees_what_everybody_did(open_page):
    app = open_page("audit", HOST)
    assert not app.exception
    shown = text(app)
    assert titles(app) == ["Audit log"]
    assert "4 of 4 lines, the newest first" in shown
    assert "east.lead downloaded format csv; view trend" in shown
    assert "not known sign-in refused reason unknown name" in shown
    assert "Files taken, by month" in shown
    assert "several everybody fewer than 5 people" in shown
    assert "Nothing has been counted yet." in shown


@pytest.mark.usefixtures("door")
def test_an_administrator_sees_their_own_people_and_no_use_of_others(open_page):
    shown = text(open_page("audit", ADMINISTRATOR))
    assert "east.lead downloaded" in shown
    assert "trust.lead" not in shown
    assert "Files taken" not in shown


@pytest.mark.usefixtures("door")
def test_the_log_can_be_held_to_a_person_and_an_action(open_page):
    app = open_page("audit", HOST, person="trust.lead")
    assert "trust.lead signed in" in text(app)
    assert "east.lead downloaded" not in text(app)
    app.selectbox(key="done").select("downloaded").run()
    assert "No line is of this kind." in text(app)


@pytest.mark.usefixtures("door")
def test_the_log_can_be_held_to_days_and_an_end_may_be_open(open_page):
    app = open_page("audit", HOST)
    before, now = dt.date(2020, 1, 1), dt.datetime.now(dt.UTC).date()
    app.date_input(key="days").set_value((before, before)).run()
    assert "No line is of this kind." in text(app)
    app.date_input(key="days").set_value((now,)).run()
    assert "trust.lead signed in" in text(app)


@pytest.mark.usefixtures("door")
def test_a_long_log_comes_in_portions(open_page, monkeypatch):
    monkeypatch.setattr(log_module, "AT_ONCE", 2)
    app = open_page("audit", HOST)
    assert "2 of 4 lines, the newest first" in text(app)
    assert "not known sign-in refused" in text(app)
    app.session_state["portion"] = 2
    app.run()
    assert "2 of 5 lines" in text(app)
    assert "trust.lead signed in" in text(app)
    assert "east.lead downloaded" not in text(app)


def test_use_is_a_figure_where_five_people_stand_behind_it(open_page, door):
    usage = Usage(door.engine, door.key, Clock())
    usage._written = 0.0
    for at in range(5):
        usage.clock.now += 60
        who = Viewer(f"person{at}", "P", "east", frozenset(), GIVEN)
        usage.note(who, "area")
    assert "area reader 5" in text(open_page("audit", HOST))


@pytest.mark.usefixtures("door")
def test_hostile_text_in_a_line_is_shown_letter_by_letter(open_page, door):
    record(door.engine, door.key, "", Action.DOWNLOAD_REFUSED, {"view": "<img src=x onerror=a()>"})
    app = open_page("audit", HOST)
    assert "<img" not in markup(app)
    assert "&lt;img src=x onerror=a()&gt;" in markup(app)


@pytest.mark.usefixtures("door")
def test_without_the_role_the_page_is_refused_and_not_in_the_menu(open_page, monkeypatch):
    monkeypatch.setattr(shell, "_path_asked_for", lambda: "audit")
    app = open_page("audit", DIRECTOR)
    assert titles(app) == ["Not available"]
    assert strip.NOT_GIVEN in text(app)
    assert "audit" not in [module.PAGE.path for module in menu.open_to(DIRECTOR)]
    assert "audit" in [module.PAGE.path for module in menu.open_to(ADMINISTRATOR)]


def test_a_view_is_counted_when_a_page_is_opened_and_not_at_each_choice_on_it(door, monkeypatch):
    noted = []
    monkeypatch.setattr(Usage, "note", lambda _self, who, page: noted.append((who.name, page)))
    monkeypatch.setattr(logbook.st, "session_state", {})
    for path in ("home", "home", "area", "home"):
        logbook.note_view(DIRECTOR, path)
    assert [page for _, page in noted] == ["home", "area", "home"]
    assert logbook.log(HOST) == Log(door, HOST)


def test_opening_a_page_is_noted_by_the_shell(open_page, desk):
    open_page("data")
    assert desk.views == [(DIRECTOR, "data")]


@pytest.mark.parametrize(("path", "noted"), [("accounts", 1), ("no-such-page", 0), ("data", 0)])
def test_a_page_that_is_refused_is_noted_and_what_is_no_page_is_in_no_log(
    open_page, desk, monkeypatch, path, noted
):
    monkeypatch.setattr(shell, "_path_asked_for", lambda: path)
    open_page(path, DIRECTOR)
    assert desk.refused == [(DIRECTOR, path)] * noted


def test_a_refusal_is_written_down_once_until_another_page_is_asked_for(door, monkeypatch):
    monkeypatch.setattr(logbook.st, "session_state", {})
    for path in ("audit", "audit", "accounts"):
        logbook.note_refusal(DIRECTOR, path)
    found = audit_lines(door.engine)
    assert len(found) == 3 + 2  # of the fixture, and ours
    assert found[-2:] == [
        (DIRECTOR.account, "page refused", {"page": "audit"}),
        (DIRECTOR.account, "page refused", {"page": "accounts"}),
    ]
