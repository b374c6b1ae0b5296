"""The command that tries to break the bars, and what it says of one that gives way."""

from __future__ import annotations

import json
import os
from types import SimpleNamespace

import pytest

from yardstick.commands import main, verify
from yardstick.verify import Outcome, bars


def bar(outcome):
    tried = []

    def check(folder, *, full):
        tried.append((list(folder.iterdir()), full))
        return outcome

    return SimpleNamespace(STATEMENT="Doors are shut", TARGET="0 open", check=check, tried=tried)


@pytest.fixture
def known(monkeypatch):
    found = {"S01": bar(Outcome(3)), "S02": bar(Outcome(2, ("One gave way.",), {"tries": 2}))}
    monkeypatch.setattr(verify, "bars", lambda: found)
    return found


def test_a_bar_that_holds_is_said_as_json_and_leaves_with_zero(known, capsys):
    assert main(["verify", "s01"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {
        "id": "S01",
        "statement": "Doors are shut",
        "target": "0 open",
        "size": "small",
        "n": 3,
        "failures": [],
        "figure": {},
    }
    assert known["S01"].tried == [([], False)]


def test_one_bar_that_gives_way_fails_the_command_after_all_were_tried(known, capsys):
    assert main(["verify", "--full"]) == verify.GAVE_WAY
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["failures"] for one in said] == [[], ["One gave way."]]
    assert known["S02"].tried == [([], True)]


def test_what_a_library_prints_by_itself_stands_beside_the_json(known, monkeypatch, capfd):
    def check(_folder, *, full):
        os.write(1, f"solved, {full=}\n".encode())
        return Outcome(1)

    monkeypatch.setattr(known["S01"], "check", check)
    assert main(["verify", "S01"]) == 0
    said = capfd.readouterr()
    assert json.loads(said.out)["n"] == 1
    assert said.err == "solved, full=False\n"


@pytest.mark.usefixtures("known")
def test_an_unknown_bar_is_told_before_anything_is_tried(capsys):
    assert main(["verify", "S01", "S99"]) == 2
    assert "'S99' is no bar. There are: S01, S02." in capsys.readouterr().err


def test_a_bar_that_tried_nothing_does_not_hold():
    assert not Outcome(0).holds


def test_every_bar_says_what_it_is_about_and_what_it_must_reach():
    for bar in bars().values():
        assert bar.STATEMENT
        assert bar.TARGET
