"""What the stories of records share: how pounds and shares are written, and how cells are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.charts.numbers import count_text, plain, spreadsheet_format
from yardstick.charts.table import Cell
from yardstick.model import Status, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yardstick.charts.bars import Bar
    from yardstick.charts.rows import Row
    from yardstick.charts.table import Column
    from yardstick.charts.theme import Json

_NOT_KNOWN: Final = Status.UNAVAILABLE
_POUNDS: Final = "£#,##0;−£#,##0"
_MILLION: Final = 1_000_000
_MINUS: Final = "−"


@dataclass(frozen=True)
class Telling:
    """What an analysis says of itself, before it is put together as a story.

    Attributes:
        headline: At most ten words.
        sentence: At most thirty words, with the numbers.
        measure: What is measured, in which unit, for the subtitle.
        columns: Of the table.
        cells: Of the table, row by row.
        meaning: How to read it: label and text.
        cautions: What a reader must know first.
        bars: What is drawn, a bar for each row.
        key: What bars and ticks are.
        ends: Of a scale that is the same whatever is drawn; empty where values set it.
        sign: What stands before the numbers of a scale that is drawn.
        figure: Another chart in place of these bars.
        drawn: What it draws, for those who do not see it.
    """

    headline: str
    sentence: str
    measure: str
    columns: tuple[Column, ...]
    cells: Iterable[Sequence[Cell]]
    meaning: tuple[tuple[str, str], ...] = ()
    cautions: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    key: str = ""
    ends: tuple[float, ...] = ()
    sign: str = ""
    figure: Json | None = None
    drawn: str = ""


def pounds(value: float) -> str:
    """Return whole pounds: `£61,000`, `−£4,000`; a million and more as `£1.2 million`."""
    if abs(value) >= _MILLION:
        return f"{_MINUS if value < 0 else ''}£{plain(abs(value) / _MILLION, 1)} million"
    return _exact(value)


def signed_pounds(value: float) -> str:
    """Return whole pounds with their sign: `+£400`, `−£4,000`, `£0`."""
    shown = pounds(value)
    return shown if value < 0 or shown == pounds(0) else f"+{shown}"


def effect_said(row: Row) -> str:
    """Return what a group adds to a difference, in its parts: `+£900 (mix +£400, prices +£500)`."""
    mix, prices = signed_pounds(row["mix"]), signed_pounds(row["within"])
    return f"{signed_pounds(row['effect'])} (mix {mix}, prices {prices})"


def percent(value: float) -> str:
    """Return a share or an increase with one decimal and its %."""
    return f"{plain(value, 1)}%"


def placements(number: float) -> str:
    """Return `1 placement` or `24 placements`."""
    return f"{count_text(number)} placement{'' if number == 1 else 's'}"


def pounds_cell(value: float | None) -> Cell:
    """Return whole pounds, or that they are not known."""
    return _missing() if value is None else Cell(_exact(value), value, _POUNDS)


def percent_cell(value: float | None) -> Cell:
    """Return per cent, or that it is not known."""
    if value is None:
        return _missing()
    return Cell(percent(value), value, spreadsheet_format(Unit.PERCENT, 1))


def number_cell(value: float | None, decimals: int = 0) -> Cell:
    """Return a number, or that it is not known."""
    if value is None:
        return _missing()
    return Cell(plain(value, decimals), value, spreadsheet_format(Unit.SCORE, decimals))


def _exact(value: float) -> str:
    shown = plain(abs(value), 0)
    return f"{_MINUS if value < 0 and shown != '0' else ''}£{shown}"  # nothing has no sign


def _missing() -> Cell:
    return Cell(_NOT_KNOWN.value, why=_NOT_KNOWN.words)
