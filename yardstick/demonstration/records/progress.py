"""From one academic year to the next: who leaves, who moves up, and who is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records.pupils import (
    FIRST_SECONDARY,
    LAST_PRIMARY,
    LAST_SCHOOL,
    RECEPTION,
    leaving_school,
)
from yardstick.demonstration.records.rolls import (
    DESTINATIONS,
    ELSEWHERE,
    GROUNDS,
    MODES,
    ORIGINS,
)
from yardstick.demonstration.records.school_days import YEARS, school_days
from yardstick.demonstration.records.schools import PHASE_SHARES, PRIMARY, SECONDARY

if TYPE_CHECKING:
    from yardstick.demonstration.chance import Counts
    from yardstick.demonstration.records.place import Place
    from yardstick.demonstration.records.pupils import Newcomers, Pupils
    from yardstick.demonstration.records.steps import Rolls

# Of pupils who end year 6; ours. As many come from elsewhere as go there.
_TO_OTHERS, _TO_INDEPENDENT = 0.06, 0.03
_IN_YEAR: Final = 0.022  # of pupils, those who come in a year from outside the region
_FROM: Final = (("SOL", 0.5), ("ABR", 0.4), ("IND", 0.1))
_FIRST_DAYS: Final = 4
_PRIMARY_YEARS, _SECONDARY_YEARS = 7, 5.4  # the second with those who stay on


@dataclass
class Progress:
    """One authority from year to year: its pupils, and the rows that the change makes."""

    rng: np.random.Generator
    place: Place
    rolls: Rolls
    newcomers: Newcomers

    def begin(self, pupils: Pupils) -> None:
        """Let those who begin school, or secondary school, in the first September join."""
        for year, origin in ((RECEPTION, "NEW"), (FIRST_SECONDARY, "SLA")):
            first = pupils.some(pupils.year == year)
            day = self.rng.integers(0, _FIRST_DAYS, len(first))
            self._join(first, day, "NOR", np.full(len(first), ORIGINS.index(origin)))

    def after(self, year: int, pupils: Pupils) -> Pupils:
        """End a year in July and return the pupils of the next September.

        Args:
            year: The one that ends; the first is 0.
            pupils: Those still on a roll of the authority.
        """
        day = school_days().of_year(year).stop - 1
        done = leaving_school(pupils, self.place.own, self.rng)
        self._leave(pupils.some(done), day, "P16", ELSEWHERE, ELSEWHERE)
        stay = self._to_secondary(pupils.some(~done), day)
        stay.year = stay.year + 1
        return stay.and_(self.arrive(year + 1, len(stay)))

    def arrive(self, year: int, others: int) -> Pupils:
        """Return the new pupils of a year, on a roll in it.

        Args:
            year: Which; nobody is returned as a joiner beyond the last.
            others: How many pupils there are already.
        """
        rng, days = self.rng, school_days().of_year(min(year, YEARS - 1))
        first = self._new(
            round(self.place.own.pupils * PHASE_SHARES[PRIMARY] / _PRIMARY_YEARS),
            PRIMARY,
            RECEPTION,
        )
        year_seven = others * PHASE_SHARES[SECONDARY] / _SECONDARY_YEARS
        moved = round(year_seven * (_TO_OTHERS + _TO_INDEPENDENT))
        elsewhere = self._new(moved, SECONDARY, FIRST_SECONDARY)
        count = rng.poisson(others * _IN_YEAR)
        years = rng.integers(RECEPTION, LAST_SCHOOL, count)
        primary = years <= LAST_PRIMARY
        late = self.newcomers.of_phase(int(primary.sum()), PRIMARY, years[primary]).and_(
            self.newcomers.of_phase(int((~primary).sum()), SECONDARY, years[~primary])
        )
        if year < YEARS:
            starts = days.start + rng.integers(0, _FIRST_DAYS, len(first))
            self._join(first, starts, "NOR", np.full(len(first), ORIGINS.index("NEW")))
            self._join(elsewhere, np.full(len(elsewhere), days.start), "NOR", self._from(moved))
            day = rng.integers(days.start, days.stop, count)
            self._join(late, day, "INY", self._from(count))
        return first.and_(elsewhere).and_(late)

    def _new(self, count: int, phase: int, year: int) -> Pupils:
        return self.newcomers.of_phase(count, phase, np.full(count, year))

    def _from(self, count: int) -> Counts:
        drawn = self.rng.choice(len(_FROM), count, p=[share for _, share in _FROM])
        return np.array([ORIGINS.index(origin) for origin, _ in _FROM])[drawn]

    def _to_secondary(self, pupils: Pupils, day: int) -> Pupils:
        """Move those who end year 6 on; the others stay where they are."""
        rng, place = self.rng, self.place
        ending = (pupils.year == LAST_PRIMARY) & (place.own.phase[pupils.school] == PRIMARY)
        up, others = pupils.some(ending), pupils.some(~ending)
        where = rng.random(len(up))
        out = where < _TO_OTHERS
        away = ~out & (where < _TO_OTHERS + _TO_INDEPENDENT)
        stay = ~out & ~away
        self._across(up.some(out), day)
        self._leave(up.some(away), day, "IND", ELSEWHERE, ELSEWHERE)
        local = up.some(stay)
        to = place.own.drawn(rng, SECONDARY, len(local))
        self._leave(local, day, "SLA", place.own.urn[to], place.at)
        self._enter(local, day, place.own.urn[to], np.full(len(local), place.at))
        local.school = to
        return others.and_(local)

    def _across(self, pupils: Pupils, day: int) -> None:
        """Move pupils to secondary schools of other authorities."""
        areas = self.place.others(self.rng, len(pupils))
        phases = np.full(len(pupils), SECONDARY)
        urns = self.place.schools_of(self.rng, areas, phases)
        self._leave(pupils, day, "SOL", urns, areas)
        self._enter(pupils, day, urns, areas)

    def _leave(
        self, pupils: Pupils, day: int, end: str, urn: Counts | int, area: Counts | int
    ) -> None:
        self.rolls.leavers.add(
            pupils.number,
            area=self.place.at,
            urn=self.place.own.urn[pupils.school],
            day=day,
            why=GROUNDS.index("AGE"),
            end=DESTINATIONS.index(end),
            end_urn=urn,
            end_area=area,
            year=pupils.year,
        )

    def _enter(self, pupils: Pupils, day: int, urns: Counts, areas: Counts) -> None:
        """Join a secondary school in the first days of the year that follows, if there is one."""
        if day + 1 == len(school_days().dates):
            return
        self.rolls.joiners.add(
            pupils.number,
            area=areas,
            urn=urns,
            day=day + 1 + self.rng.integers(0, _FIRST_DAYS, len(pupils)),
            why=MODES.index("NOR"),
            end=np.where(areas == self.place.at, ORIGINS.index("SLA"), ORIGINS.index("SOL")),
            end_urn=self.place.own.urn[pupils.school],
            end_area=self.place.at,
            year=pupils.year + 1,
        )

    def _join(self, pupils: Pupils, day: Counts, mode: str, origin: Counts) -> None:
        """Join for the first time, from outside the region."""
        urns, areas = self.place.outside(self.rng, len(pupils))
        named = origin == ORIGINS.index("SOL")
        self.rolls.joiners.add(
            pupils.number,
            area=self.place.at,
            urn=self.place.own.urn[pupils.school],
            day=day,
            why=MODES.index(mode),
            end=origin,
            end_urn=np.where(named, urns, ELSEWHERE),
            end_area=np.where(named, areas, ELSEWHERE),
            year=pupils.year,
        )
