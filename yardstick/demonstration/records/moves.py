"""Pupils who move within a year: between schools, out of the system, and back.

Each kind of move takes pupils that no other took in the same year, so that a pupil's moves follow
each other. The moves between years are in `progress`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records.exclusions import PERMANENT
from yardstick.demonstration.records.planted import Pattern
from yardstick.demonstration.records.pupils import LAST_PRIMARY, YEAR_GROUPS
from yardstick.demonstration.records.rolls import DESTINATIONS, ELSEWHERE, GROUNDS, MODES
from yardstick.demonstration.records.school_days import census, school_days
from yardstick.demonstration.records.schools import ALTERNATIVE, SECONDARY

if TYPE_CHECKING:
    from yardstick.demonstration.chance import Counts
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.steps import Steps

# Of pupils to year 11, in a year; ours, so that a region has about 120,000 rows a year.
_MOVING: Final = 0.075
_MORE: Final = 2.0  # times as many of those who were excluded in the year
_WHERE: Final = MappingProxyType(
    {
        "SLA": 0.66,
        "SOL": 0.13,
        "outside": 0.06,
        "IND": 0.03,
        "EHE": 0.06,
        "CME": 0.03,
        "ABR": 0.03,
    }
)
_AGAIN: Final = 0.04  # of those who moved within the authority
_MANAGED, _FAILING, _PLANTED_FAILING = 0.06, 0.3, 0.9  # of pupils with two exclusions
_PLANTED_MANAGED: Final = 3  # times as many as elsewhere, at a planted school
_EXITS, _LEAST_EXITS, _EXITS_HOME = 0.12, 3, 0.6  # of years 10 and 11 at a planted school
_BACK_FROM_ALTERNATIVE: Final = 0.3
_NEVER, _SLOW_NEVER, _TO_ALTERNATIVE = 0.06, 0.15, 0.5
_GAP, _SLOW_GAP, _SPREAD = 18.0, 60.0, 0.6  # median school days to the next roll
_HOME_AGAIN, _FOUND = 0.25, 0.5
_FAIR_ACCESS: Final = 0.06
_MONTHS: Final = 60  # school days


def move(steps: Steps, reinstated: Counts) -> None:
    """Make every move of a year.

    Args:
        steps: The year.
        reinstated: Pupils whose permanent exclusion was not upheld: they stay.
    """
    steps.free[reinstated] = False
    _after_permanent(steps, reinstated)
    for plant in steps.place.planted(Pattern.UNEXPLAINED_EXITS):
        _unexplained(steps, plant)
    _managed(steps)
    _from_alternative(steps)
    _usual(steps)


def _after_permanent(steps: Steps, reinstated: Counts) -> None:
    """Take the permanently excluded off their roll, and put most on another after a while."""
    rng, found = steps.rng, steps.found
    expelled = (found.kind == PERMANENT) & ~np.isin(found.pupil, reinstated)
    whose = found.pupil[expelled]
    slow = bool(steps.place.planted(Pattern.SLOW_RETURN))
    decided = found.day[expelled] + rng.integers(15, 30, len(whose))
    left = np.minimum(decided, len(school_days().dates) - 1)
    placed = rng.random(len(whose)) < _TO_ALTERNATIVE
    to = steps.another(whose, np.where(placed, ALTERNATIVE, steps.phase(whose)))
    there = np.where(placed, steps.urn(to), ELSEWHERE)
    end = np.where(placed, DESTINATIONS.index("ALT"), DESTINATIONS.index("PEX"))
    steps.leave(whose, left, "PEX", end, urn=there)
    gap = np.rint(rng.lognormal(np.log(_SLOW_GAP if slow else _GAP), _SPREAD, len(whose)))
    back = rng.random(len(whose)) >= (_SLOW_NEVER if slow else _NEVER)
    mode = np.where(placed, MODES.index("DIR"), MODES.index("FAP"))
    steps.settle(whose, left + gap.astype(np.int64), to, "SLA", mode=mode, back=back)


def _unexplained(steps: Steps, plant: PlantedRecord) -> None:
    """Let pupils of years 10 and 11 vanish between their two Januaries, soon after trouble."""
    middle = census(steps.year)
    _vanish(steps, plant, "10", range(middle, steps.days.stop))
    _vanish(steps, plant, "11", range(steps.days.start, middle))


def _vanish(steps: Steps, plant: PlantedRecord, group: str, days: range) -> None:
    rng = steps.rng
    there = steps.at_school(plant.school_urn) & steps.free & (steps.last < days.stop - 1)
    of_group = np.flatnonzero(there & (steps.pupils.year == YEAR_GROUPS.index(group)))
    order = np.argsort(steps.times[of_group] == 0, kind="stable")  # the excluded first
    whose = of_group[order][: max(_LEAST_EXITS, round(len(of_group) * _EXITS))]
    soon = steps.last[whose] + rng.integers(1, 15, len(whose))
    home = rng.random(len(whose)) < _EXITS_HOME
    steps.leave(
        whose,
        np.clip(soon, days.start, days.stop - 1),
        np.where(home, GROUNDS.index("EHE"), GROUNDS.index("ABS")),
        np.where(home, DESTINATIONS.index("EHE"), DESTINATIONS.index("CME")),
    )
    steps.gone[whose] = True


def _managed(steps: Steps) -> None:
    """Move pupils in trouble by agreement; some come back."""
    rng, pupils = steps.rng, steps.pupils
    planted = np.zeros(len(pupils), bool)
    for plant in steps.place.planted(Pattern.FAILED_MOVES):
        planted = steps.at_school(plant.school_urn)
    secondary = steps.place.own.phase[pupils.school] == SECONDARY
    able = np.flatnonzero(steps.free & (steps.times > 1) & secondary)
    more = np.where(planted[able], _PLANTED_MANAGED, 1)
    whose = able[rng.random(len(able)) < more * _MANAGED]
    home, failing = pupils.school[whose], np.where(planted[whose], _PLANTED_FAILING, _FAILING)
    left = np.minimum(steps.first(whose) + rng.integers(1, 10, len(whose)), steps.days.stop - 1)
    to = steps.another(whose, steps.phase(whose))
    steps.transfer(whose, left, left + 1, to, mode="MAN")
    back = left + rng.integers(20, _MONTHS, len(whose))
    failed = (rng.random(len(whose)) < failing) & (back < steps.days.stop - 1)
    steps.transfer(whose[failed], back[failed], back[failed] + 1, home[failed], mode="INY")


def _from_alternative(steps: Steps) -> None:
    pupils, rng = steps.pupils, steps.rng
    there = steps.free & (steps.place.own.phase[pupils.school] == ALTERNATIVE)
    there &= pupils.year > LAST_PRIMARY
    whose = np.flatnonzero(there & (rng.random(len(pupils)) < _BACK_FROM_ALTERNATIVE))
    left = steps.after_last(whose, 20)
    to = steps.another(whose, np.full(len(whose), SECONDARY))
    steps.transfer(
        whose, left, left + rng.integers(0, 10, len(whose)), to, mode="FAL", origin="ALT"
    )


def _usual(steps: Steps) -> None:
    """Make the moves of everybody else: most within the authority, some out of it."""
    rng = steps.rng
    likely = steps.free * np.where(steps.times, _MORE, 1) * _MOVING
    whose = np.flatnonzero(rng.random(len(likely)) < likely)
    where = rng.choice(len(_WHERE), len(whose), p=list(_WHERE.values()))
    groups = {kind: whose[where == at] for at, kind in enumerate(_WHERE)}
    _within(steps, groups["SLA"])
    _to_others(steps, groups["SOL"])
    urns, areas = steps.place.outside(rng, len(groups["outside"]))
    _out(steps, groups["outside"], "TRA", "SOL", urns=urns, areas=areas)
    _out(steps, groups["IND"], "TRA", "IND")
    _out(steps, groups["ABR"], "MOV", "ABR")
    _away(steps, groups["EHE"], "EHE", "FEH", _HOME_AGAIN)
    _away(steps, groups["CME"], "CME", "INY", _FOUND)


def _within(steps: Steps, whose: Counts) -> None:
    """Move pupils within the authority, some of them a second time."""
    rng, days = steps.rng, steps.days
    left = rng.integers(days.start, days.stop - 1, len(whose))
    fair = rng.random(len(whose)) < _FAIR_ACCESS
    mode = np.where(fair, MODES.index("FAP"), MODES.index("INY"))
    entered, to = steps.entry(left), steps.another(whose, steps.phase(whose))
    steps.transfer(whose, left, entered, to, mode=mode)
    later = np.maximum(entered, steps.last[whose]) + rng.integers(1, _MONTHS, len(whose))
    again = (rng.random(len(whose)) < _AGAIN) & (later < days.stop - 1)
    second, left = whose[again], later[again]
    to = steps.another(second, steps.phase(second))
    steps.transfer(second, left, left + 1, to, mode="INY")


def _to_others(steps: Steps, whose: Counts) -> None:
    """Move pupils to other authorities of the region, which return that they joined."""
    areas = steps.place.others(steps.rng, len(whose))
    urns = steps.place.schools_of(steps.rng, areas, steps.phase(whose))
    left = steps.after_last(whose, _MONTHS)
    steps.leave(whose, left, "TRA", "SOL", urn=urns, area=areas)
    steps.join(whose, steps.entry(left), urns, "INY", origin="SOL", area=areas)
    steps.gone[whose] = True


def _out(  # noqa: PLR0913 - who, why and where to
    steps: Steps,
    whose: Counts,
    ground: str,
    end: str,
    *,
    urns: Counts | int = ELSEWHERE,
    areas: Counts | int = ELSEWHERE,
) -> None:
    steps.leave(whose, steps.after_last(whose, _MONTHS), ground, end, urn=urns, area=areas)
    steps.gone[whose] = True


def _away(steps: Steps, whose: Counts, end: str, mode: str, share: float) -> None:
    """Let pupils go to no school; a share of them comes back within the year."""
    left = steps.after_last(whose, _MONTHS)
    steps.leave(whose, left, "EHE" if end == "EHE" else "ABS", end)
    back = steps.rng.random(len(whose)) < share
    day = left + steps.rng.integers(10, 2 * _MONTHS, len(whose))
    to = steps.another(whose, steps.phase(whose))
    steps.settle(whose, day, to, end, mode=mode, back=back)
