"""All that a viewer can read of counts through the door, put down as numbers and sums.

Pages, files and the command line show what `Results` gives, and so does this: every indicator on
every basis, each authority's parts, the region beside them, the published years, and what boards,
profiles, comparisons and results of pupils show (`onlooker_pages`). Populations and definitions
are public. Rates are turned back into the counts they were made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yardstick.model import Basis, Comparator, Counted, Period, PeriodKind, Selection, Unit
from yardstick.verify.onlooker_pages import read_education, read_pages
from yardstick.verify.recomputed import number_in, rows_of
from yardstick.verify.seen import Cell, Seen, Total, sides

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.gate import Results
    from yardstick.results.types import Trend


def look(results: Results, catalogue: Catalogue) -> Seen:
    """Read every series, every part and all results of pupils."""
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
    seen.sums += read_education(results, reader.row)
    reader.resolve()
    return seen


def look_everywhere(results: Results, catalogue: Catalogue, *, every_period: bool) -> Seen:
    """Read everything that a viewer can, and once more wherever else a figure stands.

    Args:
        results: Of the viewer.
        catalogue: Definitions.
        every_period: Whether comparisons and the command line are asked for every period, which
            takes long, or for the newest.
    """
    seen = look(results, catalogue)
    read_pages(results, _Reader(results, catalogue, seen).row, every_period=every_period)
    return seen


@dataclass
class _Reader:
    """One reading of one release."""

    results: Results
    catalogue: Catalogue
    seen: Seen

    def trend(self, found: Trend) -> None:
        for row in rows_of(found.values):  # whatever its status says: a number is a number
            self.row(found.indicator, found.basis, row)
        if found.basis is not Basis.PUBLISHED:
            self._region(found)

    def row(self, indicator: Indicator, basis: Basis, row: Mapping[str, object]) -> None:
        """Put down one figure of an area, in whatever result it stands."""
        if basis is Basis.PUBLISHED:
            self._published(indicator, row)
        else:
            self._counted(indicator, basis, row)

    def _counted(self, indicator: Indicator, basis: Basis, row: Mapping[str, object]) -> None:
        periods = [str(row["period"])]
        if basis is Basis.ROLLING:
            periods = [Period.parse(periods[0]).shifted(-ago).key for ago in range(4)]
        for item, number in sides(indicator, row):
            cells = tuple(
                Cell(indicator.dataset, item, "", str(row["area"]), period) for period in periods
            )
            if basis is Basis.ROLLING:
                self.seen.sums.append((cells, number))
            else:
                self.seen.numbers[cells[0]] = number

    def _published(self, indicator: Indicator, row: Mapping[str, object]) -> None:
        year = Period.parse(str(row["period"]))
        cycle = self.catalogue.datasets[indicator.dataset].cycle
        periods = _quarters_of(year, indicator) if cycle == "quarter" else [year.key]
        for item, _ in sides(indicator, row):
            if periods:
                cells = [Cell(indicator.dataset, item, "", str(row["area"]), p) for p in periods]
                self.seen.sums.append((tuple(cells), None))
        if len(periods) == 1:
            self._share(indicator, row, periods[0])

    def _share(self, indicator: Indicator, row: Mapping[str, object], period: str) -> None:
        """Put down between what two counts a published share was rounded."""
        below, value = indicator.denominator, number_in(row, "value")
        if below is None or not below.item or value is None:
            return
        each = 1 / indicator.unit.multiplier
        off = each / 2 if indicator.unit is Unit.PERCENT else each / 20
        top, under = (
            Cell(indicator.dataset, str(item), "", str(row["area"]), period)
            for item in (indicator.numerator.item, below.item)
        )
        share = value * each
        self.seen.shares.append((top, under, share - off, share + off))

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


def _whole(number: float) -> float:
    return float(round(number))


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
