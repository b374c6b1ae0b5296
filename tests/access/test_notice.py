from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.access.audit import check_chain
from yardstick.access.notice import term_of

pytest_plugins = ["access_fixtures"]


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ("2026-09-01", "2026 autumn"),
        ("2026-12-31", "2026 autumn"),
        ("2027-01-01", "2027 spring"),
        ("2027-03-31", "2027 spring"),
        ("2027-04-01", "2027 summer"),
        ("2027-08-31", "2027 summer"),
    ],
)
def test_the_terms_are_those_of_the_statutory_guidance(day, term):
    assert term_of(dt.date.fromisoformat(day)) == term


@given(day=st.dates(dt.date(2020, 1, 1), dt.date(2100, 1, 1)))
def test_a_year_has_three_terms_and_each_is_one_stretch_of_days(day):
    after = day + dt.timedelta(days=1)
    begins = (after.month, after.day) in {(1, 1), (4, 1), (9, 1)}
    assert (term_of(day) != term_of(after)) is begins


def at(day):
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp()


def test_the_notice_is_accepted_once_a_term_and_written_down_once(door, clock):
    clock.now = at("2026-11-26")
    notices = door.sign_in.notices
    assert not notices.accepted("east.lead")
    notices.accept("east.lead")
    notices.accept("east.lead")
    assert notices.accepted("east.lead")
    assert not notices.accepted("trust.lead")
    assert check_chain(door.engine, door.key).lines == 1
    clock.now = at("2026-12-31")
    assert notices.accepted("east.lead")
    clock.now = at("2027-01-01")
    assert not notices.accepted("east.lead")
