"""The queries of what is shown of others' records: a naive second opinion agrees with each."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import product

import pytest
from beside_builders import LIBRARY, YEAR, cell, cube, official, price, salary, tables, used
from desk_builders import DERBY, DERBYSHIRE
from pandas import isna

CELLS = [
    cell(area, 5 * chance.randrange(4), period=period, stage=stage, need=need, basis=basis)
    for chance in [random.Random(5)]  # noqa: S311 - made up, the same each time
    for area in (DERBY, DERBYSHIRE)
    for period in (YEAR, "2023/24")
    for stage in ("Key stage 1", "Key stage 4")
    for need in ("Autism", "Severe learning difficulty")
    for basis in ("Day", "Residential, 52 weeks")
]
CUBES = [cube(DERBY), cube(DERBYSHIRE, "2023/24"), cube(DERBY, dataset="school_exclusions")]
PRICES = [price(60_000), price(50_000, "Day"), price(58_000, period="2023/24")]


@pytest.fixture(scope="module")
def connection():
    return tables(shared_send_placements=CELLS, shared_cube=CUBES, shared_price=PRICES)


def run(name, connection, **values):
    return LIBRARY.queries[name].run(connection, **values).to_dict("records")


def test_cells_of_a_year_are_added_up(connection):
    expected = Counter()
    for row in CELLS:
        if row["period"] == YEAR:
            expected[row["area"], row["stage"], row["need"], row["basis"]] += row["number"]
    found = run("shared_placements", connection, year=YEAR)
    assert {tuple(row.values())[:4]: row["number"] for row in found} == expected


def test_prices_are_those_of_the_data_set(connection):
    found = run("shared_prices", connection, dataset="send_placements")
    assert sorted(row["price"] for row in found) == [50_000, 58_000, 60_000]
    assert run("shared_prices", connection, dataset="school_exclusions") == []


def test_pay_is_that_of_the_role():
    rows = [
        salary(area, 30_000 + at, 40_000 + at, role)
        for at, (area, role) in enumerate(product((DERBYSHIRE, DERBY), ("SW", "TM")))
    ]
    expected = {
        (row["area"], row["period"], row["least"], row["most"])
        for row in rows
        if row["role"] == "TM"
    }
    found = run("shared_pay", tables(shared_pay=rows), role="TM")
    assert {tuple(row.values()) for row in found} == expected


def test_agencies_are_those_used_and_who_uses_none_is_there_too():
    uses = [used(DERBY, "B"), used(DERBY, "A")]
    pay = [salary(area, 1, 2, role) for area in (DERBY, DERBYSHIRE) for role in ("SW", "TM")]
    found = run("shared_agencies", tables(shared_agency=uses, shared_pay=pay))
    agencies = defaultdict(set)
    for row in uses:
        agencies[row["area"]].add(row["agency"])
    expected = {
        (area, agency)
        for area in {row["area"] for row in pay}
        for agency in agencies[area] or {None}
    }
    plain = {(row["area"], None if isna(row["agency"]) else row["agency"]) for row in found}
    assert plain == expected
    assert len(found) == len(expected)


def test_a_published_measure_is_that_of_its_source():
    rows = [
        official(DERBY, 1.0, YEAR),
        official(DERBY, 2.0, YEAR, "lait"),
        official(DERBY, 3.0, YEAR, measure="x"),
    ]
    found = run(
        "published_measure", tables(published=rows), source="sen2_caseload", measure="plans"
    )
    assert [(row["area"], row["value"]) for row in found] == [(DERBY, 1.0)]
