"""The pupils of one authority: who they are, at which school, and who follows them each year."""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records.rates import SEN
from yardstick.demonstration.records.schools import (
    ALTERNATIVE,
    PHASE_SHARES,
    PRIMARY,
    SECONDARY,
    SPECIAL,
)

if TYPE_CHECKING:
    from yardstick.demonstration.chance import Counts, Floats
    from yardstick.demonstration.records.columns import Flags
    from yardstick.demonstration.records.schools import Schools

YEAR_GROUPS: Final = ("R", *map(str, range(1, 14)))
SEXES: Final = ("F", "M")
ETHNIC_GROUPS: Final = ("W", "M", "A", "B", "O", "U")
BLACK: Final = ETHNIC_GROUPS.index("B")
RECEPTION, LAST_PRIMARY, FIRST_SECONDARY, LAST_SCHOOL, LAST = 0, 6, 7, 11, 13

_STAYING_ON: Final = 0.35  # of year 11, where the school has a sixth form; ours
# How pupils of each phase divide into year groups; after year 11 by who stays on.
_YEARS: Final = MappingProxyType(
    {
        PRIMARY: (1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
        SECONDARY: (0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0.21, 0.19),
        SPECIAL: (0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 1.2, 1.2, 1.2, 1.2, 1.2, 0.4, 0.3),
        ALTERNATIVE: (0, 0, 0.1, 0.1, 0.2, 0.3, 0.4, 0.6, 1, 1.6, 2.4, 2.8, 0, 0),
    }
)
# SEN provision by phase: DfE, *Special educational needs in England*, 2023/24, East Midlands.
_SEN: Final = ((0.82, 0.15, 0.03), (0.83, 0.14, 0.03), (0.0, 0.01, 0.99), (0.2, 0.5, 0.3))
_USUAL_ETHNIC: Final = (0.83, 0.06, 0.05, 0.03, 0.02, 0.01)
# Ethnic groups of the four authorities that differ most, rounded; ours after Census 2021.
_ETHNIC: Final = MappingProxyType(
    {
        "E06000016": (0.32, 0.07, 0.47, 0.09, 0.04, 0.01),  # Leicester
        "E06000018": (0.51, 0.14, 0.16, 0.13, 0.05, 0.01),  # Nottingham
        "E06000015": (0.62, 0.09, 0.20, 0.05, 0.03, 0.01),  # Derby
        "E06000017": (0.93, 0.04, 0.01, 0.005, 0.005, 0.01),  # Rutland
    }
)
_FREE_MEALS: Final = 0.245  # DfE, *Schools, pupils and their characteristics*, 2023/24
_LOOKED_AFTER: Final = 0.008
_PLAN: Final = 0.005
_UNLIKE: Final = 0.12  # shape of the gamma that makes a few pupils be suspended again and again


@dataclass
class Pupils:
    """One entry per pupil.

    Attributes:
        number: Nobody else's in the region.
        year: Position in `YEAR_GROUPS`.
        school: Position among the authority's schools.
        sex: Position in `SEXES`.
        ethnic: Position in `ETHNIC_GROUPS`.
        sen: Position in `SEN`.
        fsm: Eligible for free school meals.
        care: Looked after.
        plan: Has a protection plan.
        pull: How likely to be suspended among pupils who are otherwise alike.
    """

    number: Counts
    year: Counts
    school: Counts
    sex: Counts
    ethnic: Counts
    sen: Counts
    fsm: Flags
    care: Flags
    plan: Flags
    pull: Floats

    def __len__(self) -> int:
        """Return how many."""
        return len(self.number)

    def some(self, which: Flags | Counts) -> Pupils:
        """Return the pupils at positions."""
        return Pupils(**{one.name: getattr(self, one.name)[which] for one in fields(self)})

    def and_(self, others: Pupils) -> Pupils:
        """Return these pupils and others."""
        pairs = {
            one.name: (getattr(self, one.name), getattr(others, one.name)) for one in fields(self)
        }
        return Pupils(**{name: np.concatenate(pair) for name, pair in pairs.items()})


class Newcomers:
    """Pupils of one authority as they are first met, each with a number of their own."""

    def __init__(self, schools: Schools, first: int, rng: np.random.Generator) -> None:
        self._schools, self._next, self._rng = schools, first, rng

    def population(self) -> Pupils:
        """Return the pupils of the first September."""
        counts = self._rng.multinomial(self._schools.pupils, PHASE_SHARES)
        whole = self.of_phase(0, PRIMARY, np.empty(0, np.int64))
        for phase, count in enumerate(counts):
            weights = np.array(_YEARS[phase], float)
            years = self._rng.choice(len(weights), count, p=weights / weights.sum())
            whole = whole.and_(self.of_phase(count, phase, years))
        return whole

    def of_phase(self, count: int, phase: int, year: Counts) -> Pupils:
        """Return so many pupils who join schools of a phase in a year group each."""
        rng, ethnic = self._rng, _ETHNIC.get(self._schools.area, _USUAL_ETHNIC)
        number = self._next + np.arange(count)
        self._next += count
        return Pupils(
            number=number,
            year=year,
            school=self._schools.drawn(rng, phase, count),
            sex=rng.integers(0, len(SEXES), count),
            ethnic=rng.choice(len(ETHNIC_GROUPS), count, p=ethnic),
            sen=rng.choice(len(SEN), count, p=_SEN[phase]),
            fsm=rng.random(count) < _FREE_MEALS,
            care=rng.random(count) < _LOOKED_AFTER,
            plan=rng.random(count) < _PLAN,
            pull=rng.gamma(_UNLIKE, 1 / _UNLIKE, count) + 0.02,
        )


def leaving_school(pupils: Pupils, schools: Schools, rng: np.random.Generator) -> Flags:
    """Return who leaves school for good when a year ends: from year 11, where nobody stays on."""
    stays = (schools.sixth_form[pupils.school] == 1) & (rng.random(len(pupils)) < _STAYING_ON)
    found: Flags = (pupils.year == LAST) | ((pupils.year == LAST_SCHOOL) & ~stays)
    return found
