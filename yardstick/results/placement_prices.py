"""Prices of a term's placements: the middle and the quarters, and what lies above the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.results.records_asked import BASES, NEEDS, YEAR_GROUPS, Asked
from yardstick.stats.quantiles import spine

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST_COMPARED: Final = 5  # placements of one need and basis that have a middle worth the name
_QUERY: Final = "placement_prices"


def by_need(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return prices by first need."""
    rows = asked.run(_QUERY)
    return _by(rows.assign(part=rows["need"]), asked.labels(NEEDS))


def by_basis(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return prices of day places and of each kind of board."""
    rows = asked.run(_QUERY)
    return _by(rows.assign(part=rows["basis"]), asked.labels(BASES))


def by_phase(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return prices by key stage."""
    rows, codes = asked.run(_QUERY), asked.codes(YEAR_GROUPS)
    phase = rows["year_group"].map({code: one.part for code, one in codes.items()})
    return _by(rows.assign(part=phase), {one.part: one.part_label for one in codes.values()})


def _by(rows: pd.DataFrame, labels: Mapping[str, str]) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return the prices of each part in the order of its code list, and of all together."""
    parts = [(part, rows[rows["part"] == part]) for part in labels]
    made = [
        {"part": part, "label": labels[part], **_prices(own)} for part, own in parts if len(own)
    ]
    return pd.DataFrame(made), _prices(rows)


def _prices(rows: pd.DataFrame) -> dict[str, float]:
    prices = rows["price"].repeat(rows["placements"].tolist())
    a_week = rows["price"] / rows["weeks"].astype("float64")
    weekly = a_week.repeat(rows["placements"].tolist())
    marks = spine(prices)
    return {
        "placements": float(len(prices)),
        "q1": marks.q1,
        "median": marks.median,
        "q3": marks.q3,
        "mean": float(prices.mean()),
        "weekly": spine(weekly).median,
        "with_weeks": float(weekly.notna().sum()),
    }


def opportunity(asked: Asked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return what placements cost above the middle of the same need and basis, added up by need.

    It is no saving: a price above the middle may buy what a child needs. Where fewer than
    `LEAST_COMPARED` placements share need and basis there is no middle, and they are left out
    and counted.
    """
    rows, labels = asked.run(_QUERY), asked.labels(NEEDS)
    pairs = [_above(own) for _, own in rows.groupby(["need", "basis"])]
    each = pd.DataFrame(pairs).groupby("part")[["placements", "compared", "above", "pounds"]].sum()
    made = each[each["compared"] > 0].reset_index()
    made.insert(1, "label", made["part"].map(labels))
    totals = {str(name): float(total) for name, total in each.sum().items()}
    return made.sort_values(["pounds", "part"], ascending=[False, True]), totals


def _above(rows: pd.DataFrame) -> dict[str, str | float]:
    prices = rows["price"].repeat(rows["placements"].tolist())
    is_compared = len(prices) >= LEAST_COMPARED
    over = (prices - prices.median()).clip(lower=0) if is_compared else prices * 0
    return {
        "part": str(rows["need"].iloc[0]),
        "placements": len(prices),
        "compared": len(prices) if is_compared else 0,
        "above": int((over > 0).sum()),
        "pounds": float(over.sum()),
    }
