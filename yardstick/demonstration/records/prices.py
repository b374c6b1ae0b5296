"""What placements cost: by need and basis, provider and authority, with an increase each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.chance import Counts, Floats, chance, rounded
from yardstick.demonstration.records.planted import Pattern
from yardstick.demonstration.records.providers import AT
from yardstick.demonstration.records.school_days import YEARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.demonstration.records.placed import Placed
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.providers import Providers

# Usual price of a placement for autism in 2021/22, by basis; ours. DfE (2026): 63,000 pounds is
# the mean of independent special schools; freedom of information answers of 2022: 51,000 to 68,000.
_USUAL: Final = (52_000, 96_000, 116_000, 148_000, 170_000, 186_000, 232_000)
# To that of autism, in the order of `providers.NEEDS`.
_BY_NEED: Final = (1.0, 1.04, 0.92, 0.85, 1.1, 1.25, 1.06, 0.8, 0.96, 0.95, 1.2, 0.94)
# What the register's checks ask about is avoided.
_LEAST: Final = (25_500, 61_000, 61_000, 70_000, 80_000, 90_000, 152_000)
_MOST: Final = (118_000, 196_000, 196_000, 300_000, 350_000, 400_000, 445_000)
_BETWEEN_AUTHORITIES, _BETWEEN_CHILDREN = 0.05, 0.04  # standard deviations of logarithms
_DEARER: Final = 1.25
_REQUESTED: Final = (0.055, 0.018)  # mean and standard deviation of an increase that is asked for
_AGREED: Final = (0.45, 0.95)  # of it
_STEEP: Final = 0.14
_BEFORE: Final = 0.96  # a year before the first, to the first
_WITH_SUPPORT, _SUPPORT = 0.28, (0.05, 0.32)
_BOARD: Final = 0.55  # of the price of a residential placement


@dataclass(frozen=True)
class Prices:
    """What each placement costs in each year of the demonstration.

    Attributes:
        annual: Whole pounds, by placement and year, as if it was there all the time.
        support: Of these for additional support.
        requested: Increase that was asked for that year, per cent, by placement and year.
        agreed: Likewise that was agreed.
    """

    annual: Counts
    support: Counts
    requested: Floats
    agreed: Floats

    def at_start(self, whole: Placed) -> Counts:
        """Return the price when each began; before the first year it was lower year by year."""
        year = whole.start // 12
        first = self.annual[np.arange(len(whole)), np.maximum(year, 0)]
        return rounded(first * _BEFORE ** np.maximum(-year, 0))


def prices(
    whole: Placed,
    found: Providers,
    *,
    areas: Sequence[str],
    plants: Sequence[PlantedRecord],
    seed: str,
) -> Prices:
    """Return the prices of placements.

    Args:
        whole: The placements.
        found: The providers.
        areas: GSS code of each authority.
        plants: What is planted.
        seed: Another one gives others.
    """
    rng = chance(seed, "prices")
    requested, agreed = _increases(rng, len(found.name), len(areas), plants)
    pair = whole.provider, whole.area
    own = rng.lognormal(0, _BETWEEN_AUTHORITIES, (len(found.name), len(areas)))
    for plant in plants:
        if plant.pattern is Pattern.DEAR:
            own[AT[Pattern.DEAR]] = 1 + (own[AT[Pattern.DEAR]] - 1) / 4  # others pay alike
            own[AT[Pattern.DEAR], list(areas).index(plant.area)] = _DEARER
    first = np.array(_USUAL)[whole.basis] * np.array(_BY_NEED)[whole.need]
    first = first * found.level[whole.provider] * own[pair]
    first *= rng.lognormal(0, _BETWEEN_CHILDREN, len(whole))
    risen = np.cumprod(1 + agreed[pair], axis=1) / (1 + agreed[pair][:, :1])
    exact: Floats = first[:, None] * risen
    least, most = np.array(_LEAST)[whole.basis], np.array(_MOST)[whole.basis]
    annual: Counts = np.clip(rounded(exact), least[:, None], most[:, None])
    supported = rng.random(len(whole)) < _WITH_SUPPORT
    share: Floats = np.where(supported, rng.uniform(*_SUPPORT, len(whole)), 0)
    support = rounded(annual.astype(float) * share[:, None])
    return Prices(annual, support, 100 * requested[pair], 100 * agreed[pair])


def _increases(
    rng: np.random.Generator, count: int, areas: int, plants: Sequence[PlantedRecord]
) -> tuple[Floats, Floats]:
    """Return what each provider asks of each authority each year, and what is agreed."""
    requested = np.maximum(rng.normal(*_REQUESTED, (count, 1, YEARS)), 0.01)
    share = rng.uniform(*_AGREED, (count, areas, YEARS))
    for plant in plants:
        if plant.pattern is Pattern.STEEP_UPLIFT:
            requested[AT[Pattern.STEEP_UPLIFT]], share[AT[Pattern.STEEP_UPLIFT]] = _STEEP, 1.0
    requested = np.round(np.broadcast_to(requested, share.shape), 3)
    return requested, np.floor(requested * share * 1000) / 1000


def board(annual: Counts) -> Counts:
    """Return the part of residential prices that is for board."""
    return rounded(annual.astype(float) * _BOARD)


def funding(annual: Counts, *, care: Floats, health: Floats) -> tuple[Counts, Counts, Counts]:
    """Return what education, health and social care pay, which adds up to the price.

    Args:
        annual: Prices.
        care: Share of social care of each, from 0 to 1.
        health: Share of health of each.
    """
    of_care, of_health = rounded(annual * care), rounded(annual * health)
    return annual - of_care - of_health, of_health, of_care
