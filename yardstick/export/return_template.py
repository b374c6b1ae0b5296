"""What a partner fills in: a workbook or a comma-separated file, from a declaration alone.

Nothing in a template is hidden. Explanations are locked; the cells to fill are not.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from yardstick.export.comma_separated import rows_separated
from yardstick.export.neutral import as_text
from yardstick.export.return_report import INERT
from yardstick.intake.count_checks import SYMBOLS
from yardstick.intake.count_return import codes_in_use
from yardstick.intake.described import allowed_in, checks_in_words, data_dictionary
from yardstick.intake.samples import LONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.records import Column, Table
    from yardstick.intake.known import Known
    from yardstick.model import Period

_PREPARED = 1_000  # rows of a table whose cells offer their codes
_BESIDE = ("item", "label", "breakdown", "part_label")
_WIDTHS = {"item": 10, "label": 62, "breakdown": 11, "part_label": 44, "note": 40}


def counts_template_csv(
    dataset: DataSet, reference: Reference, *, area: str, period: Period
) -> bytes:
    """Return a return of counts to be filled in, in the long layout: a row for each number."""
    code = reference.areas[area].dfe
    rows = [
        (code, period.key, item, part, "", "")
        for item, _, part, _ in _cells(dataset, reference, period)
    ]
    return rows_separated([LONG, *rows])


def table_template_csv(table: Table) -> bytes:
    """Return the headers of a table of records."""
    return rows_separated([[column.name for column in table.columns]])


def template_workbook(
    dataset: DataSet, reference: Reference, *, area: str, period: Period, known: Known
) -> bytes:
    """Return a return to be filled in.

    Of counts: items down, this period's empty column beside what was sent for the period before.
    Of records: a sheet for each table, whose cells offer their codes.

    Args:
        dataset: Of what.
        reference: Areas and code lists.
        area: GSS code of the authority that fills it in.
        period: That it is of.
        known: What the authority sent before.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, INERT) as book:
        title = f"{dataset.title}, {reference.areas[area].name}, {period.words}"
        book.set_properties({"title": title})
        if dataset.tables:
            _Tables(book, dataset, reference, period).write()
        else:
            _Counts(book, dataset, reference, area, period).write(known)
        _explanations(book, title, dataset, reference)
    return out.getvalue()


def _cells(
    dataset: DataSet, reference: Reference, period: Period
) -> Iterator[tuple[str, str, str, str]]:
    """Give each number of a return of counts: item, label, part and what the part is called."""
    for item in dataset.items:
        if item.breakdown is None:
            yield item.name, item.label, "", ""
            continue
        labels = {part.code: part.label for part in reference.parts_of(item.breakdown)}
        for code in codes_in_use(reference, item.breakdown, period):
            yield item.name, item.label, code, labels[code]


class _Counts:
    """The sheet of a return of counts."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        dataset: DataSet,
        reference: Reference,
        area: str,
        period: Period,
    ) -> None:
        self._page = book.add_worksheet("Return")
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._open = book.add_format({"locked": False, "bg_color": "#FFF9E5", "border": 1})
        self._dataset, self._reference, self._period = dataset, reference, period
        self._area = reference.areas[area]

    def write(self, known: Known) -> None:
        """Write whose it is, the headers, and a row for each number."""
        before = self._period.shifted(-1)
        above = (
            (self._dataset.title,),
            ("la_code", self._area.dfe, self._area.name),
            ("period", self._period.key, self._period.words),
            ("Fill in the yellow cells: a number, or x, z, c, low, k or u in its place.",),
        )
        for row, texts in enumerate(above):
            for column, text in enumerate(texts):
                self._page.write_string(row, column, text)
        headers = (*_BESIDE, f"Before: {before.key}", self._period.key, "note")
        for column, header in enumerate(headers):
            self._page.write_string(4, column, header, self._bold)
            self._page.set_column(column, column, _WIDTHS.get(header, 18))
        sent = known.earlier.get(before.key, {})
        numbers = _cells(self._dataset, self._reference, self._period)
        for row, (item, label, part, part_label) in enumerate(numbers, 5):
            for column, text in enumerate((item, label, part, part_label)):
                self._page.write_string(row, column, text)
            if (item, part) in sent:
                self._page.write_number(row, 4, sent[item, part])
            self._page.write_blank(row, 5, None, self._open)
            self._page.write_blank(row, 6, None, self._open)
        self._page.freeze_panes(5, 1)
        self._page.protect()


class _Tables:
    """The sheets of a return of records, and that of the codes that they offer."""

    def __init__(
        self, book: xlsxwriter.Workbook, dataset: DataSet, reference: Reference, period: Period
    ) -> None:
        self._book, self._dataset = book, dataset
        self._reference, self._period = reference, period
        self._bold = book.add_format({"bold": True, "bottom": 1, "locked": True})
        self._open: Format = book.add_format({"locked": False, "num_format": "@"})

    def write(self) -> None:
        """Write a sheet for each table, and the codes."""
        pages = [(self._book.add_worksheet(table.id), table) for table in self._dataset.tables]
        places = self._codes()
        for page, table in pages:
            for column, declared in enumerate(table.columns):
                self._column(page, column, declared, places)
            page.freeze_panes(1, 0)
            page.protect("", {"insert_rows": True, "delete_rows": True, "format_columns": True})

    def _column(self, page: Worksheet, at: int, column: Column, places: dict[str, str]) -> None:
        page.set_column(at, at, max(12, len(column.name) + 3), self._open)
        page.write_string(0, at, column.name, self._bold)
        must = "Every row." if column.required else "May be empty."
        page.write_comment(0, at, f"{column.label}. {must} {allowed_in(column, self._reference)}")
        listed = places.get(column.codes or "")
        if listed is not None:
            page.data_validation(
                1,
                at,
                _PREPARED,
                at,
                {"validate": "list", "source": listed, "error_type": "warning"},
            )

    def _codes(self) -> dict[str, str]:
        """Write each code list in three columns; return where its codes stand."""
        page, found = self._book.add_worksheet("Codes"), {}
        columns = [column for table in self._dataset.tables for column in table.columns]
        names = dict.fromkeys(column.codes for column in columns if column.codes)
        for at, name in enumerate(names):
            labels = {part.code: part.label for part in self._reference.parts_of(name)}
            codes = codes_in_use(self._reference, name, self._period)
            page.write_string(0, 3 * at, f"List: {name}", self._bold)
            for row, code in enumerate(codes, 1):
                page.write_string(row, 3 * at, code)
                page.write_string(row, 3 * at + 1, labels[code])
            letter = xlsxwriter.utility.xl_col_to_name(3 * at, col_abs=True)
            found[name] = f"=Codes!{letter}$2:{letter}${len(codes) + 1}"
        return found


def _explanations(
    book: xlsxwriter.Workbook, title: str, dataset: DataSet, reference: Reference
) -> None:
    page = book.add_worksheet("Explanations")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    said = [("This is", title), ("What it is", dataset.summary), ("Why", dataset.lawful_basis)]
    said += [("Instruction", dataset.instruction), ("Ask", dataset.owner)]
    if dataset.items:
        said += [(f"Write {text} for", status.words) for text, status in SYMBOLS.items()]
    for one in data_dictionary(dataset, reference):
        name = f"{one.table}: {one.name}" if one.table else one.name
        said.append((name, f"{one.what}. {one.must}. {one.allowed}"))
    said += [
        (f"Check {code}", f"{what} Allowed: {allowed}")
        for code, what, allowed in checks_in_words(dataset)
    ]
    for row, (label, text) in enumerate(said):
        page.write_string(row, 0, label, wrapped)
        page.write_string(row, 1, as_text(text), wrapped)
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 100)
    page.protect()
