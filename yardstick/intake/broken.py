"""Invented returns that are wrong, one for each thing that is looked for in every return.

They show a partner what a check refuses, and prove that it does. A data set's own checks bring
what must break them in their declaration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from yardstick.intake.count_checks import MOST_ROWS
from yardstick.intake.samples import LONG, sample_period, sheet_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.records import Column, Table
    from yardstick.intake.sheets import Sheet

# A return before it is a file: name of each sheet to its rows, the headers first.
Draft: TypeAlias = dict[str, list[list[str]]]
_NUMBER, _ITEM, _PART, _NOTE = (
    LONG.index(name) for name in ("number", "item", "breakdown", "note")
)
_E_MAILS = [f"invented.{name}@example.org" for name in ("one", "two", "three", "four")]


@dataclass(frozen=True)
class Break:
    """One way to make a valid return wrong.

    Attributes:
        code: Of the check that must say so.
        name: Of this way among those of the code: a table, a column, or nothing.
        apply: Changes a draft.
    """

    code: str
    name: str
    apply: Callable[[Draft], None]


def draft_of(sheets: Mapping[str, Sheet]) -> Draft:
    """Return the rows of sheets, to be changed."""
    return {name: [list(row.cells) for row in sheet.rows()] for name, sheet in sheets.items()}


def sheets_of(draft: Draft) -> list[Sheet]:
    """Return a draft as it would be read from a file; a row of another length is uneven."""
    sheets = []
    for name, rows in draft.items():
        width = max(map(len, rows))
        even = [[*row, *[""] * (width - len(row))] for row in rows]
        sheet = sheet_from(name.rstrip("+"), even)
        uneven = tuple(at for at, row in enumerate(rows) if len(row) != len(rows[0]))
        sheets.append(type(sheet)(sheet.name, sheet.cells, uneven))
    return sheets


def breaks(dataset: DataSet, reference: Reference) -> Iterator[Break]:
    """Give every way to make a return of a data set wrong."""
    yield Break("FILE-01", "", _something_else)
    if dataset.tables:
        yield from _of_tables(dataset)
        for table in dataset.tables:
            yield from _of_table(table)
            for column in table.columns:
                yield from _of_column(table, column, reference, dataset)
    else:
        yield from _of_counts(dataset)


def _something_else(draft: Draft) -> None:
    draft.clear()
    draft["Shopping"] = [["What", "How many"], ["Apples", "12"]]


def _in_cell(table: str, column: int, text: str) -> Callable[[Draft], None]:
    def apply(draft: Draft) -> None:
        draft[table][1][column] = text

    return apply


def _in_header(table: str, column: int, text: str) -> Callable[[Draft], None]:
    def apply(draft: Draft) -> None:
        draft[table][0][column] = text

    return apply


def _another_column(table: str, header: str, cells: list[str]) -> Callable[[Draft], None]:
    def apply(draft: Draft) -> None:
        for at, row in enumerate(draft[table]):
            row.append(cells[at % len(cells)] if at else header)

    return apply


def _first_row_again(table: str) -> Callable[[Draft], None]:
    return lambda draft: draft[table].append(list(draft[table][1]))


def _last_row_gone(draft: Draft) -> None:
    draft[""].pop()


def _a_cell_more(table: str) -> Callable[[Draft], None]:
    return lambda draft: draft[table][1].append("")


# ---- tables of records --------------------------------------------------------------------


def _of_tables(dataset: DataSet) -> Iterator[Break]:
    for table in dataset.tables:
        code = "FILE-04" if table.optional else "FILE-03"
        if len(dataset.tables) > 1:
            yield Break(code, table.id, _without(table.id))
        yield Break("FILE-02", table.id, _twice(table.id))


def _without(table: str) -> Callable[[Draft], None]:
    def apply(draft: Draft) -> None:
        del draft[table]

    return apply


def _twice(table: str) -> Callable[[Draft], None]:
    def apply(draft: Draft) -> None:
        draft[f"{table}+"] = [list(row) for row in draft[table]]

    return apply


def _without_rows(table: str) -> Callable[[Draft], None]:
    def apply(draft: Draft) -> None:
        del draft[table][1:]

    return apply


def _of_table(table: Table) -> Iterator[Break]:
    yield Break("FILE-05", table.id, _a_cell_more(table.id))
    yield Break("FILE-06", table.id, _without_rows(table.id))
    yield Break("ID-01", table.id, _another_column(table.id, "contact", _E_MAILS))
    yield Break("COL-01", table.id, _another_column(table.id, "hair_colour", ["red"]))
    yield Break("COL-03", table.id, _another_column(table.id, table.columns[0].name, ["831"]))
    yield Break("KEY-01", table.id, _first_row_again(table.id))


def _of_column(
    table: Table, column: Column, reference: Reference, dataset: DataSet
) -> Iterator[Break]:
    at = table.columns.index(column)
    texts = dict(_wrong_texts(column, reference, dataset))
    if column.required:
        texts["CELL-01"] = ""
        yield Break("COL-02", f"{table.id}.{column.name}", _in_header(table.id, at, ""))
    for code, text in texts.items():
        yield Break(code, f"{table.id}.{column.name}", _in_cell(table.id, at, text))


def _wrong_texts(
    column: Column, reference: Reference, dataset: DataSet
) -> Iterator[tuple[str, str]]:
    """Give what must not stand in a column, with the code of the check that says so."""
    if column.name == "la_code":
        yield "WHO-01", "201"
    elif column.type == "area":
        yield "CELL-03", "??"
    elif column.type == "code":
        yield "CELL-03", "??"
        yield from (("CELL-04", code) for code in _out_of_use(column, reference, dataset))
    elif column.type == "period":
        yield "WHEN-01", sample_period(dataset).shifted(-1).key
    elif column.type == "text":
        yield "CELL-07", "long " * (column.longest // 5 + 1)
    else:
        yield "CELL-02", "12a"
    if column.least is not None:
        yield "CELL-05", f"{column.least - 1:.0f}"
    if column.most is not None:
        yield "CELL-06", f"{column.most + 1:.0f}"


def _out_of_use(column: Column, reference: Reference, dataset: DataSet) -> list[str]:
    day = sample_period(dataset).start
    return [
        part.code
        for part in reference.parts_of(column.codes or "")
        if not (part.valid_from or day) <= day <= (part.valid_to or day)
    ]


# ---- returns of counts --------------------------------------------------------------------


def _of_counts(dataset: DataSet) -> Iterator[Break]:
    yield Break("FILE-05", "", _a_cell_more(""))
    yield Break("FILE-07", "", lambda draft: draft[""].extend([draft[""][1]] * MOST_ROWS))
    yield Break("ID-01", "", _another_column("", "note", _E_MAILS))
    yield Break("ID-02", "", _one_suspect_among_many)
    yield Break("COL-01", "", _another_column("", "hair_colour", ["red"]))
    yield Break("COL-03", "", _another_column("", "item", ["R01"]))
    yield Break("WHO-01", "", _in_cell("", 0, "201"))
    yield Break("WHEN-01", "", _in_cell("", 1, sample_period(dataset).shifted(-1).key))
    yield Break("ITEM-01", "", _in_cell("", _ITEM, "Z99"))
    yield Break("ITEM-02", "", _in_cell("", _PART, "ZZ"))
    yield Break("ITEM-03", "without a row", _last_row_gone)
    yield Break("ITEM-03", "without a number", _in_cell("", _NUMBER, ""))
    yield Break("ITEM-04", "", _first_row_again(""))
    yield Break("NUM-01", "", _in_cell("", _NUMBER, "n/a"))
    yield Break("NUM-02", "", _in_cell("", _NUMBER, "-1"))
    yield Break("NUM-03", "", _in_cell("", _NUMBER, "2.5"))
    for item in dataset.items:
        if item.at_most is not None:
            yield Break("PART-01", item.name, _beyond(item.name, item.at_most))
        if item.adds_to is not None:
            yield Break("PART-02", item.name, _more_than(item.name, item.adds_to))


def _one_suspect_among_many(draft: Draft) -> None:
    """Write one UPN of nobody beside 200 plain notes: too few for more than a question."""
    header, first, *rows = draft[""]
    rows += [list(first) for _ in range(200)]
    for row in rows:
        row[_NOTE] = "as counted"
    draft[""] = [header, [*first[:_NOTE], "F831400024001"], *rows]


def _beyond(part: str, whole: str) -> Callable[[Draft], None]:
    def apply(draft: Draft) -> None:
        rows = {row[_ITEM]: row for row in draft[""]}
        rows[whole][_NUMBER], rows[part][_NUMBER] = "10", "11"

    return apply


def _more_than(parts: str, whole: str) -> Callable[[Draft], None]:
    def apply(draft: Draft) -> None:
        for row in draft[""]:
            if row[_ITEM] in {parts, whole}:
                row[_NUMBER] = "1"

    return apply
