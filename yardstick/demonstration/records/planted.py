"""What is planted in the invented records, so that tests can ask whether a page finds it.

A page never reads this. Each pattern says where it is: the authority, and the school or provider.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from yardstick.demonstration.records.schools import SECONDARY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.demonstration.records.schools import Schools


class Pattern(StrEnum):
    """The patterns, in the order of the pages."""

    UNEXPLAINED_EXITS = "unexplained_exits"  # suspended pupils of years 10 and 11 vanish
    FAILED_MOVES = "failed_moves"  # most managed moves out of the school come back
    FREQUENT = "frequent"  # a school suspends far more often than others of its kind
    DISPROPORTION = "disproportion"  # Black pupils are suspended far more often
    SLOW_RETURN = "slow_return"  # permanently excluded pupils wait long for the next school
    LATE_RECORDS = "late_records"  # many exclusions come a term late
    ACROSS_BORDER = "across_border"  # many pupils move from `area` to schools of `other`
    DEAR = "dear"  # `area` pays `provider` a quarter more than others do
    STEEP_UPLIFT = "steep_uplift"  # `provider` asks for, and gets, far more each year
    CONCENTRATED = "concentrated"  # one group of providers has most of what `area` spends
    INADEQUATE = "inadequate"  # `provider` was found inadequate and children stay
    OVERDUE = "overdue"  # `provider` has not been visited for years
    NO_HEALTH_MONEY = "no_health_money"  # health pays for nobody in `area`
    ABOVE_CAP = "above_cap"  # `area` pays its agency workers above the cap
    BEST_PAYER = "best_payer"  # `area` pays every role more than any other authority does
    SHARED_AGENCY = "shared_agency"  # whoever has agency workers uses `provider`
    JOINT_RETURN = "joint_return"  # `area` returns the workforce of `other` with its own


@dataclass(frozen=True)
class PlantedRecord:
    """One pattern and where it is.

    Attributes:
        pattern: Which.
        area: GSS code of the authority; empty where it is a provider's.
        school_urn: Of the school, as records have it; empty where it is the whole authority's.
        provider: Name of the provider or group, for placements.
        other: GSS code of a second authority.
    """

    pattern: Pattern
    area: str = ""
    school_urn: str = ""
    provider: str = ""
    other: str = ""


# Which authority, counted from the largest: every region has as many.
_UNEXPLAINED: Final = (0, 5)
_FAILED, _FREQUENT, _DISPROPORTION, _SLOW, _LATE = 2, 1, 3, 4, 6
_FROM, _TO = 7, 2


def planted_in_schools(schools: Mapping[str, Schools]) -> tuple[PlantedRecord, ...]:
    """Return what is planted in a region's exclusions and movements.

    Args:
        schools: Of every authority.
    """
    by_size = sorted(schools, key=lambda area: (-schools[area].pupils, area))

    def at_school(pattern: Pattern, rank: int) -> PlantedRecord:
        of = schools[by_size[rank]]
        return PlantedRecord(pattern, of.area, str(of.urn[of.largest(SECONDARY)]))

    return (
        *(at_school(Pattern.UNEXPLAINED_EXITS, rank) for rank in _UNEXPLAINED),
        at_school(Pattern.FAILED_MOVES, _FAILED),
        at_school(Pattern.FREQUENT, _FREQUENT),
        PlantedRecord(Pattern.DISPROPORTION, by_size[_DISPROPORTION]),
        PlantedRecord(Pattern.SLOW_RETURN, by_size[_SLOW]),
        PlantedRecord(Pattern.LATE_RECORDS, by_size[_LATE]),
        PlantedRecord(Pattern.ACROSS_BORDER, by_size[_FROM], other=by_size[_TO]),
    )
