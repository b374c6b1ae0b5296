"""Made-up markets of placements, many of them ruled by a few providers, for the rules of prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from yardstick.disclosure.shared_prices import shown_prices
from yardstick.verify.price_rules import Paid, broken, paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.verify.released import Row

BY: Final = ("basis", "need")
_MOST: Final = 150  # placements of a market
_BASES, _NEEDS = ("Day", "Residential"), ("Autism", "Distress", "Speech", "Hearing")
_ALONE: Final = 3  # every third provider belongs to no group
_MEAN, _SPREAD = 11.0, 0.6  # of the logarithm of a price


def market(chance: np.random.Generator) -> pd.DataFrame:
    """Return a year of placements: skewed among providers, their groups, authorities and needs."""
    count, providers = chance.integers(5, _MOST), chance.integers(2, 12)
    groups = chance.integers(1, providers + 1)
    pull = chance.pareto(1.0, providers) + 0.05
    provider = chance.choice(providers, count, p=pull / pull.sum())
    alone = provider % _ALONE == 0
    return pd.DataFrame(
        {
            "area": chance.integers(0, chance.integers(1, 6), count).astype(str),
            "period": "2024/25",
            "basis": chance.choice(_BASES, count, p=(0.8, 0.2)),
            "need": chance.choice(_NEEDS, count, p=(0.5, 0.3, 0.15, 0.05)),
            "provider": provider.astype(str),
            "provider_group": pd.Series((provider % groups).astype(str)).mask(alone),
            "price": np.exp(chance.normal(_MEAN, _SPREAD, count)).round(),
        }
    )


def faults_of(market: pd.DataFrame) -> tuple[int, list[str]]:
    """Return how many means a release would show of a market, and what is wrong with them."""
    shown = paths(_rows(shown_prices(market, BY)), BY)
    columns = {"provider": "provider_name", "price": "annual_price"}
    paid = [Paid.of(row, BY) for row in _rows(market.rename(columns=columns))]
    return len(shown), list(broken(shown, paid))


def _rows(frame: pd.DataFrame) -> Sequence[Row]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
