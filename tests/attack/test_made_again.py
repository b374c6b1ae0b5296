"""The bars on counts as commands run them, and that a figure made otherwise is found."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from desk_builders import CATALOGUE

from yardstick.model import Period
from yardstick.results import comparators
from yardstick.stats.comparators import mean_of
from yardstick.verify import s04, s07
from yardstick.verify.invented_region import viewer_of
from yardstick.verify.linear import NoAnswerError, System
from yardstick.verify.onlooker import _quarters_of
from yardstick.verify.recomputed import Tally, is_of_tens
from yardstick.verify.reconstruction import Found, Version
from yardstick.verify.seen import Cell


def test_the_bar_of_the_solver_holds(tmp_path):
    outcome = s04.check(tmp_path, full=False)
    assert outcome.holds
    assert outcome.n > 500


def test_a_count_that_gives_way_is_told_without_its_number():
    version = Version(Cell("d", "R10", "", "E1", "2021-22 Q1"), 3.0)
    told = s04._told("rutland.lead", Found([version], {version: (3, 4)}))
    assert told == ["rutland.lead can tell R10  of E1 in 2021-22 Q1 to within 2 values."]
    assert Found([version], {version: (3, 3)}).exact == 1


def test_every_number_is_made_again_and_agrees(tmp_path):
    outcome = s07.check(tmp_path, full=False)
    assert outcome.holds
    assert outcome.n > 10_000
    assert outcome.figure["of_records"] > 5_000
    assert outcome.figure["prices"] > 5
    assert outcome.figure["prices_against_a_rule"] == 0


def made_again(folder):
    tally = Tally()
    folder.mkdir()
    s07.check_returns(folder, CATALOGUE, tally, full=False)
    assert tally.made > 500
    return tally.wrong


def test_a_mean_that_is_made_otherwise_is_found(tmp_path, monkeypatch):
    def heavier(values):
        return mean_of(values)._replace(value=mean_of(values).value * 1.001)

    monkeypatch.setattr(s07, "QUARTERS", 1)
    monkeypatch.setattr(s07, "ACCOUNTS", ("leicester.former", "rutland.lead"))
    assert made_again(tmp_path / "as it is") == []
    monkeypatch.setattr(comparators, "mean_of", heavier)
    assert made_again(tmp_path / "heavier")


def test_a_solver_that_is_told_a_contradiction_says_so():
    system = System()
    system.unknown("a", 1, 5)
    system.add([("a", 1.0)], 9, 9, {})
    with pytest.raises(NoAnswerError):
        system.narrow(["a"], 3)


def test_a_solver_that_is_told_nothing_finds_nothing():
    assert System().narrow(["a"], 3) == {}
    system = System()
    system.unknown("a", 1, 2)
    assert system.narrow(["a"], 3) == {"a": (1, 2)}
    system.add([("b", 1.0)], 4, 4, {"b": 4.0})
    assert system.narrow(["a"], 3) == {"a": (1, 2)}


@pytest.mark.parametrize(("shown", "mine"), [(1.0, None), (None, 1.0), (1.0, 1.1), (pd.NA, 2.0)])
def test_a_figure_that_is_not_the_same_is_told(shown, mine):
    tally = Tally()
    tally.same("R10", shown, mine)
    assert tally.wrong == ["R10 is not what the shown counts give."]


def test_what_is_not_of_tens_is_told():
    assert is_of_tens(0.5, None)
    assert is_of_tens(120 / 8_012, 8_012)
    assert not is_of_tens(123 / 8_012, 8_012)
    assert not is_of_tens(0.123456789123, None)
    tally = Tally()
    tally.holds("R10", true=False)
    assert tally.wrong == ["R10 is not made of protected counts."]


def test_an_account_that_may_not_sign_in_attacks_nothing():
    nobody = SimpleNamespace(find=lambda _: None)
    with pytest.raises(LookupError, match="'nobody' cannot sign in"):
        viewer_of("nobody", SimpleNamespace(accounts=nobody, region=None))


@pytest.mark.parametrize(
    ("identifier", "year", "quarters"),
    [
        ("R24", "2024", ["2023-24 Q4", "2024-25 Q1", "2024-25 Q2", "2024-25 Q3"]),
        ("R15", "2024-25", ["2024-25 Q4"]),
        ("R16", "2024/25", []),
    ],
)
def test_the_attacker_knows_which_quarters_a_published_year_is_of(identifier, year, quarters):
    assert _quarters_of(Period.parse(year), CATALOGUE.indicators[identifier]) == quarters
