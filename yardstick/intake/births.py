"""Whether a column of dates reads as children's dates of birth."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Days first, as partners write them; ISO, as spreadsheets hand them over.
_ISO = re.compile(r"([12][0-9]{3})-([01]?[0-9])-([0-3]?[0-9])(?:[T ]00:00(?::00)?(?:\.0+)?)?")
_DAY_FIRST = re.compile(r"([0-3]?[0-9])[/.\- ]([01]?[0-9])[/.\- ]([12][0-9]{3})")
_NAMED = re.compile(r"([0-3]?[0-9])[/.\- ]([A-Z]{3})[A-Z]*[/.\- ]([12][0-9]{3})")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DATE = rf"{_ISO.pattern}|{_DAY_FIRST.pattern}|{_NAMED.pattern}"
_SHARE = 0.95  # of a column's cells that must be dates: the rest may be typing errors
_OLDEST = 26  # years; care and plans reach to the 26th birthday
_PUPILS = (4, 19)  # years; where most children of a return are
_YEAR = 365.25


def date_of(text: str) -> dt.date | None:
    """Return the date that a text in capitals is, days before months; None where it is none."""
    if found := _ISO.fullmatch(text):
        return _date(*map(int, found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        return _date(*map(int, reversed(found.groups())))
    if (found := _NAMED.fullmatch(text)) and found[2] in _MONTHS:
        return _date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def reads_as_births(cells: Mapping[str, int], today: dt.date) -> bool:
    """Whether a column's cells are the births of people up to 25, most of them of school age.

    Args:
        cells: How often each different text (capitals, no blanks) stands in the column.
        today: The day to count ages from.
    """
    total = sum(cells.values())
    ages = [
        ((today - date).days / _YEAR, times)
        for text, times in cells.items()
        if (date := date_of(text)) is not None
    ]
    dated = sum(times for _, times in ages)
    if not total or dated < _SHARE * total:
        return False
    pupils = sum(times for age, times in ages if _PUPILS[0] <= age < _PUPILS[1] + 1)
    return all(0 <= age < _OLDEST + 1 for age, _ in ages) and pupils > dated / 2
