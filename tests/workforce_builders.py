"""Returns of the workforce in a release: a few that a reader can add up, and invented ones."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pyarrow as pa
from desk_builders import (
    CATALOGUE,
    DERBY,
    DERBYSHIRE,
    REGION,
    new_store,
    open_desk,
    selection,
    viewer,
)
from placement_builders import _ARROW

from yardstick.catalogue.records import SQL_TYPES
from yardstick.demonstration.records import invent_workforce
from yardstick.model import Reach
from yardstick.results.workforce_types import DATASET, Assumed, WorkforceAsked
from yardstick.store.receipt import record_invented

NOW, BEFORE = "2024-25 Q2", "2023-24 Q2"
TABLES = {table.id: table for table in CATALOGUE.datasets[DATASET].tables}


def pay(**changes):
    """Return one grade of social workers, save for changes."""
    usual = {
        "local_job_title": "Social worker", "job_role": "SW", "grade": "G9",
        "salary_least": 36_000.0, "salary_most": 40_000.0, "hours": 37.0, "pay_award_year": 2024,
    }  # fmt: skip
    return {**usual, **changes}


def agency_worker(**changes):
    """Return ten agency workers of one role in one service, save for changes."""
    usual = {"job_role": "SW", "service_area": "CIN", "workers": 10, "fte": 9.5}
    return {**usual, **changes}


def rate(**changes):
    """Return a rate of ten social workers below the cap, save for changes."""
    usual = {
        "job_role": "SW", "pay_basis": "PAYE", "effective": dt.date(2024, 4, 1),
        "pay_rate": 33.0, "charge_rate": 42.0, "workers_at_rate": 10,
    }  # fmt: skip
    return {**usual, **changes}


def cap(**changes):
    """Return a cap on the pay of social workers, without a last day, save for changes."""
    usual = {
        "job_role": "SW", "pay_basis": "PAYE", "cap_basis": "PAY", "cap": 34.0,
        "valid_from": dt.date(2022, 4, 1),
    }  # fmt: skip
    return {**usual, **changes}


def table_of(name, rows):
    """Return rows of one table as the ledger keeps them."""
    columns = {
        column.name: pa.array(
            [row.get(column.name) for row in rows], _ARROW[SQL_TYPES[column.type]]
        )
        for column in TABLES[name].columns
    }
    return pa.table({**columns, "row": pa.array(range(2, len(rows) + 2), pa.int64())})


def keep(store, tables, area=DERBYSHIRE, period=NOW):
    """Record one return of the workforce: a table's name to its rows, or to the table."""
    made = {
        name: rows if isinstance(rows, pa.Table) else table_of(
            name, [{**row, "la_code": area, "period": period} for row in rows]
        )
        for name, rows in tables.items()
    }  # fmt: skip
    day = dt.date(2024, 10, 31)
    record_invented(
        store, dataset=DATASET, area=area, period=period, tables=made, received=day, due=day,
        submitted_by="test",
    )  # fmt: skip


def desk_of(folder, before=None, **tables):
    """Return a desk on a release in which Derbyshire returned these tables."""
    store = new_store(folder)
    if tables:
        keep(store, tables)
    if before:
        keep(store, before, period=BEFORE)
    keep(store, {"pay": [pay(salary_most=99_000.0)], "agency_workers": [agency_worker()]}, DERBY)
    return open_desk(store)


def workforce_lead(*areas, datasets=(DATASET, "riia_quarterly")):
    """Return somebody who leads the workforce of these authorities."""
    return viewer(*areas, reach=Reach.REGION, datasets=datasets)


def asked(desk, question, area=DERBYSHIRE, reader=None, assumed=None):
    """Return an analysis as somebody of Derbyshire finds it, unless somebody else asks."""
    reader = reader or workforce_lead(DERBYSHIRE)
    return desk.results(reader).workforce(
        selection(area), WorkforceAsked(question, assumed or Assumed())
    )


def by_part(found):
    """Return the rows of an analysis by their part."""
    return {row["part"]: row for row in found.rows.to_dict("records")}


@cache
def invented():
    """Return a region's invented returns of the workforce."""
    return tuple(invent_workforce(CATALOGUE, REGION))


def rows_of(returns, table, area, period):
    """Return an authority's rows of one table and quarter as plain dictionaries."""
    return [
        row
        for one in returns
        if (one.area, one.period) == (area, period) and table in one.tables
        for row in one.tables[table].to_pylist()
    ]
