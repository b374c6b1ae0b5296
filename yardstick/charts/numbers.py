"""Every number that a chart, a table or a sentence shows is written here or in the one below.

What a sentence of the door needs as well stands in `yardstick.numbers`; what only charts, tables
and files need is added here: how many there are of a thing, how many stand behind a figure,
shares, ranks, spreadsheet formats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.model import Unit
from yardstick.numbers import (
    STAR,
    change_text,
    count_text,
    figure_text,
    interval_text,
    period_text,
    plain,
    point_text,
    star,
    symbol,
    tick_text,
)

if TYPE_CHECKING:
    from yardstick.results.types import Point

__all__ = [
    "STAR",
    "change_text",
    "count_text",
    "counted",
    "figure_text",
    "interval_text",
    "n_text",
    "period_text",
    "plain",
    "point_text",
    "rank_text",
    "share_text",
    "spreadsheet_format",
    "star",
    "symbol",
    "tick_text",
]

_MINUS = "−"


def counted(many: int, what: str) -> str:
    """Return a number with what it is of: `1 return`, `1,204 returns`."""
    return f"1 {what}" if many == 1 else f"{many:,} {what}s"


def share_text(share: float) -> str:
    """Return a part's share of its whole: one decimal, with its %."""
    return figure_text(share, Unit.PERCENT, 1)


def n_text(point: Point, unit: Unit) -> str:
    """Return how many stand behind a figure: `144 of 500`, or `n 1,589`.

    A percentage says both sides; a mean counts what it is a mean of; a rate over a population
    counts its events. Nothing for a count, which is its own n, or where none was given.
    """
    above, below = count_text(point.numerator), count_text(point.denominator)
    if point.value is None or unit is Unit.COUNT:
        return ""
    if unit is Unit.PERCENT and above and below:
        return f"{above} of {below}"
    number = below if unit in {Unit.DAYS, Unit.SCORE} else above
    return f"n {number}" if number else ""


def rank_text(low: int | None, high: int | None, of: int) -> str:
    """Return the positions an interval allows: `between 3rd and 6th of 8`. Never a bare rank."""
    if low is None or high is None:
        return ""
    first, last = sorted((round(low), round(high)))
    if first == last:
        return f"{_ordinal(first)} of {of} throughout its interval"
    return f"between {_ordinal(first)} and {_ordinal(last)} of {of}"


def _ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def spreadsheet_format(unit: Unit, decimals: int, letter: str = "", sign: str = "") -> str:
    """Return the number format with which a spreadsheet shows a value as the screen does.

    `sign` (the star of a note) and `letter` (p or r) stand after the value, as they do there.
    """
    places = "" if unit is Unit.COUNT or decimals == 0 else "." + "0" * decimals
    after = ("%" if unit is Unit.PERCENT else "") + sign + (f" {letter}" if letter else "")
    shown = f"#,##0{places}" + (f'"{after}"' if after else "")
    return f"{shown};{_MINUS}{shown}"
