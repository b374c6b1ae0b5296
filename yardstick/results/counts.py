"""A release's returned counts, protected for one viewer: what every in-year figure is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.disclosure import Rule, protect
from yardstick.model import Basis, Counted, Period, PeriodKind, Protection, Reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from yardstick.catalogue.declarations import DataSet, Indicator
    from yardstick.catalogue.regions import Region
    from yardstick.disclosure import Earlier, Protected
    from yardstick.model import Viewer
    from yardstick.results.book import Library, SeriesByBasis
    from yardstick.results.series import Series

COUNTED_PEOPLE = frozenset({"children", "events", "episodes", "pupils"})
PUBLIC = ["dataset", "item", "part", "area", "period", "year"]
QUARTERS = 4


def protected_counts(
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    official: SeriesByBasis,
    earlier: Earlier,
) -> Protected:
    """Protect a release's counts for a viewer.

    Args:
        cursor: In the viewer's scope.
        library: Catalogue, queries and region.
        viewer: Whose areas stay exact, and what was granted.
        official: The release's published series: everybody can read those.
        earlier: What the viewer was told by the releases before this one.
    """
    rules = {
        identifier: rule_for(dataset, viewer)
        for identifier, dataset in library.catalogue.datasets.items()
        if viewer.may_read(identifier)
    }
    counts = _held(library.queries["returned_counts"].run(cursor), library, viewer)
    return protect(counts, rules, viewer.areas, published_sums(library, official), earlier)


def rule_for(dataset: DataSet, viewer: Viewer) -> Rule:
    """Return how a data set is protected for a viewer."""
    return Rule(
        profile=Protection(dataset.protection),
        people=frozenset(item.name for item in dataset.items if item.counts in COUNTED_PEOPLE),
        parts_of={item.name: item.adds_to for item in dataset.items if item.adds_to},
        whole_region=viewer.reach(dataset.id) is Reach.REGION and not _is_of_records(dataset),
        at_most={
            item.name: tuple(one for one in (item.at_most, item.within) if one)
            for item in dataset.items
        },
        same_as={
            item.name: (item.same_as.dataset, item.same_as.item)
            for item in dataset.items
            if item.same_as
        },
        mean_of={item.name: item.mean_of for item in dataset.items if item.mean_of},
    )


def _is_of_records(dataset: DataSet) -> bool:
    return dataset.protection is Protection.RECORDS


def _held(counts: pd.DataFrame, library: Library, viewer: Viewer) -> pd.DataFrame:
    """Leave out what is made of others' records: only their owner sees it, whatever was granted."""
    datasets = library.catalogue.datasets.values()
    records = [dataset.id for dataset in datasets if _is_of_records(dataset)]
    kept = ~counts["dataset"].isin(records) | counts["area"].isin(viewer.areas)
    return counts[kept].reset_index(drop=True)


def published_sums(library: Library, official: SeriesByBasis) -> pd.DataFrame:
    """Return which returned counts add to a figure that the department publishes.

    Four quarters of a flow add to the year; a stock at a year's end is the year's stock. A reader
    holds the one against the other, so a hidden quarter beside three shown ones is no secret.

    Returns:
        One row per count: `dataset`, `item`, `part`, `area`, `period`, and `year`, alike for the
        counts that add up. Whether a return holds them is not looked at.
    """
    rows = [
        (indicator.dataset, item, "", area, period, f"{item} {area} {year}")
        for (identifier, basis), series in official.items()
        if basis is Basis.PUBLISHED
        for indicator in [library.catalogue.indicators[identifier]]
        for item, column in _counted_items(indicator)
        for area, year in _areas_and_years(series, column, library.region)
        for period in _periods_of(
            Period.parse(year), indicator, library.catalogue.datasets[indicator.dataset].cycle
        )
    ]
    return pd.DataFrame(rows, columns=PUBLIC).drop_duplicates(ignore_index=True)


def _counted_items(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Yield each side that counts an item, and the column of a series that holds it."""
    if indicator.numerator.item and not indicator.breakdown:
        yield indicator.numerator.item, "numerator"
    if indicator.denominator and indicator.denominator.item:
        yield indicator.denominator.item, "denominator"


def _areas_and_years(series: Series, column: str, region: Region) -> Iterator[tuple[str, str]]:
    """Yield where and when a series holds a count."""
    values = series.values
    held = values[values["area"].isin(region.authorities) & values[column].notna()]
    yield from zip(held["area"], held["period"], strict=True)


def _periods_of(year: Period, indicator: Indicator, cycle: str) -> tuple[str, ...]:
    """Return the periods of a return that a published one is made of; none where they overlap."""
    if cycle != "quarter":
        return (year.key,)
    quarters = [Period(PeriodKind.QUARTER, year.start.year - 1, 4)]
    quarters += [Period(PeriodKind.QUARTER, year.start.year, part) for part in range(1, 5)]
    quarters += [Period(PeriodKind.QUARTER, year.start.year + 1, part) for part in range(1, 5)]
    if indicator.counted is Counted.STOCK:
        return tuple(one.key for one in quarters if one.end == year.end)
    within = tuple(one.key for one in quarters if year.start <= one.start and one.end <= year.end)
    return within if len(within) == QUARTERS else ()
