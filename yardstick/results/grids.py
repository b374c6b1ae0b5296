"""Protected counts laid out as authority by period, so that a figure is one array operation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from yardstick.model import Period, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from yardstick.disclosure import Protected
    from yardstick.model import Area

    Numbers = NDArray[np.float64]
    Ranks = NDArray[np.int8]
    Key = tuple[str, str]  # item and part

# A figure says first that it is confidential, then why else it is missing, then what it is: the
# status of a figure made of several numbers is the last of theirs in this order.
ORDER = (
    Status.SHOWN,
    Status.REVISED,
    Status.PROVISIONAL,
    Status.LOW,
    Status.ROUNDS_TO_ZERO,
    Status.UNRELIABLE,
    Status.UNAVAILABLE,
    Status.NOT_APPLICABLE,
    Status.SUPPRESSED,
)
RANK = {status.value: at for at, status in enumerate(ORDER)}
NAMES = np.array([status.value for status in ORDER], dtype=object)
WITH_VALUE = np.array([status.has_value for status in ORDER])


@dataclass(frozen=True)
class Cells:
    """One item's numbers with their status; nan where there is none.

    Attributes:
        number: Authority by period, or period only where it is a regional total.
        status: Position in `ORDER`, of the same shape.
        with_value: How many authorities are in a total; None where it is not one.
    """

    number: Numbers
    status: Ranks
    with_value: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Grid:
    """One data set's protected counts.

    Attributes:
        areas: Codes of the authorities, the rows.
        periods: Every period from the first to the last, the columns.
        cells: By item and part.
        totals: By item and part; empty where the viewer may see none.
        existed: Whether each authority existed in each period.
        people: Children aged 0 to 17.
        year: Mid-year of each period's estimate.
        vintage: Of the estimate, authority by period.
    """

    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    cells: Mapping[Key, Cells]
    totals: Mapping[Key, Cells]
    existed: NDArray[np.bool_]
    people: Numbers
    year: NDArray[np.int64]
    vintage: NDArray[np.object_]


@dataclass(frozen=True)
class Returns:
    """One release's returns as one viewer may see them.

    Attributes:
        protected: Counts after protection.
        population: `area`, `year`, `vintage`, `people`.
        areas: The region's authorities, by code.
        own: The viewer's areas: their figures stay whatever the denominator.
    """

    protected: Protected
    population: pd.DataFrame
    areas: Mapping[str, Area]
    own: frozenset[str]

    @cached_property
    def grids(self) -> Mapping[str, Grid]:
        """Return the grid of each data set that holds a row."""
        cells = self.protected.cells
        return {
            str(dataset): _grid(rows, self._totals_of(str(dataset)), self)
            for dataset, rows in cells.groupby("dataset", sort=False)
        }

    def _totals_of(self, dataset: str) -> pd.DataFrame:
        totals = self.protected.totals
        return totals[totals["dataset"] == dataset]


def _grid(rows: pd.DataFrame, totals: pd.DataFrame, returns: Returns) -> Grid:
    periods = tuple(periods_between(rows["period"]))
    areas = tuple(returns.areas)
    existed = np.array(
        [[returns.areas[code].exists_in(period) for period in periods] for code in areas]
    )
    year = estimate_years(periods, returns.population["year"])
    people, vintage = _people(areas, year, returns.population)
    return Grid(
        areas=areas,
        periods=periods,
        cells=_cells(rows, areas, periods, existed),
        totals=_sums(totals, periods),
        existed=existed,
        people=people,
        year=year,
        vintage=vintage,
    )


def periods_between(keys: pd.Series) -> list[Period]:
    """Return every period from the first to the last of the given keys, all of one kind."""
    found = sorted({Period.parse(key) for key in keys.unique()})
    every = [found[0]]
    while every[-1] < found[-1]:
        every.append(every[-1].shifted(1))
    return every


def estimate_years(periods: tuple[Period, ...], years: pd.Series) -> NDArray[np.int64]:
    """Return the estimate year of each period: mid-year of its financial year, or the newest.

    DfE's rate for a year to 31 March uses the estimate of the summer before it (domain 1.2).
    Where that estimate is not yet loaded, all four quarters use the newest there is.
    """
    newest, oldest = int(years.max()), int(years.min())
    wanted = [min(max(period.year, oldest), newest) for period in periods]
    return np.array(wanted, dtype=np.int64)


def _people(
    areas: tuple[str, ...], year: NDArray[np.int64], population: pd.DataFrame
) -> tuple[Numbers, NDArray[np.object_]]:
    held = population.set_index(["area", "year"])
    wanted = pd.MultiIndex.from_product([areas, year])
    found = held.reindex(wanted)
    shape = (len(areas), len(year))
    people = found["people"].to_numpy(float, na_value=np.nan).reshape(shape)
    return people, found["vintage"].fillna("").to_numpy(object).reshape(shape)


def _cells(
    rows: pd.DataFrame,
    areas: tuple[str, ...],
    periods: tuple[Period, ...],
    existed: NDArray[np.bool_],
) -> dict[Key, Cells]:
    """Lay out every item, saying why where nothing was sent."""
    at_area = rows["area"].map({code: at for at, code in enumerate(areas)}).to_numpy(int)
    at_period = _positions(rows, periods)
    numbers, status = rows["number"].to_numpy(float), rows["status"].map(RANK).to_numpy(np.int8)
    absent = np.where(existed, RANK[Status.UNAVAILABLE], RANK[Status.NOT_APPLICABLE])
    found = {}
    for key, at in _by_item(rows):
        cells = Cells(np.full(existed.shape, np.nan), absent.astype(np.int8))
        cells.number[at_area[at], at_period[at]] = numbers[at]
        cells.status[at_area[at], at_period[at]] = status[at]
        found[key] = cells
    return found


def _sums(totals: pd.DataFrame, periods: tuple[Period, ...]) -> dict[Key, Cells]:
    at_period = _positions(totals, periods)
    numbers, status = totals["number"].to_numpy(float), totals["status"].map(RANK).to_numpy(np.int8)
    with_value = totals["with_value"].to_numpy(int)
    found = {}
    for key, at in _by_item(totals):
        number = np.full(len(periods), np.nan)
        told = np.full(len(periods), RANK[Status.UNAVAILABLE], dtype=np.int8)
        behind = np.zeros(len(periods), dtype=np.int64)
        number[at_period[at]] = numbers[at]
        told[at_period[at]] = status[at]
        behind[at_period[at]] = with_value[at]
        found[key] = Cells(number, told, behind)
    return found


def _by_item(rows: pd.DataFrame) -> Iterator[tuple[Key, NDArray[np.intp]]]:
    """Yield each item and part with the positions of its rows."""
    for key, at in rows.groupby(["item", "part"], sort=False).indices.items():
        yield cast("Key", key), np.asarray(at, dtype=np.intp)


def _positions(rows: pd.DataFrame, periods: tuple[Period, ...]) -> NDArray[np.int64]:
    order = {period.key: at for at, period in enumerate(periods)}
    return np.array([order[key] for key in rows["period"]], dtype=np.int64)
