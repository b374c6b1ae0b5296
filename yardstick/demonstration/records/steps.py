"""The steps that every move within a year is made of: off one roll, and on the next.

A pupil's school, and the school of exclusions that follow a move, are kept right here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records.pupils import LAST_PRIMARY, LAST_SCHOOL
from yardstick.demonstration.records.rolls import (
    DESTINATIONS,
    ELSEWHERE,
    GROUNDS,
    MODES,
    ORIGINS,
    Rows,
)
from yardstick.demonstration.records.school_days import school_days

if TYPE_CHECKING:
    from yardstick.demonstration.chance import Counts
    from yardstick.demonstration.records.columns import Flags
    from yardstick.demonstration.records.exclusions import Exclusions
    from yardstick.demonstration.records.place import Place
    from yardstick.demonstration.records.pupils import Pupils

_NEVER: Final = np.iinfo(np.int64).max
# School days from a roll to the next, and their shares: some overlap, most follow at once.
_GAPS: Final = (-3, 0, 1, 4, 9, 14, 40)
_GAP_SHARES: Final = (0.03, 0.2, 0.45, 0.12, 0.08, 0.06, 0.06)


@dataclass
class Rolls:
    """The rows of leavers and joiners made so far."""

    leavers: Rows = field(default_factory=Rows)
    joiners: Rows = field(default_factory=Rows)


class Steps:
    """One year of one authority's rolls.

    Attributes:
        rng: Where chance comes from.
        place: Which authority.
        year: The first is 0.
        days: Positions of the year's school days.
        pupils: Of the year; their `school` follows the moves.
        found: The year's exclusions; likewise.
        times: Exclusions of each pupil in the year.
        last: Day of each pupil's last one; -1 for none.
        free: Who has not moved yet.
        gone: Who is on no roll of the authority when the year ends.
    """

    def __init__(  # noqa: PLR0913 - whose year it is, and where its rows go
        self,
        rng: np.random.Generator,
        place: Place,
        rolls: Rolls,
        year: int,
        *,
        pupils: Pupils,
        found: Exclusions,
    ) -> None:
        self.rng, self.place, self.year = rng, place, year
        self.pupils, self.found = pupils, found
        self._rolls = rolls
        self.days = school_days().of_year(year)
        self.times, self.last = found.span(len(pupils))
        self.free: Flags = pupils.year <= LAST_SCHOOL
        self.gone: Flags = np.zeros(len(pupils), bool)

    # ---- where to, and when ---------------------------------------------------------------

    def phase(self, whose: Counts) -> Counts:
        """Return the phase of each pupil's school."""
        return self.place.own.phase[self.pupils.school[whose]]

    def urn(self, school: Counts) -> Counts:
        """Return the numbers of schools of the authority."""
        return self.place.own.urn[school]

    def at_school(self, urn: str) -> Flags:
        """Return who is at one school."""
        found: Flags = self.urn(self.pupils.school) == int(urn)
        return found

    def another(self, whose: Counts, phases: Counts) -> Counts:
        """Return a school of each phase for each pupil, not the one that the pupil is at."""
        own, drawn = self.place.own, np.zeros(len(whose), np.int64)
        for phase in np.unique(phases):
            which = np.flatnonzero(phases == phase)
            drawn[which] = own.drawn(self.rng, int(phase), len(which))
        first = np.searchsorted(own.phase, phases)
        count = np.searchsorted(own.phase, phases, side="right") - first
        following = first + (drawn - first + 1) % count
        other: Counts = np.where(drawn == self.pupils.school[whose], following, drawn)
        return other

    def after_last(self, whose: Counts, within: int) -> Counts:
        """Return a day of the year after each pupil's last exclusion in it, or any day."""
        soon = self.last[whose] + self.rng.integers(1, within + 1, len(whose))
        random = self.rng.integers(self.days.start, self.days.stop - 1, len(whose))
        day = np.where(self.last[whose] < 0, random, soon)
        clipped: Counts = np.clip(day, self.days.start, self.days.stop - 1)
        return clipped

    def first(self, whose: Counts) -> Counts:
        """Return the day of each pupil's first exclusion in the year; of none, its last day."""
        days = np.full(len(self.pupils), self.days.stop - 1)
        np.minimum.at(days, self.found.pupil, self.found.day)
        return days[whose]

    def entry(self, left: Counts) -> Counts:
        """Return days of joining the next school: mostly at once, some weeks later or before."""
        gaps = np.array(_GAPS)[self.rng.choice(len(_GAPS), len(left), p=_GAP_SHARES)]
        entered: Counts = np.maximum(left + gaps, self.days.start)
        return entered

    # ---- off a roll, and on one -----------------------------------------------------------

    def leave(  # noqa: PLR0913 - the columns of a row
        self,
        whose: Counts,
        day: Counts,
        ground: str | Counts,
        end: str | Counts,
        *,
        urn: Counts | int = ELSEWHERE,
        area: Counts | int = ELSEWHERE,
    ) -> None:
        """Take pupils off the roll of the school they are at; nothing else takes them this year."""
        self._rolls.leavers.add(
            self.pupils.number[whose],
            area=self.place.at,
            urn=self.urn(self.pupils.school[whose]),
            day=day,
            why=GROUNDS.index(ground) if isinstance(ground, str) else ground,
            end=DESTINATIONS.index(end) if isinstance(end, str) else end,
            end_urn=urn,
            end_area=area,
            year=self.pupils.year[whose],
        )
        self.free[whose] = False

    def join(  # noqa: PLR0913 - the columns of a row
        self,
        whose: Counts,
        day: Counts,
        urn: Counts,
        mode: str | Counts,
        *,
        origin: str,
        area: Counts | int,
    ) -> None:
        """Put pupils on the roll of another school; who would join after the last day does not."""
        there = day < len(school_days().dates)
        named = origin in {"SLA", "SOL", "ALT"}
        year = self.pupils.year[whose] + (day >= self.days.stop)
        columns = {
            "area": np.broadcast_to(area, whose.shape),
            "urn": urn,
            "day": day,
            "why": np.broadcast_to(
                MODES.index(mode) if isinstance(mode, str) else mode, whose.shape
            ),
            "end_urn": self.urn(self.pupils.school[whose])
            if named
            else np.full(len(whose), ELSEWHERE),
            "year": year,
        }
        self._rolls.joiners.add(
            self.pupils.number[whose][there],
            end=ORIGINS.index(origin),
            end_area=self.place.at if named else ELSEWHERE,
            **{name: values[there] for name, values in columns.items()},
        )

    def transfer(  # noqa: PLR0913 - who, when, where and how
        self,
        whose: Counts,
        left: Counts,
        entered: Counts,
        to: Counts,
        *,
        mode: str | Counts,
        origin: str = "SLA",
    ) -> None:
        """Move pupils to other schools of the authority, and their later exclusions with them."""
        self.leave(whose, left, "TRA", "SLA", urn=self.urn(to), area=self.place.at)
        self.join(whose, entered, self.urn(to), mode, origin=origin, area=self.place.at)
        moved, school = np.full(len(self.pupils), _NEVER), np.zeros(len(self.pupils), np.int64)
        moved[whose], school[whose] = left, to
        follows = self.found.day > moved[self.found.pupil]
        self.found.school[follows] = school[self.found.pupil[follows]]
        self.pupils.school[whose] = to

    def settle(  # noqa: PLR0913 - who, when, where and how
        self,
        whose: Counts,
        day: Counts,
        to: Counts,
        origin: str,
        *,
        mode: str | Counts,
        back: Flags,
    ) -> None:
        """Put those who come back on a roll of the authority; the others are gone.

        Nobody comes back after a summer in which the school would have been left anyway.
        """
        year = self.pupils.year[whose]
        ends = (year == LAST_PRIMARY) | (year >= LAST_SCHOOL)
        back = back & (day < len(school_days().dates)) & ((day < self.days.stop) | ~ends)
        mode = mode if isinstance(mode, str) else mode[back]
        urns, area = self.urn(to[back]), self.place.at
        self.join(whose[back], day[back], urns, mode, origin=origin, area=area)
        self.pupils.school[whose[back]] = to[back]
        self.gone[whose[~back]] = True
