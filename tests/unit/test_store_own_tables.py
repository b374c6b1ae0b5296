"""Records in a release: the newest version of each return, as declared, found by their row."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import pyarrow as pa
import pytest
from store_builders import DERBY, RUTLAND, build, catalogue, go_on, new_store, quarterly, receive

from yardstick.catalogue.declarations import DataSet
from yardstick.catalogue.records import AtPartner, Column, Table
from yardstick.model import State
from yardstick.store.connection import ALIAS, open_release
from yardstick.store.own_tables import own_tables

AUTUMN, SPRING = "2024/25 Autumn", "2024/25 Spring"


def column(name, kind="text", *, required=True, **more):
    return Column(name=name, label=name.title(), type=kind, required=required, **more)


EXCLUSIONS = Table(
    id="hearings",
    title="Hearings",
    grain="one hearing",
    key=("pupil_ref", "start_date"),
    columns=(
        column("la_code", "area"),
        column("period", "period"),
        column("pupil_ref", "token", at_partner=AtPartner(of=("upn",), does="token")),
        column("start_date", "date"),
        column("sessions", "whole", required=False),
        column("fsm", "flag"),
    ),
    sample=({"pupil_ref": "any"},),
)
RECORDS = DataSet.model_construct(
    id="school_exclusions", items=(), tables=(EXCLUSIONS,), superseded_by_official=False
)


def declared():
    made = catalogue()
    return replace(
        made, datasets=MappingProxyType({"quarterly": quarterly(), "school_exclusions": RECORDS})
    )


def exclusions(*rows, area="831", period=AUTUMN):
    names = ("pupil_ref", "start_date", "sessions", "fsm", "row")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    return pa.table(
        {
            "la_code": pa.array([area] * len(rows)),
            "period": pa.array([period] * len(rows)),
            "pupil_ref": pa.array(columns["pupil_ref"]),
            "start_date": pa.array(columns["start_date"], pa.date32()),
            "sessions": pa.array(columns["sessions"], pa.int64()),
            "fsm": pa.array(columns["fsm"]),
            "row": pa.array(columns["row"], pa.int64()),
        }
    )


DAY = dt.date(2024, 9, 9)


def keep(store, table, area=DERBY, period=AUTUMN):
    kept = receive(
        store, None, dataset="school_exclusions", area=area, period=period,
        tables={"hearings": table},
    )  # fmt: skip
    go_on(store, kept, State.SIGNED_OFF, State.APPROVED)
    return kept


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path, kind="real")


def found(store):
    connection = open_release(store).connection
    rows = connection.table(f"{ALIAS}.own_hearings")
    return rows.columns, rows.fetchall()


def test_a_table_of_a_return_is_a_table_of_the_release(store):
    kept = keep(store, exclusions(("P5-a", DAY, 4, True, 2), ("P5-b", DAY, None, False, 3)))
    build(store, catalogue=declared())
    columns, rows = found(store)
    assert columns == [
        "dataset", "area", "period", "submission", "pupil_ref", "start_date", "sessions", "fsm",
        "row",
    ]  # fmt: skip
    keys = ("school_exclusions", DERBY, AUTUMN, kept.submission)
    assert rows == [(*keys, "P5-a", DAY, 4, True, 2), (*keys, "P5-b", DAY, None, False, 3)]


def test_of_two_versions_only_the_newest_is_there(store):
    keep(store, exclusions(("P5-a", DAY, 4, True, 2), ("P5-b", DAY, 1, True, 3)))
    corrected = keep(store, exclusions(("P5-a", DAY, 6, True, 2)))
    build(store, catalogue=declared())
    assert [(row[3], row[6]) for row in found(store)[1]] == [(corrected.submission, 6)]


def test_rows_lie_by_area_and_term_so_that_an_owner_reads_few(store):
    for area in (RUTLAND, DERBY):
        for period in (SPRING, AUTUMN):
            keep(
                store, exclusions((f"{area}{period}", DAY, 1, True, 2), period=period), area, period
            )
    build(store, catalogue=declared())
    keys = [(row[1], row[2]) for row in found(store)[1]]
    assert keys == sorted(keys)
    assert len(keys) == 4


def test_a_release_without_records_has_the_table_empty(store):
    build(store, catalogue=declared())
    assert found(store)[1] == []


def test_each_table_of_a_return_is_one_of_the_release():
    assert list(own_tables(declared())) == ["own_hearings"]


def test_a_release_says_which_tables_of_records_it_holds(store):
    build(store)
    assert open_release(store).own_tables == ()
    build(store, catalogue=replace(declared(), version="ba9876543210"))
    assert open_release(store).own_tables == ("own_hearings",)


def test_a_return_of_before_a_column_was_asked_for_has_nothing_in_it(store):
    keep(store, exclusions(("P5-a", DAY, 4, True, 2)).drop_columns(["sessions"]))
    build(store, catalogue=declared())
    assert [row[6] for row in found(store)[1]] == [None]
