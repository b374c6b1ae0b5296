"""A table as data, and as semantic HTML: what a chart shows, for those who read or listen.

The same `TableData` is drawn on screen and written to a workbook, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.charts.markup import Markup, escaped, hidden, joined, silent, tag
from yardstick.charts.numbers import (
    count_text,
    interval_text,
    n_text,
    point_text,
    share_text,
    spreadsheet_format,
    star,
    symbol,
)
from yardstick.model import Status, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.types import Point


_LONG: Final = 60  # letters of a cell, from which it keeps a width in which it can be read


@dataclass(frozen=True)
class Column:
    """A column: its heading, and whether it holds numbers (which are aligned to the right)."""

    label: str
    is_numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        text: As shown: a formatted number, a symbol or words.
        number: The unrounded number, for a spreadsheet; None where the cell is text.
        layout: The spreadsheet's number format.
        why: Words behind a symbol or a letter, read out and shown when pointed at.
    """

    text: str
    number: float | None = None
    layout: str = ""
    why: str = ""


@dataclass(frozen=True)
class TableData:
    """A table. The first cell of each row names the row.

    Attributes:
        caption: What the table shows; also its heading.
        columns: As many as each row has cells.
        rows: From top to bottom.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def made(caption: str, columns: Iterable[Column], body: Iterable[Iterable[Cell]]) -> TableData:
    """Put a table together."""
    return TableData(caption, tuple(columns), tuple(tuple(row) for row in body))


def texts(*labels: str) -> tuple[Column, ...]:
    """Return columns of words."""
    return tuple(Column(label) for label in labels)


def numbers(*labels: str) -> tuple[Column, ...]:
    """Return columns of numbers."""
    return tuple(Column(label, is_numeric=True) for label in labels)


# ---- cells --------------------------------------------------------------------------------

_LETTERED = {Status.PROVISIONAL, Status.REVISED}


def figure_cell(point: Point, indicator: Indicator) -> Cell:
    """Return a figure: its value with p or r beside it, or the symbol of why there is none.

    A star says that its authority has written a note on it.
    """
    why = "" if point.status is Status.SHOWN else point.status.words
    sign = star(noted=point.noted)
    if point.value is None:
        return Cell(symbol(point.status) + sign, why=why + sign)
    letter = point.status.value if point.status in _LETTERED else ""
    text = f"{point_text(point, indicator)} {letter}".rstrip()
    layout = spreadsheet_format(indicator.unit, indicator.decimals, letter, sign)
    return Cell(text, point.value, layout, why)


def interval_cell(point: Point, indicator: Indicator) -> Cell:
    """Return the 95 % interval as text; empty where there is none."""
    return Cell(interval_text(point, indicator))


def n_cell(point: Point, unit: Unit) -> Cell:
    """Return how many stand behind a figure, as text; empty where none was given."""
    return Cell(n_text(point, unit).removeprefix("n "))


def count_cell(number: float | None, *, noted: bool = False) -> Cell:
    """Return people or events; empty where the number is missing."""
    sign = star(noted=noted)
    return Cell(count_text(number) + sign, number, spreadsheet_format(Unit.COUNT, 0, sign=sign))


def share_cell(point: Point) -> Cell:
    """Return a part's share of its whole, or the symbol of why there is none."""
    if point.value is None:
        return Cell(symbol(point.status), why=point.status.words)
    layout = spreadsheet_format(Unit.PERCENT, 1)
    return Cell(share_text(point.value), point.value, layout)


# ---- as HTML ------------------------------------------------------------------------------


def table(data: TableData) -> Markup:
    """Return a table with a caption and scoped headers, in a region that scrolls where it must.

    The region can be reached by keyboard and has the caption as its name (WCAG 2.1.1).
    """
    return framed(data.caption, data.columns, (row(one, data.columns) for one in data.rows))


def row(cells: Iterable[Cell], columns: Iterable[Column]) -> Markup:
    """Return one row of a table."""
    pairs = enumerate(zip(cells, columns, strict=True))
    return tag("tr", *[_cell(cell, column, place) for place, (cell, column) in pairs])


def framed(caption: str, columns: Iterable[Column], body: Iterable[Markup]) -> Markup:
    """Return a table of rows that are markup already, as `row` makes them."""
    head = tag("tr", *(_heading(column) for column in columns))
    whole = tag(
        "table",
        tag("caption", caption),
        tag("thead", head),
        tag("tbody", *body),
        class_="ys-table",
    )
    return region(whole, caption)


def region(content: Markup, name: str) -> Markup:
    """Return content that scrolls sideways by itself, so that the page never does."""
    return tag("div", content, class_="ys-scroll", role="region", tabindex=0, aria_label=name)


def _heading(column: Column) -> Markup:
    return tag("th", column.label, scope="col", class_="ys-n" if column.is_numeric else None)


def _cell(cell: Cell, column: Column, place: int) -> Markup:
    name, scope = ("th", "row") if place == 0 else ("td", None)
    long = "ys-long" if len(cell.text) > _LONG else None
    look = "ys-n" if column.is_numeric else long
    return tag(name, written(cell), scope=scope, class_=look, title=cell.why or None)


def written(cell: Cell) -> Markup:
    """Return a cell's text; a symbol or a letter is replaced by its words for those who listen."""
    if not cell.why:
        return escaped(cell.text)
    return joined(silent(cell.text), hidden(read_out(cell)))


def read_out(cell: Cell) -> str:
    """Return a figure with its state in words, or the reason alone where there is no figure."""
    if cell.number is None or not cell.why:
        return cell.why or cell.text
    return f"{cell.text.rpartition(' ')[0]} {cell.why}"
