"""What comes out of the door about the workforce: an authority's own return, or every one's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.model import Area, Period
    from yardstick.results.types import Stamp

DATASET: Final = "workforce"
USUAL_ROLE: Final = "SW"  # the role that most social workers have


class WorkforceQuestion(StrEnum):
    """The analyses, in the order of the page."""

    SALARIES = "salaries"
    PAY_REGION = "pay_region"
    RATES = "rates"
    WORKERS = "workers"
    AGENCIES = "agencies"
    AGENCIES_REGION = "agencies_region"
    SATISFACTION = "satisfaction"
    BENEFITS = "benefits"
    PREMIUM = "premium"


# What the release shows of every authority, to who was given the region's.
OF_OTHERS: Final = (WorkforceQuestion.PAY_REGION, WorkforceQuestion.AGENCIES_REGION)


@dataclass(frozen=True)
class Assumed:
    """What an estimate of the agency premium assumes.

    Attributes:
        on_cost: What an employer pays on top of a salary, per cent of it.
        hours: Hours that an agency worker is charged for in a full-time week.
        weeks: Weeks of a year that are charged.
    """

    on_cost: float = 30.0
    hours: float = 37.0
    weeks: float = 52.14

    def __post_init__(self) -> None:
        """Refuse what no reader can mean.

        Raises:
            ValueError: A number is outside its range.
        """
        for name, (least, most) in LIMITS.items():
            number = getattr(self, name)
            if not (math.isfinite(number) and least <= number <= most):
                raise ValueError(f"Choose {WORDS[name]} from {least:g} to {most:g}.")

    @classmethod
    def parse(cls, text: str) -> Assumed:
        """Read what `key` writes; an empty text is the usual assumptions.

        Raises:
            ValueError: It is in another form, or a number is outside its range.
        """
        numbers = [float(part) for part in text.split("-")] if text else []
        if len(numbers) not in {0, len(LIMITS)}:
            raise ValueError("Choose on-cost, hours and weeks as three numbers: 30-37-52.14.")
        return cls(*numbers)

    @property
    def key(self) -> str:
        """Return the numbers as a link carries them: `30-37-52.14`."""
        return f"{self.on_cost:g}-{self.hours:g}-{self.weeks:g}"


LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "on_cost": (0.0, 100.0),
    "hours": (30.0, 42.0),
    "weeks": (40.0, 53.0),
}
WORDS: Final = {
    "on_cost": "an on-cost in per cent",
    "hours": "hours of a week",
    "weeks": "weeks of a year",
}


@dataclass(frozen=True)
class WorkforceAsked:
    """Which analysis, and what it assumes.

    Attributes:
        question: Which.
        assumed: What an estimate assumes; the others are not changed by it.
        role: Code of the role of which every authority's pay is shown; likewise.
    """

    question: WorkforceQuestion = WorkforceQuestion.SALARIES
    assumed: Assumed = Assumed()
    role: str = USUAL_ROLE

    @property
    def order(self) -> str:
        """Return all as a link to a file carries them: `premium:30-37-52.14`, `pay_region:TM`."""
        assumed = "" if self.assumed == Assumed() else self.assumed.key
        of_role = self.role if self.question is WorkforceQuestion.PAY_REGION else ""
        return f"{self.question.value}:{of_role or assumed}".rstrip(":")

    @classmethod
    def from_order(cls, order: str) -> WorkforceAsked:
        """Read what `order` writes; an empty text is the first analysis.

        Raises:
            ValueError: There is no such analysis, or nobody can assume that.
        """
        name, _, more = order.partition(":")
        question = WorkforceQuestion(name) if name else WorkforceQuestion.SALARIES
        if question is WorkforceQuestion.PAY_REGION:
            return cls(question, role=more or USUAL_ROLE)
        return cls(question, Assumed.parse(more))


@dataclass(frozen=True)
class Workforce:
    """One analysis of an authority's return of its workforce, or of what is shown of every one.

    Every figure is exact: it is of the reader's own authority, or is a pay scale. Pay is in
    pounds: salaries for a year, rates for an hour. A value that is not known is missing, never 0.

    Attributes:
        question: Which analysis.
        focus: Whose workforce.
        period: The newest quarter of which a return is held, of all where every authority is
            shown; None where there is none, or where it is not the reader's to see.
        before: The same quarter a year before; None where no return of it is held.
        is_own: Whether the authority is the reader's own.
        is_regional: Whether the reader was given the region's.
        joint: The authorities that make one return together, in words; empty where it makes its
            own. Their figures are one and are counted once.
        role: In words, of which every authority's pay is asked for.
        rows: The parts, in the order of the chart: `part` (code or name), `label`, and by
            question
            salaries: `grades`, `least`, `most`, `middle`, `middle_before`, `supplement`,
            `retention`;
            pay_region: authorities from A to Z, `quarter`, `least`, `most`, `middle`, `gap` (of
            the middle to the highest one), `is_focus`;
            rates: `basis`, `effective`, `pay`, `charge`, `cap_on`, `cap`, `held` (what is held
            against the cap), `over`, `workers`, `above`, `returned_above`, `approved`;
            workers: `workers`, `workers_before`, `fte`, `covering`, `project`, `longest`;
            agencies: `assignments`, `assignments_before`, `in_use`, `via`, `framework`;
            agencies_region: a row for each agency that two or more use and each `authority`
            (`area`), `quarter`, `is_used`, `is_focus`;
            satisfaction: `answer`, `score` (−2 to 2), `issue`, `ends`, `notice`, `experience`;
            benefits: `roles`, `which`, `least`, `most`;
            premium: `fte`, `rated`, `charge`, `middle`, `agency`, `staff`, `premium`.
        totals: Figures of the whole, by name; a missing one is not there.
        assumed: What the premium assumes.
        stamp: What is printed beside every figure.
    """

    question: WorkforceQuestion
    focus: Area
    period: Period | None
    before: Period | None
    is_own: bool
    is_regional: bool
    joint: str
    role: str
    rows: pd.DataFrame
    totals: Mapping[str, float]
    assumed: Assumed
    stamp: Stamp
