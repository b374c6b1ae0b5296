"""An invented region's exclusion records, skewed as real ones are, for bars to be tried on.

Sizes run from a Rutland to a Nottinghamshire; a few schools, reasons and pupils make most of the
suspensions, and small groups stay small. Nothing here is anybody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import numpy.typing as npt

SHARES = (0.004, 0.05, 0.06, 0.08, 0.09, 0.10, 0.12, 0.14, 0.165, 0.191)
TERMS = ("Autumn", "Spring", "Summer")
PHASES = ("Primary", "Secondary", "Special", "AP/PRU")
YEARS = ("R", *(str(year) for year in range(1, 14)))
SEXES = ("F", "M")
ETHNICITIES = ("White", "Mixed", "Asian", "Black", "Other", "Unknown")
PROVISIONS = ("N", "K", "E")
MEALS = ("N", "Y")
REASONS = (
    "disruption",
    "verbal",
    "violence",
    "other",
    "property",
    "substances",
    "bullying",
    "sexual",
)

_YEARS = (2, 3, 4, 5, 6, 7, 8, 22, 40, 52, 48, 30, 2, 1)
_SPECIAL, _REFERRAL = 0.04, 0.03  # shares of the suspended pupils
_PER_PUPIL = 2.8  # suspensions of a suspended pupil: 11.31 against 4.04 per 100 (DfE, 2023/24)
_PERMANENT = 0.0115  # permanent exclusions for each suspension: 0.129 against 11.31 per 100


def exclusion_records(total: int, seed: int, shares: tuple[float, ...] = SHARES) -> pd.DataFrame:
    """Invent a year of exclusions.

    Args:
        total: Suspensions in the region, roughly.
        seed: The same seed invents the same records.
        shares: Each authority's share of them.

    Returns:
        One row per exclusion: `area`, `period`, the dimensions of domain 4.1 as columns, `record`
        and `pupil` tokens, and 0 or 1 in `suspensions`, `pupils` (the pupil's first suspension)
        and `permanent`.
    """
    chance = np.random.default_rng(seed)
    areas = [
        _of_area(f"A{at:02}", round(total * share / sum(shares)), chance)
        for at, share in enumerate(shares)
    ]
    return pd.concat(areas, ignore_index=True)


def _of_area(area: str, suspensions: int, chance: np.random.Generator) -> pd.DataFrame:
    pupils = _pupils(max(3, round(suspensions / _PER_PUPIL)), chance)
    pull = chance.pareto(1.6, len(pupils)) + 0.2  # a few pupils have many
    whose = np.sort(chance.choice(len(pupils), suspensions, p=pull / pull.sum()))
    expelled = chance.choice(len(pupils), chance.poisson(suspensions * _PERMANENT))
    records = pupils.iloc[np.concatenate([whose, expelled])].reset_index(drop=True)
    is_suspension = np.arange(len(records)) < len(whose)
    records["area"] = area
    records["period"] = "2024-25"
    records["term"] = chance.choice(TERMS, len(records), p=[0.36, 0.33, 0.31])
    records["reason"] = chance.choice(
        REASONS, len(records), p=[0.47, 0.16, 0.17, 0.08, 0.03, 0.04, 0.03, 0.02]
    )
    records["record"] = [f"{area}-{at}" for at in range(len(records))]
    records["suspensions"] = is_suspension.astype(int)
    records["permanent"] = (~is_suspension).astype(int)
    first = ~records["pupil"].duplicated() & is_suspension
    records["pupils"] = first.astype(int)
    return records


def _pupils(count: int, chance: np.random.Generator) -> pd.DataFrame:
    years = chance.choice(YEARS, count, p=_likelihood(_YEARS))
    primary = np.isin(years, YEARS[:7])
    phase = np.where(primary, "Primary", "Secondary").astype(object)
    drawn = chance.random(count)
    phase[drawn < _SPECIAL] = "Special"
    phase[(drawn > 1 - _REFERRAL) & ~primary] = "AP/PRU"
    return pd.DataFrame(
        {
            "pupil": chance.permutation(10 * count)[:count].astype(str),
            "phase": phase,
            "year": years,
            "sex": chance.choice(SEXES, count, p=[0.38, 0.62]),
            "ethnicity": chance.choice(ETHNICITIES, count, p=_likelihood((77, 8, 5, 6, 2, 2))),
            "sen": chance.choice(PROVISIONS, count, p=[0.48, 0.38, 0.14]),
            "fsm": chance.choice(MEALS, count, p=[0.45, 0.55]),
        }
    )


def _likelihood(weights: tuple[int, ...]) -> npt.NDArray[np.float64]:
    return np.array(weights) / sum(weights)
