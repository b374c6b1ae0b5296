"""Who is excluded and when: as often as published, by few pupils again and again.

What belongs here knows pupils and days; how an exclusion is written as a record is in
`exclusion_rows`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records.planted import Pattern
from yardstick.demonstration.records.pupils import BLACK
from yardstick.demonstration.records.rates import PHASES, SEN
from yardstick.demonstration.records.school_days import TERMS_A_YEAR, school_days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.demonstration.chance import Counts, Floats
    from yardstick.demonstration.records.columns import Flags
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.pupils import Pupils
    from yardstick.demonstration.records.schools import Schools

SUSPENSION, PERMANENT, LUNCHTIME = range(3)
_MOST: Final = 15  # suspensions of one pupil in one term
_APART: Final = 3  # school days between two of them at least
# How much more often some pupils are suspended than others of the same phase and SEN provision;
# ours, after DfE's rates by characteristics.
_BOYS, _MEALS, _CARE, _PLAN = 1.6, 2.6, 2.0, 1.8
_BY_YEAR: Final = (0.3, 0.5, 0.7, 0.8, 1.0, 1.2, 1.4, 0.7, 1.1, 1.3, 1.1, 0.8, 0.15, 0.1)
_BY_ETHNIC: Final = (1.0, 1.35, 0.45, 1.1, 0.6, 1.0)
_PLANTED_MORE: Final = 4.0
_BEFORE: Final = 25.0  # how much a suspension in the year adds to the chance of a permanent one
_SOON: Final = 12  # school days from the last suspension to a permanent exclusion at most
_LUNCHES: Final = 0.03  # exclusions at lunchtime for each suspension; held locally, not published


@dataclass
class Exclusions:
    """One entry per exclusion of one authority's year.

    Attributes:
        pupil: Position among the year's pupils.
        day: Position among the school days.
        kind: SUSPENSION, PERMANENT or LUNCHTIME.
        school: Position among the authority's schools; moves within the year change it.
    """

    pupil: Counts
    day: Counts
    kind: Counts
    school: Counts

    def span(self, pupils: int) -> tuple[Counts, Counts]:
        """Return each pupil's number of exclusions and day of the last one (-1 for none)."""
        last = np.full(pupils, -1)
        np.maximum.at(last, self.pupil, self.day)
        return np.bincount(self.pupil, minlength=pupils), last


def exclusions_of_year(  # noqa: PLR0913 - whose year it is, and how often
    rng: np.random.Generator,
    year: int,
    pupils: Pupils,
    schools: Schools,
    *,
    frequency: Floats,
    plants: Iterable[PlantedRecord],
) -> Exclusions:
    """Return a year's exclusions, sorted by pupil and day.

    Args:
        rng: Where they come from.
        year: The first is 0.
        pupils: On roll in the year.
        schools: Of their authority.
        frequency: As `rates.rates` gives it for the authority.
        plants: What is planted; other authorities' does nothing here.
    """
    terms = range(year * TERMS_A_YEAR, (year + 1) * TERMS_A_YEAR)
    cells = _Cells(pupils, schools, frequency)
    weight = _weights(pupils, schools, plants)
    pupil, day = _suspensions(rng, cells, weight, terms)
    expelled, on = _permanent(rng, cells, weight, terms, pupil=pupil, day=day)
    lunch = rng.choice(len(pupil), int(len(pupil) * _LUNCHES), replace=False)
    days = rng.choice(np.array(school_days().of_year(year)), len(lunch))
    whose = np.concatenate([pupil, expelled, pupil[lunch]])
    when = np.concatenate([day, on, days])
    kinds = np.repeat([SUSPENSION, PERMANENT, LUNCHTIME], [len(pupil), len(expelled), len(lunch)])
    order = np.lexsort((kinds, when, whose))
    return Exclusions(whose[order], when[order], kinds[order], pupils.school[whose[order]])


class _Cells:
    """The year's pupils by phase and SEN provision, and how many exclusions each cell has."""

    def __init__(self, pupils: Pupils, schools: Schools, frequency: Floats) -> None:
        self._cell = schools.phase[pupils.school] * len(SEN) + pupils.sen
        self.count = len(PHASES) * len(SEN)
        sizes = np.bincount(self._cell, minlength=self.count)
        whole = frequency.reshape(len(frequency), self.count, -1) * sizes[:, None] / 100
        # What a cell's whole number leaves over goes to the next, so that totals are right.
        added = np.cumsum(whole.reshape(-1, whole.shape[-1]), axis=0)
        counted = np.diff(np.rint(added), axis=0, prepend=0).astype(np.int64)
        self.wanted = counted.reshape(whole.shape)
        self.members = [np.flatnonzero(self._cell == at) for at in range(self.count)]


def _weights(pupils: Pupils, schools: Schools, plants: Iterable[PlantedRecord]) -> Floats:
    weight = pupils.pull * np.where(pupils.sex, _BOYS, 1) * np.where(pupils.fsm, _MEALS, 1)
    weight *= np.where(pupils.care, _CARE, 1) * np.where(pupils.plan, _PLAN, 1)
    weight *= np.array(_BY_YEAR)[pupils.year] * np.array(_BY_ETHNIC)[pupils.ethnic]
    urns = schools.urn[pupils.school].astype(str)
    for plant in plants:
        if plant.area == schools.area and plant.pattern is Pattern.FREQUENT:
            weight[urns == plant.school_urn] *= _PLANTED_MORE
        elif plant.area == schools.area and plant.pattern is Pattern.DISPROPORTION:
            weight[pupils.ethnic == BLACK] *= _PLANTED_MORE
    return weight


def drawn(rng: np.random.Generator, weight: Floats, count: int) -> Counts:
    """Return so many different positions, each as likely as its weight says.

    Source: Efraimidis and Spirakis (2006), weighted sampling without replacement.
    """
    waits = rng.exponential(size=len(weight)) / weight
    if count >= len(waits):
        return np.arange(len(waits))
    return np.argpartition(waits, count)[:count]


# ---- suspensions --------------------------------------------------------------------------


def _suspensions(
    rng: np.random.Generator, cells: _Cells, weight: Floats, terms: range
) -> tuple[Counts, Counts]:
    """Return the pupil and the day of each suspension of the year."""
    pupils, days = [], []
    for term in terms:
        for members, (wanted, once, _) in zip(cells.members, cells.wanted[term], strict=True):
            least = -(-wanted // _MOST)
            suspended = min(max(once, least), wanted, len(members))
            whose = members[drawn(rng, weight[members], suspended)]
            times = _times(rng, suspended, wanted)
            pupils.append(np.repeat(whose, times))
            days.append(_days(rng, times, term))
    return np.concatenate(pupils), np.concatenate(days)


def _times(rng: np.random.Generator, pupils: int, total: int) -> Counts:
    """Return how often each is suspended: once mostly, some often, so that it comes to a total.

    Fisher's logarithmic series, which is a negative binomial of those with at least one.
    """
    if not pupils:
        return np.zeros(0, np.int64)
    shapes, means = _series()
    times = np.minimum(rng.logseries(np.interp(total / pupils, means, shapes), pupils), _MOST)
    total = min(total, pupils * _MOST)
    while gap := total - int(times.sum()):
        room = np.flatnonzero(times < _MOST if gap > 0 else times > 1)
        moved = rng.choice(room, min(abs(gap), len(room)), replace=False)
        times[moved] += np.sign(gap)
    return times


@cache
def _series() -> tuple[Floats, Floats]:
    """Return shapes of the logarithmic series, and the mean of each."""
    shapes = np.linspace(0.001, 0.995, 500)
    return shapes, -shapes / ((1 - shapes) * np.log1p(-shapes))


def _days(rng: np.random.Generator, times: Counts, term: int) -> Counts:
    """Return the days of each pupil's suspensions in order, none within the one before."""
    days = school_days().of_term(term)
    each = np.repeat(times, times)
    whose = np.repeat(np.arange(len(times)), times)
    free = rng.integers(0, len(days) - _APART * each + 1)
    free = free[np.lexsort((free, whose))]
    rank = np.arange(len(each)) - np.repeat(np.cumsum(times) - times, times)
    return days.start + free + _APART * rank


# ---- permanent exclusions -----------------------------------------------------------------


def _permanent(  # noqa: PLR0913 - whose, how likely, when and what came before
    rng: np.random.Generator,
    cells: _Cells,
    weight: Floats,
    terms: range,
    *,
    pupil: Counts,
    day: Counts,
) -> tuple[Counts, Counts]:
    """Return the pupil and day of each permanent exclusion, which ends a pupil's year."""
    times = np.bincount(pupil, minlength=len(weight))
    last = np.full(len(weight), -1)
    np.maximum.at(last, pupil, day)
    likely = weight * (1 + _BEFORE * times)
    found: list[Counts] = []
    on: list[Counts] = []
    gone: Flags = np.zeros(len(weight), bool)
    for term in terms:
        days = school_days().of_term(term)
        for members, (_, _, wanted) in zip(cells.members, cells.wanted[term], strict=True):
            free = members[~gone[members] & (last[members] < days.stop)]
            whose = free[drawn(rng, likely[free], wanted)] if len(free) else free
            gone[whose] = True
            random = rng.integers(days.start, days.stop, len(whose))
            after = np.where(last[whose] >= 0, last[whose] + rng.integers(1, _SOON, len(whose)), 0)
            found.append(whose)
            on.append(np.clip(np.where(after > 0, after, random), days.start, days.stop - 1))
    return np.concatenate(found), np.concatenate(on)
