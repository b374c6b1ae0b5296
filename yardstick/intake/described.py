"""A data set in words: what every item or column is, and every check that is made.

For the dictionary page and for templates; made from the declaration alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.intake.record_conditions import codes_in
from yardstick.intake.typed import ALLOWED
from yardstick.model import Counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet, Item
    from yardstick.catalogue.records import Column, Table

_BRACES = re.compile(r"\{\{item\}\w*\}|\{\w+\}")


@dataclass(frozen=True)
class Entry:
    """One item of a return of counts, or one column of a table.

    Attributes:
        table: Title of the table; empty for counts.
        name: As a file gives it.
        what: What it is.
        must: Whether it must be there.
        allowed: What may stand there.
        leaves_as: What becomes of it at the partner, before anything leaves; empty where nothing.
    """

    table: str
    name: str
    what: str
    must: str
    allowed: str
    leaves_as: str


def data_dictionary(dataset: DataSet, reference: Reference) -> tuple[Entry, ...]:
    """Return one entry per item or column, in the order of the declaration."""
    items = (_item(item, reference) for item in dataset.items)
    columns = (
        _column(table, column, reference) for table in dataset.tables for column in table.columns
    )
    return (*items, *columns)


def _item(item: Item, reference: Reference) -> Entry:
    number = "A number" if item.may_be_fraction else "A whole number"
    allowed = f"{number}{', which may be below nought' if item.may_be_negative else ''}"
    if item.at_most:
        allowed += f", at most {item.at_most}"
    if item.breakdown:
        parts = codes_in(reference.parts_of(item.breakdown))
        allowed += f" for each of {parts}; together they add up to {item.adds_to}"
    when = "on the last day" if item.counted is Counted.STOCK else "in the period"
    must = f"From {item.collected_from}" if item.collected_from else "Always"
    return Entry("", item.name, f"{item.label} ({item.counts} {when})", must, f"{allowed}.", "")


def _column(table: Table, column: Column, reference: Reference) -> Entry:
    return Entry(
        table=table.title,
        name=column.name,
        what=column.label,
        must="Every row" if column.required else "May be empty",
        allowed=allowed_in(column, reference),
        leaves_as=column.at_partner.does.replace("_", " ") if column.at_partner else "",
    )


def allowed_in(column: Column, reference: Reference) -> str:
    """Say what may stand in a column."""
    if column.codes is not None:
        return f"One of {codes_in(reference.parts_of(column.codes))}."
    said = ALLOWED.get(column.type, "The period of the return.")
    if column.type == "text":
        said += f" At most {column.longest} letters."
    bounds = [
        f"{word} {bound:,.10g}"
        for word, bound in (("at least", column.least), ("at most", column.most))
        if bound is not None
    ]
    return f"{said} {' and '.join(bounds).capitalize()}." if bounds else said


def checks_in_words(dataset: DataSet) -> Iterator[tuple[str, str, str]]:
    """Give each declared check: its code, what it finds and what is allowed; … for a number."""
    for check in dataset.checks:
        texts = (_BRACES.sub("…", text) for text in (check.message, check.allowed))
        what, allowed = (text.replace("{item}", "An item").strip() for text in texts)
        yield check.code, what, allowed
