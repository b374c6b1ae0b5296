"""Query files, read once and refused unless they are one SELECT that keeps its header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from yardstick.catalogue.sql_tree import nodes_of, tree_of
from yardstick.query.header import Header, QueryError, read_header

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd


class OlderReleaseError(QueryError):
    """A release was made before it held a table or a column that a query reads."""

    def __init__(self) -> None:
        super().__init__(
            "This release was made before this view and lacks what it is counted from. Open the "
            "newest release; if this is the newest, ask the regional data team to make a new one."
        )


@dataclass(frozen=True)
class Query:
    """One file of SQL and what its header promises."""

    name: str
    sql: str
    header: Header

    def run(self, cursor: duckdb.DuckDBPyConnection, **values: str) -> pd.DataFrame:
        """Run the query in a viewer's scope.

        Args:
            cursor: A cursor made by `access.scoped_cursor`.
            **values: One for each declared parameter, no more and no fewer.

        Returns:
            A frame with exactly the columns in `returns`, one row per `grain`.

        Raises:
            OlderReleaseError: The release lacks a table or a column that is read.
            duckdb.InvalidInputException: A parameter is missing or unknown.
        """
        try:
            return cursor.execute(self.sql, values).df()
        except (duckdb.CatalogException, duckdb.BinderException) as lacking:
            raise OlderReleaseError from lacking


def load_queries(folder: Path) -> Mapping[str, Query]:
    """Read every query file of a folder, by its stem.

    Raises:
        QueryError: A file breaks a rule, or there is none.
    """
    found = {path.stem: load_query(path) for path in sorted(folder.glob("*.sql"))}
    if not found:
        raise QueryError(f"{folder.name}/ holds no query. Restore it from the product's release.")
    return found


def load_query(path: Path) -> Query:
    """Read one query file and check what can be checked without data.

    Raises:
        QueryError: It is not a single SELECT, or its header differs from its SQL.
    """
    sql = path.read_text("utf-8")
    query = Query(path.stem, sql, read_header(path.name, sql))
    _check_statement(query)
    _check_tables(query)
    return query


def _check_statement(query: Query) -> None:
    statements = duckdb.extract_statements(query.sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError(f"{query.name}: must be one SELECT.")
    used, declared = statements[0].named_parameters, set(query.header.params)
    if used != declared:
        raise QueryError(
            f"{query.name}: params says {sorted(declared)}, the SQL uses {sorted(used)}."
        )


def _check_tables(query: Query) -> None:
    read = _tables(query.sql)
    if read != query.header.reads:
        raise QueryError(
            f"{query.name}: reads says {sorted(query.header.reads)}, the SQL reads {sorted(read)}."
        )


def _tables(sql: str) -> frozenset[str]:
    """Return every table a SELECT names, with its schema if it has one, less its own CTEs."""
    nodes = list(nodes_of(tree_of(sql)))
    tables = {_table_name(node) for node in nodes if node.get("type") == "BASE_TABLE"}
    ctes = {entry["key"] for node in nodes for entry in (node.get("cte_map") or {}).get("map", ())}
    functions = {
        "a table function" for node in nodes if node.get("type") == "TABLE_FUNCTION"
    }  # read_csv and the like never match a declared name, so they are refused with it
    return frozenset(tables - ctes | functions)


def _table_name(node: Mapping[str, Any]) -> str:
    parts = (node["catalog_name"], node["schema_name"], node["table_name"])
    return ".".join(part for part in parts if part)
