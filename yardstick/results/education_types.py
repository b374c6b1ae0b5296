"""What the page of education is given: one measure, year by year and several years together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.results.replies import Replies
    from yardstick.results.types import Trend

DATASETS: Final = ("looked_after_results", "provisional_outcomes")
POOLED: Final = 3  # years, for cohorts of which one year says little


class Stage(StrEnum):
    """How far a figure has come. A later stage takes the place of an earlier one everywhere."""

    LOCAL = "Local, provisional"
    PROVISIONAL = "DfE, provisional"
    REVISED = "DfE, revised"
    FINAL = "DfE, final"
    NONE = ""


class Years(StrEnum):
    """Whether each figure is of one year or of several together."""

    ONE = "one"
    POOLED = "pooled"


@dataclass(frozen=True)
class EducationAsked:
    """One measure, and of how many years each figure is."""

    indicator: str
    years: Years = Years.ONE

    @property
    def order(self) -> str:
        """Return both as a link to a file carries them: `C02:pooled`."""
        return f"{self.indicator}:{self.years}"

    @classmethod
    def from_order(cls, order: str) -> EducationAsked:
        """Read what `order` writes.

        Raises:
            ValueError: It is not that.
        """
        indicator, _, years = order.partition(":")
        return cls(indicator, Years(years))


@dataclass(frozen=True)
class Education:
    """One measure over the years, each figure from the furthest stage that it has come to.

    Attributes:
        asked: What it is.
        trend: Every area's figures, local ones marked provisional. Where several years are asked
            for, a period's figure is of it and the two before it.
        rows: One row per `area` (code) and `period`, oldest first: `stage` (in words; empty
            where there is no figure), `value`, `lower`, `upper`, `numerator`, `denominator`,
            `status`, and the same of several years together with `pooled_` before the name.
            Missing is missing, never 0.
    """

    asked: EducationAsked
    trend: Trend
    rows: pd.DataFrame

    def noted(self, said: Replies) -> Education:
        """Return the same with what authorities say about their figures."""
        return replace(self, trend=said.beside_trend(self.trend))
