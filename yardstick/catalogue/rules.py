"""What the rule of a check may say: a condition over the columns of one row, and nothing else.

DuckDB's own parser reads a rule, so what is refused here is never run; a rule that passes is then
bound to empty columns, so that a comparison of a date with a number is found when it is written.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import duckdb

from yardstick.catalogue.sql_tree import nodes_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FUNCTIONS = frozenset(
    {*"+-*/", "abs", "greatest", "least", "length", "round", "isodow", "month", "year"}
)
_KINDS = frozenset(
    {"CONJUNCTION", "COMPARISON", "OPERATOR", "BETWEEN", "COLUMN_REF", "CONSTANT", "FUNCTION"}
)
# A comment or a second statement has no node of its own; so has a clause after the condition.
_HIDDEN = (";", "--", "/*")
_PLAIN: Mapping[str, object] = {
    "type": "SELECT_NODE",
    "modifiers": [],
    "cte_map": {"map": []},
    "where_clause": None,
    "group_expressions": [],
    "group_sets": [],
    "having": None,
    "sample": None,
    "qualify": None,
}


def fault_in(rule: str, columns: Mapping[str, str]) -> str | None:
    """Say what is wrong with a rule; None where nothing is.

    A rule joins comparisons of columns, numbers and texts by AND, OR and NOT. It may use BETWEEN,
    IN, IS NULL, COALESCE, + - * / and the functions in `FUNCTIONS`.

    Args:
        rule: As it is declared.
        columns: Name of each column it may read to its SQL type.
    """
    tree = _condition(rule)
    if tree is None:
        return "is not one condition over the columns of a row"
    return _unknown(tree, columns) or _misfit(rule, columns)


@lru_cache(maxsize=4_096)  # the same rules are read again with every load
def _condition(rule: str) -> Any:  # noqa: ANN401 - the tree is JSON
    """Return the tree of a rule's only expression; None where it is anything more or less."""
    if any(mark in rule for mark in _HIDDEN):
        return None
    read = tree_of(f"SELECT {rule}")
    node = read["statements"][0]["node"] if not read.get("error") else {}
    alone = len(node.get("select_list", ())) == 1 and node["from_table"]["type"] == "EMPTY"
    plain = all(node.get(key) == value for key, value in _PLAIN.items())
    return node["select_list"][0] if alone and plain else None


def _unknown(tree: Any, columns: Mapping[str, str]) -> str | None:  # noqa: ANN401 - likewise
    for node in _nodes(tree):
        if node["class"] not in _KINDS:
            return f"may not use {node['class'].lower().replace('_', ' ')}"
        if node["class"] == "FUNCTION" and node["function_name"] not in FUNCTIONS:
            return f"may not call {node['function_name']}; it may {', '.join(sorted(FUNCTIONS))}"
        name = ".".join(node.get("column_names", ()))
        if name and name not in columns:
            return f"reads '{name}', which is not a column here"
    return None


@lru_cache(maxsize=64)
def _bound(columns: tuple[tuple[str, str], ...]) -> duckdb.DuckDBPyConnection:
    """Return a connection with an empty table of the columns."""
    connection = duckdb.connect(config={"enable_external_access": "false"})
    listing = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    connection.execute(f"CREATE TABLE row_checked ({listing})")
    return connection


def _misfit(rule: str, columns: Mapping[str, str]) -> str | None:
    try:
        cursor = _bound(tuple(columns.items())).cursor()
        found = cursor.execute(f"SELECT ({rule}) FROM row_checked")  # noqa: S608 - parsed and held to the list above
    except duckdb.Error as error:
        return f"does not fit its columns: {str(error).splitlines()[0]}"
    kind = str(found.description[0][1]) if found.description else ""
    return None if kind == "BOOLEAN" else "is not a condition: it is neither true nor false"


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - the tree is JSON
    """Give every expression of a tree, the outer before the inner."""
    return (node for node in nodes_of(tree) if "class" in node)
