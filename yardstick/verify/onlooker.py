"""All that a viewer can read of counts through the door, put down as numbers and sums.

Pages, files and the command line show what `Results` gives, and so does this: every indicator on
every basis, each authority's parts, the region beside them, and the published years. Populations
and definitions are public. Rates are turned back into the counts they were made of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from yardstick.model import Basis, Comparator, Counted, Period, PeriodKind, Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.gate import Results
    from yardstick.results.types import Trend

ROUNDING = 10.0  # of a region's total


class Cell(NamedTuple):
    """One count of a return."""

    dataset: str
    item: str
    part: str
    area: str
    period: str


def behind(total: float) -> tuple[float, float]:
    """Return what a regional total can be that is shown so: itself where it is not rounded."""
    if total % ROUNDING:
        return total, total
    return max(0.0, total - ROUNDING / 2), total + ROUNDING / 2 - 1


class Total(NamedTuple):
    """One count of the whole region."""

    dataset: str
    item: str
    part: str
    period: str


@dataclass
class Seen:
    """What one viewer has read from one release.

    Attributes:
        numbers: Counts that are shown, or stand behind a shown rate.
        sums: Cells that a shown or published figure adds up, and what it is; None for a year
            that is published, where the return's own year is what a reader is after.
        totals: Regional totals, as they are shown.
        ratios: Pairs of regional totals of which only the share is shown.
    """

    numbers: dict[Cell, float] = field(default_factory=dict)
    sums: list[tuple[tuple[Cell, ...], float | None]] = field(default_factory=list)
    totals: dict[Total, float] = field(default_factory=dict)
    ratios: list[tuple[Total, Total, float]] = field(default_factory=list)


def look(results: Results, catalogue: Catalogue) -> Seen:
    """Read everything that a viewer can."""
    seen = Seen()
    reader = _Reader(results, catalogue, seen)
    for indicator in results.indicators():
        if indicator.breakdown:
            reader.parts(indicator)
        for basis in results.bases(indicator.id):
            asked = Selection(
                results.areas()[0].code, Comparator.REGION, indicator=indicator.id, basis=basis
            )
            reader.trend(results.trend(asked))
    reader.resolve()
    return seen


@dataclass
class _Reader:
    """One reading of one release."""

    results: Results
    catalogue: Catalogue
    seen: Seen

    def trend(self, found: Trend) -> None:
        for row in _rows(found.values):  # whatever its status says: a number is a number
            if found.basis is Basis.PUBLISHED:
                self._published(found.indicator, row)
            else:
                self._counted(found.indicator, found.basis, row)
        if found.basis is not Basis.PUBLISHED:
            self._region(found)

    def _counted(self, indicator: Indicator, basis: Basis, row: dict[str, object]) -> None:
        periods = [str(row["period"])]
        if basis is Basis.ROLLING:
            periods = [Period.parse(periods[0]).shifted(-ago).key for ago in range(4)]
        for item, number in _sides(indicator, row):
            cells = tuple(
                Cell(indicator.dataset, item, "", str(row["area"]), period) for period in periods
            )
            if basis is Basis.ROLLING:
                self.seen.sums.append((cells, number))
            else:
                self.seen.numbers[cells[0]] = number

    def _published(self, indicator: Indicator, row: dict[str, object]) -> None:
        year = Period.parse(str(row["period"]))
        cycle = self.catalogue.datasets[indicator.dataset].cycle
        periods = _quarters_of(year, indicator) if cycle == "quarter" else [year.key]
        for item, _ in _sides(indicator, row):
            if periods:
                cells = [Cell(indicator.dataset, item, "", str(row["area"]), p) for p in periods]
                self.seen.sums.append((tuple(cells), None))

    def _region(self, found: Trend) -> None:
        """Turn the region's rate back into its total, over the people of those that sent."""
        indicator, basis = found.indicator, found.basis
        if basis is Basis.ROLLING or indicator.denominator is None:
            return
        scale = 4 if basis is Basis.ANNUALISED else 1
        for row in found.comparator[found.comparator["value"].notna()].to_dict("records"):
            period = str(row["period"])
            share = float(row["value"]) / indicator.unit.multiplier / scale
            top = Total(indicator.dataset, str(indicator.numerator.item), "", period)
            if indicator.denominator.population:
                self.seen.totals[top] = _whole(share * self._people(found.values, period))
            else:
                below = Total(indicator.dataset, str(indicator.denominator.item), "", period)
                self.seen.ratios.append((top, below, share))

    def _people(self, values: pd.DataFrame, period: str) -> float:
        rows = values[(values["period"] == period) & ~values["status"].isin(["x", "z"])]
        years = {one.year for one in self.catalogue.reference.populations}
        year = min(max(Period.parse(period).year, min(years)), max(years))
        people = (self.catalogue.reference.population(area, year) for area in rows["area"])
        return float(sum(one.people for one in people if one is not None))

    def parts(self, indicator: Indicator) -> None:
        basis = Basis.QUARTERLY
        for period in self.results.periods(indicator.id, basis):
            for area in self.results.areas():
                asked = Selection(
                    area.code,
                    Comparator.REGION,
                    indicator=indicator.id,
                    basis=basis,
                    period=period.key,
                )
                self._parts_of(indicator, area.code, period.key, asked)

    def _parts_of(self, indicator: Indicator, area: str, period: str, asked: Selection) -> None:
        found = self.results.parts(asked)
        dataset, item = indicator.dataset, str(indicator.numerator.item)
        whole = str(indicator.denominator.item) if indicator.denominator else ""
        for row in found.values.to_dict("records"):
            part = str(row["part"])
            if not np.isnan(row["number"]):
                self.seen.numbers[Cell(dataset, item, part, area, period)] = float(row["number"])
            if not np.isnan(row["region_share"]):
                top, below = Total(dataset, item, part, period), Total(dataset, whole, "", period)
                self.seen.ratios.append((top, below, float(row["region_share"]) / 100))
        if found.total.value is not None:
            self.seen.numbers[Cell(dataset, whole, "", area, period)] = found.total.value

    def resolve(self) -> None:
        """Turn shares into totals where the other total is known, as far as that goes."""
        totals, before = self.seen.totals, -1
        while len(totals) != before:
            before = len(totals)
            for top, below, share in self.seen.ratios:
                if below in totals:
                    totals[top] = _whole(share * totals[below])
                elif share and top in totals:
                    totals[below] = _whole(totals[top] / share)


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _whole(number: float) -> float:
    return float(round(number))


def _sides(indicator: Indicator, row: dict[str, object]) -> Iterator[tuple[str, float]]:
    """Yield each item that a row counts, with its number."""
    for item, number in (
        (indicator.numerator.item, row["numerator"]),
        (indicator.denominator.item if indicator.denominator else None, row["denominator"]),
    ):
        if item and number == number and number is not None:  # noqa: PLR0124 - nan is not itself
            yield item, float(str(number))


def _quarters_of(year: Period, indicator: Indicator) -> list[str]:
    """Return the quarters a published year is made of: its last day's for a stock."""
    first = {
        PeriodKind.FINANCIAL_YEAR: (year.year, 1),
        PeriodKind.CALENDAR_YEAR: (year.year - 1, 4),
    }
    if year.kind not in first:
        return []
    start = Period(PeriodKind.QUARTER, *first[year.kind])
    quarters = [start.shifted(ahead).key for ahead in range(4)]
    return quarters[-1:] if indicator.counted is Counted.STOCK else quarters
