"""The table of the ASVS: what it calls met is shown by tests that exist, or was read on a day."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

STATES = {"met", "partly", "not met", "operator", "not applicable"}
CHAPTERS = range(1, 18)
TEXT = (ROOT / "docs" / "asvs.md").read_text("utf-8")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TEXT.splitlines()
    if re.match(r"\| \d", line)
]
NAMED = sorted(set(re.findall(r"`(test_\w+?)(?:\.py)?`", TEXT)))


@pytest.fixture(scope="module")
def tests():
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    found = {
        name
        for path in files
        for name in re.findall(r"(?m)^def (test_\w+)", path.read_text("utf-8"))
    }
    return found | {path.stem for path in files}


@pytest.mark.parametrize("name", NAMED)
def test_every_test_that_is_named_exists(tests, name):
    assert name in tests


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_has_a_state_and_what_shows_it(row):
    _, asks, state, shown = row
    assert state in STATES
    assert asks
    assert shown
    if state == "met":
        named = "`test_" in shown or "`verify S" in shown
        assert named or re.search(r"read 20\d\d-\d\d-\d\d", shown)


def test_no_chapter_is_left_out():
    chapters = {int(row[0].partition(".")[0]) for row in ROWS}
    assert chapters == set(CHAPTERS)
    assert len(ROWS) > 150
