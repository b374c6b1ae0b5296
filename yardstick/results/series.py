"""Series: one indicator on one basis, made from protected counts or from published values.

Rates are made here, after protection, so nothing hidden is behind them. A `Series` is what every
result type is cut from; it is made once for a release and a scope, and kept.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.model import Basis, Period, Status
from yardstick.results.types import Point
from yardstick.stats.intervals import interval

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from yardstick.catalogue.declarations import Indicator

VALUES = [
    "area",
    "period",
    "part",
    "value",
    "status",
    "numerator",
    "denominator",
    "lower",
    "upper",
    "population_year",
    "vintage",
]
TOTALS = ["period", "part", "value", "status", "numerator", "denominator", "with_value", "out_of"]


@dataclass(frozen=True)
class Series:
    """One indicator on one basis, for every area that has a row.

    Attributes:
        indicator: What was measured.
        basis: How it was made.
        values: One row per `area`, `period` and `part` ('' for the whole): `value` in the
            indicator's unit, `status`, `numerator`, `denominator`, `lower`, `upper`,
            `population_year`, `vintage`.
        totals: One row per `period` and `part` for the whole region: as above, with
            `with_value` of `out_of` authorities. Empty where the viewer may not see it.
        source: Publication or return, for the source line.
        comparable: Whether an in-year figure may stand beside it.
    """

    indicator: Indicator
    basis: Basis
    values: pd.DataFrame
    totals: pd.DataFrame
    source: str
    comparable: bool = True

    @cached_property
    def _rows(self) -> Mapping[str, NDArray[np.intp]]:
        """Return the positions of each area's rows: pages ask for a few areas of many."""
        found = self.values.groupby("area", sort=False).indices
        return {str(area): np.asarray(rows, dtype=np.intp) for area, rows in found.items()}

    @cached_property
    def _numbers(self) -> tuple[NDArray[np.float64], ...]:
        return tuple(self.values[name].to_numpy(float, na_value=np.nan) for name in _NUMBERS)

    @cached_property
    def _labels(self) -> tuple[NDArray[np.object_], ...]:
        return tuple(self.values[name].to_numpy(object) for name in ("period", "part", "status"))

    @cached_property
    def _points(self) -> dict[str, dict[tuple[str, str], Point]]:
        return {}

    def _points_of(self, area: str) -> Mapping[tuple[str, str], Point]:
        """Return an area's figures by period and part, made when they are first asked for."""
        if area not in self._points:
            periods, parts, statuses = self._labels
            self._points[area] = {
                (periods[at], parts[at]): self._point_at(at, statuses[at])
                for at in self._rows.get(area, ())
            }
        return self._points[area]

    def _point_at(self, at: int, status: str) -> Point:
        value, *others = (_known(column[at]) for column in self._numbers)
        return Point(value, Status(status), *others)

    @cached_property
    def sums(self) -> Mapping[tuple[str, str], Together]:
        """Return the region's figure by period and part."""
        return {
            (row["period"], row["part"]): Together(
                None if pd.isna(row["value"]) else row["value"],
                Status(row["status"]),
                int(row["with_value"]),
                int(row["out_of"]),
            )
            for row in self.totals.to_dict("records")
        }

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Return every period from the first to the last, oldest first."""
        return tuple(sorted({Period.parse(key) for key in self.values["period"].unique()}))

    @cached_property
    def first_part(self) -> str:
        """Return '' where the series has wholes, else its first part."""
        return str(self.values["part"].iloc[0])

    def point(self, area: str, period: str, part: str = "") -> Point:
        """Return one figure; one that no row holds is not available."""
        return self._points_of(area).get((period, part), _NOTHING)

    @cached_property
    def _breaks(self) -> tuple[dt.date, ...]:
        return tuple(Period.parse(at.period).start for at in self.indicator.breaks)

    @cached_property
    def since_break(self) -> tuple[Period, ...]:
        """Return the periods from the newest break on: what can be compared with each other."""
        last = self.periods[-1].start
        first = max((day for day in self._breaks if day <= last), default=self.periods[0].start)
        return tuple(period for period in self.periods if period.start >= first)

    def year_before(self, area: str, period: Period) -> Point:
        """Return the figure of a year before; across a break there is none to compare with."""
        earlier = period.year_before
        if any(earlier.start < day <= period.start for day in self._breaks):
            return _NOTHING
        return self.point(area, earlier.key)

    def holds(self, area: str, period: str, part: str = "") -> bool:
        """Tell whether a row stands for an area and period, whatever its status."""
        return (period, part) in self._points_of(area)

    def total(self, period: str, part: str = "") -> Together:
        """Return the region's figure; one that no row holds is not available."""
        return self.sums.get((period, part), Together(None, Status.UNAVAILABLE, 0, 0))


@dataclass(frozen=True)
class Together:
    """A figure made of several areas.

    Attributes:
        value: In the indicator's unit; None where `status` has none.
        status: Why.
        with_value: How many areas it is made of.
        out_of: How many there are.
    """

    value: float | None
    status: Status
    with_value: int
    out_of: int

    @property
    def is_of_few(self) -> bool:
        """Whether fewer than half of the areas are in it, so that nobody is judged against it.

        One neighbour of ten is not the neighbours, and an authority that has sent alone would
        be held against itself.
        """
        return 2 * self.with_value < self.out_of

    @property
    def level(self) -> float:
        """What figures are judged against; nan where there is nothing."""
        return math.nan if self.is_of_few else or_nan(self.value)


_NUMBERS = ("value", "lower", "upper", "numerator", "denominator")
_NOTHING = Point(None, Status.UNAVAILABLE)


def _known(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def scale(basis: Basis) -> float:
    """Return what a basis multiplies a rate by."""
    return 4.0 if basis is Basis.ANNUALISED else 1.0


def or_nan(value: float | None) -> float:
    """Return a number for arithmetic: nan where there is none."""
    return math.nan if value is None else value


TOLD = frozenset({status for status in Status if status.has_value} | {Status.SUPPRESSED})
HAS_VALUE = frozenset(status.value for status in Status if status.has_value)


def with_figures(frame: pd.DataFrame, indicator: Indicator, basis: Basis) -> pd.DataFrame:
    """Add `value`, `lower` and `upper` to rows that hold protected counts.

    Args:
        frame: `numerator`, `denominator` (missing where hidden) and `status`. Not changed.
        indicator: Gives the unit.
        basis: An annualised figure and its interval are four times the quarter's.

    Returns:
        The same rows. Where `status` has no value every number is missing.
    """
    made = frame.copy()
    shown = made["status"].isin(HAS_VALUE).to_numpy()
    for column in ("numerator", "denominator"):
        made[column] = made[column].where(shown)
    numerator, denominator = made["numerator"].to_numpy(float), made["denominator"].to_numpy(float)
    if indicator.denominator is None:
        made["value"] = made["numerator"]
        denominator = np.ones_like(numerator)
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = numerator / np.where(denominator == 0, np.nan, denominator)
        made["value"] = ratio * indicator.unit.multiplier * scale(basis)
    made["lower"], made["upper"] = interval(
        numerator, denominator, indicator.unit, scale=scale(basis), of_each=indicator.of_each
    )
    return made
