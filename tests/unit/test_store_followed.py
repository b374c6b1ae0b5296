"""What a release works out of records once: against a naive reader, row by row."""

from __future__ import annotations

import datetime as dt

import pytest
from exclusion_builders import (
    CATALOGUE,
    DAY,
    DERBY,
    FOLLOWED,
    LEICESTER,
    TABLES,
    linked,
    messy,
    newest,
    release,
    returns,
    seen,
    usual,
)

from yardstick.store.draft import tables_of
from yardstick.store.followed import (
    EXCLUSION_TERMS,
    GROUP_PUPILS,
    LAST_EXCLUSIONS,
    ROLL_LINKS,
    SCHOOL_PUPILS,
    fill_followed,
    followed_tables,
)


def followed(rows):
    """Return what the table of a release says of each leaver's record."""
    table = release(rows).table(ROLL_LINKS)
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


@pytest.mark.parametrize("seed", range(3))
def test_each_exclusion_stands_once_as_it_was_last_sent_with_a_number_for_each_pupil(seed):
    rows = messy(seed)
    named = [
        {**row, "kind": "SUSP" if row["category"] == "FIXD" else row["category"]}
        for row in rows["exclusions"]
    ]
    key = ("pupil_ref", "school_urn", "start_date", "kind")
    for area in (DERBY, LEICESTER):
        last = newest(named, *key, area=area)
        pupils = sorted({row["pupil_ref"] for row in last})
        expected = {
            (row["period"], row["row"], pupils.index(row["pupil_ref"]) + 1, row["kind"])
            for row in last
        }
        held = release(rows).table(LAST_EXCLUSIONS).filter(f"area = '{area}'")
        assert set(held.project("period, row, pupil, kind").fetchall()) == expected


def test_no_pseudonym_stands_in_the_tables():
    columns = {column for table in FOLLOWED.values() for column in table.arrow.names}
    assert not [name for name in columns if "ref" in name]


def test_a_table_is_there_where_all_that_it_is_made_of_is_declared():
    assert set(FOLLOWED) <= set(tables_of(CATALOGUE))
    without = followed_tables([name for name in TABLES if name != "own_joiners"])
    assert list(without) == [SCHOOL_PUPILS, GROUP_PUPILS, EXCLUSION_TERMS]


def test_a_release_without_the_tables_has_nothing_made():
    fill_followed(None, {})
