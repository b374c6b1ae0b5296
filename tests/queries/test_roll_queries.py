"""Each query over moves between rolls against a naive second opinion of the same records."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from exclusion_builders import (
    CENSUS,
    DAY,
    DERBY,
    answer,
    as_counts,
    exclusions_of,
    in_year,
    linked,
    release,
    returns,
    seen,
    usual,
)

pytest_plugins = ["exclusion_fixtures"]


def test_destinations_follow_the_written_rules(sent):
    rows, held = sent
    expected = Counter(
        (row["destination"], seen(row["leaving_date"], entered))
        for row, entered in linked(rows)
        if in_year(row["leaving_date"])
    )
    assert as_counts(answer(held, "roll_destinations")) == expected


def test_unexplained_exits_follow_the_written_rules(sent):
    rows, held = sent
    suspended = [row for row in exclusions_of(rows, whole=True) if row["kind"] == "SUSP"]
    leavings, exits = Counter(), Counter()
    for row, entered in linked(rows):
        left = row["leaving_date"]
        older = (row["year_group"] == "10" and left >= CENSUS) or (
            row["year_group"] == "11" and left < CENSUS
        )
        if not in_year(left) or not older:
            continue
        before = any(
            one["pupil_ref"] == row["pupil_ref"]
            and left - dt.timedelta(365) < one["start_date"] <= left
            for one in suspended
        )
        gone = row["destination"] in {"EHE", "CME", "ALT"} and entered is None
        leavings[row["school_urn"]] += 1
        exits[row["school_urn"]] += before and gone
    expected = {(urn, n, exits[urn]) for urn, n in leavings.items()}
    assert set(answer(held, "roll_exits")) == expected


def test_managed_moves_that_failed_agree(sent):
    rows, held = sent
    own = [row for row in rows["joiners"] if row["area"] == DERBY]
    moved = {
        (row["pupil_ref"], row["school_urn"], row["entry_date"], row["origin_urn"])
        for row in own
        if row["entry_mode"] == "MAN" and row["origin_urn"] and in_year(row["entry_date"])
    }
    moves, failed = Counter(), Counter()
    for pupil, _, entered, origin in moved:
        moves[origin] += 1
        failed[origin] += any(
            row["pupil_ref"] == pupil
            and row["school_urn"] == origin
            and entered < row["entry_date"] <= entered + dt.timedelta(365)
            for row in own
        )
    expected = {(urn, n, failed[urn]) for urn, n in moves.items()}
    assert set(answer(held, "roll_managed_moves")) == expected


def test_moves_across_the_border_agree(sent):
    rows, held = sent
    ways = {
        (table, row["pupil_ref"], row["school_urn"], row[day], row[other])
        for table, day, other in (
            ("leavers", "leaving_date", "destination_la"),
            ("joiners", "entry_date", "origin_la"),
        )
        for row in rows[table]
        if row["area"] == DERBY and in_year(row[day]) and row[other] not in {None, DERBY}
    }
    departed = Counter(way[4] for way in ways if way[0] == "leavers")
    arrived = Counter(way[4] for way in ways if way[0] == "joiners")
    others = {*departed, *arrived}
    assert set(answer(held, "roll_border")) == {
        (one, departed[one], arrived[one]) for one in others
    }


def roll(left, *entries):
    """Return what is found of one leaver of school 100001, and of entries (day, school)."""
    leavers = [usual("leavers", leaving_date=DAY + dt.timedelta(day), school_urn=urn)
               for day, urn in left]  # fmt: skip
    joiners = [usual("joiners", entry_date=DAY + dt.timedelta(day), school_urn=urn)
               for day, urn in entries]  # fmt: skip
    rows = returns(leavers=leavers, joiners=joiners)
    found = answer(release(rows), "roll_destinations")
    return {row[1]: row[2] for row in found}


A, B, C = "100001", "100002", "100003"


@pytest.mark.parametrize(
    ("left", "entries", "expected"),
    [
        ([(0, A)], [(0, B)], {"soon": 1}),
        ([(0, A)], [(-14, B)], {"soon": 1}),
        ([(0, A)], [(-15, B)], {"never": 1}),
        ([(0, A)], [(0, A)], {"never": 1}),
        ([(0, A)], [(1, A)], {"soon": 1}),
        ([(0, A)], [(28, B)], {"soon": 1}),
        ([(0, A)], [(29, B)], {"later": 1}),
        ([(0, A), (10, B)], [(1, B), (11, C)], {"soon": 2}),
        ([(0, A), (10, B)], [(1, B)], {"soon": 1, "never": 1}),
        ([(0, A), (3, B)], [(20, C)], {"never": 1, "soon": 1}),
        ([(0, A), (0, A)], [(1, B), (1, B)], {"soon": 1}),
    ],
    ids=[
        "the same day", "rolls overlap by 14 days", "rolls overlap by more",
        "entry by which the pupil was there", "back at the same school", "after 28 days",
        "after more", "one move after another", "the second move leads nowhere",
        "two leavers and one entry", "sent twice",
    ],
)  # fmt: skip
def test_the_link(left, entries, expected):
    assert roll(left, *entries) == expected
