"""Which period a header or cell is of, however it is written."""

from __future__ import annotations

import re

from yardstick.model import Period, PeriodKind
from yardstick.model.periods import TERMS

_YEAR = re.compile(r"(?P<first>20[0-9]{2})(?:\s*[-/\N{EN DASH}]\s*(?P<next>20[0-9]{2}|[0-9]{2}))?")
_QUARTER = re.compile(r"(?:\bq|quarter)\s*(?P<part>[1-4])\b")
_TERM = re.compile("|".join(TERMS), re.IGNORECASE)


def period_in(text: str, calendar: PeriodKind) -> Period | None:
    """Return the period of a calendar that a text names, and nothing else beside it.

    `2024-25 Q3`, `Q3 2024/25` and `2024/2025 quarter 3` are one quarter; likewise with terms. A
    year alone is a year only where the calendar is one.

    Args:
        text: A header or a cell.
        calendar: The data set's.
    """
    lowered = text.strip().lower()
    years = list(_YEAR.finditer(lowered))
    if len(years) != 1 or not _follows(years[0]):
        return None
    left = lowered[: years[0].start()] + " " + lowered[years[0].end() :]
    part = _part(left.strip(" ,:"), calendar)
    return None if part is None else Period(calendar, int(years[0]["first"]), part)


def _follows(years: re.Match[str]) -> bool:
    following = years["next"]
    return following is not None and int(following[-2:]) == (int(years["first"]) + 1) % 100


def _part(text: str, calendar: PeriodKind) -> int | None:
    """Return the quarter or term that a text is, 0 for none in a year's calendar."""
    if calendar is PeriodKind.QUARTER:
        found = _QUARTER.fullmatch(text)
        return int(found["part"]) if found else None
    if calendar is PeriodKind.TERM:
        words = text.removesuffix(" term")
        return TERMS.index(words.capitalize()) + 1 if _TERM.fullmatch(words) else None
    return None if text else 0
