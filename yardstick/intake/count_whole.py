"""A return of counts as a whole: what is missing, does not add up or looks wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from yardstick.intake.count_return import named
from yardstick.intake.count_rules import broken, row_of, said, written
from yardstick.intake.findings import Finding, structural
from yardstick.intake.sheets import column_letter
from yardstick.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.intake.count_return import CountReturn, Given
    from yardstick.intake.known import Known
    from yardstick.intake.sheets import Sheet


class Marks(TypedDict):
    """Where a finding stands."""

    sheet: str
    row: int
    column: str
    place: str
    also: tuple[str, ...]


def whole_return(made: CountReturn, sheet: Sheet, known: Known) -> Iterator[Finding]:
    """Give what is wrong with a return beyond its single cells.

    Args:
        made: With every cell that could be read.
        sheet: Where a missing row would be looked for.
        known: What the numbers are held against.
    """
    yield from _missing(made, sheet)
    yield from _parts(made)
    yield from _declared(made, known)


def _missing(made: CountReturn, sheet: Sheet) -> Iterator[Finding]:
    """Find the cells that no row gives, of the items that were collected in the period."""
    if not made.seen:  # another period or authority: that has been said
        return
    for item in made.dataset.items:
        begun = (
            item.collected_from is None
            or Period.parse(item.collected_from).start <= made.period.start
        )
        for key in made.cells_of(item) if begun else ():
            if key not in made.seen:
                yield structural("ITEM-03", sheet, item=named(*key), label=item.label)


def _parts(made: CountReturn) -> Iterator[Finding]:
    """Find parts beyond their whole, and parts that do not add up to it."""
    for item in made.dataset.items:
        whole = made.given.get((item.at_most or item.adds_to or "", ""))
        if whole is None or whole.number is None:
            continue
        if item.at_most is not None:
            part = made.given.get((item.name, ""))
            if part is not None and part.number is not None and part.number > whole.number:
                words = {"value": written(part.number), "total": written(whole.number)}
                yield _at("PART-01", part, item=item.name, whole=item.at_most, **words)
        else:
            parts = [made.given.get(key) for key in made.cells_of(item)]
            numbers = [part.number for part in parts if part and part.number is not None]
            if len(numbers) == len(parts) and sum(numbers) != whole.number:
                words = {"value": written(sum(numbers)), "total": written(whole.number)}
                yield _at("PART-02", whole, item=item.name, whole=item.adds_to, **words)


def _at(code: str, given: Given, **words: object) -> Finding:
    return structural(code, given.sheet, given.row, given.column, **words)


def _declared(made: CountReturn, known: Known) -> Iterator[Finding]:
    """Try the data set's own checks on the totals that could be read."""
    totals = {
        item: given.number
        for (item, part), given in made.given.items()
        if not part and given.number is not None
    }
    labels = {item.name: item.label for item in made.dataset.items}
    row = row_of(made.dataset, totals, made.period, known)
    for check, item in broken(made.dataset, row, made.period):
        words = (item, labels.get(item, ""), row)
        names = [(name, "") for name in check.columns_for(item)]
        marked = [made.given[name] for name in names if name in made.given]
        yield Finding(
            code=check.code,
            severity=check.severity,
            what=said(check.message, *words),
            allowed=said(check.allowed, *words),
            **_marks(marked),
        )


def _marks(marked: list[Given]) -> Marks:
    """Say where a check's cells stand: the first, and the others of its sheet."""
    if not marked:
        return Marks(sheet="", row=0, column="", place="", also=())
    first = marked[0]
    return Marks(
        sheet=first.sheet.name,
        row=first.row + 1,
        column=column_letter(first.column),
        place=first.sheet.place(first.row, first.column),
        also=tuple(f"{column_letter(one.column)}{one.row + 1}" for one in marked[1:]),
    )
