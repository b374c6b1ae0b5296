"""How a column is made of what stays: a keyed token, or less than there was."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.pseudonymise import upn
from yardstick.pseudonymise.tokens import PurposeKey, token

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.pseudonymise.register import Column

_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y", "%d-%b-%Y", "%Y-%b-%d", "%Y%m%d")
_DISTRICT = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?[0-9][A-Z]{2}")
_PERIOD = re.compile(r"(?P<year>\d{4})[-/](?P<next>\d{2})(?: (?P<part>\w+))?")
_RECEPTION_AGE, _LAST_YEAR = 4, 14
_YEARS = frozenset({"N1", "N2", "R", *map(str, range(1, _LAST_YEAR + 1))})
_FIRST_QUARTER = "Q1"  # April to June: the academic year before the financial year's own


class WrongValueError(Exception):
    """A value cannot be used. The message never holds it."""


@dataclass(frozen=True)
class Maker:
    """What values are made with.

    Attributes:
        key: Of the data set and year.
        before: Of the year before, in the term in which both are in use; else None.
        year: The academic year, such as `2024/25`.
        any_identifier: Whether identifiers that are no pupil numbers are taken as they are.
    """

    key: PurposeKey
    before: PurposeKey | None
    year: str
    any_identifier: bool = False

    def made(self, column: Column, value: str) -> str:
        """Return what leaves in place of a value.

        Raises:
            WrongValueError: The value cannot be used.
        """
        if not value.strip():
            return ""
        hows: dict[str, Callable[[str], str]] = {
            "keep": _KEPT.get(column.type, str.strip),
            "token": self.token,
            "token_before": self.token_before,
            "year_group": self.year_group,
            "month": lambda text: date(text)[:7],
            "week": _monday,
            "district": _district,
            "band": lambda text: _band(column.bands, text),
        }
        return hows[column.does](value)

    def token(self, number: str) -> str:
        """Return the token of a pupil number."""
        return token(self.key, "UPN", self._checked(number))

    def token_before(self, number: str) -> str:
        """Return the token that a pupil had under the key before; empty without an overlap."""
        checked = self._checked(number)
        return token(self.before, "UPN", checked) if self.before else ""

    def year_group(self, born: str) -> str:
        """Return the school year of a birth date: R in the year in which a child turns five.

        What is a school year already stays one.

        Source: School admissions code 2021, ages on 31 August; N1, N2, R, 1 to 14.
        """
        if born.strip().upper() in _YEARS:
            return born.strip().upper()
        day = dt.date.fromisoformat(date(born))
        turned = dt.date(int(self.year[:4]), 8, 31)
        age = turned.year - day.year - ((turned.month, turned.day) < (day.month, day.day))
        year = age - _RECEPTION_AGE
        if year < 1:
            return {0: "R", -1: "N2", -2: "N1"}.get(year, "")
        return str(min(year, _LAST_YEAR))

    def _checked(self, number: str) -> str:
        normal = upn.normal(number)
        if not self.any_identifier and not upn.is_upn(normal):
            raise WrongValueError("is not a pupil number: its check letter or form is wrong")
        return normal


def date(text: str) -> str:
    """Return a date as 2025-03-31, whichever of the usual ways it was written."""
    day = text.strip().removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for form in _DATE_FORMS:
        try:
            return dt.datetime.strptime(day, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise WrongValueError("is not a date such as 2025-03-31")


def academic_year(period: str) -> str:
    """Return the academic year that a period's last day lies in: whose key its tokens have.

    Args:
        period: Key of a term (`2024/25 Spring`), an academic year, or a quarter of a financial
            year (`2024-25 Q1` ends in June, and so belongs to `2023/24`).

    Raises:
        ValueError: It is no such key.
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"'{period}' is not a period. Write 2024/25 Autumn or 2024-25 Q3.")
    start = int(found["year"]) - (found["part"] == _FIRST_QUARTER)
    return f"{start}/{(start + 1) % 100:02}"


def _whole(text: str) -> str:
    """Return a whole number without the point that some systems write."""
    return text.strip().removesuffix(".0")


_KEPT: dict[str, Callable[[str], str]] = {"date": date, "whole": _whole}


def _monday(text: str) -> str:
    day = dt.date.fromisoformat(date(text))
    return (day - dt.timedelta(day.weekday())).isoformat()


def _district(postcode: str) -> str:
    found = _DISTRICT.fullmatch(postcode.strip().upper())
    if found is None:
        raise WrongValueError("is not a postcode")
    return found[1]


def _band(bands: tuple[float, ...], text: str) -> str:
    try:
        place = bisect.bisect_right(bands, float(text)) - 1
    except ValueError:
        raise WrongValueError("is not a number") from None
    if place < 0:
        raise WrongValueError(f"is below {bands[0]:g}")
    above = bands[place + 1 : place + 2]
    return f"{bands[place]:g}-{above[0]:g}" if above else f"{bands[place]:g}+"
