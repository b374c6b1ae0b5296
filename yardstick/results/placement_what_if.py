"""What a year's spend would be if the dearest placements had another price: a sum, no promise.

The price is the reader's own assumption, or the region's mean of the same basis and need where a
release shows one. Nothing here knows whether such a place is free or meets a child's needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.model import Period
from yardstick.results.placement_beside import ALL, CODES, Beside
from yardstick.results.placement_types import DATASET, REGION_MEAN
from yardstick.results.shared_numbers import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.results.placement_types import PlacementsAsked
    from yardstick.results.records_asked import Asked

_SUMMED = ["placements", "moved", "unpriced", "now", "then", "difference", "dearer"]


def what_if(own: Asked, asked: PlacementsAsked) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Return what moving the dearest placements of a part would change in a year, by need.

    Raises:
        AccessDenied: There is no such part of the placements.
    """
    held = _held(own, asked.part)
    year, target = _targets(own, asked, held)
    each = moved(held.assign(target=target), asked.move.number)
    made = each.groupby("need", as_index=False, sort=False)[_SUMMED].sum()
    made = made.rename(columns={"need": "part"})
    made.insert(1, "label", made["part"])
    totals = {name: float(made[name].sum()) for name in _SUMMED}
    totals["spend"] = float((held["price"] * held["placements"]).sum())
    totals["bases"] = float(each.loc[each["moved"] > 0, "basis"].nunique())
    size = made["difference"].abs()
    ordered = made.loc[size.sort_values(ascending=False, kind="stable").index]
    return ordered.drop(columns="dearer"), totals | year


def moved(held: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return how many of each row are moved, the dearest first, and what that changes.

    Args:
        held: `price` and `target` in pounds a year, and how many `placements`. Where `target` is
            missing (nan) nothing is moved.
        number: How many to move; all that can be, where they are fewer.

    Returns:
        The rows, with `moved`, `unpriced` (placements without a target), `now`, `then`,
        `difference` (pounds a year; below 0 where less would be spent), and `dearer` (of those
        moved, how many would cost more than they do).
    """
    can = held["placements"].where(held["target"].notna(), 0)
    ordered = can.loc[held["price"].sort_values(ascending=False, kind="stable").index]
    left = (number - (ordered.cumsum() - ordered)).clip(lower=0)
    taken = ordered.where(ordered < left, left).reindex(held.index)
    now, then = taken * held["price"], taken * held["target"].fillna(0)
    return held.assign(
        moved=taken,
        unpriced=held["placements"] - can,
        now=now,
        then=then,
        difference=then - now,
        dearer=taken.where(held["target"] > held["price"], 0),
    )


def _held(own: Asked, part: str) -> pd.DataFrame:
    """Return the placements of the part asked for, with need, basis and stage in words."""
    held = own.run("placement_prices").rename(columns={"year_group": "stage"})
    for name, codes in CODES.items():
        held[name] = held[name].map(
            {code: one.part_label for code, one in own.codes(codes).items()}
        )
    shown = Shown(own.cursor, own.library, DATASET, (), "", part)
    return shown.within(held).reset_index(drop=True)


def _targets(
    own: Asked, asked: PlacementsAsked, held: pd.DataFrame
) -> tuple[dict[str, float], pd.Series]:
    """Return the price that each row is moved to, and of which year it is where that is known."""
    price = asked.move.price
    if price != REGION_MEAN:
        return {}, pd.Series(float(price), index=held.index)
    terms = frozenset({own.period.key})
    shown = Beside(own.cursor, own.library, own.focus, terms, asked).prices()
    if not shown:
        return {}, pd.Series(float("nan"), index=held.index)
    year = max(map(Period.parse, shown))
    of = shown[year.key]
    groups = zip(held["basis"], held["need"], strict=True)
    found = [of.get((basis, need), of.get((basis, ALL), float("nan"))) for basis, need in groups]
    return {"year": float(year.year)}, pd.Series(found, index=held.index, dtype=float)
