"""Provisional figures go the moment the department's are loaded, item by item and year by year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from store_builders import (
    DERBY,
    RUTLAND,
    build,
    catalogue,
    counts,
    indicator,
    load,
    new_store,
    send,
    values,
)

from yardstick.catalogue.declarations import Count, DataSet, PublishedSeries
from yardstick.model import PeriodKind
from yardstick.store.connection import open_release

YEAR, BEFORE = "2024/25", "2023/24"


def published(measure):
    return PublishedSeries(
        source="children_in_need", measure=measure, period=PeriodKind.ACADEMIC_YEAR
    )


def provisional():
    """Two results over one count of pupils, and one that nobody publishes."""
    below = Count(item="N", label="pupils")
    said = {"dataset": "results", "denominator": below}
    indicators = (
        indicator("E01", **said, published=(published("good"), published("good_old"))),
        indicator("E02", **said, published=(published("high"),)),
        indicator("E09", dataset="results", published=()),
    )
    dataset = DataSet.model_construct(id="results", items=(), superseded_by_official=True)
    held = catalogue()
    return replace(
        held,
        datasets={**held.datasets, "results": dataset},
        indicators={**held.indicators, **{one.id: one for one in indicators}},
    )


@pytest.fixture
def store(tmp_path):
    store = new_store(tmp_path)
    for area in (RUTLAND, DERBY):
        for period in (BEFORE, YEAR):
            cells = counts(E01=60, E02=10, E09=1, N=100)
            send(store, cells, dataset="results", area=area, period=period)
    return store


def held(store, table="returned"):
    build(store, catalogue=provisional())
    rows = open_release(store).connection.table(f"release.{table}").fetchall()
    return {(row[1], row[3], row[4]) for row in rows if row[0] == "results"}


def cells(*items, areas=(RUTLAND, DERBY), periods=(BEFORE, YEAR)):
    return {(item, area, period) for item in items for area in areas for period in periods}


def official(store, file, *rows):
    load(store, values(*((*row, "shown" if row[3] is not None else "x") for row in rows)), file)


def test_nothing_goes_before_the_department_publishes(store):
    assert held(store) == cells("E01", "E02", "E09", "N")
    assert held(store, "superseded") == set()


def test_one_measure_of_one_year_goes_everywhere_and_what_it_shares_stays(store):
    official(store, "f1", ("good", RUTLAND, YEAR, 61.0))
    gone = cells("E01", periods=(YEAR,))
    assert held(store) == cells("E01", "E02", "E09", "N") - gone
    assert held(store, "superseded") == gone


def test_the_shared_count_goes_with_the_last_measure_that_needs_it(store):
    official(store, "f1", ("good_old", RUTLAND, YEAR, 61.0), ("high", RUTLAND, YEAR, 9.0))
    assert held(store, "superseded") == cells("E01", "E02", "N", periods=(YEAR,))


def test_a_year_without_a_value_is_not_published(store):
    official(store, "f1", ("good", RUTLAND, YEAR, None))
    assert held(store, "superseded") == set()


def test_other_data_sets_stay_whatever_is_published(store):
    send(store, counts(E01=3), dataset="quarterly", period=YEAR)
    official(store, "f1", ("good", RUTLAND, YEAR, 61.0))
    build(store, catalogue=provisional())
    rows = open_release(store).connection.table("release.returned").fetchall()
    assert [row[1] for row in rows if row[0] == "quarterly"] == ["E01"]


def test_a_correction_of_what_went_is_not_told_either(store):
    later = counts(E01=59, E02=11, E09=1, N=100)
    day = dt.date(2025, 2, 1)
    send(store, later, dataset="results", period=YEAR, received=day)
    official(store, "f1", ("good", RUTLAND, YEAR, 61.0))
    build(store, catalogue=provisional())
    rows = open_release(store).connection.table("release.revision").fetchall()
    assert [row[1] for row in rows] == ["E02"]
