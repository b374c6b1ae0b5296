"""What comes out of the door about placements: one analysis, of one authority's own records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.model import Area, Period
    from yardstick.results.types import Stamp


DATASET: Final = "send_placements"


class Question(StrEnum):
    """The analyses, in the order of the page."""

    PRICE_BY_NEED = "price_by_need"
    PRICE_BY_BASIS = "price_by_basis"
    PRICE_BY_PHASE = "price_by_phase"
    MARKET = "market"
    INCREASES = "increases"
    FUNDING = "funding"
    QUALITY = "quality"
    OPPORTUNITY = "opportunity"
    MIX = "mix"
    PLACES = "places"
    PRICE_REGION = "price_region"
    MIX_REGION = "mix_region"
    PLACES_REGION = "places_region"
    PUBLISHED = "published"


# What is made of the figures of others that a release shows, beside the authority's own.
BESIDE: Final = (
    Question.PRICE_REGION,
    Question.MIX_REGION,
    Question.PLACES_REGION,
    Question.PUBLISHED,
)
# Of these, what needs no record of the reader's own.
OF_OTHERS: Final = (Question.PLACES_REGION, Question.PUBLISHED)


@dataclass(frozen=True)
class PlacementsAsked:
    """Which analysis, and of which part of the placements.

    Attributes:
        question: Which.
        part: Of which placements every authority's number is shown: `need.autism`,
            `basis.day`, `stage.key_stage_3`; empty for all of them.
    """

    question: Question = Question.PRICE_BY_NEED
    part: str = ""

    @property
    def order(self) -> str:
        """Return both as a link to a file carries them: `places_region:need.autism`."""
        return self.question.value + (f":{self.part}" if self.part else "")

    @classmethod
    def from_order(cls, order: str) -> PlacementsAsked:
        """Read what `order` writes; an empty text is the first analysis.

        Raises:
            ValueError: There is no such analysis.
        """
        name, _, part = order.partition(":")
        return cls(Question(name) if name else Question.PRICE_BY_NEED, part)


@dataclass(frozen=True)
class Placements:
    """One analysis of the placements that an authority paid for in a term or an academic year.

    Every figure of the reader's own authority is exact. Those of others are what the release
    shows of them: numbers rounded to 5, and the region's mean prices. Pounds are whole academic
    years' prices without VAT. A value that is not known is missing, never 0.

    Attributes:
        asked: Which analysis.
        focus: Whose placements.
        period: The newest term of which a return is held, or the academic year in which it is
            set beside others; None where there is none, or where the authority is not the
            reader's own and what is asked for is of its own records.
        before: The same term a year before; None where no return of it is held.
        is_own: Whether the authority is the reader's own.
        rows: The parts, in the order of the chart: `part` (code or name), `label`, and by
            question
            prices: `placements`, `q1`, `median`, `q3`, `mean`, `weekly` (median price of a
            week), `with_weeks` (placements of which weeks are known);
            market: `group`, `placements`, `spend`, `share` (per cent);
            increases: `placements`, `spend`, `spend_before`, `agreed`, `asked` (both per cent);
            funding: `placements`, `spend`, `education`, `health`, `care`, `without_health`;
            quality: `placements`, `spend`, `share`, `overdue`, `unvisited`;
            opportunity: `placements`, `median`, `above`, `pounds`;
            mix: `placements`, `placements_before`, `mean`, `mean_before`, `mix`, `within`;
            places: `placements`, `rate` (per 10,000), `placed`, `outside`, `measured`, `far`;
            price_region: `placements`, `mean`, `region` (missing where it may not be shown),
            `index` (own mean where the region's is 100), `is_leaf` (one basis and need);
            mix_region: `placements`, `share`, `region_share` (per cent), `mean`, `region`, `mix`,
            `within`, `effect`;
            places_region, one row per authority: `number` (a multiple of 5 for others, exact for
            the reader's own), `is_exact`, `rate` (per 10,000), `status`;
            published: `period`, `value`, `region`, `england`, `rate`, `region_rate` (both per
            10,000, missing for percentages), `is_percent`, `source`.
        totals: Figures of the whole, by name; a missing one is not there.
        stamp: What is printed beside every figure.
        about: Of which placements it is, in words; empty for all.
    """

    asked: PlacementsAsked
    focus: Area
    period: Period | None
    before: Period | None
    is_own: bool
    rows: pd.DataFrame
    totals: Mapping[str, float]
    stamp: Stamp
    about: str = ""

    @property
    def question(self) -> Question:
        """Return which analysis it is."""
        return self.asked.question
