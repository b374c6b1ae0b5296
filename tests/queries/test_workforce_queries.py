"""The queries of the workforce keep their headers, and a naive second opinion agrees with each."""

from __future__ import annotations

from collections import defaultdict

import pytest
from conftest import ROOT
from desk_builders import DERBY, DERBYSHIRE, new_store, open_desk
from workforce_builders import invented, keep, rows_of, workforce_lead

from yardstick.access.scope import records_cursor
from yardstick.query import load_queries

QUERIES = {
    name: query
    for name, query in load_queries(ROOT / "queries").items()
    if name.startswith("workforce_")
}
NOW, DAY = "2024-25 Q2", "2024-09-30"
VALUES = {"area": DERBYSHIRE, "period": NOW, "day": DAY}
EACH = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)


@pytest.fixture(scope="module")
def returns():
    return [one for one in invented() if one.area in {DERBYSHIRE, DERBY}]


@pytest.fixture(scope="module")
def cursor(tmp_path_factory, returns):
    store = new_store(tmp_path_factory.mktemp("workforce"))
    for one in returns:
        keep(store, one.tables, one.area, one.period)
    opened = open_desk(store).releases.get()
    return records_cursor(opened.connection, workforce_lead(DERBYSHIRE), opened.own_tables)


def run(name, cursor, **changes):
    query = QUERIES[name]
    asked = {**VALUES, **changes}
    found = query.run(cursor, **{param: asked[param] for param in query.header.params})
    plain = found.astype(object).where(found.notna(), None)
    return [tuple(row) for row in plain.itertuples(index=False)]


@EACH
def test_a_query_returns_what_its_header_says_one_row_for_each_grain(query, cursor):
    values = {param: VALUES[param] for param in query.header.params}
    answer = cursor.execute(query.sql, values)
    assert {name: str(kind) for name, kind, *_ in answer.description} == dict(query.header.returns)
    frame = answer.df()
    assert len(frame), "a query that finds nothing here proves nothing"
    assert not frame.duplicated(subset=list(query.header.grain)).any()


@EACH
def test_the_workforce_of_another_authority_is_nowhere(query, cursor):
    assert run(query.name, cursor, area=DERBY) == []


@EACH
def test_no_free_text_is_read(query):
    assert not {"terms", "reason"} & set(query.sql.replace(",", " ").split())


def test_quarters_are_those_returned(cursor, returns):
    expected = {one.period: len(one.tables["pay"]) for one in returns if one.area == DERBYSHIRE}
    assert dict(run("workforce_returns", cursor)) == expected


def largest(values):
    return max((one for one in values if one is not None), default=None)


def test_salaries_span_the_grades_of_a_role(cursor, returns):
    of_role = defaultdict(list)
    for row in rows_of(returns, "pay", DERBYSHIRE, NOW):
        of_role[row["job_role"]].append(row)
    expected = {
        role: (
            len(rows),
            min(row["salary_least"] for row in rows),
            max(row["salary_most"] for row in rows),
            largest(row["market_supplement"] for row in rows),
            largest(row["retention_payment"] for row in rows),
        )
        for role, rows in of_role.items()
    }
    assert {row[0]: row[1:] for row in run("workforce_salaries", cursor)} == expected


@pytest.mark.parametrize(
    ("period", "day"), [(NOW, DAY), ("2025-26 Q2", "2025-09-30"), ("2025-26 Q2", "2022-03-31")]
)
def test_each_rate_stands_beside_the_cap_in_force_on_the_day(cursor, returns, period, day):
    caps = [
        row
        for row in rows_of(returns, "caps", DERBYSHIRE, period)
        if str(row["valid_from"]) <= day and (not row["valid_to"] or str(row["valid_to"]) >= day)
    ]
    expected = {}
    for row in rows_of(returns, "agency_rates", DERBYSHIRE, period):
        own = [
            one for one in caps
            if (one["job_role"], one["pay_basis"]) == (row["job_role"], row["pay_basis"])
        ]  # fmt: skip
        (found,) = own or [{"cap_basis": None, "cap": None}]
        key = (row["job_role"], row["pay_basis"], row["effective"], row["pay_rate"])
        expected[key] = (
            row["charge_rate"], row["workers_at_rate"], row["workers_above_cap"],
            row["exception_approved"], found["cap_basis"], found["cap"],
        )  # fmt: skip
    found = run("workforce_rates", cursor, period=period, day=day)
    assert {(row[0], row[1], row[2].date(), row[3]): row[4:] for row in found} == expected


def test_agency_workers_add_up_over_services(cursor, returns):
    expected = defaultdict(lambda: [0, 0.0, 0.0, 0.0, 0])
    for row in rows_of(returns, "agency_workers", DERBYSHIRE, NOW):
        found = expected[row["job_role"]]
        names = ("workers", "fte", "covering_vacancy_fte", "project_team_fte")
        for at, name in enumerate(names):
            found[at] += row[name]
        found[4] = max(found[4], row["longest_weeks"])
    rows = {row[0]: list(row[1:]) for row in run("workforce_workers", cursor)}
    assert rows.keys() == expected.keys()
    for role, numbers in expected.items():
        assert rows[role] == pytest.approx(numbers)


def test_agencies_are_named_once_with_their_use(cursor, returns):
    known = {row["agency"]: row for row in rows_of(returns, "agencies", DERBYSHIRE, NOW)}
    used = {row["agency"]: row for row in rows_of(returns, "agency_use", DERBYSHIRE, NOW)}
    expected = {
        agency: (
            used.get(agency, {}).get("in_use"),
            used.get(agency, {}).get("assignments"),
            known.get(agency, {}).get("via"),
            known.get(agency, {}).get("framework_used"),
        )
        for agency in known.keys() | used.keys()
    }
    assert {row[0]: row[1:] for row in run("workforce_agencies", cursor)} == expected


def test_arrangements_are_those_returned(cursor, returns):
    expected = {
        (
            row["arrangement_type"], row["provider"], row["satisfaction"], row["main_issue"],
            row["contract_end"], row["notice_weeks"], row["least_experience"],
        )
        for row in rows_of(returns, "arrangements", DERBYSHIRE, NOW)
    }  # fmt: skip
    found = run("workforce_arrangements", cursor)
    assert {(*row[:4], row[4].date(), *row[5:]) for row in found} == expected


def test_benefits_are_those_returned(cursor, returns):
    expected = {
        (row["benefit_type"], row["job_role"], row["cash_value"])
        for row in rows_of(returns, "benefits", DERBYSHIRE, NOW)
    }
    assert set(run("workforce_benefits", cursor)) == expected


def test_the_premium_has_fte_charges_and_salaries_of_each_role(cursor, returns):
    expected = {}
    for row in rows_of(returns, "agency_workers", DERBYSHIRE, NOW):
        expected.setdefault(row["job_role"], [0.0, 0, 0.0, 10**9, 0])[0] += row["fte"]
    for row in rows_of(returns, "agency_rates", DERBYSHIRE, NOW):
        expected[row["job_role"]][1] += row["workers_at_rate"]
        expected[row["job_role"]][2] += row["workers_at_rate"] * row["charge_rate"]
    for row in rows_of(returns, "pay", DERBYSHIRE, NOW):
        if found := expected.get(row["job_role"]):
            found[3] = min(found[3], row["salary_least"])
            found[4] = max(found[4], row["salary_most"])
    rows = {row[0]: list(row[1:]) for row in run("workforce_premium", cursor)}
    assert rows.keys() == expected.keys()
    for role, numbers in expected.items():
        assert rows[role] == pytest.approx(numbers)
