"""What a return of counts is held against: where most of England's authorities lie."""

from __future__ import annotations

import pytest
from return_builders import RETURNS

from yardstick.intake.count_rules import broken, broken_in_each, row_of
from yardstick.intake.known import Known, Range
from yardstick.model import Period

QUARTERLY = RETURNS["riia_quarterly"]
QUARTER = Period.parse("2024-25 Q4")


def held_against(known, **totals):
    return row_of(QUARTERLY, totals, QUARTER, known)


def test_a_rate_of_a_year_becomes_half_and_twice_the_counts_of_one_quarter():
    usual = Range(low=400.0, high=900.0, denominator="", multiplier=10_000, periods=4)
    row = held_against(Known(ranges={"R02": usual}, population=100_000), R02=1_000)
    # 400 per 10,000 a year of 100,000 people are 4,000 a year: 1,000 a quarter, half of them 500.
    assert (row["R02_least"], row["R02_most"]) == pytest.approx((500.0, 4_500.0))


def test_a_share_is_held_against_its_own_whole():
    usual = Range(low=10.0, high=30.0, denominator="R02", multiplier=100, periods=1)
    row = held_against(Known(ranges={"R03": usual}), R02=200, R03=50)
    assert (row["R03_least"], row["R03_most"]) == pytest.approx((10.0, 120.0))


@pytest.mark.parametrize("denominator", ["", "R02"])
def test_without_people_or_whole_nothing_is_unusual(denominator):
    usual = Range(low=10.0, high=30.0, denominator=denominator, multiplier=100, periods=1)
    row = held_against(Known(ranges={"R03": usual}), R03=50)
    assert row["R03_least"] is row["R03_most"] is None


def test_many_rows_asked_at_once_break_what_each_breaks_by_itself():
    rows = [
        (check.breaking_for(item), QUARTER.shifted(-at % 4))
        for check in QUARTERLY.checks
        for at, item in enumerate(check.subjects)
        if check.table is None
    ]
    rows.insert(1, ({}, QUARTER))
    found = broken_in_each(QUARTERLY, rows)
    assert found == [broken(QUARTERLY, *row) for row in rows]
    assert not found[1]
    assert any(found)
    assert broken_in_each(QUARTERLY, []) == []
