"""One-word answers: unit, direction, status, basis, judgement, reach, protection and state."""

from __future__ import annotations

from enum import StrEnum


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
    """What five points a year apart say together."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no significant change"
    CANNOT_SAY = "cannot be calculated"

    @property
    def is_movement(self) -> bool:
        """Whether they show the figure moving."""
        return self not in {TrendWord.NO_CHANGE, TrendWord.CANNOT_SAY}

    @property
    def said(self) -> str:
        """Return the word with what it rests on: `improving over five yearly figures`."""
        return f"{self.value} over five yearly figures"


class Comparator(StrEnum):
    """What a figure is held against."""

    REGION = "region"
    NEIGHBOURS = "neighbours"  # mean of the statistical neighbours
    NEIGHBOURS_MEDIAN = "neighbours_median"
    ENGLAND = "england"
    GROUP = "group"  # a named group of the region

    @property
    def is_of_neighbours(self) -> bool:
        """Whether it is made of statistical neighbours, most of whom are outside the region."""
        return self in {Comparator.NEIGHBOURS, Comparator.NEIGHBOURS_MEDIAN}


class Reach(StrEnum):
    """Whose rows of a data set a grant covers."""

    OWN = "own"
    REGION = "region"


class Protection(StrEnum):
    """Profile of a data set, decided by the directors. There is no default."""

    PARTNER_FULL = "partner_full"
    PARTNER_SUPPRESSED = "partner_suppressed"
    PUBLIC = "public"
    RECORDS = "records"  # of children: rows for their owner, for nobody else
    OFFICIAL = "official"  # already published by a government department, as it stands


class State(StrEnum):
    """Where a return stands between its file and a release."""

    RECEIVED = "received"  # on disk and in the ledger; questions may be open
    CHECKED = "checked"  # every question is answered or confirmed
    SIGNED_OFF = "signed off"  # by the partner whose area it is of
    APPROVED = "approved"  # by a publisher who neither sent nor signed it
    RELEASED = "released"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"  # by a later version in a release
    WITHDRAWN = "withdrawn"
