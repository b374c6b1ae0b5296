"""The machine-read comment on top of a query file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = ("params", "returns", "grain", "reads")
_LINE = re.compile(r"^-- (?P<key>params|returns|grain|reads):(?P<value>.*)$", re.MULTILINE)


class QueryError(Exception):
    """A file in `queries/` breaks the rules of `queries/README.md`, or cannot be answered."""


@dataclass(frozen=True)
class Header:
    """What a query file promises.

    Attributes:
        summary: What one row is.
        params: Parameter name to SQL type.
        returns: Column name to SQL type, in order.
        grain: Columns that make a row unique.
        reads: Every table, unqualified.
    """

    summary: str
    params: Mapping[str, str]
    returns: Mapping[str, str]
    grain: tuple[str, ...]
    reads: frozenset[str]


def read_header(name: str, text: str) -> Header:
    """Read the comment on top of a query file.

    Raises:
        QueryError: A line is missing, or stands twice.
    """
    lines = [(match["key"], match["value"].strip()) for match in _LINE.finditer(text)]
    found = dict(lines)
    if sorted(key for key, _ in lines) != sorted(KEYS):
        raise QueryError(f"{name}: the header must hold each of {', '.join(KEYS)} once.")
    summary = text.partition("\n")[0]
    if not summary.startswith("-- One row per "):
        raise QueryError(f"{name}: the first line must say '-- One row per …'.")
    return Header(
        summary=summary.removeprefix("-- "),
        params=_pairs(name, found["params"]),
        returns=_pairs(name, found["returns"]),
        grain=tuple(_names(found["grain"])),
        reads=frozenset(_names(found["reads"])),
    )


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _pairs(name: str, text: str) -> dict[str, str]:
    pairs = {}
    for part in _names(text):
        key, _, kind = part.partition(" ")
        if not kind or " " in kind:
            raise QueryError(f"{name}: write each of params and returns as 'name TYPE'.")
        pairs[key] = kind
    return pairs
