"""Invented schools: how many an authority has, of which phase and type, and how large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.calibration import people_of
from yardstick.demonstration.chance import Counts, Floats, chance, nearest
from yardstick.demonstration.records.rates import PHASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region

# One pupil is invented for every four children of an authority, so that a region has about
# 30,000 exclusions a year and the first store is made in seconds.
PUPILS_PER_CHILD: Final = 0.25
TYPES: Final = ("MAI", "ACA", "FRE", "SPE", "PRU")
PRIMARY, SECONDARY, SPECIAL, ALTERNATIVE = range(len(PHASES))
FIRST_URN: Final = 900_000  # no school has been given a number from here on
_URNS_EACH: Final = 4_000  # so many for each authority of a region
# Of all pupils, by phase, and pupils of a school. DfE, *Schools, pupils and their characteristics*.
PHASE_SHARES: Final = (0.575, 0.405, 0.018, 0.002)
_PUPILS_EACH: Final = (250, 980, 120, 40)
_TYPE_SHARES: Final = (
    (0.55, 0.42, 0.03, 0.0, 0.0),
    (0.15, 0.78, 0.07, 0.0, 0.0),
    (0.0, 0.0, 0.0, 1.0, 0.0),
    (0.0, 0.0, 0.0, 0.0, 1.0),
)
_FIRST_ESTABLISHMENT: Final = (2_000, 4_000, 7_000, 1_100)
_WITH_SIXTH_FORM: Final = 0.6
_UNEVEN: Final = 0.35  # standard deviation of the logarithm of a school's size


@dataclass(frozen=True)
class Schools:
    """The schools of one authority; each attribute has one entry per school, sorted by phase.

    Attributes:
        area: GSS code of the authority.
        pupils: About how many pupils it has in all.
        urn: Of each school, of the invented range.
        laestab: DfE's number of the authority and four digits.
        phase: Position in `PHASES`.
        type: Position in `TYPES`.
        size: Its share of the pupils of its phase.
        sixth_form: Whether pupils stay after year 11.
    """

    area: str
    pupils: int
    urn: Counts
    laestab: Counts
    phase: Counts
    type: Counts
    size: Floats
    sixth_form: Counts

    def of_phase(self, phase: int) -> Counts:
        """Return the positions of the schools of a phase."""
        return np.flatnonzero(self.phase == phase)

    def drawn(self, rng: np.random.Generator, phase: int, count: int) -> Counts:
        """Return so many positions of schools of a phase, large ones more often."""
        there = self.of_phase(phase)
        return rng.choice(there, count, p=self.size[there])

    def largest(self, phase: int) -> int:
        """Return the position of the largest school of a phase."""
        there = self.of_phase(phase)
        return int(there[np.argmax(self.size[there])])


def schools_of_region(
    catalogue: Catalogue, region: Region, scale: float, seed: str
) -> Mapping[str, Schools]:
    """Return the schools of every authority of a region, by its GSS code.

    Args:
        catalogue: Populations.
        region: Whose authorities.
        scale: 1 for a quarter of the children who live there.
        seed: Another one gives other schools.
    """
    found = {}
    for at, area in enumerate(region.authorities):
        children = people_of(catalogue, area)
        dfe = int(catalogue.reference.areas[area].dfe)
        pupils = max(nearest(children * PUPILS_PER_CHILD * scale), 200)
        first = FIRST_URN + at * _URNS_EACH
        found[area] = _schools(area, pupils, first, dfe, chance(seed, area, "schools"))
    return found


def _schools(area: str, pupils: int, first: int, dfe: int, rng: np.random.Generator) -> Schools:
    counts = [
        max(nearest(pupils * share / each), 2)
        for share, each in zip(PHASE_SHARES, _PUPILS_EACH, strict=True)
    ]
    phase = np.repeat(np.arange(len(PHASES)), counts)
    within = np.concatenate([np.arange(count) for count in counts])
    sizes = [weights / weights.sum() for weights in _weights(rng, counts)]
    return Schools(
        area=area,
        pupils=pupils,
        urn=first + np.arange(len(phase)),
        laestab=dfe * 10_000 + np.array(_FIRST_ESTABLISHMENT)[phase] + within,
        phase=phase,
        type=np.array([rng.choice(len(TYPES), p=_TYPE_SHARES[at]) for at in phase]),
        size=np.concatenate(sizes),
        sixth_form=(rng.random(len(phase)) < _WITH_SIXTH_FORM).astype(np.int64),
    )


def _weights(rng: np.random.Generator, counts: list[int]) -> list[Floats]:
    return [rng.lognormal(0.0, _UNEVEN, count) for count in counts]
