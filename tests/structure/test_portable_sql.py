"""Queries keep to the subset that DuckDB and Spark answer alike (`queries/README.md`)."""

from __future__ import annotations

import pytest
import sqlglot
from conftest import ROOT
from sqlglot import expressions as exp

FILES = sorted((ROOT / "queries").glob("*.sql"))

FORBIDDEN = {
    exp.Qualify: "QUALIFY",
    exp.Pivot: "PIVOT",
    exp.Lambda: "a lambda",
    exp.Array: "a list",
    exp.Struct: "a struct",
    exp.Round: "ROUND",
    exp.ArgMax: "arg_max",
    exp.ArgMin: "arg_min",
    exp.Interval: "INTERVAL",
    exp.Star: "SELECT * (name the columns)",
}
PORTABLE_FUNCTIONS = {
    "AND",
    "CASE",
    "CAST",
    "COALESCE",
    "COUNT",
    "FLOOR",
    "IF",
    "MAX",
    "MIN",
    "NULLIF",
    "OR",
    "RANK",
    "ROW_NUMBER",
    "SUM",
}


def faults(sql: str) -> list[str]:
    """Return what of a query is outside the subset."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    found = [
        words
        for kind, words in FORBIDDEN.items()
        for node in tree.find_all(kind)
        if not (kind is exp.Star and isinstance(node.parent, exp.Count))
    ]
    found += [
        f"{node.sql_name()} is not portable"
        for node in tree.find_all(exp.Func)
        if node.sql_name() not in PORTABLE_FUNCTIONS
    ]
    # The parser drops a NULLS clause that is a dialect's default, so the text is asked.
    if sql.upper().count("NULLS ") != len(list(tree.find_all(exp.Ordered))):
        found.append("NULLS FIRST or NULLS LAST is missing")
    found += [
        "a divisor without NULLIF"
        for node in tree.find_all(exp.Div)
        if not isinstance(node.expression, exp.Nullif)
    ]
    if tree.find(exp.Order) is None:
        found.append("ORDER BY is missing")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_query_is_portable(path):
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY a NULLS LAST) = 1", "QUALIFY"),
        ("SELECT ROUND(a) AS a FROM t ORDER BY a NULLS LAST", "ROUND"),
        ("SELECT a / b AS c FROM t ORDER BY a NULLS LAST", "a divisor without NULLIF"),
        ("SELECT [a] AS c FROM t ORDER BY c NULLS LAST", "a list"),
        ("SELECT * FROM t ORDER BY a NULLS LAST", "SELECT * (name the columns)"),
        ("SELECT a FROM t", "ORDER BY is missing"),
        ("SELECT a FROM t ORDER BY a", "NULLS FIRST or NULLS LAST"),
        ("SELECT STRPTIME(a, 'x') AS c FROM t ORDER BY c NULLS LAST", "not portable"),
    ],
)
def test_the_linter_can_fail(sql, fault):
    assert any(fault in found for found in faults(sql))
