"""How a release is protected: what is exact, rounded and hidden, and what an attacker found.

Made of what the viewer is shown already, so that it tells nothing that their pages do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.results.shared_records import shared
from yardstick.results.sheets import stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import pandas as pd

    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.regions import Region
    from yardstick.model import Area, Viewer
    from yardstick.results.book import Book, Library
    from yardstick.results.types import Stamp
    from yardstick.store.release import ReleaseInfo


@dataclass(frozen=True)
class Disclosed:
    """How what a viewer is shown of a release is protected.

    Attributes:
        region: Whose release.
        datasets: Every data set there is, by identifier, in catalogue order.
        granted: Identifiers of those that the viewer was given.
        areas: The region's authorities, by code, in the region's order.
        own: Codes of the viewer's own.
        counts: One row per `dataset` and `area` that sent counts: how many are `shown`,
            `hidden` (small, or they would give a small one away) and `absent`.
        totals: One row per `dataset`: the same of the region's totals, which are to the
            nearest 10.
        cubes: One row per `dataset`, `area`, `period` (an academic year) and `measure` of
            records that others may see: `wording` (dimensions told more coarsely), the largest
            error that is stated of `total`, `one_way`, `two_way` and `three_way` tables
            (missing: none is stated), `tried` (small numbers attacked; missing where the
            figures are the release's before), `narrow` (how many of them published tables
            leave narrow), `is_close`, `is_held`. None could be told for certain, or there
            would be no release.
        means: One row per `dataset` and `period`: how many mean prices of the region are shown.
        stamp: What to print beside it.
    """

    region: Region
    datasets: Mapping[str, DataSet]
    granted: frozenset[str]
    areas: Mapping[str, Area]
    own: frozenset[str]
    counts: pd.DataFrame
    totals: pd.DataFrame
    cubes: pd.DataFrame
    means: pd.DataFrame
    stamp: Stamp


def disclosed(
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    book: Book,
    info: ReleaseInfo,
) -> Disclosed:
    """Return how what a viewer is shown is protected.

    Args:
        cursor: With what the viewer may see of records.
        library: Catalogue, queries and region.
        viewer: Whose rights.
        book: Their figures of the release.
        info: The release.
    """
    datasets = library.catalogue.datasets
    return Disclosed(
        region=library.region,
        datasets=datasets,
        granted=frozenset(one for one in datasets if viewer.may_read(one)),
        areas=book.areas,
        own=viewer.areas,
        counts=book.guarded,
        totals=book.guarded_totals,
        cubes=shared(cursor, library, "disclosed_cubes"),
        means=shared(cursor, library, "disclosed_means"),
        stamp=stamp(None, info),
    )
