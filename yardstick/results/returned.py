"""In-year series: protected counts of the returns, over each other or over a population."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from yardstick.model import Basis, Counted, Status
from yardstick.results.grids import NAMES, RANK, WITH_VALUE
from yardstick.results.series import TOTALS, VALUES, Series, with_figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from yardstick.catalogue.declarations import DataSet, Indicator
    from yardstick.results.grids import Cells, Grid, Numbers, Ranks, Returns

QUARTERS = 4
FEWEST_FOR_REGION = 30  # a total to the nearest 10 below this could be a third off


@dataclass(frozen=True)
class _Pair:
    """A numerator over a denominator, authority by period or (for the region) period only."""

    numerator: Numbers
    denominator: Numbers
    status: Ranks
    with_value: NDArray[np.int64] | None = None


def returned_series(
    indicator: Indicator, dataset: DataSet, returns: Returns
) -> dict[Basis, Series]:
    """Make every in-year series that an indicator can be shown as.

    Returns:
        Quarterly always; annualised for flows over a population; rolling for quarterly flows.
        Empty where no return of the data set holds the numerator.
    """
    grid = returns.grids.get(indicator.dataset)
    if grid is None:
        return {}
    pairs = _pairs(indicator, grid, returns.own)
    sums = _totals(indicator, grid)
    if not pairs:
        return {}
    made = {Basis.QUARTERLY: (pairs, sums)}
    if indicator.annualise:
        made[Basis.ANNUALISED] = (pairs, sums)
    if indicator.counted is Counted.FLOW and dataset.cycle == "quarter":
        over = _sums_denominator(indicator)
        made[Basis.ROLLING] = (
            _rolled(pairs, sum_below=over),
            _over_their_people(_rolled(sums, sum_below=over), indicator, grid),
        )
    return {
        basis: Series(
            indicator,
            basis,
            _values(whole, indicator, basis, grid),
            _regional(regional, indicator, basis, grid),
            dataset.title,
        )
        for basis, (whole, regional) in made.items()
    }


def _sums_denominator(indicator: Indicator) -> bool:
    """Tell whether a rolling year sums the denominator: referrals add up, a population not."""
    return indicator.denominator is not None and indicator.denominator.population is None


def _pairs(indicator: Indicator, grid: Grid, own: frozenset[str]) -> dict[str, _Pair]:
    """Return the pair of each part that was sent ('' for an item without parts)."""
    pairs = {
        part: _pair(cells, indicator, grid)
        for (item, part), cells in grid.cells.items()
        if item == indicator.numerator.item
    }
    return {part: _guarded(pair, indicator, grid, own) for part, pair in pairs.items()}


def _pair(cells: Cells, indicator: Indicator, grid: Grid) -> _Pair:
    if indicator.denominator is None:
        return _Pair(cells.number, np.ones_like(cells.number), cells.status)
    if indicator.denominator.population:
        return _over(cells, grid.people, np.zeros_like(cells.status))
    below = grid.cells.get((indicator.denominator.item or "", ""))
    if below is None:
        return _Pair(cells.number, cells.number, np.full_like(cells.status, _UNAVAILABLE))
    return _over(cells, below.number, below.status)


_UNAVAILABLE, _NOT_APPLICABLE = RANK[Status.UNAVAILABLE], RANK[Status.NOT_APPLICABLE]
_SUPPRESSED, _UNRELIABLE = RANK[Status.SUPPRESSED], RANK[Status.UNRELIABLE]


def _over(cells: Cells, below: Numbers, status: Ranks) -> _Pair:
    """Put one number over another; the status that hides more wins."""
    both = np.maximum(cells.status, status)
    both = np.where(WITH_VALUE[both] & np.isnan(below), _UNAVAILABLE, both)
    return _Pair(cells.number, below, both.astype(np.int8), cells.with_value)


def _divisible(pair: _Pair) -> _Pair:
    """Say that a figure over nothing is not applicable.

    Not before four quarters are added: one in which nothing happened adds nothing to a year, and
    is no reason to have no year.
    """
    nothing = WITH_VALUE[pair.status] & (pair.denominator == 0)
    return _marked(pair, nothing, _NOT_APPLICABLE)


def _marked(pair: _Pair, where: NDArray[np.bool_], status: int) -> _Pair:
    """Give some figures another status."""
    return replace(pair, status=np.where(where, status, pair.status).astype(np.int8))


def _guarded(pair: _Pair, indicator: Indicator, grid: Grid, own: frozenset[str]) -> _Pair:
    """Hide others' figures over very few: a percentage of 5 children tells about each."""
    if not _sums_denominator(indicator):
        return pair
    others = np.array([code not in own for code in grid.areas])[:, None]
    few = others & WITH_VALUE[pair.status] & (pair.denominator < indicator.minimum_denominator)
    few &= pair.denominator > 0  # over nobody there is no figure to hide
    return _marked(pair, few, _SUPPRESSED)


def _totals(indicator: Indicator, grid: Grid) -> dict[str, _Pair]:
    """Return the region's pair of each part, from protected totals only."""
    return {
        part: _reliable(_regional_pair(total, indicator, grid), indicator)
        for (item, part), total in grid.totals.items()
        if item == indicator.numerator.item
    }


def _regional_pair(total: Cells, indicator: Indicator, grid: Grid) -> _Pair:
    if indicator.denominator is None:
        ones = np.ones_like(total.number)
        return _Pair(total.number, ones, total.status, total.with_value)
    if indicator.denominator.population:
        sent = _sent(indicator.numerator.item, grid)
        people = np.where(sent, grid.people, 0.0).sum(axis=0)
        pair = _over(total, people, np.zeros_like(total.status))
        # Some wrote `c` for a count of their own: it is in no total though their children are.
        return _marked(pair, sent.sum(axis=0) != total.with_value, _UNAVAILABLE)
    below = grid.totals.get((indicator.denominator.item or "", ""))
    if below is None:
        return _Pair(
            total.number, total.number, np.full_like(total.status, _UNAVAILABLE), total.with_value
        )
    pair = _divisible(_over(total, below.number, below.status))
    above, beneath = (
        _sent(side.item, grid) for side in (indicator.numerator, indicator.denominator)
    )
    # Some sent one side only: the two totals are not of the same authorities.
    apart = (above != beneath).any(axis=0) | (total.with_value != below.with_value)
    return _marked(pair, apart, _UNAVAILABLE)


def _sent(item: str | None, grid: Grid) -> NDArray[np.bool_]:
    """Return which authorities' counts of an item are in each period's total."""
    sent = np.zeros(grid.existed.shape, dtype=bool)
    for (name, _), cells in grid.cells.items():
        if name == item:
            sent |= WITH_VALUE[cells.status] | (cells.status == _SUPPRESSED)
    return sent


def _over_their_people(
    rolled: dict[str, _Pair], indicator: Indicator, grid: Grid
) -> dict[str, _Pair]:
    """Hold a region's four quarters over the children of those who sent them.

    An authority that sent three of the four counts with three quarters of its children: three
    quarters of ten authorities and one of eight are not a year of eight.
    """
    if indicator.denominator is None or indicator.denominator.population is None:
        return rolled
    share = _four(_sent(indicator.numerator.item, grid).astype(float), np.add, 0.0) / QUARTERS
    people = (np.where(share > 0, grid.people, 0.0) * share).sum(axis=0)
    return {part: replace(pair, denominator=people) for part, pair in rolled.items()}


def _reliable(pair: _Pair, indicator: Indicator) -> _Pair:
    """Withhold a regional figure whose rounded denominator is too small to divide by."""
    if not _sums_denominator(indicator):
        return pair
    few = WITH_VALUE[pair.status] & (pair.denominator < FEWEST_FOR_REGION)
    return _marked(pair, few, _UNRELIABLE)


def _rolled(pairs: dict[str, _Pair], *, sum_below: bool) -> dict[str, _Pair]:
    """Sum each quarter with the three before it; one that is hidden hides the sum.

    A rolling sum less the one before it is one quarter less another, so it is shown only where
    all its quarters are (domain 8.4). A population is not summed.
    """
    return {
        part: _Pair(
            _four(pair.numerator, np.add, np.nan),
            _four(pair.denominator, np.add, np.nan) if sum_below else pair.denominator,
            _four(pair.status, np.maximum, _UNAVAILABLE),
            None if pair.with_value is None else _four(pair.with_value, np.minimum, 0),
        )
        for part, pair in pairs.items()
    }


def _four(values: NDArray[Any], combine: np.ufunc, before: float) -> NDArray[Any]:
    """Combine each period with the three before it; before the first stands `before`."""
    combined = values.copy()
    for step in range(1, QUARTERS):
        earlier = np.full_like(values, before)
        earlier[..., step:] = values[..., :-step]
        combined = combine(combined, earlier)
    return combined


def _values(
    pairs: dict[str, _Pair], indicator: Indicator, basis: Basis, grid: Grid
) -> pd.DataFrame:
    """Write every authority's figures as rows."""
    over_people = indicator.denominator is not None and indicator.denominator.population
    areas, periods = len(grid.areas), len(grid.periods)
    frames = [
        pd.DataFrame(
            {
                "area": np.repeat(np.array(grid.areas, dtype=object), periods),
                "period": np.tile(_keys(grid), areas),
                "part": part,
                "status": NAMES[_divisible(pair).status].ravel(),
                "numerator": pair.numerator.ravel(),
                "denominator": pair.denominator.ravel(),
                "population_year": np.tile(grid.year, areas) if over_people else pd.NA,
                "vintage": grid.vintage.ravel() if over_people else "",
            }
        )
        for part, pair in sorted(pairs.items())
    ]
    return with_figures(pd.concat(frames, ignore_index=True), indicator, basis)[VALUES]


def _regional(
    pairs: dict[str, _Pair], indicator: Indicator, basis: Basis, grid: Grid
) -> pd.DataFrame:
    """Write the region's figures as rows; none where the viewer may see none."""
    frames = [
        pd.DataFrame(
            {
                "period": _keys(grid),
                "part": part,
                "status": NAMES[pair.status],
                "numerator": pair.numerator,
                "denominator": pair.denominator,
                "with_value": pair.with_value,
                "out_of": grid.existed.sum(axis=0),
            }
        )
        for part, pair in sorted(pairs.items())
    ]
    if not frames:
        return pd.DataFrame(columns=TOTALS)
    return with_figures(pd.concat(frames, ignore_index=True), indicator, basis)[TOTALS]


def _keys(grid: Grid) -> NDArray[np.object_]:
    return np.array([period.key for period in grid.periods], dtype=object)
