"""Workbooks: the table as on screen, what it means, and the rows behind it.

The same input gives the same bytes. Text is written as text: a workbook of ours holds no formula
and no link.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from yardstick.charts import words
from yardstick.charts.rows import emptied
from yardstick.export.about import about, definition
from yardstick.export.neutral import as_text, is_live
from yardstick.export.records import records
from yardstick.results.types import Board, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format

    from yardstick.charts.table import Cell, TableData
    from yardstick.charts.views import Result
    from yardstick.model import Selection

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_INERT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FIRST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # for a register, which has no stamp
_WIDEST, _NARROWEST = 60, 10  # letters


def workbook(result: Result, selection: Selection, table: TableData) -> bytes:
    """Return a result as a workbook of three sheets, four where it has many indicators.

    `Table` is the table as on screen, `About` says what it is and was filtered by, `Figures`
    has one row per figure, unrounded; `Definitions` has one row per indicator.

    Args:
        result: What the file is of.
        selection: What it was filtered by.
        table: The result's table twin, in the order in which it stands on screen.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _INERT) as book:
        book.set_properties(_properties(result))
        _table(_Sheet(book, "Table"), result, table)
        _about(_Sheet(book, "About"), result, selection)
        if isinstance(result, Board | Profile):
            _definitions(_Sheet(book, "Definitions"), result)
        _figures(_Sheet(book, "Figures"), result)
    return out.getvalue()


def _properties(result: Result) -> dict[str, Any]:
    """Return the file's properties: its date is the release's, never the clock's."""
    if isinstance(result, tuple):
        return {"title": words.headline(result), "created": _FIRST}
    made = result.stamp.made.replace(tzinfo=None)
    label = {"category": result.stamp.classification, "comments": " ".join(words.warnings(result))}
    return {"title": words.headline(result), "created": made} | label


class _Sheet:
    """A sheet that is written from top to bottom, text as text and numbers as numbers."""

    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        self._book = book
        self._sheet = book.add_worksheet(name)
        self._looks: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._widths: dict[int, int] = {}
        self._next = 0

    def note(self, *texts: str, **look: Any) -> None:  # noqa: ANN401 - xlsxwriter's own keys
        """Write one row of text that stands above or beside a table."""
        for column, text in enumerate(texts):
            self._write(column, text, look)
        self._next += 1

    def head(self, labels: Iterable[str], rows: int) -> None:
        """Write the headings of so many rows to come: kept in view, with a filter on each."""
        named = list(labels)
        self.note(*named, bold=True, bottom=2, text_wrap=True, valign="bottom")
        self._sheet.freeze_panes(self._next, 1)
        self._sheet.autofilter(self._next - 1, 0, self._next - 1 + rows, len(named) - 1)
        self._widths = {place: len(max(name.split(), key=len)) for place, name in enumerate(named)}

    def row(self, values: Iterable[object], layouts: Iterable[str] = ()) -> None:
        """Write one row of a table: numbers unrounded, shown in the layout given."""
        shown = list(layouts)
        for column, value in enumerate(values):
            layout = shown[column] if shown else ""
            look = {"num_format": layout, "align": "right"} if layout else {}
            width = self._write(column, value, look)
            self._widths[column] = max(self._widths.get(column, 0), width)
        self._next += 1

    def fit(self, *widths: int) -> None:
        """Make columns so wide, or as wide as what the table in each holds."""
        for column, width in enumerate(widths) if widths else self._widths.items():
            self._sheet.set_column(column, column, min(max(width + 3, _NARROWEST), _WIDEST))

    def _write(self, column: int, value: object, look: dict[str, Any]) -> int:
        """Write one value and return how many letters it takes."""
        if isinstance(value, float | int) and not isinstance(value, bool):
            self._sheet.write_number(self._next, column, value, self._look(look))
            return len(f"{value:,.1f}")
        text = as_text(value)
        if not text:  # a cell without a figure is empty, not a text of no letters
            return 0
        # The mark tells a spreadsheet that this stays text even when somebody edits the cell.
        mark = {"quote_prefix": True} if is_live(text) else {}
        self._sheet.write_string(self._next, column, text, self._look(look | mark))
        return len(text)

    def _look(self, look: dict[str, Any]) -> Format | None:
        if not look:
            return None
        key = tuple(sorted(look.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(look)
        return self._looks[key]


def _table(sheet: _Sheet, result: Result, shown: TableData) -> None:
    """Write the table as on screen, under its finding, its subtitle, source and warnings."""
    sheet.note(words.headline(result), bold=True, font_size=14)
    sheet.note(shown.caption)
    if not isinstance(result, tuple):
        sheet.note(words.source_line(result.stamp))
        sheet.note(result.stamp.classification)
    for line in words.warnings(result):
        sheet.note(f"Warning: {line}", bold=True)
    for line in words.reply_lines(result):
        sheet.note(line)
    sheet.note()
    sheet.head((column.label for column in shown.columns), len(shown.rows))
    for cells in shown.rows:
        sheet.row(map(_content, cells), (cell.layout for cell in cells))
    sheet.fit()


def _content(cell: Cell) -> float | str:
    return cell.text if cell.number is None else cell.number


def _about(sheet: _Sheet, result: Result, selection: Selection) -> None:
    """Write what the file is, section by section."""
    sheet.note("About this file", bold=True, font_size=14)
    for name, lines in about(result, selection):
        sheet.note()
        sheet.note(name, bold=True)
        for label, text in lines:
            sheet.note(label, text, text_wrap=True, valign="top")
    sheet.fit(30, _WIDEST)


def _definitions(sheet: _Sheet, result: Board | Profile) -> None:
    """Write one row per indicator; what is said several times (cautions) stands in one cell."""
    found = [_gathered(definition(indicator)) for indicator in result.indicators]
    labels = list(dict.fromkeys(label for lines in found for label in lines))
    sheet.head(labels, len(found))
    for lines in found:
        sheet.row(lines.get(label, "") for label in labels)
    sheet.fit()


def _gathered(lines: list[tuple[str, str]]) -> dict[str, str]:
    said: dict[str, str] = {}
    for label, text in lines:
        said[label] = f"{said[label]} {text}" if label in said else text
    return said


def _figures(sheet: _Sheet, result: Result) -> None:
    """Write one row per figure, unrounded: what the comma-separated file holds."""
    frame = records(result)
    sheet.head(map(str, frame.columns), len(frame))
    for values in emptied(frame).itertuples(index=False):
        sheet.row(values)
    sheet.fit()
