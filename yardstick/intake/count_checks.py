"""A file as a return of counts: every cell read, and all that is wrong with them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from yardstick.intake.count_cells import (
    AREA,
    ITEM,
    PART,
    PERIOD,
    columns_found,
    count_sheet,
    is_area,
    stated,
)
from yardstick.intake.count_return import CountReturn, Given, named
from yardstick.intake.count_rules import written
from yardstick.intake.count_whole import whole_return
from yardstick.intake.errors import NotHeldError
from yardstick.intake.findings import structural
from yardstick.intake.period_words import period_in
from yardstick.intake.symbols import read_cell
from yardstick.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet, Item
    from yardstick.intake.count_cells import Cell, CountSheet
    from yardstick.intake.findings import Finding
    from yardstick.intake.known import Known
    from yardstick.intake.sheets import Sheet
    from yardstick.model import Period

MOST_ROWS = 20_000  # ten years of the longest return in a long sheet have a tenth of it
_SHOWN = 40  # letters of a cell that a sentence repeats
# What a return may write in place of a number, with its meaning.
SYMBOLS = MappingProxyType(
    {
        status.value: status
        for status in (
            Status.NOT_APPLICABLE,
            Status.UNAVAILABLE,
            Status.SUPPRESSED,
            Status.LOW,
            Status.ROUNDS_TO_ZERO,
            Status.UNRELIABLE,
        )
    }
)


def check_counts(  # noqa: PLR0913 - what the file is said to be, and what it is held against
    sheets: Sequence[Sheet],
    dataset: DataSet,
    reference: Reference,
    *,
    area: str,
    period: Period,
    known: Known,
) -> CountReturn:
    """Read a file as a return of counts and check it.

    Sheets without the headers of a return are not of it: a template has a page of explanations.
    """
    made = CountReturn(dataset, reference, area, period)
    found = [one for sheet in sheets if (one := count_sheet(sheet, period)) is not None]
    if not found:
        made.findings.append(structural("FILE-01", None, columns="item and number, or periods"))
        return made
    for one in found:
        made.findings.extend(_about_sheet(made, one))
        if one.sheet.height <= MOST_ROWS:
            _read_cells(made, one)
    made.findings.extend(whole_return(made, found[0].sheet, known))
    return made


def _about_sheet(made: CountReturn, found: CountSheet) -> Iterator[Finding]:
    if found.sheet.height > MOST_ROWS:
        yield structural("FILE-07", found.sheet, rows=f"{found.sheet.height:,}")
    yield from columns_found(found)
    for name, text, row, column in stated(found):
        yield from _whose(made, found, row, {name: (text, column)})
    if found.across and made.period not in found.across.values():
        yield structural("WHEN-01", found.sheet, found.header.row, period=made.period.key)


def _whose(
    made: CountReturn, found: CountSheet, row: int, told: Mapping[str, tuple[str, int | None]]
) -> Iterator[Finding]:
    """Find that something is said to be of another authority or period."""
    code, column = told.get(AREA, ("", None))
    if code and not is_area(code, made.area, made.reference):
        area = made.reference.areas[made.area]
        words = {"area": area.name, "dfe": area.dfe, "code": area.code}
        yield structural("WHO-01", found.sheet, row, column, **words)
    text, column = told.get(PERIOD, ("", None))
    if text and period_in(text, made.period.kind) != made.period:
        yield structural("WHEN-01", found.sheet, row, column, period=made.period.key)


def _read_cells(made: CountReturn, found: CountSheet) -> None:
    items = {item.name.casefold(): item for item in made.dataset.items}
    for cell in found.cells(made.period):
        told = {
            AREA: (cell.area, found.header.column(AREA)),
            PERIOD: (cell.period, found.header.column(PERIOD)),
        }
        elsewhere = list(_whose(made, found, cell.row, told))
        made.findings.extend(elsewhere)
        item = items.get(cell.item.casefold())
        if item is None:
            made.findings.append(_unknown_item(made, found, cell))
        elif not elsewhere:
            made.findings.extend(_read_cell(made, found, cell, item))


def _unknown_item(made: CountReturn, found: CountSheet, cell: Cell) -> Finding:
    names = ", ".join(item.name for item in made.dataset.items)
    place = (found.sheet, cell.row, found.header.column(ITEM))
    return structural("ITEM-01", *place, item=cell.item[:_SHOWN], items=names)


def _read_cell(made: CountReturn, found: CountSheet, cell: Cell, item: Item) -> Iterator[Finding]:
    """Read one cell of a known item; say what is wrong with it."""
    at = (found.sheet, cell.row, cell.column)
    key, known = (item.name, cell.part.upper()), made.cells_of(item)
    if key not in known:
        parts = ", ".join(part for _, part in known) or "No part of it"
        place = (found.sheet, cell.row, found.header.column(PART))
        yield structural("ITEM-02", *place, part=cell.part[:_SHOWN], item=item.name, parts=parts)
    elif key in made.seen:
        yield structural("ITEM-04", *at, item=named(*key))
    elif not cell.text:
        made.seen.add(key)
        yield structural("ITEM-03", *at, item=named(*key), label=item.label)
    else:
        made.seen.add(key)
        yield from _read_number(made, key, item, cell.text, at)


def _read_number(
    made: CountReturn,
    key: tuple[str, str],
    item: Item,
    text: str,
    at: tuple[Sheet, int, int],
) -> Iterator[Finding]:
    try:
        number, status = read_cell(text, SYMBOLS)
    except NotHeldError:
        yield structural("NUM-01", *at, value=text[:_SHOWN])
        return
    if number is not None and number < 0 and not item.may_be_negative:
        yield structural("NUM-02", *at, value=written(number))
    elif number is not None and not number.is_integer() and not item.may_be_fraction:
        yield structural("NUM-03", *at, value=f"{number:,}")
    else:
        made.given[key] = Given(number, status, *at)
