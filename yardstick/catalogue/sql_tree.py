"""SQL as DuckDB's own parser reads it: a tree to be looked through. Nothing is run."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator


def tree_of(sql: str) -> dict[str, Any]:
    """Return the tree of every statement of a text; with `error` where it cannot be read."""
    asked = _parser().cursor()
    row = asked.execute("SELECT json_serialize_sql($sql)", {"sql": sql}).fetchone()
    tree: dict[str, Any] = json.loads(row[0] if row else "{}")
    return tree


def nodes_of(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - the tree is JSON
    """Give every node of a tree, the outer before the inner."""
    if isinstance(tree, dict):
        yield tree
        for child in tree.values():
            yield from nodes_of(child)
    elif isinstance(tree, list):
        for child in tree:
            yield from nodes_of(child)


@cache  # to open one for each of two hundred rules would be most of a start
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"enable_external_access": "false"})
