"""What a release shows of others' workforce: pay scales and names of the newest return, no more."""

from __future__ import annotations

import pytest
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, LEICESTER, new_store, open_desk, viewer
from hypothesis import given
from hypothesis import strategies as st
from workforce_builders import BEFORE, agency_worker, keep, pay, rate

from yardstick.access.scope import records_cursor
from yardstick.model import Grant, Reach, Viewer
from yardstick.results.workforce_types import DATASET
from yardstick.store.summaries import summary_tables

SECRET = 4_321.0  # a number that only rows of the owner hold
TABLES = summary_tables(CATALOGUE)
USE = [
    {"agency": "Amber", "in_use": True, "assignments": 17},
    {"agency": "Basalt", "in_use": False, "assignments": 0},
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Two returns of Derbyshire, one of Derby; none of Leicester."""
    store = new_store(tmp_path_factory.mktemp("summaries"))
    keep(
        store,
        {
            "pay": [
                pay(market_supplement=SECRET, retention_payment=SECRET),
                pay(grade="G10", salary_least=40_000.0, salary_most=44_000.0),
                pay(job_role="TM", salary_least=50_000.0, salary_most=56_000.0),
            ],
            "agency_workers": [agency_worker(workers=17, fte=16.0)],
            "agency_use": USE,
            "agency_rates": [rate(charge_rate=43.21)],
        },
    )
    older = [{"agency": "Coral", "in_use": True, "assignments": 3}]
    keep(store, {"pay": [pay(salary_most=99_000.0)], "agency_use": older}, period=BEFORE)
    keep(store, {"pay": [pay()], "agency_use": older}, DERBY, BEFORE)
    keep(store, {"pay": [pay()], "agency_workers": [agency_worker()]}, DERBY)
    return open_desk(store).releases.get()


def shown(opened, reader):
    cursor = records_cursor(opened.connection, reader, opened.own_tables, opened.shared_tables)
    return {name: cursor.table(name).df() for name in TABLES}


def everybody(*areas):
    return viewer(*areas, reach=Reach.REGION, datasets=(DATASET,))


def test_pay_is_the_span_of_a_roles_grades_in_the_newest_return(opened):
    rows = shown(opened, everybody())["shared_pay"]
    assert [tuple(row)[1:] for row in rows.itertuples(index=False)] == [
        (DERBY, "2024-25 Q2", "SW", 36_000.0, 40_000.0),
        (DERBYSHIRE, "2024-25 Q2", "SW", 36_000.0, 44_000.0),
        (DERBYSHIRE, "2024-25 Q2", "TM", 50_000.0, 56_000.0),
    ]


def test_agencies_are_those_in_use_in_the_newest_return_and_not_of_an_older_one(opened):
    rows = shown(opened, everybody())["shared_agency"]
    assert rows[["area", "agency"]].to_numpy().tolist() == [[DERBYSHIRE, "Amber"]]


def test_no_column_holds_a_supplement_a_rate_or_a_number_of_workers():
    columns = {name: [one.name for one in table.columns] for name, table in TABLES.items()}
    assert columns == {
        "shared_pay": ["dataset", "area", "period", "role", "least", "most"],
        "shared_agency": ["dataset", "area", "period", "agency"],
    }


@given(
    areas=st.sets(st.sampled_from([DERBY, DERBYSHIRE, LEICESTER])),
    reach=st.sampled_from([None, *Reach]),
)
def test_no_row_supplement_rate_or_number_of_another_reaches_anybody(opened, areas, reach):
    grants = frozenset({Grant(DATASET, reach)} if reach else ())
    reader = Viewer("reader", "A reader", "partner", frozenset(areas), grants)
    cursor = records_cursor(opened.connection, reader, opened.own_tables, opened.shared_tables)
    for name in opened.own_tables:
        held = {area for (area,) in cursor.table(name).project("area").distinct().fetchall()}
        assert held <= (areas if reach else set())
    seen = shown(opened, reader)
    told = {area for rows in seen.values() for area in rows["area"]}
    expected = {DERBY, DERBYSHIRE} if reach is Reach.REGION else {DERBY, DERBYSHIRE} & areas
    assert told == (expected if reach else set())
    if DERBYSHIRE not in areas:
        everything = str([rows.to_dict("records") for rows in seen.values()])
        assert not any(secret in everything for secret in ("4321", "43.21", "17", "Basalt"))
