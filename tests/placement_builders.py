"""Placements in a release: a few that a reader can add up, and a region's invented ones."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pyarrow as pa
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, REGION, new_store, open_desk, viewer

from yardstick.catalogue.records import SQL_TYPES
from yardstick.demonstration.records import invent_placements
from yardstick.model import Reach
from yardstick.results.placement_types import DATASET
from yardstick.results.placements import ROLE
from yardstick.store.receipt import record_invented

AUTUMN, BEFORE = "2024/25 Autumn", "2023/24 Autumn"
TABLE = CATALOGUE.datasets[DATASET].tables[0]
_ARROW = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "BIGINT": pa.int64(),
}


def placement(**changes):
    """Return one day placement for autism at 50,000 pounds, save for changes."""
    price = changes.get("annual_price", 50_000.0)
    usual = {
        "la_code": DERBYSHIRE,
        "period": AUTUMN,
        "child_ref": "P4-" + "0" * 32,
        "year_group": "8",
        "primary_need": "ASD",
        "looked_after": False,
        "provider_name": "Invented Lodge",
        "provider_group": "Invented Group",
        "provider_type": "ISS",
        "provider_la": DERBYSHIRE,
        "miles": 5,
        "placement_basis": "DAY",
        "start_month": dt.date(2022, 9, 1),
        "named_in_plan": True,
        "base_fee": price,
        "additional_support": 0.0,
        "annual_price": price,
        "weeks": 38,
        "fund_education": price,
        "fund_health": 0.0,
        "fund_care": 0.0,
        "judgement": "GOO",
        "visited": dt.date(2024, 6, 3),
    }
    return {**usual, **changes}


def table_of(*rows):
    """Return placements as the ledger keeps them."""
    columns = {
        column.name: pa.array(
            [row.get(column.name) for row in rows], _ARROW[SQL_TYPES[column.type]]
        )
        for column in TABLE.columns
    }
    return pa.table({**columns, "row": pa.array(range(2, len(rows) + 2), pa.int64())})


def keep(store, table, area=DERBYSHIRE, period=AUTUMN):
    """Record one return of placements."""
    day = dt.date(2025, 1, 31)
    record_invented(
        store, dataset=DATASET, area=area, period=period, tables={"placements": table},
        received=day, due=day, submitted_by="test",
    )  # fmt: skip


def desk_of(folder, *rows, before=()):
    """Return a desk on a release in which Derbyshire returned these placements."""
    store = new_store(folder)
    if rows:
        keep(store, table_of(*rows))
    if before:
        keep(store, table_of(*(row | {"period": BEFORE} for row in before)), period=BEFORE)
    keep(store, table_of(placement(la_code=DERBY, annual_price=99_000.0)), DERBY)
    return open_desk(store)


def commissioner(*areas, datasets=(DATASET, "riia_quarterly"), roles=(ROLE,)):
    """Return somebody who commissions for these authorities."""
    made = viewer(*areas, reach=Reach.REGION, datasets=datasets)
    return type(made)(**{**vars(made), "roles": frozenset(roles)})


@cache
def invented(scale=0.5):
    """Return a region's invented returns of placements."""
    return tuple(invent_placements(CATALOGUE, REGION, scale))


def rows_of(returns, area, period):
    """Return an authority's placements in one term as plain dictionaries."""
    return [
        row
        for one in returns
        if (one.area, one.period) == (area, period)
        for row in one.tables["placements"].to_pylist()
    ]
