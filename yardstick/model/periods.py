"""Quarters and years, in the calendars that this field uses side by side."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from dateutil.easter import easter


class PeriodKind(StrEnum):
    """The calendars that this field uses side by side."""

    QUARTER = "quarter"  # of a financial year, Q1 = April to June
    FINANCIAL_YEAR = "financial_year"  # April to March
    ACADEMIC_YEAR = "academic_year"  # September to August
    CALENDAR_YEAR = "calendar_year"
    TERM = "term"  # of an academic year, autumn first


TERMS = ("Autumn", "Spring", "Summer")
_PERIOD_FORMS = (
    (PeriodKind.QUARTER, re.compile(r"(?P<year>\d{4})-(?P<next>\d{2}) Q(?P<part>[1-4])")),
    (PeriodKind.FINANCIAL_YEAR, re.compile(r"(?P<year>\d{4})-(?P<next>\d{2})")),
    (
        PeriodKind.TERM,
        re.compile(rf"(?P<year>\d{{4}})/(?P<next>\d{{2}}) (?P<term>{'|'.join(TERMS)})"),
    ),
    (PeriodKind.ACADEMIC_YEAR, re.compile(r"(?P<year>\d{4})/(?P<next>\d{2})")),
    (PeriodKind.CALENDAR_YEAR, re.compile(r"(?P<year>\d{4})")),
)


@dataclass(frozen=True, order=True)
class Period:
    """A quarter or a year, with its dates.

    Keys: `2024-25 Q3` (quarter of a financial year), `2024-25` (financial year), `2024/25`
    (academic year), `2024/25 Autumn` (term), `2024` (calendar year). Within a kind, periods sort
    by time. The spring term ends on Easter Sunday, where the school census ends it.

    Attributes:
        kind: Which calendar.
        year: The calendar year in which the period's year starts.
        part: Quarter 1 to 4, term 1 to 3, or 0 for a whole year.
    """

    kind: PeriodKind
    year: int
    part: int = 0

    @classmethod
    def parse(cls, key: str) -> Period:
        """Read a key in one of the five forms.

        Raises:
            ValueError: It is in none of them, or its two years do not follow each other.
        """
        return _parsed(key)

    @cached_property
    def key(self) -> str:
        """Return the form that `parse` reads."""
        following = f"{(self.year + 1) % 100:02}"
        if self.kind is PeriodKind.TERM:
            return f"{self.year}/{following} {TERMS[self.part - 1]}"
        return {
            PeriodKind.QUARTER: f"{self.year}-{following} Q{self.part}",
            PeriodKind.FINANCIAL_YEAR: f"{self.year}-{following}",
            PeriodKind.ACADEMIC_YEAR: f"{self.year}/{following}",
            PeriodKind.CALENDAR_YEAR: f"{self.year}",
        }[self.kind]

    @property
    def start(self) -> dt.date:
        """Return the first day."""
        if self.kind is PeriodKind.TERM:
            return self._term_starts[self.part - 1]
        if self.kind is PeriodKind.QUARTER:
            month = 3 * self.part + 1
            return dt.date(self.year + (month > _MONTHS), (month - 1) % _MONTHS + 1, 1)
        return dt.date(self.year, _FIRST_MONTHS[self.kind], 1)

    @property
    def end(self) -> dt.date:
        """Return the last day, which is the day a stock is counted on."""
        if self.kind is PeriodKind.TERM:
            return self._term_starts[self.part] - dt.timedelta(1)
        months = 3 if self.kind is PeriodKind.QUARTER else _MONTHS
        ahead = self.start.month - 1 + months
        return dt.date(self.start.year + ahead // _MONTHS, ahead % _MONTHS + 1, 1) - dt.timedelta(1)

    @property
    def _term_starts(self) -> tuple[dt.date, ...]:
        """Return the first day of each term of the year, and of the year after."""
        after_easter = easter(self.year + 1) + dt.timedelta(1)
        start, spring = dt.date(self.year, 9, 1), dt.date(self.year + 1, 1, 1)
        return start, spring, after_easter, dt.date(self.year + 1, 9, 1)

    @property
    def words(self) -> str:
        """Return the months for a quarter, a term or the kind of year, for a subtitle."""
        if self.kind is PeriodKind.TERM:
            return f"{TERMS[self.part - 1].lower()} term {self.key.split()[0]}"
        if self.kind is PeriodKind.QUARTER:
            return f"{self.start:%B} to {self.end:%B %Y}"
        return f"{self.kind.value.replace('_', ' ')} {self.key}"

    @property
    def year_before(self) -> Period:
        """Return the same quarter, or the year, a year earlier: a season apart is no change."""
        return self.shifted(-self.parts_in_year)

    @property
    def parts_in_year(self) -> int:
        """Return how many periods of this kind make a year."""
        return _PARTS.get(self.kind, 1)

    def shifted(self, steps: int) -> Period:
        """Return the period so many steps later, or earlier where negative."""
        if not self.part:
            return Period(self.kind, self.year + steps)
        years, part = divmod(self.part - 1 + steps, self.parts_in_year)
        return Period(self.kind, self.year + years, part + 1)


@lru_cache(maxsize=1_024)  # a release holds a few hundred periods, and asks for each often
def _parsed(key: str) -> Period:
    for kind, form in _PERIOD_FORMS:
        if match := form.fullmatch(key):
            found = match.groupdict()
            year = int(found["year"])
            if "next" in found and int(found["next"]) != (year + 1) % 100:
                break
            part = TERMS.index(found["term"]) + 1 if "term" in found else found.get("part")
            return Period(kind, year, int(part or 0))
    raise ValueError(
        f"'{key}' is not a period. Write 2024-25 Q3, 2024-25 (financial year), "
        "2024/25 (academic year), 2024/25 Autumn (term) or 2024 (calendar year)."
    )


_MONTHS = 12
_PARTS = {PeriodKind.QUARTER: 4, PeriodKind.TERM: len(TERMS)}
_FIRST_MONTHS = {
    PeriodKind.FINANCIAL_YEAR: 4,
    PeriodKind.ACADEMIC_YEAR: 9,
    PeriodKind.CALENDAR_YEAR: 1,
}
