"""The row that a data set's checks are about, and whether each check fits it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yardstick.catalogue.records import COMPARED, OF_PERIOD, SQL_TYPES
from yardstick.catalogue.rules import fault_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.errors import Place
    from yardstick.catalogue.records import Check

_NAMED = re.compile(r"{([^{}]*)}")


def row_columns(dataset: DataSet, table: str | None) -> dict[str, str]:
    """Return the columns that a rule may read, each with its SQL type.

    Args:
        dataset: Whose return.
        table: Identifier of a table; None for a return of counts.
    """
    period = dict.fromkeys(OF_PERIOD, "DATE")
    if table is not None:
        return {
            column.name: SQL_TYPES[column.type] for column in dataset.table(table).columns
        } | period
    names = [item.name for item in dataset.items if item.breakdown is None]
    compared = [f"{name}_{what}" for name in names for what in COMPARED]
    return dict.fromkeys((*names, *compared), "DOUBLE") | period


def unfit_checks(dataset: DataSet) -> Iterator[tuple[Place, str]]:
    """Find each check that names what is not in its row, or whose rule is no condition over it."""
    for number, check in enumerate(dataset.checks):
        columns = row_columns(dataset, check.table)
        for item in check.subjects:
            for key, message in _unfit(check, item, columns):
                yield ("checks", number, key), message


def _unfit(check: Check, item: str, columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if item and item not in columns:
        yield "each", f"'{item}' is not an item here."
        return
    fault = fault_in(check.rule_for(item), columns)
    if fault is not None:
        yield "rule", f"{fault}."
    yield from _strange("columns", check.columns_for(item), columns)
    yield from _strange("fails_on", check.breaking_for(item), columns)
    numbers = columns if check.table is None else ()
    for key in ("message", "allowed"):
        yield from _strange(key, _placeholders(getattr(check, key), item), numbers)


def _placeholders(text: str, item: str) -> list[str]:
    """Return the columns that a check's words give the numbers of, between braces."""
    named = _NAMED.findall(text.replace("{item}", item))
    return [name for name in named if not (item and name == "label")]


def _strange(key: str, names: Iterable[str], columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name not in columns:
            yield key, f"'{name}' is not in the row that the rule is about."
