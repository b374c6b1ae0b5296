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
REGION_MEAN: Final = 0  # in place of a price
LEAST_PRICE, MOST_PRICE = 1_000, 500_000  # pounds for an academic year
MOST_MOVED: Final = 1_000


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
    WHAT_IF = "what_if"
    LEAVERS = "leavers"
    STARTS = "starts"
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
FORECASTS: Final = (Question.LEAVERS, Question.STARTS)


@dataclass(frozen=True)
class Move:
    """How many placements are given another price, and which.

    Attributes:
        number: How many, the dearest first.
        price: For a whole academic year, in pounds; `REGION_MEAN` for the region's mean price of
            the same basis and need.
    """

    number: int = 5
    price: int = 60_000

    def __post_init__(self) -> None:
        """Refuse what no reader can mean.

        Raises:
            ValueError: A number is outside its range.
        """
        if not 0 <= self.number <= MOST_MOVED:
            raise ValueError(f"Choose a number of placements from 0 to {MOST_MOVED}.")
        if self.price != REGION_MEAN and not LEAST_PRICE <= self.price <= MOST_PRICE:
            raise ValueError(f"Choose a price from {LEAST_PRICE} to {MOST_PRICE} pounds.")

    @classmethod
    def parse(cls, text: str) -> Move:
        """Read what `key` writes; an empty text is the usual one.

        Raises:
            ValueError: It is in another form, or a number is outside its range.
        """
        number, _, price = text.partition("-")
        return cls(int(number), int(price)) if text else cls()

    @property
    def key(self) -> str:
        """Return both as a link carries them: `5-60000`."""
        return f"{self.number}-{self.price}"


@dataclass(frozen=True)
class PlacementsAsked:
    """Which analysis, of which part of the placements, and what is assumed.

    Attributes:
        question: Which.
        part: Of which placements every authority's number is shown, or which are moved:
            `need.autism`, `basis.day`, `stage.key_stage_3`; empty for all of them.
        move: What a what-if assumes; the others are not changed by it.
    """

    question: Question = Question.PRICE_BY_NEED
    part: str = ""
    move: Move = Move()

    @property
    def order(self) -> str:
        """Return all as a link to a file carries them: `what_if:need.autism:5-60000`."""
        move = "" if self.move == Move() else self.move.key
        return f"{self.question.value}:{self.part}:{move}".rstrip(":")

    @classmethod
    def from_order(cls, order: str) -> PlacementsAsked:
        """Read what `order` writes; an empty text is the first analysis.

        Raises:
            ValueError: There is no such analysis, or nobody can assume that.
        """
        name, _, rest = order.partition(":")
        part, _, move = rest.partition(":")
        return cls(Question(name) if name else Question.PRICE_BY_NEED, part, Move.parse(move))


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
            what_if: `placements`, `moved`, `unpriced` (without a mean price of the region), `now`
            and `then` (pounds a year of those moved), `difference`;
            leavers, starts, one row per term, those ahead last: `number` (missing ahead),
            `expected`, `lower` and `upper` (of the 80% interval), `last_year`, `is_ahead`;
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
