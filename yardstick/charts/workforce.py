"""The story of each analysis of a workforce, and of having nothing to tell."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.charts import workforce_agency_stories as agency
from yardstick.charts import workforce_pay_stories as pay
from yardstick.charts.record_story import nothing, story_of
from yardstick.charts.rows import rows as rows_of
from yardstick.results.workforce_types import WorkforceQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yardstick.charts.record_words import Telling
    from yardstick.charts.rows import Row
    from yardstick.charts.stories import Story
    from yardstick.results.workforce_types import Workforce

_TELLERS: Final[Mapping[WorkforceQuestion, Callable[[Workforce, Sequence[Row]], Telling]]] = (
    MappingProxyType(
        {
            WorkforceQuestion.SALARIES: pay.salaries,
            WorkforceQuestion.RATES: pay.rates,
            WorkforceQuestion.WORKERS: agency.workers,
            WorkforceQuestion.AGENCIES: agency.agencies,
            WorkforceQuestion.SATISFACTION: agency.satisfaction,
            WorkforceQuestion.BENEFITS: agency.benefits,
            WorkforceQuestion.PREMIUM: pay.premium,
        }
    )
)
_MEASURE: Final = "Social work workforce and agency use"
_OTHERS: Final = (
    "Figures of other authorities are not in this release: every figure is of {}'s own return."
)
_JOINT: Final = "One return for {}: its authorities have the same figures, which are counted once."
_EMPTY: Final = {
    WorkforceQuestion.SALARIES: "The return holds no salary.",
    WorkforceQuestion.RATES: "The return holds no rate of an agency worker.",
    WorkforceQuestion.WORKERS: "The return holds no count of agency workers.",
    WorkforceQuestion.AGENCIES: "The return names no agency.",
    WorkforceQuestion.SATISFACTION: "The return holds no arrangement.",
    WorkforceQuestion.BENEFITS: "The return holds no benefit.",
    WorkforceQuestion.PREMIUM: "There is no agency worker, so there is nothing to estimate.",
}


def story(result: Workforce) -> Story:
    """Return an analysis as it is told. The same result always gives the same story."""
    rows = rows_of(result.rows)
    if not rows:
        return story_of(result, nothing(result.focus.name, _MEASURE, _why(result)))
    return story_of(result, _TELLERS[result.question](result, rows), _cautions(result))


def _cautions(result: Workforce) -> tuple[str, ...]:
    joint = [_JOINT.format(result.joint)] if result.joint else []
    return (*joint, _OTHERS.format(result.joint or result.focus.name))


def _why(result: Workforce) -> str:
    area = result.focus.name
    if not result.is_own:
        return f"The return of {area} is shown to {area} only. Choose an authority of your own."
    if result.period:
        return _EMPTY[result.question]
    if result.joint:
        return f"{result.joint} makes one return: it is shown to the authority that sends it."
    return f"{area} has returned no workforce. It appears once a return is published."
