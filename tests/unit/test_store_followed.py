"""What a release works out of records once: against a naive reader, row by row."""

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
    newest,
    release,
    returns,
    seen,
    usual,
)

from yardstick.store.draft import tables_of
from yardstick.store.followed import (
    EXCLUSION_DAYS,
    LAST_EXCLUSIONS,
    MANAGED_MOVES,
    ROLL_LINKS,
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
    columns = {column for table in followed_tables(TABLES).values() for column in table.arrow.names}
    assert not [name for name in columns if "ref" in name]


def test_a_table_is_there_where_all_that_it_is_made_of_is_declared():
    assert set(followed_tables(TABLES)) <= set(tables_of(CATALOGUE))
    without = followed_tables([name for name in TABLES if name != "own_joiners"])
    made_of_others = [table for table in followed_tables(TABLES) if table not in without]
    assert made_of_others == [ROLL_LINKS, MANAGED_MOVES, LAST_EXCLUSIONS, EXCLUSION_DAYS]


def test_a_release_without_the_tables_has_nothing_made():
    fill_followed(None, {})


SUMMER, AUTUMN = dt.date(2023, 7, 20), dt.date(2023, 9, 5)


def over_the_summer(**joined):
    """Return what is found of a leaver of July whom an entry of September may follow."""
    left = usual("leavers", leaving_date=SUMMER, pupil_ref="of 22")
    entry = usual("joiners", entry_date=AUTUMN, **joined)
    return {row[3] for row in followed(returns(leavers=[left], joiners=[entry]))}


def test_a_pupil_is_followed_over_a_summer_by_the_pseudonym_of_the_year_before():
    assert over_the_summer(pupil_ref="of 23", pupil_ref_before="of 22") == {"soon"}
    assert over_the_summer(pupil_ref="of 23") == {"never"}
    assert over_the_summer(pupil_ref="of 23", pupil_ref_before="another") == {"never"}


def test_a_pseudonym_of_the_year_before_that_another_authority_sent_names_nobody_here():
    theirs = usual("joiners", area=LEICESTER, pupil_ref="of 23", pupil_ref_before="of 22")
    rows = returns(
        leavers=[usual("leavers", leaving_date=SUMMER, pupil_ref="of 22")],
        joiners=[usual("joiners", entry_date=AUTUMN, pupil_ref="of 23"), theirs],
    )
    assert {row[3] for row in followed(rows)} == {"never"}


def test_a_pupil_is_followed_over_several_summers_one_after_the_other():
    first = usual("leavers", leaving_date=SUMMER, pupil_ref="of 22")
    between = usual("exclusions", pupil_ref="of 23", pupil_ref_before="of 22")
    last = usual(
        "joiners", entry_date=dt.date(2024, 9, 4), pupil_ref="of 24", pupil_ref_before="of 23"
    )
    rows = returns(leavers=[first], exclusions=[between], joiners=[last])
    assert {row[3] for row in followed(rows)} == {"later"}


def test_a_suspension_of_the_year_before_is_of_the_pupil_who_left():
    before = usual("exclusions", start_date=dt.date(2023, 6, 1), pupil_ref="of 22")
    left = usual("leavers", leaving_date=AUTUMN, pupil_ref="of 23", pupil_ref_before="of 22")
    assert {row[4] for row in followed(returns(leavers=[left], exclusions=[before]))} == {True}


def test_suspensions_of_the_year_before_come_before_a_permanent_exclusion():
    suspended = usual("exclusions", start_date=dt.date(2023, 6, 1), pupil_ref="of 22")
    expelled = usual(
        "exclusions", category="PERM", sessions=None, start_date=AUTUMN, pupil_ref="of 23",
        pupil_ref_before="of 22",
    )  # fmt: skip
    held = release(returns(exclusions=[suspended, expelled])).table(LAST_EXCLUSIONS)
    assert held.filter("kind = 'PERM'").project("suspensions").fetchall() == [(1,)]


def test_a_circle_of_pseudonyms_ends():
    rows = returns(
        leavers=[usual("leavers", pupil_ref="a", pupil_ref_before="b")],
        joiners=[usual("joiners", pupil_ref="b", pupil_ref_before="a")],
    )
    assert len(followed(rows)) == 1


@pytest.mark.parametrize("name", ["exclusions", "leavers", "joiners"])
def test_the_partners_tool_writes_both_pseudonyms_of_each_record(name):
    table = CATALOGUE.datasets["school_exclusions"].table(name)
    made = {one.name: one for one in table.columns if one.type == "token"}
    assert [one.at_partner.does for one in made.values()] == ["token", "token_before"]
    assert made["pupil_ref"].at_partner.of == made["pupil_ref_before"].at_partner.of
    assert not made["pupil_ref_before"].required
