"""The story of each analysis of placements, and of having nothing to tell."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.charts import placement_change_stories as changes
from yardstick.charts import placement_forecast_stories as ahead
from yardstick.charts import placement_others_stories as others
from yardstick.charts import placement_price_stories as prices
from yardstick.charts import placement_region_stories as region
from yardstick.charts import placement_spend_stories as spend
from yardstick.charts import placement_what_if_stories as moved
from yardstick.charts.record_story import nothing, story_of
from yardstick.charts.rows import rows as rows_of
from yardstick.charts.shared_words import NOT_HERE
from yardstick.results.placement_types import BESIDE, OF_OTHERS, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yardstick.charts.record_words import Telling
    from yardstick.charts.rows import Row
    from yardstick.charts.stories import Story
    from yardstick.results.placement_types import Placements

_TELLERS: Final[Mapping[Question, Callable[[Placements, Sequence[Row]], Telling]]] = (
    MappingProxyType(
        {
            Question.PRICE_BY_NEED: prices.prices,
            Question.PRICE_BY_BASIS: prices.prices,
            Question.PRICE_BY_PHASE: prices.prices,
            Question.MARKET: spend.market,
            Question.INCREASES: changes.increases,
            Question.FUNDING: spend.funding,
            Question.QUALITY: spend.quality,
            Question.OPPORTUNITY: prices.opportunity,
            Question.WHAT_IF: moved.what_if,
            Question.LEAVERS: ahead.forecast,
            Question.STARTS: ahead.forecast,
            Question.MIX: changes.mix,
            Question.PLACES: spend.places,
            Question.PRICE_REGION: region.against_region,
            Question.MIX_REGION: region.mix_against_region,
            Question.PLACES_REGION: others.places_of_region,
            Question.PUBLISHED: others.published,
        }
    )
)
_MEASURE: Final = "Placements in independent and non-maintained special schools"
_OWN: Final = (
    "Every figure is of {}'s own placements; those of other authorities are no part of it."
)
_NOT_PUBLISHED: Final = (
    "No published figure of special educational needs is in this release. They appear once the "
    "department's file is read in."
)
_EMPTY: Final = {
    Question.OPPORTUNITY: "No need and basis has enough placements for a median.",
    Question.WHAT_IF: "No placement of this kind is in the newest return.",
    Question.INCREASES: "No placement has a price a year earlier.",
    Question.LEAVERS: ahead.TOO_FEW,
    Question.STARTS: ahead.TOO_FEW,
    Question.MIX: "No return of a year earlier is held, so there is nothing to compare.",
    Question.MIX_REGION: (
        "The release does not tell enough of the region's placements: too few prices may be shown, "
        "or other authorities' figures are worded too coarsely."
    ),
}


def story(result: Placements) -> Story:
    """Return an analysis as it is told. The same result always gives the same story."""
    rows = rows_of(result.rows)
    if not rows:
        return story_of(result, nothing(result.focus.name, _MEASURE, _why(result)))
    return story_of(result, _TELLERS[result.question](result, rows), _whose(result))


def _whose(result: Placements) -> tuple[str, ...]:
    """Say that an analysis of own records holds nobody else's."""
    return () if result.question in BESIDE else (_OWN.format(result.focus.name),)


def _why(result: Placements) -> str:
    """Say why there is nothing: not the reader's own, nothing sent, or nothing to compare."""
    area = result.focus.name
    if result.question is Question.PUBLISHED:
        return _NOT_PUBLISHED
    if result.question in OF_OTHERS:
        return NOT_HERE
    if not result.is_own:
        return f"Placements of {area} are shown to {area} only. Choose an authority of your own."
    if result.period is None:
        return f"{area} has returned no placements. They appear once a return is published."
    if result.question in BESIDE and result.period.part:
        return NOT_HERE  # no academic year of the authority stands beside others
    return _EMPTY[result.question]
