"""A crowd at a server with three places: who works is served, who comes then is told so."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from access_builders import PASSWORD, write_accounts
from serving import ROOT, serving
from streamlit_client import sign_in

from yardstick.verify import s23
from yardstick.verify.s23 import Crowd, Felt
from yardstick.verify.visitor import Answer

pytestmark = pytest.mark.live

HERE = Path(__file__).parent
CROWD = Crowd(people=3, choices=2, think_seconds=0.02, more=4)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crowd")
    write_accounts(folder)
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = {
        "STAND_IN_FOLDER": str(folder),
        "PYTHONPATH": paths,
        "YARDSTICK_PLACES": str(CROWD.people),
    }
    with serving(HERE / "stand_in/app.py", folder, environment) as started:
        cookie, _ = sign_in(started.url, "east.lead", PASSWORD)
        yield started, cookie


def test_who_finds_a_place_works_and_the_rest_are_told_politely(served):
    server, cookie = served
    found = s23.attack(server.url, cookie, CROWD, timed=False)
    assert found.failures == ()
    assert found.figure["answers"] == CROWD.people * CROWD.choices
    assert found.n == 10


def test_a_server_that_turns_nobody_away_is_told(served):
    server, cookie = served
    small = Crowd(people=1, choices=1, think_seconds=0.02, more=2)  # two places are left
    assert len(s23.attack(server.url, cookie, small, timed=False).failures) == 2


def test_a_server_that_is_not_there_is_an_error_for_everybody(monkeypatch):
    monkeypatch.setattr(s23, "_shed", lambda *_: [])
    found = s23.attack("http://127.0.0.1:9", "a=b", CROWD, timed=True)
    assert found.figure["errors"] == CROWD.people
    assert found.figure["p95_ms"] == 0


def test_a_slow_answer_fails_only_where_it_is_timed(monkeypatch):
    monkeypatch.setattr(s23, "_work", lambda *_: Felt(seconds=[0.05] * 90 + [0.3] * 10))
    monkeypatch.setattr(s23, "_shed", lambda *_: [])
    assert s23.attack("", "", CROWD, timed=False).holds
    assert s23.attack("", "", CROWD, timed=True).failures == ("p95 is 300 ms.",)


def test_a_socket_that_opens_where_there_is_no_place_is_rude(served, monkeypatch):
    server, cookie = served
    told = Answer(503, {"retry-after": "20"}, b"Yardstick is full at the moment")
    monkeypatch.setattr(s23, "ask", lambda *_, **__: told)
    assert "A socket was opened" in s23._rudely(server.url, cookie)


def test_a_server_that_stays_full_is_told(monkeypatch):
    monkeypatch.setattr(s23, "ask", lambda *_, **__: Answer(503, {}, b""))
    monkeypatch.setattr(s23, "_WARM_SECONDS", 0.05)
    assert not s23._is_let_in("http://here", "a=b")
    assert s23._shed("http://here", "a=b", Crowd(0, 0, 1.0, 0)) == [
        "Nobody is let in once there is room."
    ]


@pytest.mark.parametrize("full", [False, True])
def test_the_bar_serves_as_many_places_as_people(monkeypatch, tmp_path, served, full):
    server, _ = served
    told = []

    @contextmanager
    def product(_store, _folder, **environment):
        told.append(environment["YARDSTICK_PLACES"])
        yield server

    monkeypatch.setattr(s23, "demonstration", lambda _, filled: filled)
    monkeypatch.setattr(s23, "session_of", lambda *_: "cookie")
    monkeypatch.setattr(s23, "product", product)
    monkeypatch.setattr(s23, "_WARM_SECONDS", 2.0)
    monkeypatch.setattr(s23, "attack", lambda _url, _cookie, crowd, timed: (crowd.people, timed))
    people = 50 if full else 5
    assert s23.check(tmp_path, full=full) == (people, full)
    assert told == [str(people)]
