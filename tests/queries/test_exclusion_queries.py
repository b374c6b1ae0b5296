"""Each query over exclusions against a naive second opinion of the same records."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import pytest
from exclusion_builders import (
    DERBY,
    LEICESTER,
    LIBRARY,
    TERMS,
    YEAR,
    answer,
    as_counts,
    cell,
    exclusions_of,
    in_year,
    kind_of,
    messy,
    release,
)

pytest_plugins = ["exclusion_fixtures"]


def test_terms_are_those_of_which_a_return_came(sent):
    rows, held = sent
    expected = Counter(row["period"] for row in rows["exclusions"] if row["area"] == DERBY)
    assert dict(answer(held, "exclusion_terms")) == expected


def test_days_agree(sent):
    rows, held = sent
    number, sessions = Counter(), defaultdict(list)
    for row in exclusions_of(rows):
        place = row["start_date"], row["school_phase"], row["kind"]
        number[place] += 1
        sessions[place] += [row["sessions"]] if row["sessions"] else []
    expected = {(*place, n, sum(sessions[place]) or None) for place, n in number.items()}
    assert set(answer(held, "exclusion_days")) == expected


def counted_pupils(rows, *more):
    """Return pupils by census year, school and more, of the newest return of each school."""
    own = [row for row in rows["headcount"] if row["area"] == DERBY]
    last = {}
    for row in own:
        place = row["census_year"], row["school_urn"]
        last[place] = max(last.get(place, ""), row["period"])
    found = Counter()
    for row in own:
        if last[row["census_year"], row["school_urn"]] == row["period"]:
            found[tuple(row[n] for n in ("census_year", *more))] += row["pupils"]
    return found


def test_headcounts_agree(sent):
    rows, held = sent
    expected = counted_pupils(rows, "school_urn", "school_phase")
    assert as_counts(answer(held, "exclusion_headcount")) == expected
    groups = ("sen_provision", "fsm", "sex", "ethnic_group")
    found = as_counts(answer(held, "exclusion_group_headcount", census="2024"))
    of_year = {key[1:]: n for key, n in counted_pupils(rows, *groups).items() if key[0] == 2024}
    assert found == of_year


@pytest.mark.parametrize("what", ["SUSP", "PERM"])
def test_groups_count_each_pupil_once_as_described_last(sent, what):
    rows, held = sent
    last = {}
    own = (row for row in rows["exclusions"] if row["area"] == DERBY and kind_of(row) == what)
    for row in sorted(own, key=lambda r: (r["start_date"], r["period"], r["row"])):
        if in_year(row["start_date"]):
            last[row["pupil_ref"]] = row
    names = ("sen_provision", "fsm", "sex", "ethnic_group", "looked_after")
    expected = Counter(tuple(row[name] for name in names) for row in last.values())
    assert as_counts(answer(held, "excluded_groups", kind=what)) == expected


def test_reasons_agree_and_add_to_more_than_exclusions(sent):
    rows, held = sent
    suspended = [row for row in exclusions_of(rows) if row["kind"] == "SUSP"]
    given, first = Counter(), Counter()
    for row in suspended:
        given.update(row[f"reason_{at}"] for at in (1, 2, 3) if row[f"reason_{at}"])
        first[row["reason_1"]] += 1
    found = answer(held, "exclusion_reasons")
    assert {(code, n, first[code]) for code, n in given.items()} == set(found)
    assert sum(row[1] for row in found) > len(suspended) == sum(row[2] for row in found)


def term_of(day):
    """Return the term of a day of the year; the spring term of 2024 ended on Easter Sunday."""
    return (day >= dt.date(2024, 1, 1)) + (day > dt.date(2024, 3, 31))


def test_repeats_agree(sent):
    rows, held = sent
    pupils = defaultdict(lambda: [0, [0, 0, 0]])
    for row in exclusions_of(rows):
        if row["kind"] == "SUSP":
            pupils[row["pupil_ref"]][0] += 1
            pupils[row["pupil_ref"]][1][term_of(row["start_date"])] += row["sessions"]
    expected = Counter((times, sum(lost), max(lost)) for times, lost in pupils.values())
    assert as_counts(answer(held, "exclusion_repeats")) == expected


def test_what_came_before_permanent_exclusions_agrees(sent):
    rows, held = sent
    before = exclusions_of(rows, whole=True)
    found = []
    for row in exclusions_of(rows):
        if row["kind"] == "PERM":
            days = [
                one["start_date"]
                for one in before
                if one["kind"] == "SUSP"
                and one["pupil_ref"] == row["pupil_ref"]
                and one["start_date"] <= row["start_date"]
            ]
            since = (row["start_date"] - min(days)).days if days else None
            found.append((len(days), since))
    assert as_counts(answer(held, "exclusion_escalation")) == Counter(found)


def test_schools_agree(sent):
    rows, held = sent
    expected = Counter((row["school_urn"], row["kind"]) for row in exclusions_of(rows))
    assert as_counts(answer(held, "exclusion_schools")) == expected


def test_what_came_after_permanent_exclusions_agrees(sent):
    rows, held = sent
    joined = [row for row in rows["joiners"] if row["area"] == DERBY]
    found = []
    for row in exclusions_of(rows):
        if row["kind"] == "PERM":
            later = [
                one["entry_date"]
                for one in joined
                if one["pupil_ref"] == row["pupil_ref"] and one["entry_date"] > row["start_date"]
            ]
            days = (min(later) - row["start_date"]).days if later else None
            found.append((row["board_outcome"], days))
    assert as_counts(answer(held, "exclusion_after")) == Counter(found)


# ---- what was returned, and is shown ------------------------------------------------------


def test_what_was_returned_for_a_year_counts_each_record_once(sent):
    rows, held = sent
    last = {}
    for row in sorted(rows["exclusions"], key=lambda row: (row["period"], row["row"])):
        if row["area"] == DERBY and row["period"] in TERMS:
            key = row["pupil_ref"], row["school_urn"], row["category"], row["start_date"]
            last[key] = row
    by = ("sex", "ethnic_group", "sen_provision", "fsm", "reason_1")
    expected = Counter(
        tuple(row[name] for name in by)
        for row in last.values()
        if row["category"] in {"SUSP", "FIXD"}
    )
    assert as_counts(answer(held, "exclusion_returned")) == expected


def test_cells_of_a_year_are_added_up():
    cells = [cell(LEICESTER, 5), cell(LEICESTER, 10), cell("E06000017", 5, sex="Male")]
    other = {**cell(LEICESTER, 50), "period": "2022/23"}
    with_twice = [cells[0], cells[2], other, {**cells[1], "ethnic_group": "Black"}]
    connection = release({"shared_school_exclusions": with_twice})
    found = answer(connection, "shared_exclusions")
    expected = Counter()
    for row in with_twice:
        if row["period"] == YEAR:
            names = ("area", "sex", "ethnic_group", "sen", "fsm", "reason")
            expected[tuple(row[name] for name in names)] += row["number"]
    assert {row[:-1]: row[-1] for row in found} == expected


# ---- every query, those over moves too ------------------------------------------------------

NAMES = [
    name
    for name, query in LIBRARY.queries.items()
    if any(table.startswith("own_") for table in query.header.reads)
    and name.startswith(("excl", "roll"))
]


@pytest.mark.parametrize("name", NAMES)
def test_a_query_returns_what_its_header_says(name):
    held, query = release(messy(0)), LIBRARY.queries[name]
    rows = answer(held, name, **({"census": "2024"} if "group_headcount" in name else {}))
    assert rows, "a query that finds nothing here proves nothing"
    types = {column: str(kind_) for column, kind_, *_ in held.description}
    assert types == dict(query.header.returns)
    grain = [list(query.header.returns).index(column) for column in query.header.grain]
    keys = [tuple(row[at] for at in grain) for row in rows]
    assert len(keys) == len(set(keys))


def test_published_rates_are_of_the_authority_and_of_the_departments_own_files():
    held = release({})
    rows = [
        ("exclusions", "suspensions_rate", DERBY, "2023/24", 9.5, "shown"),
        ("exclusions", "suspensions_rate", LEICESTER, "2023/24", 8.5, "shown"),
        ("lait", "TotFixedEx", DERBY, "2023/24", 7.5, "shown"),
    ]
    held.executemany("INSERT INTO published VALUES (?, ?, ?, ?, ?, ?)", rows)
    assert answer(held, "published_exclusions") == [("suspensions_rate", "2023/24", 9.5, "shown")]
