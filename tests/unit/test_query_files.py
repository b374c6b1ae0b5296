"""A query file is one SELECT that keeps its header, or it is refused by name and rule."""

from __future__ import annotations

import duckdb
import pytest
from conftest import ROOT

from yardstick.query import OlderReleaseError, QueryError, load_queries, load_query

HEADER = """-- One row per thing.
-- params: {params}
-- returns: a VARCHAR
-- grain: a
-- reads: {reads}
"""


def write(folder, sql, params="a VARCHAR", reads="observation", header=HEADER):
    path = folder / "bad.sql"
    path.write_text(header.format(params=params, reads=reads) + sql, "utf-8")
    return path


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("SELECT $a AS a FROM observation; SELECT 2", "one SELECT"),
        ("CREATE OR REPLACE TEMP TABLE returned AS SELECT $a AS a FROM observation", "one SELECT"),
        ("SELECT $b AS a FROM observation", "params says"),
        ("SELECT 1 AS a FROM observation", "params says"),
        ("SELECT $a AS a FROM release.main.observation", "reads says"),
        ("SELECT $a AS a FROM observation JOIN account USING (a)", "reads says"),
        ("SELECT $a AS a FROM read_csv('x.csv')", "reads says"),
        ("SELECT $a AS a FROM observation, range(3)", "reads says"),
    ],
)
def test_what_a_query_may_not_do_is_refused(sql, complaint, tmp_path):
    with pytest.raises(QueryError, match=complaint):
        load_query(write(tmp_path, sql))


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("-- One row per thing.\n-- params:\n", "must hold each of"),
        (HEADER + "-- reads: other\n", "must hold each of"),
        (HEADER.replace("One row", "Some row"), "first line"),
        (HEADER.replace("a VARCHAR", "a"), "name TYPE"),
        (HEADER.replace("a VARCHAR", "a VAR CHAR"), "name TYPE"),
    ],
)
def test_a_wrong_header_is_refused(header, complaint, tmp_path):
    with pytest.raises(QueryError, match=complaint):
        load_query(write(tmp_path, "SELECT $a AS a FROM observation", header=header))


def test_common_table_expressions_are_not_tables(tmp_path):
    sql = "WITH mine AS (SELECT $a AS a FROM observation) SELECT a FROM mine"
    assert load_query(write(tmp_path, sql)).header.reads == {"observation"}


def test_a_query_runs_with_its_parameters_and_no_others(tmp_path):
    query = load_query(write(tmp_path, "SELECT $a AS a FROM observation"))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE observation AS SELECT 1 AS b")
        assert query.run(connection, a="x")["a"].tolist() == ["x"]
        with pytest.raises(duckdb.InvalidInputException):
            query.run(connection)


@pytest.mark.parametrize("table", ["other (b VARCHAR)", "observation (b VARCHAR)"])
def test_a_release_without_the_table_or_the_column_is_said_to_be_older(table, tmp_path):
    query = load_query(write(tmp_path, "SELECT c AS a FROM observation WHERE c = $a"))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE {table}")
        with pytest.raises(OlderReleaseError, match="Open the newest release") as told:
            query.run(connection, a="x")
    assert isinstance(told.value.__cause__, duckdb.Error)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(QueryError, match="holds no query"):
        load_queries(tmp_path)


def test_every_query_of_the_product_loads():
    assert "returned_counts" in load_queries(ROOT / "queries")
