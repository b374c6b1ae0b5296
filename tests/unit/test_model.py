"""The words every stage shares: periods, statuses, areas, viewers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.model import Area, AreaKind, Grant, Period, PeriodKind, Reach, Status, Unit, Viewer

quarters = st.builds(
    Period, st.just(PeriodKind.QUARTER), st.integers(1990, 2098), st.integers(1, 4)
)
terms = st.builds(Period, st.just(PeriodKind.TERM), st.integers(1990, 2098), st.integers(1, 3))
IN_PARTS = {PeriodKind.QUARTER, PeriodKind.TERM}
years = st.builds(
    Period,
    st.sampled_from([kind for kind in PeriodKind if kind not in IN_PARTS]),
    st.integers(1990, 2098),
)
periods = st.one_of(quarters, terms, years)


@given(periods)
def test_a_period_is_read_back_from_its_key(period):
    assert Period.parse(period.key) == period


@given(periods)
def test_periods_follow_each_other_without_a_gap(period):
    assert period.shifted(1).start == period.end + dt.timedelta(days=1)
    assert period.shifted(3).shifted(-3) == period


@given(quarters, quarters)
def test_quarters_sort_by_time(one, other):
    assert (one < other) == (one.start < other.start)


@pytest.mark.parametrize(
    "key",
    [
        "2024-26",
        "2024/26 Q1",
        "2024/25 Winter",
        "2024-25 Autumn",
        "2024-25 Q5",
        "24-25",
        "",
        "2024-25Q1",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are(key):
    with pytest.raises(ValueError, match="2024-25 Q3"):
        Period.parse(key)


@pytest.mark.parametrize(
    ("key", "start", "end", "words"),
    [
        ("2024-25 Q4", "2025-01-01", "2025-03-31", "January to March 2025"),
        ("2024-25", "2024-04-01", "2025-03-31", "financial year 2024-25"),
        # The summer census of 2025 collected what happened from 1 January to 20 April.
        ("2024/25 Spring", "2025-01-01", "2025-04-20", "spring term 2024/25"),
        ("2024/25 Summer", "2025-04-21", "2025-08-31", "summer term 2024/25"),
        ("2024/25", "2024-09-01", "2025-08-31", "academic year 2024/25"),
        ("2024", "2024-01-01", "2024-12-31", "calendar year 2024"),
    ],
)
def test_a_period_has_the_dates_of_its_calendar(key, start, end, words):
    period = Period.parse(key)
    assert (str(period.start), str(period.end), period.words) == (start, end, words)


@given(periods)
def test_a_year_before_is_the_same_part_of_the_year(period):
    assert period.year_before == Period(period.kind, period.year - 1, period.part)
    assert period.shifted(-period.parts_in_year) == period.year_before


def test_only_a_shown_provisional_or_revised_figure_has_a_number_beside_it():
    assert {status.value for status in Status if status.has_value} == {"shown", "p", "r"}
    assert all(status.words for status in Status)


def test_a_unit_says_what_a_ratio_is_multiplied_by():
    assert [Unit.PER_10K.multiplier, Unit.PERCENT.multiplier, Unit.DAYS.multiplier] == [
        10_000,
        100,
        1,
    ]
    assert Unit.PERCENT.is_proportion


def test_an_area_exists_between_its_dates_only():
    area = Area(
        "E10000021",
        "928",
        "Northamptonshire",
        AreaKind.AUTHORITY,
        "E12000004",
        valid_from=dt.date(2009, 4, 1),
        valid_to=dt.date(2021, 3, 31),
    )
    keys = ["2008-09 Q4", "2020-21 Q4", "2021-22 Q1"]
    assert [area.exists_in(Period.parse(key)) for key in keys] == [False, True, False]


def test_a_viewers_reach_is_the_widest_granted_and_the_scope_names_it():
    own, region = Grant("d", Reach.OWN), Grant("d", Reach.REGION)
    viewer = Viewer("a", "A", "p", frozenset({"E1"}), frozenset({own, region}))
    assert viewer.reach("d") is Reach.REGION
    assert viewer.reach("other") is None
    assert viewer.may_read("d")
    assert not viewer.may_read("other")
    assert viewer.scope == "E1|d:own,d:region"
