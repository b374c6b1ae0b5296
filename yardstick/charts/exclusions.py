"""Each view of exclusions as a story: the one place to ask for it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.charts import (
    exclusion_causes,
    exclusion_others,
    exclusion_pupils,
    exclusion_rates,
    exclusion_schools,
    roll_moves,
)
from yardstick.results.exclusions_types import ExclusionsView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yardstick.charts.stories import Story
    from yardstick.results.exclusions_types import Exclusions

_TOLD: Final[Mapping[ExclusionsView, Callable[[Exclusions], Story]]] = MappingProxyType(
    {
        ExclusionsView.TERMS: exclusion_rates.terms,
        ExclusionsView.YEARS: exclusion_rates.years,
        ExclusionsView.REPEATS: exclusion_pupils.repeats,
        ExclusionsView.ESCALATION: exclusion_pupils.escalation,
        ExclusionsView.DESTINATIONS: roll_moves.destinations,
        ExclusionsView.BORDER: roll_moves.border,
        ExclusionsView.MANAGED: exclusion_schools.managed,
        ExclusionsView.EXITS: exclusion_schools.exits,
        ExclusionsView.GROUPS: exclusion_causes.groups,
        ExclusionsView.REASONS: exclusion_causes.reasons,
        ExclusionsView.SCHOOLS: exclusion_schools.schools,
        ExclusionsView.AFTER: exclusion_pupils.after,
        ExclusionsView.AUTHORITIES: exclusion_others.authorities,
        ExclusionsView.PUBLISHED: exclusion_others.published,
    }
)


def told(result: Exclusions) -> Story:
    """Return a view with its words, chart and table."""
    return _TOLD[result.asked.view](result)
