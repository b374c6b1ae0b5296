"""What the stories of the workforce share: how rates an hour and changes are written, and cells."""

from __future__ import annotations

from typing import Final

from yardstick.charts.numbers import count_text, plain
from yardstick.charts.record_words import percent
from yardstick.charts.table import Cell
from yardstick.model import Status

_AN_HOUR: Final = "£#,##0.00"
_NOT_KNOWN: Final = Status.UNAVAILABLE


def an_hour(value: float) -> str:
    """Return pounds and pence: `£33.50`."""
    return f"£{plain(value, 2)}"


def agency_workers(number: float) -> str:
    """Return `1 agency worker` or `24 agency workers`."""
    return f"{count_text(number)} agency worker{'' if number == 1 else 's'}"


def change(now: float, before: float | None) -> str:
    """Return what happened in a year, to be joined to a sentence; empty where it is not known."""
    if not before:
        return ""
    by = 100 * (now / before - 1)
    return f" ({'up' if by >= 0 else 'down'} {percent(abs(by))} in a year)"


def hourly_cell(value: float | None) -> Cell:
    """Return pounds and pence, or that they are not known."""
    return text_cell(None) if value is None else Cell(an_hour(value), value, _AN_HOUR)


def text_cell(text: str | None) -> Cell:
    """Return words, or that they are not known."""
    return Cell(text) if text else Cell(_NOT_KNOWN.value, why=_NOT_KNOWN.words)
