"""Which children are placed where and for how long: the placements behind the returns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.chance import Counts, Floats, chance
from yardstick.demonstration.records.columns import NOTHING
from yardstick.demonstration.records.planted import Pattern
from yardstick.demonstration.records.providers import (
    AT,
    COLLEGE,
    CONCENTRATED_GROUP,
    NEED_SHARES,
    NEEDS,
)
from yardstick.demonstration.records.school_days import YEARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.demonstration.records.columns import Flags
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.providers import Providers

BASES: Final = ("DAY", "RWK", "R38", "R44", "R48", "R50", "R52")
WEEKS: Final = (38, 38, 38, 44, 48, 50, 52)
DAY: Final = 0
YEAR_GROUPS: Final = ("R", *map(str, range(1, 15)))
REASONS: Final = ("PAR", "TRI", "NLP", "CLA", "OTH")
ENDS: Final = ("AGE", "RET", "CHG", "BRK", "MOV")
# Months are counted from the first September of the demonstration.
MONTHS: Final = 12 * YEARS
_STOCK: Final = 0.0026  # placements in the first September for each child of the authority
_STARTS: Final = 0.00075  # new ones in the first year; ours, about 3,000 in a year for ten
_GROWTH: Final = 1.07  # a year; EHC plans have grown by about as much
_OLDEST: Final = 60  # months of the oldest placement at the beginning
_SEASON: Final = (9, 3, 2, 1, 5, 2, 2, 3, 2, 1, 1, 1)  # of starts, from September
_AGES: Final = (1, 1, 2, 3, 4, 5, 7, 10, 11, 11, 9, 6, 4, 3, 1)  # of new placements, from reception
_LAST_SCHOOL, _LAST_COLLEGE = 11, 14
_EARLY: Final = 0.006  # of placements, those that end early in a month
_EARLY_ENDS: Final = (0.0, 0.2, 0.3, 0.35, 0.15)
_BASIS: Final = (0.0, 0.2, 0.34, 0.1, 0.08, 0.04, 0.24)  # of residential placements
_RESIDENTIAL: Final = (0.09, 0.5)  # of others' and of looked-after children's placements
_LOOKED_AFTER, _BOYS, _ONE_NEED = 0.1, 0.73, 0.4
_OWN, _INSIDE, _FITTING, _COLLEGES = 9.0, 2.0, 10.0, 30.0
_MORE_OF_GROUP, _MORE_AT_DEAR = 25.0, 4.0


@dataclass
class Placed:
    """One entry per placement.

    Attributes:
        child: Number of the child: one who moves to another provider has two placements.
        area: Position of the authority that pays.
        provider: Position among the providers.
        need: Position in `NEEDS`.
        second: Of the second need; `NOTHING` for none.
        basis: Position in `BASES`.
        boy: Whether it is one.
        care: Looked after.
        year: Position in `YEAR_GROUPS` in the academic year of the start.
        start: Month of the start; negative before the first September.
        end: Month in which it ends, beyond the last where it does not yet.
        planned: Month in which it was to end.
        why_ended: Position in `ENDS`.
        reason: Position in `REASONS`.
    """

    child: Counts
    area: Counts
    provider: Counts
    need: Counts
    second: Counts
    basis: Counts
    boy: Flags
    care: Flags
    year: Counts
    start: Counts
    end: Counts
    planned: Counts
    why_ended: Counts
    reason: Counts

    def __len__(self) -> int:
        """Return how many."""
        return len(self.child)

    def some(self, which: Flags | Counts) -> Placed:
        """Return the placements at positions."""
        return Placed(**{one.name: getattr(self, one.name)[which] for one in fields(self)})


def placed(
    children: Sequence[float],
    found: Providers,
    *,
    areas: Sequence[str],
    plants: Sequence[PlantedRecord],
    seed: str,
) -> Placed:
    """Return every placement of a region from the first September on.

    Args:
        children: Of each authority, times the scale.
        found: The providers.
        areas: GSS code of each authority.
        plants: What is planted.
        seed: Another one gives others.
    """
    parts = [
        _of_area(
            chance(seed, area, "placements"), at, count, found, _pull(at, found, areas, plants)
        )
        for at, (area, count) in enumerate(zip(areas, children, strict=True))
    ]
    joined = {
        one.name: np.concatenate([getattr(part, one.name) for part in parts])
        for one in fields(Placed)
    }
    whole = Placed(**joined)
    whole.child = np.arange(len(whole))
    changed = _changed(chance(seed, "changed"), whole, len(found.name))
    return Placed(
        **{
            one.name: np.concatenate([getattr(whole, one.name), getattr(changed, one.name)])
            for one in fields(Placed)
        }
    )


def _changed(rng: np.random.Generator, whole: Placed, count: int) -> Placed:
    """Return the next placement of those who moved to another provider: under the same number."""
    moves = (whole.why_ended == ENDS.index("CHG")) & (whole.end + 1 < MONTHS)
    following = whole.some(moves & (whole.end + 1 < whole.planned))
    start = following.end + 1
    following.year = following.year + start // 12 - following.start // 12
    following.start = start
    following.provider = (following.provider + rng.integers(1, count, len(following))) % count
    following.planned = _planned(start, following.year)
    _end(rng, following)
    return following


def _pull(
    at: int, found: Providers, areas: Sequence[str], plants: Sequence[PlantedRecord]
) -> Floats:
    """Return how often an authority chooses each provider where it fits equally."""
    near = np.where(found.area == at, _OWN, np.where(found.area < len(areas), _INSIDE, 1.0))
    pull = found.size * near
    for plant in plants:
        if plant.area != areas[at]:
            continue
        if plant.pattern is Pattern.CONCENTRATED:
            pull[found.group == CONCENTRATED_GROUP] *= _MORE_OF_GROUP
        elif plant.pattern is Pattern.DEAR:
            pull[AT[Pattern.DEAR]] *= _MORE_AT_DEAR
    return pull


def _of_area(
    rng: np.random.Generator, at: int, children: float, found: Providers, pull: Floats
) -> Placed:
    start = _starts(rng, children)
    count = len(start)
    care = rng.random(count) < _LOOKED_AFTER
    residential = rng.random(count) < np.array(_RESIDENTIAL)[care.astype(int)]
    basis = np.where(residential, rng.choice(len(BASES), count, p=_BASIS), DAY)
    year = rng.choice(len(YEAR_GROUPS), count, p=np.array(_AGES) / sum(_AGES))
    need = rng.choice(len(NEEDS), count, p=NEED_SHARES)
    second = rng.choice(len(NEEDS), count, p=NEED_SHARES)
    no_second = (second == need) | (rng.random(count) < _ONE_NEED)
    made = Placed(
        child=np.zeros(count, np.int64),
        area=np.full(count, at),
        provider=_chosen(rng, found, pull, need=need, old=year > _LAST_SCHOOL, stays=residential),
        need=need,
        second=np.where(no_second, NOTHING, second),
        basis=basis,
        boy=rng.random(count) < _BOYS,
        care=care,
        year=year,
        start=start,
        end=np.zeros(count, np.int64),
        planned=_planned(start, year),
        why_ended=np.zeros(count, np.int64),
        reason=np.where(care & residential, 3, rng.choice(5, count, p=(0.24, 0.12, 0.5, 0, 0.14))),
    )
    _end(rng, made)
    return made.some(made.end >= 0)


def _starts(rng: np.random.Generator, children: float) -> Counts:
    """Return the month of each start: those of the years before, then those of each month."""
    before = -rng.integers(1, _OLDEST, rng.poisson(children * _STOCK))
    season = np.tile(np.array(_SEASON) / sum(_SEASON), YEARS)
    yearly = children * _STARTS * _GROWTH ** np.repeat(np.arange(YEARS), 12)
    return np.concatenate([before, np.repeat(np.arange(MONTHS), rng.poisson(yearly * season))])


def _planned(start: Counts, year: Counts) -> Counts:
    """Return the July in which the phase of each placement ends."""
    last = np.where(year <= _LAST_SCHOOL, _LAST_SCHOOL, _LAST_COLLEGE)
    return (start // 12 + last - year) * 12 + 10


def _end(rng: np.random.Generator, made: Placed) -> None:
    """Let each end as planned, or early for a reason."""
    early = np.maximum(made.start, 0) + rng.geometric(_EARLY, len(made))
    soon = early < made.planned
    made.end = np.where(soon, early, made.planned)
    made.why_ended = np.where(soon, rng.choice(len(ENDS), len(made), p=_EARLY_ENDS), 0)


def _chosen(  # noqa: PLR0913 - what each child needs
    rng: np.random.Generator,
    found: Providers,
    pull: Floats,
    *,
    need: Counts,
    old: Flags,
    stays: Flags,
) -> Counts:
    """Return a provider for each child: of the need mostly, near mostly, a college for the old."""
    chosen = np.zeros(len(need), np.int64)
    college = found.type == COLLEGE
    kinds = np.stack([need, old, stays])
    for kind in np.unique(kinds, axis=1).T:
        which = np.flatnonzero((kinds == kind[:, None]).all(axis=0))
        fits = np.where(found.need == kind[0], _FITTING, 1.0)
        fits = fits * np.where(college == bool(kind[1]), _COLLEGES, 1.0)
        weight = pull * fits * np.where(found.residential | (not kind[2]), 1.0, 1e-9)
        chosen[which] = rng.choice(len(pull), len(which), p=weight / weight.sum())
    return chosen
