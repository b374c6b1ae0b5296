"""Words shared by every stage: frozen values that import nothing of ours.

What belongs here is named by `domain` practice (area, period, unit, status, judgement) or by
access (viewer, grant). What anything *means* for one indicator stands in `data/`, not here.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache


class Unit(StrEnum):
    """How an indicator's value is read."""

    COUNT = "count"
    PERCENT = "percent"
    PER_100 = "per_100"
    PER_10K = "per_10k"
    DAYS = "days"
    SCORE = "score"
    RATIO = "ratio"

    @property
    def multiplier(self) -> int:
        """What numerator / denominator is multiplied by to give the value."""
        return _MULTIPLIERS.get(self, 1)

    @property
    def is_proportion(self) -> bool:
        """Whether the numerator is a part of the denominator, so that Wilson applies."""
        return self is Unit.PERCENT


_MULTIPLIERS = {Unit.PERCENT: 100, Unit.PER_100: 100, Unit.PER_10K: 10_000}


class Direction(StrEnum):
    """Which way is better. `NEITHER` never carries a judgement of better or worse."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Counted(StrEnum):
    """Whether a figure is a position on one day or what happened in a period."""

    STOCK = "stock"
    FLOW = "flow"


class Status(StrEnum):
    """Why a cell holds a value, or why it does not (DfE symbols, plus `shown`).

    Kept apart from the value from the store to the screen: a missing number is never 0.
    """

    SHOWN = "shown"
    SUPPRESSED = "c"  # confidential: too few children
    UNAVAILABLE = "x"  # not collected, not submitted, not published
    NOT_APPLICABLE = "z"
    ROUNDS_TO_ZERO = "k"  # not zero, but rounds to it, where "low" would be insensitive
    LOW = "low"  # not zero, but rounds to it
    UNRELIABLE = "u"
    PROVISIONAL = "p"
    REVISED = "r"

    @property
    def has_value(self) -> bool:
        """Whether a number stands beside this status."""
        return self in _WITH_VALUE

    @property
    def words(self) -> str:
        """Say why, in the reader's words."""
        return _STATUS_WORDS[self]


_WITH_VALUE = frozenset({Status.SHOWN, Status.PROVISIONAL, Status.REVISED})
_STATUS_WORDS = {
    Status.SHOWN: "shown",
    Status.SUPPRESSED: "too few to report",
    Status.UNAVAILABLE: "not available",
    Status.NOT_APPLICABLE: "not applicable",
    Status.ROUNDS_TO_ZERO: "not zero, but rounds to zero",
    Status.LOW: "not zero, but rounds to zero",
    Status.UNRELIABLE: "not reliable enough to report",
    Status.PROVISIONAL: "provisional",
    Status.REVISED: "revised",
}


class Basis(StrEnum):
    """How a series was made. Two bases never share a series (domain 1.3)."""

    QUARTERLY = "quarterly"  # one quarter's count over its denominator
    ANNUALISED = "annualised"  # four times the quarterly rate; flows over a population only
    ROLLING = "rolling"  # the last four quarters; flows only
    PUBLISHED = "published"  # a value from an official release


class Judgement(StrEnum):
    """An area against its comparator, by interval, never from a bare difference."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_COMPARED = "not compared"


class TrendWord(StrEnum):
    """What five points say together."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no significant change"
    CANNOT_SAY = "cannot be calculated"


class Comparator(StrEnum):
    """What a figure is held against."""

    REGION = "region"
    NEIGHBOURS = "neighbours"  # mean of the statistical neighbours
    NEIGHBOURS_MEDIAN = "neighbours_median"
    ENGLAND = "england"
    GROUP = "group"  # a named group of the region


class Reach(StrEnum):
    """Whose rows of a data set a grant covers."""

    OWN = "own"
    REGION = "region"


class Protection(StrEnum):
    """Profile of a data set, decided by the directors. There is no default."""

    PARTNER_FULL = "partner_full"
    PARTNER_SUPPRESSED = "partner_suppressed"
    PUBLIC = "public"
    OFFICIAL = "official"  # already published by a government department, as it stands


class PeriodKind(StrEnum):
    """The calendars that this field uses side by side."""

    QUARTER = "quarter"  # of a financial year, Q1 = April to June
    FINANCIAL_YEAR = "financial_year"  # April to March
    ACADEMIC_YEAR = "academic_year"  # September to August
    CALENDAR_YEAR = "calendar_year"


_PERIOD_FORMS = (
    (PeriodKind.QUARTER, re.compile(r"(?P<year>\d{4})-(?P<next>\d{2}) Q(?P<part>[1-4])")),
    (PeriodKind.FINANCIAL_YEAR, re.compile(r"(?P<year>\d{4})-(?P<next>\d{2})")),
    (PeriodKind.ACADEMIC_YEAR, re.compile(r"(?P<year>\d{4})/(?P<next>\d{2})")),
    (PeriodKind.CALENDAR_YEAR, re.compile(r"(?P<year>\d{4})")),
)


@dataclass(frozen=True, order=True)
class Period:
    """A quarter or a year, with its dates.

    Keys: `2024-25 Q3` (quarter of a financial year), `2024-25` (financial year), `2024/25`
    (academic year), `2024` (calendar year). Within a kind, periods sort by time.

    Attributes:
        kind: Which calendar.
        year: The calendar year in which the period's year starts.
        part: Quarter 1 to 4, or 0 for a whole year.
    """

    kind: PeriodKind
    year: int
    part: int = 0

    @classmethod
    def parse(cls, key: str) -> Period:
        """Read a key in one of the four forms.

        Raises:
            ValueError: It is in none of them, or its two years do not follow each other.
        """
        return _parsed(key)

    @property
    def key(self) -> str:
        """Return the form that `parse` reads."""
        following = f"{(self.year + 1) % 100:02}"
        return {
            PeriodKind.QUARTER: f"{self.year}-{following} Q{self.part}",
            PeriodKind.FINANCIAL_YEAR: f"{self.year}-{following}",
            PeriodKind.ACADEMIC_YEAR: f"{self.year}/{following}",
            PeriodKind.CALENDAR_YEAR: f"{self.year}",
        }[self.kind]

    @property
    def start(self) -> dt.date:
        """Return the first day."""
        if self.kind is PeriodKind.QUARTER:
            month = 3 * self.part + 1
            return dt.date(self.year + (month > _MONTHS), (month - 1) % _MONTHS + 1, 1)
        return dt.date(self.year, _FIRST_MONTHS[self.kind], 1)

    @property
    def end(self) -> dt.date:
        """Return the last day, which is the day a stock is counted on."""
        months = 3 if self.kind is PeriodKind.QUARTER else _MONTHS
        ahead = self.start.month - 1 + months
        return dt.date(self.start.year + ahead // _MONTHS, ahead % _MONTHS + 1, 1) - dt.timedelta(1)

    @property
    def words(self) -> str:
        """Return the months for a quarter, or the kind of year, for a subtitle."""
        if self.kind is PeriodKind.QUARTER:
            return f"{self.start:%B} to {self.end:%B %Y}"
        return f"{self.kind.value.replace('_', ' ')} {self.key}"

    @property
    def year_before(self) -> Period:
        """Return the same quarter, or the year, a year earlier: a season apart is no change."""
        return self.shifted(-4 if self.part else -1)

    def shifted(self, steps: int) -> Period:
        """Return the period so many steps later, or earlier where negative."""
        if self.kind is not PeriodKind.QUARTER:
            return Period(self.kind, self.year + steps)
        years, part = divmod(self.part - 1 + steps, 4)
        return Period(self.kind, self.year + years, part + 1)


@lru_cache(maxsize=1_024)  # a release holds a few hundred periods, and asks for each often
def _parsed(key: str) -> Period:
    for kind, form in _PERIOD_FORMS:
        if match := form.fullmatch(key):
            found = match.groupdict()
            year = int(found["year"])
            if "next" in found and int(found["next"]) != (year + 1) % 100:
                break
            return Period(kind, year, int(found.get("part") or 0))
    raise ValueError(
        f"'{key}' is not a period. Write 2024-25 Q3, 2024-25 (financial year), "
        "2024/25 (academic year) or 2024 (calendar year)."
    )


_MONTHS = 12
_FIRST_MONTHS = {
    PeriodKind.FINANCIAL_YEAR: 4,
    PeriodKind.ACADEMIC_YEAR: 9,
    PeriodKind.CALENDAR_YEAR: 1,
}


class AreaKind(StrEnum):
    """What sort of place an area is."""

    AUTHORITY = "authority"
    REGION = "region"
    COUNTRY = "country"
    COMBINED = "combined"  # two authorities for which only the joint figure exists


@dataclass(frozen=True)
class Area:
    """An authority or an aggregate of them, as it stood between two dates.

    Attributes:
        code: GSS code (the key everywhere); a combined area joins its parts' codes with `+`.
        dfe: Three-digit DfE code; empty for aggregates.
        name: As DfE writes it.
        kind: What sort of place.
        region: GSS code of the region it lies in; empty for England.
        valid_from: First day it existed; None means before any figure held here.
        valid_to: Last day it existed; None means it still does.
        parts: Codes of the authorities a combined area stands for.
    """

    code: str
    dfe: str
    name: str
    kind: AreaKind
    region: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    parts: tuple[str, ...] = ()

    def exists_in(self, period: Period) -> bool:
        """Whether the area existed on the period's last day."""
        begun = self.valid_from is None or self.valid_from <= period.end
        return begun and (self.valid_to is None or period.end <= self.valid_to)


@dataclass(frozen=True, order=True)
class Grant:
    """One data set that a partner was given, and whose rows of it."""

    dataset: str
    reach: Reach


@dataclass(frozen=True)
class Viewer:
    """Somebody who has signed in. Made only by `yardstick.access`.

    Attributes:
        account: Sign-in name, for the audit log.
        name: How the person is called on screen.
        partner: Identifier of the partner organisation.
        areas: Codes of the areas whose own figures they may see unsuppressed.
        grants: Data sets they may read, with reach.
        roles: Extra rights by name (`publisher`, `executive`).
        title: What the person does, for the header.
    """

    account: str
    name: str
    partner: str
    areas: frozenset[str]
    grants: frozenset[Grant]
    roles: frozenset[str] = field(default_factory=frozenset)
    title: str = ""

    def may_read(self, dataset: str) -> bool:
        """Whether any grant covers the data set."""
        return any(grant.dataset == dataset for grant in self.grants)

    def reach(self, dataset: str) -> Reach | None:
        """Return the widest reach granted for a data set, or None."""
        found = {grant.reach for grant in self.grants if grant.dataset == dataset}
        return Reach.REGION if Reach.REGION in found else next(iter(found), None)

    @property
    def scope(self) -> str:
        """Name what this viewer may see; two viewers with one scope see the same figures."""
        grants = ",".join(f"{grant.dataset}:{grant.reach}" for grant in sorted(self.grants))
        return f"{','.join(sorted(self.areas))}|{grants}"


@dataclass(frozen=True)
class Selection:
    """What a page is asked to show: a request from a link or a control, never authority.

    Attributes:
        area: GSS code of the area in focus.
        comparator: What its figures are held against.
        group: Identifier of the group, where the comparator is one.
        model: Year of the statistical-neighbour model.
        period: Key of the period looked at; empty for the newest of each indicator.
        release: Identifier of the release read.
        indicator: Identifier of the indicator looked at; empty where a page shows many.
        basis: How its series is made; None for the indicator's own default.
    """

    area: str
    comparator: Comparator
    group: str = ""
    model: str = "2025"
    period: str = ""
    release: str = ""
    indicator: str = ""
    basis: Basis | None = None
