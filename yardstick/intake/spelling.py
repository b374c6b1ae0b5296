"""How official files spell headers, periods and editions, and what each spelling means here."""

from __future__ import annotations

import re
from typing import NamedTuple

from yardstick.intake.errors import NotHeldError
from yardstick.model import Period, PeriodKind, Status

_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # how a spreadsheet keeps the zeros of ="001"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_ONE_YEAR = re.compile(_YEAR)
_YEAR_PAIR = re.compile(_YEAR + r"[-/]?(?P<next>[0-9]{2}|(?:19|20)[0-9]{2})")
_SEVERAL_YEARS = re.compile(r"[0-9]{4}(?:/[0-9]{2})?-[0-9]{2,4}(?:/[0-9]{2})?")
_MARKED = re.compile(r"(?P<years>[^()]*)(?:\((?P<mark>[^()]*)\))?")
_QUARTER = re.compile(r"financial year q(?P<part>[1-4])")

# Outturn (OT) tells spending from a budget; it is as final as the year's other figures.
_EDITIONS = {
    "": Status.SHOWN,
    "ot": Status.SHOWN,
    "final": Status.SHOWN,
    "prov": Status.PROVISIONAL,
    "provisional": Status.PROVISIONAL,
    "rev": Status.REVISED,
    "revised": Status.REVISED,
}
_IDENTIFIERS = {
    "academic year": PeriodKind.ACADEMIC_YEAR,
    "financial year": PeriodKind.FINANCIAL_YEAR,
    "calendar year": PeriodKind.CALENDAR_YEAR,
}
_FAMILYS_OWN = ("", "reporting year")


class Spelt(NamedTuple):
    """A period, and the edition of its figures where the spelling carries one."""

    period: Period
    edition: Status


def plain(text: str) -> str:
    """Return a cell's text without spaces around it and without a spreadsheet's `="…"`."""
    bare = text.strip()
    if not bare.startswith('="'):
        return bare
    wrapped = _EXCEL_TEXT.fullmatch(bare)
    return wrapped[1].strip() if wrapped else bare


def header(text: str) -> str:
    """Return a header as headers are compared: letter case and spaces around do not count."""
    return plain(text).casefold()


def edition(text: str) -> Status:
    """Return the status of figures of an edition (provisional, revised, final, none named).

    Raises:
        NotHeldError: No edition is called that.
    """
    found = _EDITIONS.get(text.casefold())
    if found is None:
        raise NotHeldError("is not an edition known here (provisional, revised, final)")
    return found


def lait_years(text: str, kind: PeriodKind) -> Spelt:
    """Read what LAIT writes under Years, for a measure of that calendar.

    A single year is the one the measure's year ends in: 2025 is 2024-25 (financial), 2024/25
    (academic) or 2025 (calendar).

    Raises:
        NotHeldError: It covers several years, or is no year of that calendar.
    """
    marked = _MARKED.fullmatch(text)
    if marked is None:
        raise NotHeldError("is not a period")
    return Spelt(_years(marked["years"].strip(), kind), edition((marked["mark"] or "").strip()))


def service_period(text: str, identifier: str, kind: PeriodKind) -> Period:
    """Read `time_period` as the statistics service writes it, by its `time_identifier`.

    Args:
        text: 2024 or 202425.
        identifier: Academic year, Calendar year, Financial year, Financial year Q1 to Q4; with
            Reporting year, or none, the family's own calendar counts.
        kind: The family's own calendar; its years are named by the year they end in.

    Raises:
        NotHeldError: No period held here is written so.
    """
    named = identifier.casefold()
    if quarter := _QUARTER.fullmatch(named):
        year = _years(text, PeriodKind.FINANCIAL_YEAR, pair=True).year
        return Period(PeriodKind.QUARTER, year, int(quarter["part"]))
    if named in _FAMILYS_OWN:
        return _years(text, kind)
    if named not in _IDENTIFIERS:
        raise NotHeldError(f"with '{identifier}' is not a period held here")
    return _years(text, _IDENTIFIERS[named], pair=True)


def _years(text: str, kind: PeriodKind, *, pair: bool = False) -> Period:
    """Read one year of a calendar; with `pair`, only in the form that names both its years."""
    if kind is PeriodKind.CALENDAR_YEAR:
        return _calendar_year(text)
    if kind is PeriodKind.QUARTER:
        raise NotHeldError("does not name a quarter")
    if (one := _ONE_YEAR.fullmatch(text)) and not pair:
        return Period(kind, int(one["year"]) - 1)
    if (two := _YEAR_PAIR.fullmatch(text)) and _follows(two):
        return Period(kind, int(two["year"]))
    raise _not_a_year(text, kind)


def _calendar_year(text: str) -> Period:
    if one := _ONE_YEAR.fullmatch(text):
        return Period(PeriodKind.CALENDAR_YEAR, int(one["year"]))
    raise _not_a_year(text, PeriodKind.CALENDAR_YEAR)


def _follows(two: re.Match[str]) -> bool:
    return int(two["next"]) % 100 == (int(two["year"]) + 1) % 100


def _not_a_year(text: str, kind: PeriodKind) -> NotHeldError:
    if _SEVERAL_YEARS.fullmatch(text):
        return NotHeldError("covers more than one year, which is not held here")
    return NotHeldError(f"is no {kind.value.replace('_', ' ')}")
