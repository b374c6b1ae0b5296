"""How much of a market a few sellers have: the Herfindahl-Hirschman index, and its bands."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.stats.arrays import present

if TYPE_CHECKING:
    from yardstick.stats.arrays import Numbers

WHOLE: Final = 10_000.0
CONCENTRATED, HIGHLY = 1_000.0, 2_000.0


class Concentration(StrEnum):
    """The bands of the Competition and Markets Authority."""

    NOT = "not concentrated"
    CONCENTRATED = "concentrated"
    HIGHLY = "highly concentrated"
    UNKNOWN = "not known"


def herfindahl(sizes: Numbers) -> float:
    """Return the sum of squared shares, from near 0 (many alike) to 10,000 (one has all).

    Missing (nan) where nothing is sold. Source: Competition and Markets Authority, Merger
    assessment guidelines (CC2/OFT1254, 2010), 5.3.5.

    Args:
        sizes: What each seller sells, in one unit; missing ones are left out.

    Raises:
        ValueError: A size is below 0.
    """
    known = present(sizes)
    if (known < 0).any():
        raise ValueError("A seller cannot sell less than nothing.")
    total = known.sum()
    return float(np.square(known / total).sum() * WHOLE) if total > 0 else np.nan


def band(index: float) -> Concentration:
    """Return the band of an index: concentrated above 1,000, highly above 2,000."""
    if np.isnan(index):
        return Concentration.UNKNOWN
    if index > HIGHLY:
        return Concentration.HIGHLY
    return Concentration.CONCENTRATED if index > CONCENTRATED else Concentration.NOT


def largest_share(sizes: Numbers, most: int) -> float:
    """Return the share, from 0 to 1, of the largest so many sellers; nan where nothing is sold."""
    known = np.sort(present(sizes))[::-1]
    total = known.sum()
    return float(known[:most].sum() / total) if total > 0 else np.nan
