"""Published series: an indicator's values as an official release gives them.

A release is taken as it stands: protected by its publisher, rounded by its publisher. What is
added here is an interval, where the release gives the counts or they follow from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.model import Basis, Period, Unit
from yardstick.results.grids import estimate_years
from yardstick.results.series import HAS_VALUE, TOTALS, VALUES, Series
from yardstick.stats.intervals import interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue.declarations import Indicator, PublishedSeries
    from yardstick.catalogue.sources import OfficialSource

    # Rows of a release by source and measure.
    Published = Mapping[tuple[str, str], pd.DataFrame]


def published_series(
    indicator: Indicator,
    published: Published,
    population: pd.DataFrame,
    sources: Mapping[str, OfficialSource],
    region: str,
) -> Series | None:
    """Make the yearly series of the first declared source that the release holds.

    Two sources never share a series: their vintages differ (domain 1.2).

    Args:
        indicator: Declares where its official values stand, best first.
        published: Rows of the release by source and measure: `area`, `period`, `value`,
            `status`, `release`, `vintage`.
        population: `area`, `year`, `vintage`, `people`.
        sources: Declarations, for the name of the publication.
        region: GSS code of the region, whose row is the series' total.
    """
    for declared in indicator.published:
        rows = published.get((declared.source, declared.measure))
        if rows is not None:
            values = _with_counts(_of_kind(rows, declared), declared, published)
            values = _with_interval(values, indicator, declared, population)
            source = sources[declared.source]
            return Series(
                indicator,
                Basis.PUBLISHED,
                values[VALUES],
                _totals(values, region),
                f"{source.title}, {source.publisher}",
                comparable=declared.comparable,
            )
    return None


def _of_kind(rows: pd.DataFrame, declared: PublishedSeries) -> pd.DataFrame:
    wanted = {key: Period.parse(key).kind is declared.period for key in rows["period"].unique()}
    kept = rows[rows["period"].map(wanted).to_numpy(dtype=bool)]
    return kept.assign(part="").reset_index(drop=True)


def _with_counts(
    values: pd.DataFrame, declared: PublishedSeries, published: Published
) -> pd.DataFrame:
    made = values.copy()
    for column, measure in (
        ("numerator", declared.numerator),
        ("denominator", declared.denominator),
    ):
        made[column] = _count(made, published.get((declared.source, measure or "")))
    return made


def _count(values: pd.DataFrame, rows: pd.DataFrame | None) -> pd.Series:
    """Return a count published beside the value, missing where there is none."""
    if rows is None:
        return pd.Series(np.nan, index=values.index)
    keyed = rows.set_index(["area", "period"])["value"]
    wanted = pd.MultiIndex.from_frame(values[["area", "period"]])
    return pd.Series(keyed.reindex(wanted).to_numpy(), index=values.index)


def _with_interval(
    values: pd.DataFrame,
    indicator: Indicator,
    declared: PublishedSeries,
    population: pd.DataFrame,
) -> pd.DataFrame:
    """Fill what follows from what is published, then the interval.

    A rate per 10,000 children times the children is the count to within its rounding, and a
    percentage times its published denominator likewise. Where the release gives the count alone
    (the measure is its own numerator), the rate is made of it.
    """
    made = values.copy()
    made["population_year"] = pd.NA
    per_child = indicator.denominator is not None and indicator.denominator.population
    if per_child and indicator.unit is Unit.PER_10K:
        periods = tuple(made["period"].map(Period.parse))
        made["population_year"] = estimate_years(periods, population["year"])
        people = population.set_index(["area", "year"])["people"]
        wanted = pd.MultiIndex.from_frame(made[["area", "population_year"]])
        made["denominator"] = people.reindex(wanted).to_numpy(dtype=float, na_value=np.nan)
    if declared.measure == declared.numerator and indicator.denominator is not None:
        made["value"] = made["numerator"] / made["denominator"] * indicator.unit.multiplier
    shown = made["status"].isin(HAS_VALUE)
    implied = made["value"] * made["denominator"] / indicator.unit.multiplier
    made["numerator"] = made["numerator"].fillna(implied.round())
    made[["numerator", "denominator"]] = made[["numerator", "denominator"]].where(shown)
    made["lower"], made["upper"] = _interval(made, indicator)
    return made


def _interval(made: pd.DataFrame, indicator: Indicator) -> tuple[pd.Series, pd.Series]:
    denominator = made["denominator"].to_numpy(float)
    if indicator.denominator is None:
        denominator = np.ones(len(made))
    numerator, of_each = made["numerator"].to_numpy(float), indicator.of_each
    lower, upper = interval(numerator, denominator, indicator.unit, of_each=of_each)
    return pd.Series(lower, index=made.index), pd.Series(upper, index=made.index)


def _totals(values: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the region's own rows as the series' totals: DfE makes them from unrounded data."""
    rows = values[values["area"] == region]
    present = rows["status"].isin(HAS_VALUE).astype(int)
    return rows.assign(with_value=present, out_of=1)[TOTALS].reset_index(drop=True)
