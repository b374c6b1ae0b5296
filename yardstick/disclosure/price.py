"""When a sum or a mean of prices may be shown to others than its authority, and how exactly.

Prices of placements (data set 4) say what a provider takes and, where there are few, what one
child costs. The rules are protection 2.2's: enough placements, providers and authorities, and
the p % rule of dominance by provider group (Hundepool et al., Statistical Disclosure Control,
2012, 4.2.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

LEAST_PLACEMENTS, LEAST_PROVIDERS, LEAST_AUTHORITIES = 10, 3, 2
LARGEST_SHARE = 0.10  # what is left without the two largest groups, of the largest
NEAREST = 1_000.0  # pounds a year
FIGURES = 3  # significant figures, where those are coarser


def may_show(placements: pd.DataFrame) -> bool:
    """Tell whether a sum or mean of some placements' prices may be shown to others.

    Args:
        placements: One row per placement: `area`, `provider`, `provider_group`, `price` (pounds a
            year). A provider of no group is a group of its own: say so with its own name. A
            missing price, area, provider or group, or a price below 0, shows nothing.

    Returns:
        Whether there are at least 10 placements, 3 providers and 2 authorities, and the total
        less the two largest groups is at least 10 % of the largest.
    """
    needed = placements[["area", "provider", "provider_group", "price"]]
    if needed.isna().to_numpy().any() or (needed["price"] < 0).any():
        return False
    enough = (
        len(needed) >= LEAST_PLACEMENTS
        and needed["provider"].nunique() >= LEAST_PROVIDERS
        and needed["area"].nunique() >= LEAST_AUTHORITIES
    )
    return enough and _is_spread(needed)


def _is_spread(placements: pd.DataFrame) -> bool:
    """Apply the p % rule: the second largest group must not be able to price the largest."""
    groups = placements.groupby("provider_group")["price"].sum().sort_values(ascending=False)
    return bool(groups.iloc[2:].sum() >= LARGEST_SHARE * groups.iloc[0] and groups.iloc[0] > 0)


def rounded(price: float) -> float:
    """Return a price as it is shown to others: to £1,000, or 3 significant figures if coarser.

    Args:
        price: Pounds a year; missing (nan) stays missing.
    """
    if np.isnan(price) or price == 0:
        return price
    figures = 10.0 ** (np.floor(np.log10(abs(price))) + 1 - FIGURES)
    step = max(NEAREST, float(figures))
    return float(np.floor(price / step + 0.5) * step)
