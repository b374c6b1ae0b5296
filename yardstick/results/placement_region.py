"""An authority's prices against the region's mean prices, and why its mean is another.

Of others nothing is known here but what the release shows: mean prices of the region where the
rules of prices allow one, and numbers rounded to 5. The region holds the authority itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.results.placement_beside import ALL
from yardstick.stats.mix import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yardstick.model import Period
    from yardstick.results.placement_beside import Beside, Found

    Group = tuple[str, str]  # basis and first need, in words

WHOLE: Final = (ALL, ALL)
ENOUGH: Final = 0.8  # of a basis's placements whose need has a price: else the basis is one group


def _nothing() -> Found:
    return None, pd.DataFrame({"part": [], "label": []}), {}


def _priced_year(beside: Beside) -> tuple[Period, Mapping[Group, float]] | None:
    """Return the newest year of the authority's returns with a mean price of the region."""
    prices = beside.prices()
    for year in beside.own_years():
        if WHOLE in prices.get(year.key, {}):
            return year, prices[year.key]
    return None


def label(group: Group) -> str:
    """Return a group in words."""
    basis, need = group
    if need == ALL:
        return "All placements" if basis == ALL else basis
    return f"{basis}: {need}"


# ---- prices against the region's --------------------------------------------------------------


def against_region(beside: Beside) -> Found:
    """Return the authority's mean prices, and the region's where it may be shown."""
    found = _priced_year(beside)
    if found is None:
        return _nothing()
    year, prices = found
    own = beside.own(year)
    rows = [_compared(group, held, prices.get(group)) for group, held in _groups(beside, own)]
    made = pd.DataFrame(rows)
    leaves = made[made["is_leaf"] & made["region"].notna()]
    whole = made.iloc[0]
    totals = {
        **{name: float(whole[name]) for name in ("placements", "mean", "region", "index")},
        "compared": float(len(leaves)),
        "above": float((leaves["mean"] > leaves["region"]).sum()),
        "leaves": float(made["is_leaf"].sum()),
    }
    return year, made, totals


def _groups(beside: Beside, own: pd.DataFrame) -> Iterator[tuple[Group, pd.DataFrame]]:
    """Yield all placements, then each basis and each need within it that the authority has."""
    yield WHOLE, own
    for basis in dict.fromkeys(beside.words("basis").values()):
        within = own[own["basis"] == basis]
        if len(within):
            yield (basis, ALL), within
        for need in dict.fromkeys(beside.words("need").values()):
            both = within[within["need"] == need]
            if len(both):
                yield (basis, need), both


def _compared(group: Group, held: pd.DataFrame, region: float | None) -> dict[str, object]:
    mean = float(held["spend"].sum() / held["placements"].sum())
    return {
        "part": "/".join(group),
        "label": label(group),
        "is_leaf": group[1] != ALL,
        "placements": float(held["placements"].sum()),
        "mean": mean,
        "region": float("nan") if region is None else region,
        "index": float("nan") if region is None else 100 * mean / region,
    }


# ---- why the mean is another ------------------------------------------------------------------


def mix_against_region(beside: Beside) -> Found:
    """Return what the mix of placements and what prices add to the difference of the means.

    Groups are basis and need where the region has a mean price for nearly all placements of the
    basis, else the basis. The region's shares are made of the authority's own numbers and of what
    is shown of the others'. What groups without a price, and rounding, add is `rest`: mix, prices
    and rest add up to the whole difference.
    """
    found = _priced_year(beside)
    if found is None:
        return _nothing()
    year, prices = found
    own, others = beside.own(year), _others(beside, year)
    by_need = _has_words(beside, others, "need")
    if not _has_words(beside, others, "basis"):
        return year, _nothing()[1], {}
    region = pd.concat([own.rename(columns={"placements": "number"}), others])
    groups = list(_chosen(beside, own, region, prices, by_need=by_need))
    if not groups:
        return year, _nothing()[1], {}
    return year, *_split(own, region, groups, prices)


def _others(beside: Beside, year: Period) -> pd.DataFrame:
    shown = beside.shown(year)
    return shown[shown["area"] != beside.focus.code]


def _has_words(beside: Beside, others: pd.DataFrame, dimension: str) -> bool:
    """Tell whether every cell is in the finest words: no authority's cube is coarser."""
    return set(others[dimension]) <= set(beside.words(dimension).values())


def _chosen(
    beside: Beside,
    own: pd.DataFrame,
    region: pd.DataFrame,
    prices: Mapping[Group, float],
    *,
    by_need: bool,
) -> Iterator[Group]:
    """Yield the groups that have a price."""
    for basis in dict.fromkeys(beside.words("basis").values()):
        leaves = [group for group in prices if group[0] == basis and group[1] != ALL]
        told = (own, "placements"), (region, "number")
        if by_need and leaves and min(_covered(*one, basis, leaves) for one in told) >= ENOUGH:
            yield from leaves
        elif (basis, ALL) in prices:
            yield basis, ALL


def _covered(held: pd.DataFrame, counted: str, basis: str, leaves: list[Group]) -> float:
    """Return the share of a basis's placements whose need has a price; 1 where there are none."""
    within = held[held["basis"] == basis]
    whole = float(within[counted].sum())
    needs = {need for _, need in leaves}
    return float(within.loc[within["need"].isin(needs), counted].sum()) / whole if whole else 1.0


def _split(
    own: pd.DataFrame, region: pd.DataFrame, groups: list[Group], prices: Mapping[Group, float]
) -> tuple[pd.DataFrame, Mapping[str, float]]:
    made = pd.DataFrame({"part": ["/".join(one) for one in groups], "label": map(label, groups)})
    held = [own[_in_group(own, group)] for group in groups]
    made["placements"] = [float(one["placements"].sum()) for one in held]
    spend = pd.Series([float(one["spend"].sum()) for one in held])
    made["mean"] = spend / made["placements"].where(made["placements"] > 0)
    made["region"] = [prices[group] for group in groups]
    number = [float(region.loc[_in_group(region, group), "number"].sum()) for group in groups]
    made["share"] = 100 * made["placements"] / own["placements"].sum()
    made["region_share"] = 100 * pd.Series(number) / float(region["number"].sum())
    centre = prices[WHOLE]
    parts = split(
        made["share"] / 100, made["region_share"] / 100, made["mean"], made["region"], centre
    )
    made["mix"], made["within"] = parts.mix, parts.within
    made["effect"] = made["mix"] + made["within"]
    mean = float(own["spend"].sum() / own["placements"].sum())
    totals = {
        "mean": mean,
        "region": centre,
        "placements": float(own["placements"].sum()),
        "mix": float(parts.mix.sum()),
        "within": float(parts.within.sum()),
        "rest": mean - centre - parts.total,
    }
    size = made["effect"].abs()
    return made.loc[size.sort_values(ascending=False, kind="stable").index], totals


def _in_group(held: pd.DataFrame, group: Group) -> pd.Series:
    basis, need = group
    within = held["basis"] == basis
    return within if need == ALL else within & (held["need"] == need)
