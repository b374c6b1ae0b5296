"""The story of each analysis of a workforce, and of having nothing to tell."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.charts import workforce_agency_stories as agency
from yardstick.charts import workforce_others_stories as others
from yardstick.charts import workforce_pay_stories as pay
from yardstick.charts.record_story import nothing, put_together, story_of
from yardstick.charts.rows import rows as rows_of
from yardstick.results.workforce_types import OF_OTHERS, WorkforceQuestion

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
            WorkforceQuestion.PAY_REGION: others.pay_region,
            WorkforceQuestion.RATES: pay.rates,
            WorkforceQuestion.WORKERS: agency.workers,
            WorkforceQuestion.AGENCIES: agency.agencies,
            WorkforceQuestion.AGENCIES_REGION: others.agencies_region,
            WorkforceQuestion.SATISFACTION: agency.satisfaction,
            WorkforceQuestion.BENEFITS: agency.benefits,
            WorkforceQuestion.PREMIUM: pay.premium,
        }
    )
)
_MEASURE: Final = "Social work workforce and agency use"
_OWN: Final = (
    "Every figure is of {}'s own return. Of other authorities only pay scales and names of "
    "agencies are shared."
)
_NOT_GIVEN: Final = (
    "Your account covers your own authority's return only. Your partner-side administrator can "
    "ask for the region's pay and agencies."
)
_NOT_SHOWN: Final = "This release shows no such figure of any authority."
_JOINT: Final = "One return for {}: its authorities have the same figures, which are counted once."
_EMPTY: Final = {
    WorkforceQuestion.AGENCIES_REGION: "No agency is used by two or more authorities.",
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
    told = _TELLERS[result.question](result, rows)
    if result.period and result.question in OF_OTHERS:  # quarters differ: no one is of them all
        told = replace(told, cautions=_cautions(result))
        when = f"newest returns up to {result.period.words}"
        return put_together(told, result.focus, when, result.rows, result.stamp)
    return story_of(result, told, _cautions(result))


def _cautions(result: Workforce) -> tuple[str, ...]:
    joint = [_JOINT.format(result.joint)] if result.joint else []
    if result.question in OF_OTHERS:
        return tuple(joint)
    return (*joint, _OWN.format(result.joint or result.focus.name))


def _why(result: Workforce) -> str:
    area = result.focus.name
    if result.question in OF_OTHERS:
        return _why_no_others(result)
    if not result.is_own:
        return f"The return of {area} is shown to {area} only. Choose an authority of your own."
    if result.period:
        return _EMPTY[result.question]
    if result.joint:
        return f"{result.joint} makes one return: it is shown to the authority that sends it."
    return f"{area} has returned no workforce. It appears once a return is published."


def _why_no_others(result: Workforce) -> str:
    if not result.is_regional:
        return _NOT_GIVEN
    return _EMPTY[result.question] if result.period else _NOT_SHOWN
