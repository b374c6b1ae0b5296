"""Leavers followed once, while a release is built: against a naive reader, row by row."""

from __future__ import annotations

import datetime as dt

import pytest
from exclusion_builders import (
    CATALOGUE,
    DAY,
    DERBY,
    LEICESTER,
    TABLES,
    linked,
    messy,
    release,
    returns,
    seen,
    usual,
)

from yardstick.store.draft import tables_of
from yardstick.store.roll_links import NAME, fill_links, link_tables


def followed(rows):
    """Return what the table of a release says of each leaver's record."""
    table = release(rows).table(NAME)
    return set(table.project("area, period, row, seen, suspended").fetchall())


def suspended(rows, leaver):
    return any(
        row["area"] == leaver["area"]
        and row["pupil_ref"] == leaver["pupil_ref"]
        and row["category"] in {"SUSP", "FIXD"}
        and 0 <= (leaver["leaving_date"] - row["start_date"]).days < 365
        for row in rows["exclusions"]
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_leaver_of_every_authority_is_followed_as_a_naive_reader_does(seed):
    rows = messy(seed)
    assert followed(rows) == {
        (
            row["area"],
            row["period"],
            row["row"],
            seen(row["leaving_date"], entered),
            suspended(rows, row),
        )
        for area in (DERBY, LEICESTER)
        for row, entered in linked(rows, area)
    }


def test_an_entry_of_another_authority_follows_nobody():
    rows = returns(leavers=[usual("leavers")], joiners=[usual("joiners", area=LEICESTER)])
    assert {row[3] for row in followed(rows)} == {"never"}


def test_a_suspension_of_another_authority_is_not_of_this_pupil():
    rows = returns(leavers=[usual("leavers")], exclusions=[usual("exclusions", area=LEICESTER)])
    assert {row[4] for row in followed(rows)} == {False}


@pytest.mark.parametrize(("days", "expected"), [(0, True), (364, True), (365, False), (-1, False)])
def test_suspended_is_within_the_365_days_before(days, expected):
    began = DAY - dt.timedelta(days)
    rows = returns(leavers=[usual("leavers")], exclusions=[usual("exclusions", start_date=began)])
    assert {row[4] for row in followed(rows)} == {expected}


def test_no_pseudonym_stands_in_the_table():
    (table,) = link_tables(TABLES).values()
    assert "pupil_ref" not in {column.name for column in table.columns}


def test_the_table_is_there_where_all_that_it_is_made_of_is_declared():
    assert NAME in tables_of(CATALOGUE)
    assert link_tables([name for name in TABLES if name != "own_joiners"]) == {}


def test_without_the_table_nothing_is_read():
    fill_links(None, {})
