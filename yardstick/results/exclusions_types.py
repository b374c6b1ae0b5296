"""What the page of exclusions is given: one view at a time, of the viewer's own authority."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.model import Area, Period
    from yardstick.results.types import Stamp


DATASET: Final = "school_exclusions"


class ExclusionsView(StrEnum):
    """The ways in which exclusions and moves are shown."""

    TERMS = "terms"
    YEARS = "years"
    REPEATS = "repeats"
    ESCALATION = "escalation"
    DESTINATIONS = "destinations"
    BORDER = "border"
    MANAGED = "managed"
    EXITS = "exits"
    GROUPS = "groups"
    REASONS = "reasons"
    SCHOOLS = "schools"
    AFTER = "after"
    AUTHORITIES = "authorities"
    PUBLISHED = "published"


class Kind(StrEnum):
    """Of exclusion. Those at lunchtime are held and never counted: no statistic counts them."""

    SUSPENSION = "SUSP"
    PERMANENT = "PERM"


@dataclass(frozen=True)
class ExclusionsAsked:
    """One view of one authority's exclusions.

    Attributes:
        view: Which.
        area: GSS code, one of the viewer's own.
        year: Key of the school year; empty for the newest that the returns hold.
        kind: What is counted, where the view counts one kind.
        phase: Code of the schools' phase, where the view is of one phase.
        part: Of which suspensions every authority's number is shown: `reason.violence`; empty
            for all of them.
    """

    view: ExclusionsView
    area: str
    year: str = ""
    kind: Kind = Kind.SUSPENSION
    phase: str = "SEC"
    part: str = ""

    @property
    def order(self) -> str:
        """Return what is asked for, but for the area, as a link to a file says it."""
        said = f"{self.view}.{self.year}.{self.kind}.{self.phase}"
        return f"{said}:{self.part}" if self.part else said

    @classmethod
    def from_order(cls, area: str, order: str) -> ExclusionsAsked:
        """Read what `order` wrote.

        Raises:
            ValueError: It is not that.
        """
        said, _, part = order.partition(":")
        view, year, kind, phase = said.split(".")
        return cls(ExclusionsView(view), area, year, Kind(kind), phase, part)


@dataclass(frozen=True)
class Exclusions:
    """One view of one authority's exclusions, counted from its own records, or beside others'.

    Attributes:
        asked: What it is, with the year that is shown.
        area: Whose.
        years: School years that the returns hold, oldest first; empty where they hold none.
        values: One row per `group` and `label`, in the order to show: `number` (exclusions or
            pupils), `of` (what it is held over), `value` (in the view's unit), `lower` and
            `upper` (95 % interval of `value`; limits in a view of schools), `status`. Missing is
            missing, never 0, and `status` says why. What a view adds:
            `published` (YEARS: the department's rate; PUBLISHED: our own), `is_exact` and `is_own`
            (AUTHORITIES: numbers of others are multiples of 5), `beyond` (views of schools:
            whether the school is outside its limits), `is_base` (GROUPS: whether others are held
            against it).
        said: Numbers that belong to the whole view, by name; one that cannot be given is left out.
        stamp: What to print beside it.
    """

    asked: ExclusionsAsked
    area: Area
    years: tuple[Period, ...]
    values: pd.DataFrame
    said: Mapping[str, float]
    stamp: Stamp
