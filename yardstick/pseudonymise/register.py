"""The register of columns as the tool carries it: what may leave, and how it is made.

Whoever packs the tool writes the register of that day into it, made from the catalogue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from yardstick.pseudonymise.errors import PseudonymiseError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


Found = TypeVar("Found")


@dataclass(frozen=True)
class Column:
    """One column that may leave.

    Attributes:
        name: As the return has it.
        type: What its values are.
        required: Whether every row must have one.
        of: Headers that the partner's file may use for what it is made of, most usual first.
        does: How it is made (`keep`, `token`, `year_group` …).
        bands: Lower ends, for a band.
    """

    name: str
    type: str
    required: bool
    of: tuple[str, ...]
    does: str
    bands: tuple[float, ...]

    @property
    def is_made(self) -> bool:
        """Whether what it is made of stays with the partner."""
        return self.does != "keep"


@dataclass(frozen=True)
class Register:
    """Every data set of records, its tables and their columns, and the mappings there are."""

    region: str
    letters: str
    tables: Mapping[str, Mapping[str, tuple[Column, ...]]]
    mappings: Mapping[str, Mapping[str, Any]]

    def columns(self, dataset: str, table: str) -> tuple[Column, ...]:
        """Return the columns of a table.

        Raises:
            PseudonymiseError: There is no such data set or table.
        """
        return _named(_named(self.tables, dataset, "data set"), table, "table")

    def mapping(self, name: str) -> Mapping[str, Any]:
        """Return a mapping by its name.

        Raises:
            PseudonymiseError: There is none.
        """
        return _named(self.mappings, name, "mapping")


def read_register(found: Mapping[str, Any]) -> Register:
    """Read the register from what was packed with the tool."""
    return Register(
        region=found["region"],
        letters=found["letters"],
        tables={
            dataset: {table: tuple(map(_column, columns)) for table, columns in tables.items()}
            for dataset, tables in found["tables"].items()
        },
        mappings=found["mappings"],
    )


def plain(header: str) -> str:
    """Return a header without case and punctuation, as it is compared."""
    return re.sub(r"[^a-z0-9]", "", header.lower())


def found_in(column: Column, header: Sequence[str]) -> int | None:
    """Return the place in a header of what a column is made of, or None."""
    places = {plain(name): place for place, name in reversed(list(enumerate(header)))}
    wanted = (places.get(plain(name)) for name in (*column.of, column.name))
    return next((place for place in wanted if place is not None), None)


def _column(found: Mapping[str, Any]) -> Column:
    return Column(
        name=found["name"],
        type=found["type"],
        required=found["required"],
        of=tuple(found["of"]),
        does=found["does"],
        bands=tuple(found["bands"]),
    )


def _named(things: Mapping[str, Found], name: str, kind: str) -> Found:
    if name not in things:
        known = ", ".join(sorted(things))
        raise PseudonymiseError(f"There is no {kind} '{name}'. There are: {known}.")
    return things[name]
