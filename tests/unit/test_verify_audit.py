"""The bar of the audit log: it holds, and it says so when a defence is switched off."""

from __future__ import annotations

import pytest

from yardstick.access.audit import Action, Chain
from yardstick.verify import s20


@pytest.fixture
def quick(monkeypatch):
    """Leave the script out, which takes a second, and keep the log short."""
    monkeypatch.setattr(s20, "act", lambda _: [("", action) for action in Action])
    monkeypatch.setattr(s20, "LINES_SMALL", 60)
    monkeypatch.setattr(s20, "LINES_FULL", 70)


def test_every_action_is_written_down_and_every_tampering_caught(tmp_path):
    found = s20.check(tmp_path, full=False)
    assert found.failures == ()
    assert found.figure["tamper_classes"] == 6
    assert found.figure["scripted_actions"] >= 13


@pytest.mark.usefixtures("quick")
def test_an_action_that_was_not_written_down_is_named(tmp_path):
    found = s20.check(tmp_path, full=False)
    assert "'downloaded' of somebody unknown was not written down." in found.failures
    assert len(found.failures) == len(Action)


@pytest.mark.usefixtures("quick")
def test_a_check_that_sees_nothing_is_caught_by_every_class(tmp_path, monkeypatch):
    monkeypatch.setattr(s20, "check_chain", lambda *_: Chain(60, "", ""))
    missed = [one for one in s20.check(tmp_path, full=False).failures if "Not caught" in one]
    assert len(missed) == 6


@pytest.mark.usefixtures("quick")
def test_a_chain_without_an_anchor_misses_the_end_and_the_forged_key(tmp_path, monkeypatch):
    real = s20.check_chain
    monkeypatch.setattr(s20, "check_chain", lambda engine, key, *_: real(engine, key))
    missed = [one for one in s20.check(tmp_path, full=False).failures if "Not caught" in one]
    assert missed == [
        "Not caught: the end is cut off.",
        "Not caught: all is written anew with another key.",
    ]


@pytest.mark.usefixtures("quick")
def test_a_slow_check_and_an_untouched_log_that_does_not_hold_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(s20, "check_chain", lambda *_: Chain(70, "line 1 is missing", ""))
    monkeypatch.setattr(s20, "MOST_SECONDS", -1.0)
    failures = s20.check(tmp_path, full=True).failures
    assert "An untouched log does not hold: line 1 is missing." in failures
    assert any("A check of 70 lines took" in one for one in failures)
