"""The table of the ASVS: what it calls met is shown by tests that exist, or was read on a day."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

STATES = {"met", "partly", "not met", "operator", "not applicable"}
# How many requirements of levels 1 and 2 each section of 5.0.0 has; they come before those of
# level 3. From the standard's own table (OWASP/ASVS, 5.0/docs_en), read on 26 November 2026.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5,
    "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4,
    "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2,
    "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1,
    "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
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


def numbers(named):
    """Return the requirements that a row is about: `1.2.6-1.2.8`, or some with commas between."""
    for part in named.split(", "):
        first, _, last = part.partition("-")
        section, _, start = first.rpartition(".")
        end = (last or first).rpartition(".")
        assert end[0] == section
        yield from (f"{section}.{at}" for at in range(int(start), int(end[2]) + 1))


def test_every_requirement_of_the_two_levels_has_one_row_and_no_other_is_named():
    expected = [f"{section}.{at + 1}" for section, last in SECTIONS.items() for at in range(last)]
    found = [number for row in ROWS for number in numbers(row[0])]
    assert len(expected) == 253  # as the standard counts: 70 of level 1 and 183 of level 2
    assert sorted(found) == sorted(expected)
