"""What stays the same throughout a placement: distance, contract, who pays which share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.chance import Counts, Floats, chance
from yardstick.demonstration.records.placed import DAY
from yardstick.demonstration.records.planted import Pattern
from yardstick.demonstration.records.providers import NEEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.demonstration.records.columns import Flags
    from yardstick.demonstration.records.placed import Placed
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.providers import Providers

FRAMEWORKS: Final = ("REG", "DPS", "NAT", "SPO")
_FRAMEWORK_SHARES: Final = (0.35, 0.2, 0.2, 0.25)
_MILES: Final = ((2, 22), (10, 60), (25, 140))  # to a provider in the authority, region, elsewhere
_CARE: Final = ((0.0, 0.0), (0.2, 0.42))  # share of care: day or residential, not or looked after
_HEALTH: Final = ((0.0, 0.06), (0.1, 0.2))  # of health: day or residential, other or complex need
_SPREAD: Final = (0.8, 1.2)
_COMPLEX: Final = ("PMLD", "PD", "MSI")
_TRANSPORTED: Final = 0.8  # of day placements
_NAMED: Final = 0.97


@dataclass(frozen=True)
class Facts:
    """One entry per placement.

    Attributes:
        miles: From home.
        framework: Position in `FRAMEWORKS`.
        named: Named in the plan.
        moved: Whether the authority brings the child there.
        away: Looked after, and living outside the authority.
        care: Share of the price that social care pays.
        health: Share that health pays.
    """

    miles: Counts
    framework: Counts
    named: Flags
    moved: Flags
    away: Flags
    care: Floats
    health: Floats


def facts(
    whole: Placed,
    found: Providers,
    *,
    areas: Sequence[str],
    plants: Sequence[PlantedRecord],
    seed: str,
) -> Facts:
    """Return the facts of placements.

    Args:
        whole: The placements.
        found: The providers.
        areas: GSS code of each authority of the region.
        plants: What is planted.
        seed: Another one gives others.
    """
    rng, count = chance(seed, "facts"), len(whole)
    lies = found.area[whole.provider]
    far = np.where(lies == whole.area, 0, np.where(lies < len(areas), 1, 2))
    least, most = np.array(_MILES)[far].T
    residential = (whole.basis != DAY).astype(int)
    complicated = np.isin(whole.need, [NEEDS.index(need) for need in _COMPLEX]).astype(int)
    health = np.array(_HEALTH)[residential, complicated] * rng.uniform(*_SPREAD, count)
    for plant in plants:
        if plant.pattern is Pattern.NO_HEALTH_MONEY:
            health[whole.area == list(areas).index(plant.area)] = 0
    return Facts(
        miles=rng.integers(least, most),
        framework=_frameworks(rng, whole, len(found.name), len(areas)),
        named=rng.random(count) < _NAMED,
        moved=(residential == 0) & (rng.random(count) < _TRANSPORTED),
        away=whole.care & (residential == 1) & (far > 0),
        care=np.array(_CARE)[residential, whole.care.astype(int)] * rng.uniform(*_SPREAD, count),
        health=health,
    )


def _frameworks(rng: np.random.Generator, whole: Placed, count: int, areas: int) -> Counts:
    """Return how each was bought: alike for an authority at a provider."""
    of_pair = rng.choice(len(FRAMEWORKS), (count, areas), p=_FRAMEWORK_SHARES)
    found: Counts = of_pair[whole.provider, whole.area]
    return found
