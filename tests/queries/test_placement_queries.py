"""The queries of placements keep their headers, and a naive second opinion agrees with each."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from conftest import ROOT
from desk_builders import DERBY, DERBYSHIRE, new_store, open_desk
from placement_builders import commissioner, invented, keep, rows_of

from yardstick.access.scope import records_cursor
from yardstick.query import load_queries

QUERIES = {
    name: query
    for name, query in load_queries(ROOT / "queries").items()
    if any(table.startswith("own_placement") for table in query.header.reads)
}
NOW, BEFORE = "2024/25 Summer", "2023/24 Summer"
FIRST = "2024/25 Autumn"  # of the school year of which NOW is the last term
VALUES = {
    "area": DERBYSHIRE, "period": NOW, "before": BEFORE, "year": "2024/25",
}  # fmt: skip
EACH = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)


@pytest.fixture(scope="module")
def returns():
    return [one for one in invented() if one.area in {DERBYSHIRE, DERBY}]


@pytest.fixture(scope="module")
def cursor(tmp_path_factory, returns):
    store = new_store(tmp_path_factory.mktemp("placements"))
    for one in returns:
        keep(store, one.tables["placements"], one.area, one.period)
    opened = open_desk(store).releases.get()
    return records_cursor(opened.connection, commissioner(DERBYSHIRE), opened.own_tables)


@pytest.fixture(scope="module")
def rows(returns):
    return rows_of(returns, DERBYSHIRE, NOW)


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
def test_placements_of_another_authority_are_nowhere(query, cursor):
    assert run(query.name, cursor, area=DERBY) == []


def test_terms_are_those_returned(cursor, returns):
    expected = {
        one.period: len(one.tables["placements"]) for one in returns if one.area == DERBYSHIRE
    }
    assert dict(run("placement_terms", cursor)) == expected


def test_prices_count_placements_alike(cursor, rows):
    names = ("primary_need", "placement_basis", "year_group", "weeks", "annual_price")
    expected = Counter(tuple(row[name] for name in names) for row in rows)
    assert {row[:-1]: row[-1] for row in run("placement_prices", cursor)} == expected


def test_providers_add_up_their_placements(cursor, rows):
    expected = defaultdict(lambda: [0, 0])
    for row in rows:
        found = expected[row["provider_name"], row["provider_group"]]
        found[0] += 1
        found[1] += row["annual_price"]
    found = {row[:2]: list(row[2:]) for row in run("placement_providers", cursor)}
    assert found == dict(expected)


def test_increases_are_of_placements_with_a_price_before(cursor, rows):
    expected = {}
    for row in rows:
        before, asked = row["price_before"], row["uplift_requested"]
        if before:
            found = expected.setdefault(row["provider_name"], [0, 0.0, 0.0, 0, 0.0, 0.0])
            found[0] += 1
            found[1] += row["annual_price"]
            found[2] += before
            if asked is not None:
                found[3] += 1
                found[4] += before
                found[5] += before * asked
    found = {row[0]: list(row[1:]) for row in run("placement_increases", cursor)}
    assert found.keys() == expected.keys()
    for provider, numbers in expected.items():
        assert found[provider] == pytest.approx(numbers)


def test_funding_adds_up_by_need(cursor, rows):
    money = ("annual_price", "fund_education", "fund_health", "fund_care")
    expected = defaultdict(lambda: [0] * 6)
    for row in rows:
        found = expected[row["primary_need"]]
        numbers = (1, *(row[name] for name in money), row["fund_health"] == 0)
        expected[row["primary_need"]] = [
            one + other for one, other in zip(found, numbers, strict=True)
        ]
    found = {row[0]: list(row[1:]) for row in run("placement_funding", cursor)}
    assert found == dict(expected)


def test_quality_keeps_judgement_and_day_of_each_provider(cursor, rows):
    expected = defaultdict(lambda: [0, 0])
    for row in rows:
        found = expected[row["provider_name"], row["judgement"], row["visited"]]
        found[0] += 1
        found[1] += row["annual_price"]
    found = {
        (row[0], row[1], row[2].date()): list(row[3:]) for row in run("placement_quality", cursor)
    }
    assert found == dict(expected)


def test_the_mix_holds_both_terms(cursor, rows, returns):
    expected = defaultdict(lambda: [0, 0, 0, 0])
    for at, some in ((0, rows), (2, rows_of(returns, DERBYSHIRE, BEFORE))):
        for row in some:
            found = expected[row["primary_need"], row["placement_basis"]]
            found[at] += 1
            found[at + 1] += row["annual_price"]
    found = {row[:2]: list(row[2:]) for row in run("placement_mix", cursor)}
    assert found == dict(expected)


def test_places_are_counted_where_they_are(cursor, rows):
    expected = defaultdict(lambda: [0] * 5)
    for row in rows:
        la, miles = row["provider_la"], row["miles"]
        numbers = (1, la is not None, la is not None and la != DERBYSHIRE)
        measured = miles is not None
        numbers += (measured, measured and miles > 20)
        expected[row["primary_need"]] = [
            one + other for one, other in zip(expected[row["primary_need"]], numbers, strict=True)
        ]
    found = {row[0]: list(row[1:]) for row in run("placement_places", cursor)}
    assert found == dict(expected)


def test_a_year_counts_each_placement_once_as_last_returned(cursor, returns):
    last = {}
    for term in (FIRST, "2024/25 Spring", NOW):
        for row in rows_of(returns, DERBYSHIRE, term):
            last[row["child_ref"], row["provider_name"], row["start_month"]] = row
    expected = defaultdict(lambda: [0, 0])
    for row in last.values():
        found = expected[row["primary_need"], row["placement_basis"], row["year_group"]]
        found[0] += 1
        found[1] += row["annual_price"]
    found = {row[:3]: list(row[3:]) for row in run("placement_year", cursor)}
    assert found == dict(expected)
    assert sum(number for number, _ in expected.values()) > len(rows_of(returns, DERBYSHIRE, NOW))


def test_the_stock_is_what_each_term_returned(cursor, returns):
    expected = Counter(
        (one.period, row["year_group"])
        for one in returns
        if one.area == DERBYSHIRE
        for row in one.tables["placements"].to_pylist()
    )
    assert {row[:2]: row[2] for row in run("placement_stock", cursor)} == expected


def test_flows_count_each_placement_of_a_year_once_as_last_returned(cursor, returns):
    last = {}
    for one in sorted(returns, key=lambda one: one.period):
        for row in one.tables["placements"].to_pylist() if one.area == DERBYSHIRE else ():
            year = one.period.split()[0]
            last[year, row["child_ref"], row["provider_name"], row["start_month"]] = year, row
    expected = Counter(
        (year, flow, row[day], row["year_group"])
        for year, row in last.values()
        for flow, day in (("began", "start_month"), ("ended", "actual_end"))
        if row[day]
    )
    found = run("placement_flows", cursor)
    assert {(*row[:2], row[2].date(), row[3]): row[4] for row in found} == expected
