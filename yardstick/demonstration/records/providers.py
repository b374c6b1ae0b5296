"""Invented providers of special placements: who they are, what they offer and how good they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.chance import Counts, Floats, chance, nearest
from yardstick.demonstration.records.columns import NOTHING
from yardstick.demonstration.records.planted import Pattern, PlantedRecord
from yardstick.demonstration.records.school_days import TERMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.demonstration.records.columns import Days, Flags

TYPES: Final = ("ISS", "NMSS", "IND", "SPI", "ALT", "ONL", "BSP")
WITH_URN: Final = (0, 1, 2, 4)
WITH_SECTION_41: Final = (0, 3)
COLLEGE: Final = TYPES.index("SPI")
# Primary needs of children in such placements and their shares; ours, after SEN2 and DfE's shares
# of independent special schools.
NEEDS: Final = (
    "ASD", "SEMH", "SLCN", "MLD", "SLD", "PMLD", "PD", "SPLD", "HI", "VI", "MSI", "OTH",
)  # fmt: skip
NEED_SHARES: Final = (0.43, 0.29, 0.08, 0.03, 0.035, 0.02, 0.02, 0.04, 0.015, 0.01, 0.005, 0.025)
JUDGEMENTS: Final = ("OUT", "GOO", "REQ", "INA", "NYI", "ISI")
NOT_INSPECTED, INADEQUATE = JUDGEMENTS.index("NYI"), JUDGEMENTS.index("INA")
RATINGS: Final = ("NON", "SOM", "SER")
FIRST_URN, FIRST_UKPRN = 990_000, 19_900_000
AT_SCALE_ONE: Final = 90
GROUPS: Final = 9
CONCENTRATED_GROUP: Final = 0
_TYPE_SHARES: Final = (0.62, 0.12, 0.05, 0.1, 0.06, 0.02, 0.03)
_JUDGEMENT_SHARES: Final = (0.14, 0.62, 0.14, 0.02, 0.04, 0.04)
_RATING_SHARES: Final = (0.8, 0.16, 0.04)
_TREES: Final = (
    "Alder", "Ash", "Aspen", "Beech", "Birch", "Bramble", "Cedar", "Cherry", "Chestnut", "Cypress",
    "Elder", "Elm", "Fern", "Gorse", "Hazel", "Heather", "Holly", "Hornbeam", "Juniper", "Larch",
    "Laurel", "Lime", "Maple", "Medlar", "Mulberry", "Myrtle", "Oak", "Olive", "Osier", "Pine",
    "Plane", "Poplar", "Quince", "Rowan", "Sorrel", "Spindle", "Sycamore", "Thorn", "Willow", "Yew",
)  # fmt: skip
_PLACES: Final = (
    "Lodge", "House", "Hall", "Grange", "Park", "Court", "Manor", "View", "Hill", "Bank", "Field",
    "Meadow", "Vale", "Wood", "Grove", "Mill", "Bridge", "Brook", "Ford", "Gate", "Cross", "End",
    "Green", "Heath", "Lea", "Mead", "Moor", "Ridge", "Rise", "Row", "Side", "Stead", "Well",
    "Wharf", "Yard", "Close",
)  # fmt: skip
_NAMES: Final = len(_TREES) * len(_PLACES)
_IN_GROUP, _OUTSIDE, _RESIDENTIAL, _APPROVED = 0.65, 0.25, 0.35, 0.75
_UNEVEN, _LEVEL = 0.8, 0.12  # of logarithms: of size, and of price
_VISITED_EVERY: Final = 365  # days
_OVERDUE_SINCE: Final = dt.date(2021, 3, 15)
_FIRST_INSPECTION: Final = dt.date(2017, 9, 1)
_DEAR_SIZE: Final = 8.0  # so that most authorities have children at the planted provider


@dataclass(frozen=True)
class Quality:
    """What inspections and visits found; one entry per provider.

    Attributes:
        judgement: Position in `JUDGEMENTS`, of the inspection before and of the one since.
        inspected: Days of these two.
        visit: Day of a visit; others are a year apart.
        overdue: Whether that was the last.
        rating: Position in `RATINGS`.
    """

    judgement: Counts
    inspected: Days
    visit: Days
    overdue: Flags
    rating: Counts

    def last_inspection(self, day: dt.date) -> tuple[Counts, Days]:
        """Return the judgement in force on a day, and the day of its inspection."""
        later = self.inspected[1] <= np.datetime64(day, "D")
        judgement: Counts = np.where(later, self.judgement[1], self.judgement[0])
        inspected: Days = np.where(later, self.inspected[1], self.inspected[0])
        return judgement, inspected

    def last_visit(self, day: dt.date) -> Days:
        """Return the day of the last visit on or before a day."""
        since = (np.datetime64(day, "D") - self.visit).astype(np.int64)
        whole = np.where(self.overdue, 0, since // _VISITED_EVERY * _VISITED_EVERY)
        found: Days = self.visit + whole
        return found


@dataclass(frozen=True)
class Providers:
    """One entry per provider.

    Attributes:
        name: Says that it is invented.
        group: Position in `group_names`; `NOTHING` where it stands alone.
        group_names: Of every group.
        type: Position in `TYPES`.
        area: Position of the authority it lies in, beyond the region's for those outside.
        size: How often it is chosen where it fits equally.
        level: Its price to that of a usual provider of the same need and basis.
        need: Position in `NEEDS` of what it is for.
        residential: Whether children can live there.
        section_41: Whether it is approved.
        quality: What inspections and visits found.
    """

    name: tuple[str, ...]
    group: Counts
    group_names: tuple[str, ...]
    type: Counts
    area: Counts
    size: Floats
    level: Floats
    need: Counts
    residential: Flags
    section_41: Flags
    quality: Quality


_DEAR, _CONCENTRATED, _NO_HEALTH = 2, 4, 5  # which authority, counted from the largest
# Which provider each pattern is planted at; a region has more of them at any scale.
AT: Final = {
    Pattern.DEAR: 0,
    Pattern.INADEQUATE: 1,
    Pattern.STEEP_UPLIFT: 2,
    Pattern.OVERDUE: 3,
}


def providers(scale: float, areas: int, outside: int, seed: str) -> Providers:
    """Return the providers that a region's authorities buy from.

    Args:
        scale: 1 for 90 of them.
        areas: How many authorities the region has.
        outside: How many others there are.
        seed: Another one gives others.
    """
    rng, count = chance(seed, "providers"), max(nearest(AT_SCALE_ONE * scale), 20)
    away = rng.random(count) < _OUTSIDE
    kind = rng.choice(len(TYPES), count, p=_TYPE_SHARES)
    need = rng.choice(len(NEEDS), count, p=NEED_SHARES)
    size, level = rng.lognormal(0, _UNEVEN, count), rng.lognormal(0, _LEVEL, count)
    for at in AT.values():  # what is planted is found at usual schools for the commonest need
        kind[at], need[at], size[at], level[at], away[at] = 0, 0, 2.0, 1.0, False
    size[AT[Pattern.DEAR]] = _DEAR_SIZE
    alone = rng.random(count) >= _IN_GROUP
    group = np.minimum(rng.geometric(0.3, count) - 1, GROUPS - 1)
    alone[list(AT.values())] = True
    return Providers(
        name=tuple(_name(at) for at in rng.permutation(max(count, _NAMES))[:count].tolist()),
        group=np.where(alone, NOTHING, group),
        group_names=tuple(f"Invented Group {chr(ord('A') + at)}" for at in range(GROUPS)),
        type=kind,
        area=np.where(away, areas + rng.integers(0, outside, count), rng.integers(0, areas, count)),
        size=size,
        level=level,
        need=need,
        residential=(rng.random(count) < _RESIDENTIAL) & np.isin(kind, (0, 1, COLLEGE)),
        section_41=np.isin(kind, WITH_SECTION_41) & (rng.random(count) < _APPROVED),
        quality=_quality(rng, count),
    )


def _quality(rng: np.random.Generator, count: int) -> Quality:
    judgement = rng.choice(len(JUDGEMENTS), (2, count), p=_JUDGEMENT_SHARES)
    judgement[:, list(AT.values())] = JUDGEMENTS.index("GOO")
    judgement[:, AT[Pattern.INADEQUATE]] = INADEQUATE
    since = (TERMS[-1].end - TERMS[0].start).days
    before = (TERMS[0].start - _FIRST_INSPECTION).days
    first = np.datetime64(_FIRST_INSPECTION, "D") + rng.integers(0, before, count)
    second = np.datetime64(TERMS[0].start, "D") + rng.integers(0, since, count)
    visit = np.datetime64(TERMS[0].start, "D") - rng.integers(1, _VISITED_EVERY, count)
    overdue = np.zeros(count, bool)
    overdue[AT[Pattern.OVERDUE]] = True
    visit[AT[Pattern.OVERDUE]] = np.datetime64(_OVERDUE_SINCE, "D")
    return Quality(
        judgement=judgement,
        inspected=np.stack([first, second]),
        visit=visit,
        overdue=overdue,
        rating=rng.choice(len(RATINGS), count, p=_RATING_SHARES),
    )


def _name(at: int) -> str:
    """Return a name that no other number gives."""
    tree, place = _TREES[at % len(_TREES)], _PLACES[at // len(_TREES) % len(_PLACES)]
    again = at // _NAMES
    return f"Invented {tree} {place}{f' {again + 1}' if again else ''}"


def planted_at(found: Providers, by_size: Sequence[str]) -> tuple[PlantedRecord, ...]:
    """Return what is planted in placements.

    Args:
        found: The providers.
        by_size: GSS codes of the authorities, the largest first.
    """
    return (
        PlantedRecord(Pattern.DEAR, by_size[_DEAR], provider=found.name[AT[Pattern.DEAR]]),
        PlantedRecord(Pattern.STEEP_UPLIFT, provider=found.name[AT[Pattern.STEEP_UPLIFT]]),
        PlantedRecord(
            Pattern.CONCENTRATED,
            by_size[_CONCENTRATED],
            provider=found.group_names[CONCENTRATED_GROUP],
        ),
        PlantedRecord(Pattern.INADEQUATE, provider=found.name[AT[Pattern.INADEQUATE]]),
        PlantedRecord(Pattern.OVERDUE, provider=found.name[AT[Pattern.OVERDUE]]),
        PlantedRecord(Pattern.NO_HEALTH_MONEY, by_size[_NO_HEALTH]),
    )
