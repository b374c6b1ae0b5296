"""The days on which schools were open in the academic years of the demonstration."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from dateutil.easter import easter

from yardstick.model import Period, PeriodKind

if TYPE_CHECKING:
    from yardstick.demonstration.chance import Counts

FIRST_YEAR: Final = 2021  # the second year of the reasons in use until August 2026
YEARS: Final = 4
TERMS_A_YEAR: Final = 3
_HOLIDAY: Final = 5  # days of a half-term
TERMS: Final = tuple(
    Period(PeriodKind.TERM, FIRST_YEAR + at // TERMS_A_YEAR, at % TERMS_A_YEAR + 1)
    for at in range(YEARS * TERMS_A_YEAR)
)


@dataclass(frozen=True)
class SchoolDays:
    """Every school day of every year in one row, so that gaps are gaps in school days.

    Attributes:
        dates: Of each day, in order.
        terms: Position of each day's term in `TERMS`.
        starts: Of each term the position of its first day, and then how many days there are.
    """

    dates: npt.NDArray[np.datetime64]
    terms: Counts
    starts: tuple[int, ...]

    def of_term(self, term: int) -> range:
        """Return the positions of a term's days."""
        return range(self.starts[term], self.starts[term + 1])

    def of_year(self, year: int) -> range:
        """Return the positions of a year's days, the first year being 0."""
        first = year * TERMS_A_YEAR
        return range(self.starts[first], self.starts[first + TERMS_A_YEAR])

    def on_or_after(self, day: dt.date) -> int:
        """Return the position of the first school day from a day on."""
        return int(np.searchsorted(self.dates, np.datetime64(day, "D")))


@cache
def school_days() -> SchoolDays:
    """Return the days, with the usual holidays; no authority's own calendar is followed."""
    days = [_days_of(term) for term in TERMS]
    starts = np.cumsum([0, *map(len, days)])
    terms = np.repeat(np.arange(len(TERMS)), np.diff(starts))
    return SchoolDays(np.concatenate(days), terms, tuple(starts.tolist()))


def census(year: int) -> int:
    """Return the position of the day of a year's January census, the first year being 0."""
    return school_days().on_or_after(dt.date(FIRST_YEAR + year + 1, 1, 15))


def _days_of(term: Period) -> npt.NDArray[np.datetime64]:
    first, last, holiday = _bounds(term)
    begin, monday = np.datetime64(first, "D"), np.datetime64(holiday, "D")
    days = begin + np.arange((last - first).days + 1)
    closed = monday + np.arange(_HOLIDAY)
    found: npt.NDArray[np.datetime64] = days[np.is_busday(days) & ~np.isin(days, closed)]
    return found


def _bounds(term: Period) -> tuple[dt.date, dt.date, dt.date]:
    """Return a term's first and last day, and the Monday of its half-term holiday."""
    spring = term.year + 1
    sunday = easter(spring)
    return (
        (dt.date(term.year, 9, 2), dt.date(term.year, 12, 19), _monday(dt.date(term.year, 10, 27))),
        (dt.date(spring, 1, 4), sunday - dt.timedelta(3), _monday(dt.date(spring, 2, 16))),
        (sunday + dt.timedelta(15), dt.date(spring, 7, 22), _monday(dt.date(spring, 5, 29))),
    )[term.part - 1]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(day.weekday())
