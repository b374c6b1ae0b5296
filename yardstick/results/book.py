"""Everything one scope may see of one release, made once: the viewer's book of figures.

It is made of counts that were protected all together, because what one page hides another must
not give back. Pages cut what they show from the book; none makes a figure of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from yardstick.model import Basis
from yardstick.results.cache import Cache
from yardstick.results.comparators import Peers
from yardstick.results.grids import Returns
from yardstick.results.guarded import guarded, guarded_totals
from yardstick.results.official import published_series
from yardstick.results.returned import QUARTERS, returned_series
from yardstick.results.series import Series, or_nan
from yardstick.results.types import Recent
from yardstick.stats.trend import recent_trend

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import pandas as pd

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Indicator
    from yardstick.catalogue.regions import Region
    from yardstick.disclosure import Protected
    from yardstick.model import Area, Viewer
    from yardstick.query import Query

    SeriesByBasis = Mapping[tuple[str, Basis], Series]

MOST_CUTS = 64  # boards and profiles of each authority and some periods; measures of education
# What a newcomer is shown: comparable with a year where that can be (domain 12, ruling 6).
PREFERENCE = (Basis.ANNUALISED, Basis.QUARTERLY, Basis.ROLLING, Basis.PUBLISHED)


@dataclass(frozen=True)
class Book:
    """One scope's figures of one release.

    Attributes:
        indicators: Granted, with at least one figure, in catalogue order.
        series: By indicator and basis.
        recent: Five-point trend by indicator, basis and area of the region.
        peers: Who can be compared with whom.
        areas: The region's authorities that exist now, by code, in the region's order.
        places: Every area of England, by code.
        labels: Part to its name, by breakdown, in the order they are listed.
        guarded: How many counts are shown and hidden, by data set and area.
        guarded_totals: The same of the region's totals, by data set.
        kept: What was cut from the book before and is the same for every comparator.
    """

    indicators: tuple[Indicator, ...]
    series: SeriesByBasis
    recent: Mapping[tuple[str, Basis, str], Recent]
    peers: Peers
    areas: Mapping[str, Area]
    places: Mapping[str, Area]
    labels: Mapping[str, Mapping[str, str]]
    guarded: pd.DataFrame
    guarded_totals: pd.DataFrame
    kept: Cache[Any] = field(default_factory=lambda: Cache(MOST_CUTS))

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Identifier to title of each indicator; made once, because every click asks."""
        return MappingProxyType({one.id: one.title for one in self.indicators})

    def bases(self, identifier: str) -> tuple[Basis, ...]:
        """Return the bases an indicator has a series on, the one to start with first."""
        return tuple(basis for basis in PREFERENCE if (identifier, basis) in self.series)


@dataclass(frozen=True)
class Library:
    """What a book is made with."""

    catalogue: Catalogue
    queries: Mapping[str, Query]
    region: Region


def official_series(cursor: duckdb.DuckDBPyConnection, library: Library) -> SeriesByBasis:
    """Make every published series of a release. The same for every viewer."""
    rows = library.queries["published_values"].run(cursor)
    published = {
        (str(source), str(measure)): group.drop(columns=["source", "measure"])
        for (source, measure), group in rows.groupby(["source", "measure"], sort=False)
    }
    population = library.queries["population"].run(cursor)
    made = {
        indicator.id: published_series(
            indicator, published, population, library.catalogue.sources, library.region.code
        )
        for indicator in library.catalogue.indicators.values()
    }
    return {(key, Basis.PUBLISHED): series for key, series in made.items() if series is not None}


def open_book(
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    official: SeriesByBasis,
    protected: Protected,
) -> Book:
    """Make a viewer's book: every series, then the trends.

    Args:
        cursor: In the viewer's scope.
        library: Catalogue, queries and region.
        viewer: Whose areas stay exact, and what was granted.
        official: The release's published series.
        protected: The release's counts as the viewer may be shown them.
    """
    granted = [i for i in library.catalogue.indicators.values() if viewer.may_read(i.dataset)]
    areas = {code: library.catalogue.reference.areas[code] for code in library.region.authorities}
    series = {
        **_in_year(library, granted, _returns(cursor, library, viewer, areas, protected)),
        **{key: official[key] for key in official if key[0] in {i.id for i in granted}},
    }
    with_figures = {identifier for identifier, _ in series}
    return Book(
        indicators=tuple(i for i in granted if i.id in with_figures),
        series=series,
        recent=_recent(series, areas),
        peers=Peers(library.region, _neighbours(cursor, library)),
        areas=areas,
        places=library.catalogue.reference.areas,
        labels=_labels(library.catalogue),
        guarded=guarded(protected),
        guarded_totals=guarded_totals(protected),
    )


def _returns(
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    areas: Mapping[str, Area],
    protected: Protected,
) -> Returns:
    return Returns(
        protected=protected,
        population=library.queries["population"].run(cursor),
        areas=areas,
        own=viewer.areas,
    )


def _in_year(
    library: Library, granted: list[Indicator], returns: Returns
) -> dict[tuple[str, Basis], Series]:
    return {
        (indicator.id, basis): series
        for indicator in granted
        for basis, series in returned_series(
            indicator, library.catalogue.datasets[indicator.dataset], returns
        ).items()
    }


def _neighbours(
    cursor: duckdb.DuckDBPyConnection, library: Library
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    rows = library.queries["neighbours"].run(cursor)
    return {
        (str(model), str(area)): tuple(group["neighbour"])
        for (model, area), group in rows.groupby(["model", "area"], sort=False)
    }


def _labels(catalogue: Catalogue) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for part in catalogue.reference.parts:
        found.setdefault(part.breakdown, {})[part.part] = part.part_label
    return found


def _recent(
    series: SeriesByBasis, areas: Mapping[str, Area]
) -> Mapping[tuple[str, Basis, str], Recent]:
    """Test five points of every series that stand a year apart, so that none overlap."""
    found = {}
    for (identifier, basis), one in series.items():
        rolling = series.get((identifier, Basis.ROLLING))
        tested = rolling if rolling is not None and basis is not Basis.PUBLISHED else one
        for area in areas:
            found[identifier, basis, area] = _five_points(tested, area)
    return found


def _five_points(series: Series, area: str) -> Recent:
    """Test the newest figure and those one, two, three … years before it, after any break."""
    points = [series.point(area, period.key) for period in reversed(series.since_break)]
    newest = next((at for at, point in enumerate(points) if point.value is not None), 0)
    step = QUARTERS if series.periods[0].part else 1
    shown = [point for point in points[newest::step] if point.value is not None][::-1]
    word, reason = recent_trend(
        [or_nan(point.value) for point in shown],
        [or_nan(point.lower) for point in shown],
        [or_nan(point.upper) for point in shown],
        series.indicator.better,
    )
    return Recent(word, reason)
