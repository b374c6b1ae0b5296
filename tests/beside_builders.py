"""Placements and exclusions of one authority beside what a release shows of others, by hand."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import duckdb
import pyarrow as pa
from conftest import ROOT
from desk_builders import CATALOGUE, DERBYSHIRE, REGION
from exclusion_builders import follow
from placement_builders import AUTUMN, commissioner, placement

from yardstick.query import load_queries
from yardstick.results.book import Library
from yardstick.results.placement_types import PlacementsAsked
from yardstick.results.placements import placements
from yardstick.store.followed import followed_tables
from yardstick.store.own_tables import own_tables
from yardstick.store.schema import TABLES as RELEASED
from yardstick.store.shared_tables import shared_tables
from yardstick.store.summaries import summary_tables

YEAR = "2024/25"
LIBRARY = Library(CATALOGUE, load_queries(ROOT / "queries"), REGION)
SHOWN = shared_tables(CATALOGUE) | summary_tables(CATALOGUE)
TABLES = own_tables(CATALOGUE) | SHOWN | dict(RELEASED)
INFO = SimpleNamespace(
    id="r1", made=dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC), kind="demonstration"
)
AUTISM, DISTRESS = "Autism", "Social, emotional and mental health"


def cube(area, period=YEAR, wording="", dataset="send_placements", measure="placements"):
    """Return what is said of a cube."""
    return {
        "dataset": dataset, "area": area, "period": period, "measure": measure,
        "wording": wording, "total": 4, "one_way": 4, "close": True, "held": False,
    }  # fmt: skip


def cell(area, number, **words):
    """Return a cell of a cube of placements: day placements for autism at Key Stage 3."""
    usual = {
        "dataset": "send_placements", "area": area, "period": YEAR, "measure": "placements",
        "stage": "Key stage 3", "need": AUTISM, "basis": "Day",
    }  # fmt: skip
    return usual | words | {"number": number}


def price(pounds, basis="All", need="All", period=YEAR):
    """Return a mean price of the region."""
    return {
        "dataset": "send_placements", "period": period, "basis": basis, "need": need,
        "price": pounds,
    }  # fmt: skip


def salary(area, least, most, role="SW", period="2025-26 Q2"):
    """Return a role's salaries of an authority's newest return."""
    return {
        "dataset": "workforce", "area": area, "period": period, "role": role,
        "least": float(least), "most": float(most),
    }  # fmt: skip


def used(area, agency, period="2025-26 Q2"):
    """Return an agency that an authority uses."""
    return {"dataset": "workforce", "area": area, "period": period, "agency": agency}


def official(area, value, period, source="sen2_caseload", measure="plans"):
    """Return a published figure."""
    return {
        "source": source, "measure": measure, "area": area, "period": period, "value": value,
        "status": "shown", "release": "made up", "vintage": "", "file": "f",
    }  # fmt: skip


def own(*rows):
    """Return placements as a release holds them for their owner; each is another child's."""
    keys = {"dataset": "send_placements", "submission": "s"}
    usual = [placement(child_ref=f"P4-{at}", period=AUTUMN) for at in range(len(rows))]
    return [
        {**keys, **one, **row, "area": row.get("area", one["la_code"]), "row": at}
        for at, (one, row) in enumerate(zip(usual, rows, strict=True))
    ]


def tables(**rows):
    """Return a connection in which the rows stand in tables of a release."""
    connection = duckdb.connect()
    for name, held in rows.items():
        schema = TABLES[name].arrow
        full = [{one: row.get(one) for one in schema.names} for row in held]
        connection.register("held", pa.Table.from_pylist(full, schema=schema))
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM held')  # noqa: S608 - a name of our own
        connection.unregister("held")
    follow(connection, followed_tables([one for one in rows if one.startswith("own_")]))
    return connection


def shown(*, cells=(), cubes=(), prices=(), mine=(), published=()):
    """Return a connection with an authority's placements and what is shown of all."""
    return tables(
        own_placements=own(*mine), shared_send_placements=list(cells), shared_cube=list(cubes),
        shared_price=list(prices), published=list(published),
    )  # fmt: skip


def analysed(connection, viewer, asked, area):
    """Return an analysis of a connection's placements."""
    focus = CATALOGUE.reference.areas[area]
    return placements(connection, LIBRARY, viewer, asked=asked, focus=focus, info=INFO)


def answer(connection, question, part="", area=DERBYSHIRE):
    """Return what somebody who commissions for Derbyshire finds."""
    return analysed(connection, commissioner(DERBYSHIRE), PlacementsAsked(question, part), area)


def by_label(found):
    """Return the rows of an analysis by their label."""
    return {row["label"]: row for row in found.rows.to_dict("records")}
