"""One authority among the others of its region: whose schools its pupils can move to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records.planted import Pattern
from yardstick.demonstration.records.rolls import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.demonstration.chance import Counts
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.schools import Schools

OUTSIDE_URN: Final = 985_000  # of invented schools outside the region
_OUTSIDE_SCHOOLS: Final = 500
_ACROSS: Final = 0.75  # of a planted authority's moves to others, those to the planted one
_LOCAL: Final = 0.5  # of the others: to the authority that follows in the region's list


@dataclass
class Place:
    """One authority among the others of its region.

    Attributes:
        at: Position of the authority.
        schools: Of every authority of the region, in its order.
        areas: GSS codes by position: those of the region, then some outside it.
        plants: What is planted in the region.
    """

    at: int
    schools: Sequence[Schools]
    areas: Sequence[str]
    plants: Sequence[PlantedRecord]

    @property
    def own(self) -> Schools:
        """Return the authority's own schools."""
        return self.schools[self.at]

    def planted(self, pattern: Pattern) -> Sequence[PlantedRecord]:
        """Return what is planted here of a pattern."""
        return [p for p in self.plants if p.pattern is pattern and p.area == self.own.area]

    def outside(self, rng: np.random.Generator, count: int) -> tuple[Counts, Counts]:
        """Return numbers of schools outside the region, and their authorities."""
        urns = OUTSIDE_URN + rng.integers(0, _OUTSIDE_SCHOOLS, count)
        first = len(self.schools)
        return urns, first + (urns - OUTSIDE_URN) % (len(self.areas) - first)

    def others(self, rng: np.random.Generator, count: int) -> Counts:
        """Return positions of other authorities of the region; the next in its list most often."""
        size = len(self.schools)
        steps = np.where(rng.random(count) < _LOCAL, 1, rng.integers(1, size, count))
        found = (self.at + steps) % size
        for plant in self.planted(Pattern.ACROSS_BORDER):
            other = list(self.areas).index(plant.other)
            found = np.where(rng.random(count) < _ACROSS, other, found)
        return found

    def schools_of(self, rng: np.random.Generator, areas: Counts, phases: Counts) -> Counts:
        """Return the number of a school of each authority and phase."""
        urns = np.full(len(areas), ELSEWHERE)
        for area, phase in np.unique(np.stack([areas, phases]), axis=1).T:
            which = np.flatnonzero((areas == area) & (phases == phase))
            schools = self.schools[area]
            urns[which] = schools.urn[schools.drawn(rng, int(phase), len(which))]
        return urns


def outside(catalogue: Catalogue, region: Region) -> tuple[str, ...]:
    """Return the GSS codes of the authorities that lie in other regions."""
    areas = catalogue.reference.areas.values()
    there = (one for one in areas if one.dfe and one.region != region.code and not one.valid_to)
    return tuple(sorted(one.code for one in there))
