"""Periods as LAIT and the statistics service spell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.intake.errors import NotHeldError
from yardstick.intake.spelling import edition, header, lait_years, plain, service_period
from yardstick.model import Period, PeriodKind, Status

FINANCIAL, ACADEMIC, CALENDAR, QUARTER = (
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.ACADEMIC_YEAR,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.QUARTER,
)
WHOLE_YEARS = st.sampled_from([FINANCIAL, ACADEMIC, CALENDAR])
YEARS = st.integers(1901, 2098)


@pytest.mark.parametrize(
    ("text", "kind", "key", "status"),
    [
        ("2025", FINANCIAL, "2024-25", Status.SHOWN),
        ("2025", ACADEMIC, "2024/25", Status.SHOWN),
        ("2025", CALENDAR, "2025", Status.SHOWN),
        ("2000", FINANCIAL, "1999-00", Status.SHOWN),
        ("2025-26", FINANCIAL, "2025-26", Status.SHOWN),
        ("2016-17 (OT)", FINANCIAL, "2016-17", Status.SHOWN),
        ("2017/18", ACADEMIC, "2017/18", Status.SHOWN),
        ("2017/18", FINANCIAL, "2017-18", Status.SHOWN),
        ("2017-2018", ACADEMIC, "2017/18", Status.SHOWN),
        ("1999/00", ACADEMIC, "1999/00", Status.SHOWN),
        ("2019 (Rev)", ACADEMIC, "2018/19", Status.REVISED),
        ("2020 (Final)", ACADEMIC, "2019/20", Status.SHOWN),
        ("2025 (prov)", ACADEMIC, "2024/25", Status.PROVISIONAL),
        ("2025(PROV)", CALENDAR, "2025", Status.PROVISIONAL),
    ],
)
def test_lait_spells_one_year_in_many_ways(text, kind, key, status):
    spelt = lait_years(text, kind)
    assert (spelt.period.key, spelt.edition) == (key, status)


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("2015-17", FINANCIAL, "more than one year"),
        ("2013/14-15/16", ACADEMIC, "more than one year"),
        ("2024-25", CALENDAR, "more than one year"),
        ("0", ACADEMIC, "is no academic year"),
        ("", FINANCIAL, "is no financial year"),
        ("202425x", FINANCIAL, "is no financial year"),
        ("2024/25", CALENDAR, "is no calendar year"),
        ("2025 (guess)", FINANCIAL, "is not an edition"),
        ("2025 (prov", FINANCIAL, "is not a period"),
        ("2025", QUARTER, "does not name a quarter"),
    ],
)
def test_lait_years_that_are_not_held_say_why(text, kind, why):
    with pytest.raises(NotHeldError, match=why):
        lait_years(text, kind)


@pytest.mark.parametrize(
    ("text", "identifier", "kind", "key"),
    [
        ("2024", "Reporting year", FINANCIAL, "2023-24"),
        ("2022", "Reporting year", CALENDAR, "2022"),
        ("202425", "Academic year", FINANCIAL, "2024/25"),
        ("2024", "Calendar year", ACADEMIC, "2024"),
        ("202425", "Financial year", CALENDAR, "2024-25"),
        ("202425", "Financial year Q3", FINANCIAL, "2024-25 Q3"),
        ("201617", "", ACADEMIC, "2016/17"),
        ("202425", "ACADEMIC YEAR", ACADEMIC, "2024/25"),
    ],
)
def test_the_statistics_service_names_the_calendar_beside_the_year(text, identifier, kind, key):
    assert service_period(text, identifier, kind).key == key


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("202223", "Autumn term"),
        ("2024", "Academic year"),
        ("202426", "Academic year"),
        ("202425", "Calendar year"),
        ("2024", "Financial year Q3"),
        ("202425", "Financial year Q5"),
        ("week 3", "Reporting year"),
    ],
)
def test_a_period_of_no_calendar_held_here_is_reported(text, identifier):
    with pytest.raises(NotHeldError):
        service_period(text, identifier, FINANCIAL)


@given(WHOLE_YEARS, YEARS)
def test_lait_single_years_go_there_and_back(kind, year):
    period = Period(kind, year)
    ending = year if kind is CALENDAR else year + 1
    assert lait_years(str(ending), kind).period == period


@given(st.sampled_from([FINANCIAL, ACADEMIC]), YEARS, st.sampled_from(["-", "/", ""]))
def test_lait_pairs_of_years_go_there_and_back(kind, year, between):
    assert lait_years(f"{year}{between}{(year + 1) % 100:02}", kind).period == Period(kind, year)


@given(WHOLE_YEARS, YEARS)
def test_the_service_spelling_goes_there_and_back(kind, year):
    period = Period(kind, year)
    text = str(year) if kind is CALENDAR else f"{year}{(year + 1) % 100:02}"
    identifier = kind.value.replace("_", " ").capitalize()
    assert service_period(text, identifier, FINANCIAL) == period


@given(YEARS, st.integers(1, 4))
def test_quarters_go_there_and_back(year, part):
    text = f"{year}{(year + 1) % 100:02}"
    period = service_period(text, f"Financial year Q{part}", ACADEMIC)
    assert period == Period(QUARTER, year, part) == Period.parse(period.key)


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(list(PeriodKind)))
def test_any_text_is_a_period_or_a_report(text, other, kind):
    for read in (lambda: lait_years(text, kind).period, lambda: service_period(text, other, kind)):
        try:
            period = read()
        except NotHeldError:
            continue
        assert Period.parse(period.key) == period


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("  831 ", "831"),
        ('="001"', "001"),
        ('=" 001 "', "001"),
        ('="half', '="half'),
        ("\u00a012\u00a0", "12"),
    ],
)
def test_a_cell_is_taken_without_what_a_spreadsheet_puts_around_it(text, means):
    assert plain(text) == means


def test_headers_are_alike_whatever_their_letters():
    assert header(" PC_plans ") == header("pc_Plans")


def test_an_edition_nobody_declared_is_reported():
    assert edition("Revised") is Status.REVISED
    with pytest.raises(NotHeldError, match="edition"):
        edition("Draft")
