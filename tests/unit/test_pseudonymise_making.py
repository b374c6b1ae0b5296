"""What a value becomes before it leaves a partner: less, or nothing, and never said in an error."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pseudonymise_builders import DERBY, key, maker

from yardstick.pseudonymise import making
from yardstick.pseudonymise.making import WrongValueError, academic_year
from yardstick.pseudonymise.register import Column
from yardstick.pseudonymise.tokens import token


def column(does, **more):
    return Column(**{"name": "x", "type": "text", "required": False, "of": (), "does": does,
                     "bands": (), **more})  # fmt: skip


@pytest.mark.parametrize(
    ("born", "year"),
    [  # in 2024/25 a child born on 31 August 2020 is the youngest in reception
        ("2020-08-31", "R"),
        ("2020-09-01", "N2"),
        ("2019-09-01", "R"),
        ("2019-08-31", "1"),
        ("2013-08-31", "7"),
        ("2012-05-14", "8"),
        ("2001-01-01", "14"),
        ("2022-01-01", "N1"),
        ("2023-01-01", ""),
        (" r ", "R"),
        ("11", "11"),
    ],
)
def test_a_birth_date_becomes_a_school_year(born, year):
    assert maker().made(column("year_group"), born) == year


@pytest.mark.parametrize(
    ("how", "value", "made"),
    [
        (column("keep"), "  as it is ", "as it is"),
        (column("keep", type="date"), "09/09/2024", "2024-09-09"),
        (column("keep", type="whole"), "10.0", "10"),
        (column("month"), "09-09-2024", "2024-09"),
        (column("week"), "2024-09-12", "2024-09-09"),
        (column("district"), "de1 2ab", "DE1"),
        (column("band", bands=(0, 10, 20)), "10", "10-20"),
        (column("band", bands=(0, 10, 20)), "99", "20+"),
        (column("month"), " ", ""),
    ],
)
def test_a_value_becomes_less(how, value, made):
    assert maker().made(how, value) == made


@pytest.mark.parametrize(
    ("how", "value", "said"),
    [
        (column("token"), "F831400024002", "its check letter or form is wrong"),
        (column("district"), "DE1", "is not a postcode"),
        (column("month"), "last week", "is not a date"),
        (column("band", bands=(0, 10)), "far", "is not a number"),
        (column("band", bands=(0, 10)), "-1", "is below 0"),
    ],
)
def test_a_wrong_value_is_told_without_being_said(how, value, said):
    with pytest.raises(WrongValueError, match=said) as told:
        maker().made(how, value)
    assert value not in str(told.value)


def test_in_the_term_of_two_keys_a_pupil_has_both_tokens():
    earlier = key(year="2023/24")
    made = maker(before=earlier)
    assert made.made(column("token_before"), DERBY) == token(earlier, "UPN", DERBY)
    assert maker().made(column("token_before"), DERBY) == ""


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2024/25 Autumn", "2024/25"),
        ("2024/25", "2024/25"),
        ("2024-25 Q1", "2023/24"),
        ("2024-25 Q2", "2024/25"),
        ("2024-25 Q4", "2024/25"),
        ("1999/00 Spring", "1999/00"),
    ],
)
def test_a_periods_tokens_are_of_the_academic_year_it_ends_in(period, year):
    assert academic_year(period) == year


def test_what_is_no_period_is_told():
    with pytest.raises(ValueError, match="is not a period"):
        academic_year("autumn")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)), st.sampled_from(making._DATE_FORMS))
def test_a_date_is_the_same_however_it_is_written(day, form):
    assert making.date(day.strftime(form)) == day.isoformat()
