"""The report on a return as files: comma-separated, and the sent workbook with its cells marked.

The workbook is written anew from the cells that were read: never the file that was sent, which may
hold more than was looked at. Of records, a column that holds what may not be sent is left out.
"""

from __future__ import annotations

import io
import re
from dataclasses import astuple
from typing import TYPE_CHECKING

import xlsxwriter

from yardstick.export.comma_separated import rows_separated
from yardstick.export.neutral import as_text, is_live
from yardstick.intake.report import COLUMNS, lines, unlisted, verdict
from yardstick.intake.sheets import column_letter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from yardstick.intake.findings import Finding
    from yardstick.intake.returns import CheckedReturn
    from yardstick.intake.sheets import Sheet

INERT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ROWS = 5_000  # of a sheet that are written whole; of a longer one only the marked rows
LEFT_OUT = "(left out)"
# Findings after which a column's cells are not repeated: they may name a person. Of records that
# is also what could not be read as what it should be.
_UNSAFE = re.compile(r"ID-|COL-")
_UNSAFE_IN_RECORDS = re.compile(r"ID-|COL-|CELL-02|CELL-03|CELL-07")
_TOO_LONG = 32_767  # letters that a spreadsheet's cell holds
_MARKS = {"reject": "#F9D9A8", "ask": "#FFF4C2"}


def report_csv(checked: CheckedReturn) -> bytes:
    """Return the report as a comma-separated file."""
    return rows_separated([COLUMNS, *map(astuple, lines(checked))])


def marked_workbook(sheets: Sequence[Sheet], checked: CheckedReturn) -> bytes:
    """Return the report, and each sheet as it was read with the cells of the findings marked.

    Args:
        sheets: That were checked.
        checked: What was found in them.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, INERT) as book:
        _write_report(book, checked)
        used = {"report"}
        unsafe = _UNSAFE_IN_RECORDS if checked.of_records else _UNSAFE
        for number, sheet in enumerate(_nameable(sheets, checked), 1):
            name = _sheet_name(sheet.name, number, used)
            findings = [one for one in checked.findings if one.sheet == sheet.name]
            left_out = {one.column for one in findings if unsafe.match(one.code)}
            _Marked(book, book.add_worksheet(name), sheet, findings, left_out).write()
    return out.getvalue()


def _nameable(sheets: Sequence[Sheet], checked: CheckedReturn) -> Sequence[Sheet]:
    """Return no sheet where the very name of one is an identifier: only the report is written."""
    names = {sheet.name for sheet in sheets}
    unnamed = any(one.sheet and one.sheet not in names for one in checked.findings)
    return () if unnamed else sheets


def _write_report(book: xlsxwriter.Workbook, checked: CheckedReturn) -> None:
    page = book.add_worksheet("Report")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    said = [verdict(checked), *unlisted(checked)]
    for at, sentence in enumerate(said):
        page.write_string(at, 0, sentence, bold)
    top = len(said) + 1
    for column, label in enumerate(COLUMNS):
        page.write_string(top, column, label, bold)
    for at, line in enumerate(lines(checked), top + 1):
        for column, text in enumerate(astuple(line)):
            page.write_string(at, column, as_text(text), wrapped)
    page.freeze_panes(top + 1, 0)
    page.set_column(0, 5, 14)
    page.set_column(6, 7, 60)


def _sheet_name(name: str, number: int, used: set[str]) -> str:
    """Return a name that a workbook allows and that is not used yet."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", as_text(name)).strip()[:25] or "Return"
    if plain.casefold() in used:
        plain = f"{plain} ({number})"
    used.add(plain.casefold())
    return plain


class _Marked:
    """One sheet, written anew with marks."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        page: Worksheet,
        sheet: Sheet,
        findings: Sequence[Finding],
        left_out: Collection[str],
    ) -> None:
        self._page = page
        self._sheet = sheet
        self._looks: dict[str, Format] = {
            severity: book.add_format({"bg_color": colour, "border": 1, "quote_prefix": True})
            for severity, colour in _MARKS.items()
        }
        self._live = book.add_format({"quote_prefix": True})
        self._left_out = left_out
        self._marks: dict[str, list[Finding]] = {}
        for one in findings:
            for cell in _cells_of(one):
                self._marks.setdefault(cell, []).append(one)

    def write(self) -> None:
        """Write every row, or of a long sheet the headers and the marked ones."""
        rows = {int(re.sub("[A-Z]", "", cell)) for cell in self._marks}
        whole = self._sheet.height <= MOST_ROWS
        wanted = range(self._sheet.height) if whole else sorted({0, *(row - 1 for row in rows)})
        for at, row in enumerate(wanted):
            self._write_row(at, row)
        if not whole:
            self._page.write_string(len(wanted) + 1, 0, "Rows without a finding are left out.")

    def _write_row(self, at: int, row: int) -> None:
        for column, text in enumerate(self._sheet.row(row)):
            letter = column_letter(column)
            shown = LEFT_OUT if letter in self._left_out and text else as_text(text)[:_TOO_LONG]
            marks = self._marks.get(f"{letter}{row + 1}", [])
            if marks:
                worst = "reject" if any(one.severity == "reject" for one in marks) else "ask"
                self._page.write_string(at, column, shown, self._looks[worst])
                said = "\n".join(f"{one.code}: {one.what} Allowed: {one.allowed}" for one in marks)
                self._page.write_comment(at, column, said[:_TOO_LONG], {"x_scale": 2.5})
            elif shown:
                self._page.write_string(at, column, shown, self._live if is_live(shown) else None)


def _cells_of(one: Finding) -> tuple[str, ...]:
    """Return the cells that a finding is about; the row's first where it is about a row."""
    if not one.row:
        return ()
    return (f"{one.column or 'A'}{one.row}", *one.also)
