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


PRICES = (Question.PRICE_BY_NEED, Question.PRICE_BY_BASIS, Question.PRICE_BY_PHASE)


@dataclass(frozen=True)
class Placements:
    """One analysis of the placements that an authority paid for in a term.

    Every figure is exact, because it is of the reader's own authority. Pounds are whole academic
    years' prices without VAT. A value that is not known is missing, never 0.

    Attributes:
        question: Which analysis.
        focus: Whose placements.
        period: The newest term of which a return is held; None where there is none, or where
            the authority is not the reader's own.
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
            places: `placements`, `rate` (per 10,000), `placed`, `outside`, `measured`, `far`.
        totals: Figures of the whole, by name; a missing one is not there.
        stamp: What is printed beside every figure.
    """

    question: Question
    focus: Area
    period: Period | None
    before: Period | None
    is_own: bool
    rows: pd.DataFrame
    totals: Mapping[str, float]
    stamp: Stamp
