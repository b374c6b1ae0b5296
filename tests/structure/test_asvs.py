"""The table of the ASVS: what it calls met is shown by tests that exist, or was read on a day."""

from __future__ import annotations

import pytest
from conftest import ROOT

from yardstick.verify import s11
from yardstick.verify.s11 import REQUIREMENTS, SECTIONS, Row

TEXT = (ROOT / "docs" / "asvs.md").read_text("utf-8")
ROWS = s11.rows(TEXT)
SOUND = Row("1.1.1", "decode once", "met", "`test_web_rules.py`")


@pytest.fixture(scope="module")
def tests():
    return s11.tests()


@pytest.mark.parametrize("name", s11.named(TEXT))
def test_every_test_that_is_named_exists(tests, name):
    assert name in tests


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.numbers)
def test_every_row_has_a_state_and_what_shows_it(row):
    assert list(s11.unsound([row])) == []


def test_every_requirement_of_the_two_levels_has_one_row_and_no_other_is_named():
    assert sum(SECTIONS.values()) == REQUIREMENTS
    assert list(s11.missing(ROWS)) == []


def test_the_bar_holds_and_counts_every_requirement(tmp_path):
    outcome = s11.check(tmp_path, full=False)
    assert outcome.failures == ()
    assert sum(outcome.figure.values()) == REQUIREMENTS


@pytest.mark.parametrize(
    "change",
    [
        {"state": "done"},
        {"asks": ""},
        {"shown": ""},
        {"shown": "it is good"},
        {"shown": "read in November"},
    ],
)
def test_a_row_that_shows_nothing_is_noticed(change):
    assert list(s11.unsound([SOUND])) == []
    (said,) = s11.unsound([SOUND._replace(**change)])
    assert said.startswith("1.1.1: ")


def test_what_is_left_out_doubled_or_made_up_is_noticed(monkeypatch):
    monkeypatch.setattr(s11, "SECTIONS", {"1.1": 3})
    table = [SOUND._replace(numbers="1.1.1-1.1.2, 1.2.1"), SOUND]
    said = ["1.1.3 has no row.", "1.2.1 is no requirement.", "1.1.1 has 2 rows."]
    assert list(s11.missing(table)) == said


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A repository with a table and one test, which passes or fails."""

    def made(body):
        (tmp_path / "docs").mkdir()
        (tmp_path / "tests").mkdir()
        table = "| 1.1.1 | decode once | met | `test_it_holds`, `test_gone` |\n"
        (tmp_path / "docs" / "asvs.md").write_text(table, encoding="utf-8")
        test = f"def test_it_holds():\n    assert {body}\n"
        (tmp_path / "tests" / "test_small.py").write_text(test, encoding="utf-8")
        monkeypatch.setattr(s11, "ROOT", tmp_path)
        monkeypatch.setattr(s11, "SECTIONS", {"1.1": 1})
        return s11.check(tmp_path, full=True).failures

    return made


def test_at_full_size_the_tests_that_are_named_are_run(small):
    assert small("True") == ("There is no test 'test_gone'.",)


def test_a_test_that_is_named_and_fails_is_noticed(small):
    gone, fails = small("False")
    assert gone == "There is no test 'test_gone'."
    assert fails.startswith("Of 1 tests and files that are named, some fail: ")
