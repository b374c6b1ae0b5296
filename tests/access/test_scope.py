from __future__ import annotations

from itertools import product

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.access.scope import GUARDED, OPEN, records_cursor, scoped_cursor
from yardstick.model import Grant, Reach, Viewer
from yardstick.store.schema import TABLES

DATASETS = ("one", "two", "three")
AREAS = ("E1", "E2", "E3", "E1+E2")
OWN = "own_exclusions"
SHARED, PRICE = "shared_exclusions", "shared_price"
HOSTILE = "x') OR 1=1; DROP TABLE release.returned; --"


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    path = tmp_path_factory.mktemp("release") / "release.duckdb"
    with duckdb.connect(str(path)) as made:
        for table in OPEN:
            made.execute(f"CREATE TABLE {table} AS SELECT 'open' AS word")
        for table in (*GUARDED, OWN, SHARED, PRICE):
            made.execute(f"CREATE TABLE {table} (dataset VARCHAR, area VARCHAR, number DOUBLE)")
            made.executemany(
                f"INSERT INTO {table} VALUES ($1, $2, 1)",  # noqa: S608 - names of ours
                [list(pair) for pair in product((*DATASETS, HOSTILE), AREAS)],
            )
    reader = duckdb.connect(":memory:")
    reader.execute(f"ATTACH '{path}' AS release (READ_ONLY)")
    for setting in ("enable_external_access = false", "lock_configuration = true"):
        reader.execute(f"SET {setting}")
    yield reader
    reader.close()


def viewer(areas, grants):
    return Viewer("a", "A", "p", frozenset(areas), frozenset(grants))


def rows(cursor, table):
    found = cursor.execute(f"SELECT dataset, area FROM {table}").fetchall()  # noqa: S608 - ours
    assert len(found) == len(set(found))
    return set(found)


GRANTS = st.sets(st.builds(Grant, st.sampled_from((*DATASETS, HOSTILE)), st.sampled_from(Reach)))


@given(areas=st.sets(st.sampled_from((*AREAS, HOSTILE, "%"))), grants=GRANTS)
def test_no_combination_of_grants_shows_a_row_outside_it(connection, areas, grants):
    who = viewer(areas, grants)
    expected = {
        (dataset, area)
        for dataset, area in product((*DATASETS, HOSTILE), AREAS)
        if who.reach(dataset) is Reach.REGION or (who.reach(dataset) is Reach.OWN and area in areas)
    }
    with scoped_cursor(connection, who) as cursor:
        for table in GUARDED:
            assert rows(cursor, table) == expected


@pytest.mark.parametrize("table", OPEN)
def test_reference_and_official_tables_are_open_to_whoever_signed_in(connection, table):
    with scoped_cursor(connection, viewer((), ())) as cursor:
        assert cursor.table(table).fetchall() == [("open",)]


def test_every_table_of_a_release_is_either_guarded_or_open():
    assert sorted((*GUARDED, *OPEN)) == sorted(TABLES)
    with_partners_rows = {
        name
        for name, table in TABLES.items()
        if {"dataset", "area"} <= {column.name for column in table.columns}
    }
    assert with_partners_rows == set(GUARDED)


def test_two_viewers_at_once_do_not_see_each_others_rows(connection):
    one = scoped_cursor(connection, viewer({"E1"}, {Grant("one", Reach.OWN)}))
    other = scoped_cursor(connection, viewer({"E2"}, {Grant("two", Reach.OWN)}))
    assert rows(one, "returned") == {("one", "E1")}
    assert rows(other, "returned") == {("two", "E2")}
    one.close()
    other.close()


def test_outside_a_scope_the_names_mean_nothing(connection):
    scoped_cursor(connection, viewer({"E1"}, {Grant("one", Reach.REGION)})).close()
    with connection.cursor() as bare, pytest.raises(duckdb.CatalogException):
        bare.execute("SELECT * FROM returned")


def test_a_name_that_is_sql_stays_a_name(connection):
    with scoped_cursor(connection, viewer({"E3"}, {Grant(HOSTILE, Reach.OWN)})) as cursor:
        assert rows(cursor, "returned") == {(HOSTILE, "E3")}
        assert cursor.execute("SELECT count(*) FROM release.returned").fetchone() == (16,)


@given(areas=st.sets(st.sampled_from((*AREAS, HOSTILE, "%"))), grants=GRANTS)
def test_records_are_their_owners_whatever_was_granted(connection, areas, grants):
    who = viewer(areas, grants)
    expected = {
        (dataset, area)
        for dataset, area in product((*DATASETS, HOSTILE), AREAS)
        if who.may_read(dataset) and area in areas
    }
    with records_cursor(connection, who, [OWN]) as cursor:
        assert rows(cursor, OWN) == expected


def test_without_asking_for_records_a_scope_holds_none(connection):
    everything = viewer(AREAS, [Grant(dataset, Reach.REGION) for dataset in DATASETS])
    with scoped_cursor(connection, everything) as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute(f"SELECT * FROM {OWN}")  # noqa: S608 - a name of ours


@given(areas=st.sets(st.sampled_from((*AREAS, HOSTILE, "%"))), grants=GRANTS)
def test_what_is_shown_of_records_is_the_regions_only_where_that_was_granted(
    connection, areas, grants
):
    who = viewer(areas, grants)
    everywhere = set(product((*DATASETS, HOSTILE), AREAS))
    region = {(dataset, area) for dataset, area in everywhere if who.reach(dataset) is Reach.REGION}
    own = {(dataset, area) for dataset, area in everywhere if who.may_read(dataset)}
    with records_cursor(connection, who, [OWN], [SHARED, PRICE]) as cursor:
        assert rows(cursor, SHARED) == region | {pair for pair in own if pair[1] in areas}
        assert rows(cursor, PRICE) == region
