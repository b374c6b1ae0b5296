"""What of an official file cannot be used is told with its row, and the rest is read."""

from __future__ import annotations

from functools import partial

import pytest
from intake_catalogue import ABOUT, DERBY, ENGLAND, REFERRALS, authority, lines, referrals
from official_builders import ROW, RUTLAND, figures, read_in, told


@pytest.fixture
def read(tmp_path):
    return partial(read_in, tmp_path)


# ---- what cannot be used is reported with its row, and the rest is read ---------------------


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (
            ("2024", *authority("820", ".", "Bedfordshire"), "1", "2", "3"),
            "'820 .' (Bedfordshire) is not an area of the catalogue; its rows were left out.",
        ),
        (
            ("2024", *authority("830", "E06000015"), "1", "2", "3"),
            "'830 E06000015' is Derby, but DfE code 830 is not; its rows were left out.",
        ),
        (
            ("2024", *authority("314 / 318", ""), "1", "2", "3"),
            "'314 / 318' is a joint row that no region declares; its rows were left out.",
        ),
        (("2015-17", *DERBY, "1", "2", "3"), "'2015-17' covers more than one year, which is not"),
        (("0", *DERBY, "1", "2", "3"), "'0' is no financial year."),
        (("2024", "School", *DERBY[1:], "1", "2", "3"), "Rows of level 'School' are not held here"),
        (("2024", *DERBY, "1", "2"), "A row with 12 fields where the header has 13 was left out."),
        (("2024", *DERBY, "1", "2", "3", ""), "A row with 14 fields where the header has 13"),
    ],
)
def test_a_row_that_cannot_be_used_is_reported_and_the_others_are_read(read, bad, what):
    found = read(referrals(("2024", *RUTLAND, "1", "2", "3"), bad, ROW))
    assert [(row, text[: len(what)]) for row, text in told(found)] == [(3, what)]
    assert figures(found, "referrals") == {
        ("E06000017", "2023-24"): 1,
        ("E06000015", "2023-24"): 3500,
    }


def test_a_period_of_another_calendar_is_reported(read):
    raw = referrals(ROW, ("202223", *RUTLAND, "1", "2", "3"))
    found = read(raw.replace(b"202223,Reporting year", b"202223,Autumn term"))
    assert told(found) == [(3, "'202223' with 'Autumn term' is not a period held here.")]


def test_a_cell_that_is_neither_number_nor_symbol_is_reported_and_its_row_is_read(read):
    found = read(referrals(("2024", *DERBY, "3500", "many", "1050")))
    assert told(found) == [
        (2, "'many' is neither a number nor a symbol of this family; it was left out.")
    ]
    assert [line.column for line in found.problems if line.row == 2] == ["Re_referrals"]
    assert set(found.values["measure"]) == {"referrals", "not_in_need"}


def test_many_rows_with_one_fault_are_one_line(read):
    found = read(referrals(ROW, *[("2024", *authority("999", "E06000999"), "1", "2", "3")] * 300))
    assert told(found) == [
        (3, "'999 E06000999' is not an area of the catalogue; its rows were left out (300 rows).")
    ]
    assert found.rows == 301


def test_columns_this_file_lacks_and_columns_nobody_uses_are_named(read):
    raw = lines(
        (*ABOUT, *REFERRALS, "a", "b", "c", "d", "Referrals"),
        ("2024", "Reporting year", *ENGLAND, "1", "2", "3", "", "", "", "", "9"),
    )
    found = read(raw)
    said = [line.what for line in found.problems]
    assert "'referrals' stands twice in the header; the first was read." in said
    assert "Columns no measure uses: 'a', 'b', 'c' and 2 others." in said
    missing = "The column of 'Number of children with a referral' is not in this file, so the"
    assert any(what.startswith(missing) for what in said)
    assert figures(found, "referrals") == {("E92000001", "2023-24"): 1}


# ---- figures that stand twice ---------------------------------------------------------------


def test_a_row_that_stands_twice_is_kept_once(read):
    found = read(referrals(ROW, ROW))
    assert figures(found, "referrals") == {("E06000015", "2023-24"): 3500}
    assert told(found) == [(3, "A figure that stands twice was kept once (3 rows).")]


def test_figures_that_contradict_each_other_are_not_loaded(read):
    found = read(referrals(ROW, ("2024", *DERBY, "3501", "800", "1050")))
    assert set(found.values["measure"]) == {"rereferrals", "not_in_need"}
    contradiction = "referrals of E06000015 in 2023-24 stands twice and differs (first in row 2);"
    assert any(row == 3 and what.startswith(contradiction) for row, what in told(found))


def test_of_an_authority_under_two_codes_the_row_with_a_number_counts(read):
    before = authority("825", "E10000002", "Buckinghamshire")
    after = authority("825", "E06000060", "Buckinghamshire")
    found = read(referrals(("2024", *before, "z", "z", "z"), ("2024", *after, "60", "12", "18")))
    assert figures(found, "referrals") == {("E06000060", "2023-24"): 60}
