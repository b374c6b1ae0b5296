"""The one formatter: every number that a chart, a table or a sentence shows is written here.

Fives are rounded away from zero, as the Department for Education does; the minus sign is a minus
sign; thousands have a comma; a figure keeps its indicator's decimals (25.0%), an axis drops
trailing zeros (25%).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from yardstick.model import Counted, Period, PeriodKind, Status, Unit
from yardstick.stats.rates import five_up

if TYPE_CHECKING:
    import datetime as dt

    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.types import Point

STAR = "*"
_MINUS = "−"
_AFTER = {Unit.PERCENT: "%"}
_CHANGE_UNITS = {
    Unit.COUNT: "",
    Unit.PERCENT: " percentage points",
    Unit.PER_100: " per 100",
    Unit.PER_10K: " per 10,000",
    Unit.DAYS: " days",
    Unit.SCORE: " points",
    Unit.RATIO: "",
}


@lru_cache(maxsize=16_384)  # one comparator stands in a whole row, one figure in four forms
def plain(value: float, decimals: int) -> str:
    """Return a number without its unit: 1234.5 with one decimal is `1,234.5`."""
    rounded = five_up(value, decimals)
    return f"{rounded:,.{decimals}f}".replace("-", _MINUS)


def figure_text(value: float, unit: Unit, decimals: int) -> str:
    """Return a value as it stands on screen: % on a percentage, other units in the subtitle."""
    return plain(value, 0 if unit is Unit.COUNT else decimals) + _AFTER.get(unit, "")


def valued_text(value: float, indicator: Indicator) -> str:
    """Return a value with its unit, for a sentence: `701.4 per 10,000`, `27.4%`."""
    figure = figure_text(value, indicator.unit, indicator.decimals)
    after = "" if indicator.unit is Unit.PERCENT else _CHANGE_UNITS[indicator.unit]
    return f"{figure}{after}"


def tick_text(value: float, unit: Unit) -> str:
    """Return a value for an axis: no more decimals than it has."""
    shown = plain(value, 6)
    return shown.rstrip("0").rstrip(".") + _AFTER.get(unit, "")


def symbol(status: Status) -> str:
    """Return the letter a table shows in place of a number. Empty where a number stands."""
    return "" if status.has_value else status.value


def star(*, noted: bool) -> str:
    """Return the sign beside a figure that its authority has written a note on."""
    return STAR if noted else ""


def point_text(point: Point, indicator: Indicator) -> str:
    """Return a figure, or why there is none ("too few to report"): never blank, never 0 for it.

    It ends with a star where its authority has written a note on it.
    """
    if point.value is None:
        return point.status.words + star(noted=point.noted)
    figure = figure_text(point.value, indicator.unit, indicator.decimals)
    return figure + star(noted=point.noted)


def interval_text(point: Point, indicator: Indicator) -> str:
    """Return `24.1% to 30.9%`, or nothing where there is no interval."""
    if point.value is None or point.lower is None or point.upper is None:
        return ""
    ends = (
        figure_text(end, indicator.unit, indicator.decimals) for end in (point.lower, point.upper)
    )
    return " to ".join(ends)


def change_text(change: float, indicator: Indicator) -> str:
    """Return `up 1.2 percentage points`; `no change` where it rounds to nothing."""
    unit = indicator.unit
    decimals = 0 if unit is Unit.COUNT else indicator.decimals
    size = plain(abs(change), decimals)
    if size == plain(0, decimals):
        return "no change"
    words = _CHANGE_UNITS[unit]
    singular = words.removesuffix("s") if size == "1" else words
    return f"{'up' if change > 0 else 'down'} {size}{singular}"


def count_text(number: float | None) -> str:
    """Return people or events with thousands separated. Nothing where the number is missing."""
    return "" if number is None else plain(number, 0)


_YEAR_ENDS = {PeriodKind.QUARTER, PeriodKind.FINANCIAL_YEAR}


def period_text(period: Period, counted: Counted = Counted.FLOW) -> str:
    """Return the months or the year, or the day on which a stock was counted.

    The day is given for quarters and financial years only: a school census or a calendar-year
    collection has a day of its own, which is not its year's last.
    """
    return day_text(period.end) if _is_day(period, counted) else period.words


def period_phrase(period: Period, counted: Counted) -> str:
    """Return the same inside a sentence: `at 31 March 2026`, `in January to March 2026`."""
    said = period_text(period, counted)
    if _is_day(period, counted):
        return f"at {said}"
    return f"in {said}" if period.kind is PeriodKind.QUARTER else f"in the {said}"


def _is_day(period: Period, counted: Counted) -> bool:
    return counted is Counted.STOCK and period.kind in _YEAR_ENDS


def day_text(day: dt.date) -> str:
    """Return a day in a sentence, as GOV.UK writes it: `27 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: dt.date) -> str:
    """Return a day in a table, where room is short: `27 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def moment_text(at: dt.datetime) -> str:
    """Return a day and a time of day in a table: `27 Nov 2026, 12:07`."""
    return f"{short_day(at)}, {at:%H:%M}"
