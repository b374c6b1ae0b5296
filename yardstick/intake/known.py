"""What a return is held against: what the authority sent before, and what is published.

What belongs here needs no file: it is made from a release by whoever receives the return.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from yardstick.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from yardstick.catalogue import Catalogue, Reference
    from yardstick.catalogue.declarations import DataSet, Indicator


@dataclass(frozen=True)
class Range:
    """Where 90 % of England's authorities lie with one measure.

    Attributes:
        low: 5th percentile, in the measure's own unit, for a year where it counts events.
        high: 95th percentile.
        denominator: Item it is a share of; empty where it is a rate of the population.
        multiplier: Of the unit: 100 for a percentage, 10,000 for a rate.
        periods: How many periods of the return make the period of the range.
    """

    low: float
    high: float
    denominator: str
    multiplier: float
    periods: int


@dataclass(frozen=True)
class Known:
    """What the checks of one authority's return of counts compare with.

    Nothing known is the default: a check that compares then passes.

    Attributes:
        earlier: Key of a period to what the authority returned for it: item and breakdown
            (empty for the total) to number.
        official: Item to the count that the department publishes for the same year: of the
            year that this period ends, or the stock on its last day.
        ranges: Item to where most authorities lie.
        population: People aged 0 to 17 in the authority; None where there is no estimate.
    """

    earlier: Mapping[str, Mapping[tuple[str, str], float]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    official: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    ranges: Mapping[str, Range] = field(default_factory=lambda: MappingProxyType({}))
    population: float | None = None

    def sent(self, item: str, period: Period) -> float | None:
        """Return the total that was sent for a period; None where there was no number."""
        return self.earlier.get(period.key, {}).get((item, ""))


NOTHING_KNOWN = Known()


def known_from(  # noqa: PLR0913 - what was sent and published, and of which return
    sent: pd.DataFrame,
    published: pd.DataFrame,
    *,
    catalogue: Catalogue,
    dataset: DataSet,
    area: str,
    period: Period,
) -> Known:
    """Gather what one authority's return is held against.

    Args:
        sent: The newest version of what the authority sent of this data set: one row per
            `item`, `breakdown` (code of the part, empty for the total) and `period`, with
            `number`, missing where there was none.
        published: Official figures: one row per `source`, `measure`, `area` and `period`, with
            `value`, missing where there is none. Other areas' rows are left out of account.
        catalogue: Says which official figure is which item's, and where most authorities lie.
        dataset: Of the return.
        area: GSS code of the authority.
        period: Of the return.
    """
    indicators = [one for one in catalogue.indicators.values() if one.dataset == dataset.id]
    values = _official_values(published, area)
    return Known(
        earlier=_by_period(sent),
        official={
            one.numerator.item: value
            for one in indicators
            if one.numerator.item and (value := _official(one, values, period)) is not None
        },
        ranges=dict(_ranges(indicators, catalogue.reference, period)),
        population=_population(catalogue.reference, area, period.year),
    )


def _by_period(sent: pd.DataFrame) -> dict[str, dict[tuple[str, str], float]]:
    found: dict[str, dict[tuple[str, str], float]] = {}
    given = sent[sent["number"].notna()]
    for row in given[["period", "item", "breakdown", "number"]].itertuples(index=False):
        found.setdefault(str(row.period), {})[str(row.item), str(row.breakdown)] = float(
            str(row.number)
        )
    return found


Values = dict[tuple[str, str, str], float]


def _official_values(published: pd.DataFrame, area: str) -> Values:
    rows = published[(published["area"] == area) & published["value"].notna()]
    keys = zip(rows["source"], rows["measure"], rows["period"], strict=True)
    return dict(zip(keys, rows["value"].astype(float), strict=True))


def _official(indicator: Indicator, values: Values, period: Period) -> float | None:
    """Return the department's count of the year, or on the day, that this period ends."""
    for series in indicator.published:
        years = (Period(series.period, period.end.year - ago) for ago in (0, 1))
        key = next((year.key for year in years if year.end == period.end), "")
        found = values.get((series.source, series.numerator or "", key))
        if series.comparable and found is not None:
            return found
    return None


def _ranges(
    indicators: Iterable[Indicator], reference: Reference, period: Period
) -> Iterator[tuple[str, Range]]:
    usual = {row.indicator: row for row in reference.ranges}
    for one in indicators:
        row = usual.get(one.id)
        if row is None or one.numerator.item is None or one.denominator is None:
            continue
        yield (
            one.numerator.item,
            Range(
                low=row.low,
                high=row.high,
                denominator=one.denominator.item or "",
                multiplier=one.unit.multiplier,
                periods=period.parts_in_year if one.annualise else 1,
            ),
        )


def _population(reference: Reference, area: str, year: int) -> float | None:
    """Return the newest estimate that is not later than a year."""
    rows = [row for row in reference.populations if row.area == area and row.year <= year]
    return max(rows, key=lambda row: row.year).people if rows else None
