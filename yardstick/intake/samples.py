"""An invented valid return of any data set, from its declaration alone.

A sample is what a partner would send: text in the columns of the declaration. It passes every
check, asks nothing, and holds no real figure, child, school or firm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.intake.count_return import codes_in_use
from yardstick.intake.count_rules import broken, row_of
from yardstick.intake.known import NOTHING_KNOWN
from yardstick.intake.sheets import Sheet, batch_of, sheet_of
from yardstick.model import Period, PeriodKind
from yardstick.pseudonymise.making import academic_year
from yardstick.pseudonymise.tokens import KEY_BYTES, purpose_key, token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet, Item
    from yardstick.catalogue.records import Column, Table

LONG = ("la_code", "period", "item", "breakdown", "number", "note")
_LARGEST = 240  # of an item that is part of no other
_EACH = {"days": 400, "sessions": 300, "points": 2}  # of one child
_NOBODYS_KEY = bytes(KEY_BYTES)

Numbers = dict[tuple[str, str], float | str]


def sample_period(dataset: DataSet) -> Period:
    """Return the period that samples are of."""
    return {
        PeriodKind.TERM: Period(PeriodKind.TERM, 2024, 1),
        PeriodKind.ACADEMIC_YEAR: Period(PeriodKind.ACADEMIC_YEAR, 2023),
    }.get(dataset.calendar, Period(PeriodKind.QUARTER, 2024, 3))


def sample_sheets(dataset: DataSet, reference: Reference, area: str) -> dict[str, Sheet]:
    """Return a valid return: a sheet for each table, or one sheet of counts in the long layout.

    Args:
        dataset: Of what.
        reference: Areas and code lists.
        area: GSS code of the authority that it is of.

    Returns:
        Identifier of a table, empty for counts, to the sheet.
    """
    period = sample_period(dataset)
    if not dataset.tables:
        numbers = sample_counts(dataset, reference, period)
        return {"": counts_sheet(numbers, reference.areas[area].dfe, period)}
    return {
        table.id: table_sheet(table, sample_rows(dataset, table, reference, area))
        for table in dataset.tables
    }


def sheet_from(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    """Return rows of equal length as a sheet."""
    return sheet_of(name, [batch_of(zip(*rows, strict=True))])


# ---- counts -------------------------------------------------------------------------------


def sample_counts(dataset: DataSet, reference: Reference, period: Period) -> Numbers:
    """Return a number for each item and part: half of what it is a part of, parts that add up.

    What a check of the data set does not let stand is not applicable: there is no Progress 8 for
    some years.
    """
    items = {item.name: item for item in dataset.items}
    totals = {
        name: float(_share(item, items)) for name, item in items.items() if not item.breakdown
    }
    row = row_of(dataset, totals, period, NOTHING_KNOWN)
    odd = {name for check, item in broken(dataset, row, period) for name in check.columns_for(item)}
    found: Numbers = {}
    for name, item in items.items():
        if item.breakdown is None:
            found[name, ""] = "z" if name in odd else totals[name]
        else:
            codes = codes_in_use(reference, item.breakdown, period)
            shares = parts_of(int(totals[item.adds_to or ""]), len(codes))
            found |= {(name, code): share for code, share in zip(codes, shares, strict=True)}
    return found


def _share(item: Item, items: Mapping[str, Item]) -> int:
    if item.at_most is not None:
        return _share(items[item.at_most], items) // 2
    return _LARGEST * _EACH.get(item.counts, 1)


def parts_of(whole: int, parts: int) -> list[int]:
    """Return whole numbers that add to a whole, as even as they can be."""
    return [whole // parts + (at < whole % parts) for at in range(parts)]


def counts_sheet(numbers: Mapping[tuple[str, str], float | str], dfe: str, period: Period) -> Sheet:
    """Return numbers, or symbols in their place, as a sheet in the long layout."""
    rows = [(dfe, period.key, *cell, text_of(number), "") for cell, number in numbers.items()]
    return sheet_from("", [LONG, *rows])


def text_of(value: str | float) -> str:
    """Return a value as a partner would write it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# ---- records ------------------------------------------------------------------------------


def sample_rows(
    dataset: DataSet, table: Table, reference: Reference, area: str
) -> list[dict[str, str]]:
    """Return the rows of a table's sample: column to text, every column there."""
    filled = {"la_code": reference.areas[area].dfe, "period": sample_period(dataset).key}
    tokens = [one.name for one in table.columns if one.type == "token" and one.required]
    return [
        {column.name: _cell(column, {**row, **filled}, reference) for column in table.columns}
        | {name: sample_token(dataset, at) for name in tokens}
        for at, row in enumerate(table.sample)
    ]


def _cell(column: Column, row: Mapping[str, str | float], reference: Reference) -> str:
    text = text_of(row.get(column.name, ""))
    if column.type == "area" and column.name != "la_code" and text == row["la_code"]:
        others = (one.dfe for one in reference.areas.values() if one.dfe)
        return next(other for other in others if other != text)
    return text


def sample_token(dataset: DataSet, number: int) -> str:
    """Return a pseudonym of nobody, made with a key that nobody uses."""
    year = academic_year(sample_period(dataset).key)
    key = purpose_key(_NOBODYS_KEY, "ZZ", dataset.id, year)
    return token(key, "invented", str(number))


def table_sheet(table: Table, rows: Iterable[Mapping[str, str]]) -> Sheet:
    """Return rows as the sheet of a table."""
    names = [column.name for column in table.columns]
    return sheet_from(table.id, [names, *([row.get(name, "") for name in names] for row in rows)])
