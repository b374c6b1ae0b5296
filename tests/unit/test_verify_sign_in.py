"""S09 and S10 hold, and say so when the defence they attack is gone."""

from __future__ import annotations

import time

import pytest

from yardstick.access import throttle
from yardstick.access.door import Door
from yardstick.access.sign_in import SignIn
from yardstick.verify import s09, s10

pytest_plugins = ["access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")


@pytest.fixture(autouse=True)
def fewer(monkeypatch):
    monkeypatch.setattr(s09, "_FULL_GUESSES", s09._SMALL_GUESSES)
    monkeypatch.setattr(s09, "_FULL", 2)
    monkeypatch.setattr(s10, "_SMALL", 40)
    monkeypatch.setattr(s10, "_FULL", 40)


def test_guessing_and_spraying_are_limited(tmp_path):
    found = s09.check(tmp_path, full=False)
    assert found.holds
    assert found.figure["most_at_one_account_in_5_min"] == 8  # two are kept for known places
    assert found.figure["most_from_one_source_in_5_min"] == 30


def test_a_name_that_costs_a_comparison_less_is_noticed_at_full_size(tmp_path, monkeypatch):
    monkeypatch.setattr(s09, "_gap", lambda *_: (12.0, {"one", "another"}))
    found = s09.check(tmp_path, full=True)
    assert [said[:20] for said in found.failures] == [
        "A name that exists i",
        "A name that exists i",
    ]


def test_without_a_throttle_the_bar_gives_way(tmp_path, monkeypatch):
    monkeypatch.setattr(throttle, "GUESSES_PER_ACCOUNT", 1000)
    monkeypatch.setattr(throttle, "GUESSES_PER_SOURCE", 1000)
    found = s09.check(tmp_path, full=False)
    assert len(found.failures) == 2


def test_who_is_let_in_with_a_wrong_password_is_no_refusal(tmp_path, monkeypatch):
    monkeypatch.setattr(SignIn, "attempt", lambda *_: "a token")
    found = s09.check(tmp_path, full=False)
    assert found.failures[0].startswith("0 guesses at one account")


def test_no_session_is_opened_by_what_should_not_open_one(tmp_path):
    found = s10.check(tmp_path, full=False)
    assert found.failures == ()
    assert found.n == 42
    assert found.figure["accepted"] == 0


def test_a_door_that_forgets_to_close_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(s10, "_WITHIN_SECONDS", 0.01)
    monkeypatch.setattr(Door, "session", lambda self, token: self.sessions.find(token))
    seen = iter([True, True, True, True, False])
    monkeypatch.setattr(s10, "_sees", lambda *_: next(seen, False))
    monkeypatch.setattr(type(s10.Clock()), "__call__", lambda _self: 1_800_000_000.0)
    found = s10.check(tmp_path, full=True)
    assert any("sessions were accepted" in said for said in found.failures)
    assert any("(disabled) still held" in said for said in found.failures)


def test_what_takes_a_moment_to_be_withdrawn_is_waited_for():
    answers = iter([False, False, True])
    assert s10._seconds_until(lambda: next(answers), time.monotonic()) >= 0.02
    assert next(answers, "asked no more") == "asked no more"


def test_a_ticket_that_is_good_twice_is_noticed(tmp_path, monkeypatch):
    kept = {}
    redeem = SignIn.redeem

    def twice(self, ticket):
        kept.setdefault(ticket, redeem(self, ticket))
        return kept[ticket]

    monkeypatch.setattr(SignIn, "redeem", twice)
    found = s10.check(tmp_path, full=False)
    assert found.failures == ("5 sessions were accepted that should not have been.",)


def test_a_door_that_opens_for_nobody_shows_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(Door, "session", lambda *_: None)
    found = s10.check(tmp_path, full=False)
    assert found.failures[0].startswith("A good session was not accepted")
