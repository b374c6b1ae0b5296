"""How good the returns of authorities are: whether they came, when, how full, and near to DfE's.

Who returned what and when is told of those whose returns the viewer was given, as the page of the
release does. Agreement is made of figures that they are shown, so it tells nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.intake.count_rules import broken_in_each
from yardstick.model import Basis, Counted, Period, Status
from yardstick.results.coverage import expected
from yardstick.results.sheets import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from yardstick.catalogue.declarations import DataSet, Indicator
    from yardstick.model import Area, Viewer
    from yardstick.results.book import Book, Library
    from yardstick.results.series import Series
    from yardstick.results.types import Point, Stamp
    from yardstick.store.release import ReleaseInfo

_RETURN: Final = ["dataset", "period", "area"]
_RETURNED: Final = [*_RETURN, "due", "received", "days_late", "versions", "cells", "given"]
_AGREEMENT: Final = [
    *("indicator", "year", "returned", "published", "apart", "allowed", "agrees", "status"),
]
_AS_COLLECTED: Final = "as_collected"  # nobody can be late with what has no day
_OFFICIAL: Final = "{item}_official"  # what a check's rule reads that compares with DfE


@dataclass(frozen=True)
class Quality:
    """How good the returns are.

    Attributes:
        focus: The authority that is looked at.
        areas: By code, in the region's order.
        datasets: Those of the viewer's that are returned regularly, in catalogue order.
        returns: One row per `dataset`, `period` and `area` that a return was expected of: `due`
            and `received` (the first version), `days_late` (below 0 where it came before it was
            due), `versions`, `cells` and `given` (of the newest version of a return of counts:
            how many cells, and how many hold a number). Missing where nothing came.
        agreement: Of the focus area, one row per `indicator` and `year` (key of the official
            figure's period): `returned` and `published` (counts), `apart` (per cent of the
            published one), `allowed` (in words), `agrees`, and `status` of what was returned.
            Missing where there is nothing to compare.
        indicators: Those of `agreement`, by identifier.
        stamp: What to print beside it.
    """

    focus: Area
    areas: Mapping[str, Area]
    datasets: tuple[DataSet, ...]
    returns: pd.DataFrame
    agreement: pd.DataFrame
    indicators: Mapping[str, Indicator]
    stamp: Stamp


def quality(  # noqa: PLR0913 - who asks, of whom, and from where
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    book: Book,
    *,
    area: str,
    info: ReleaseInfo,
) -> Quality:
    """Return how good the returns are, with one authority looked at.

    Args:
        cursor: In the viewer's scope.
        library: Definitions and queries.
        viewer: Who reads: what is expected is of whom they were given.
        book: The viewer's figures.
        area: Code of the authority.
        info: The release.
    """
    submissions = library.queries["dataset_returns"].run(cursor)
    declared = library.catalogue.datasets.values()
    regular = [one.id for one in declared if one.cycle != _AS_COLLECTED]
    submissions = submissions[submissions["dataset"].isin(regular)]
    held = set(submissions["dataset"])
    completeness = library.queries["returned_completeness"].run(cursor)
    agreement = pd.DataFrame(_agreement(library, book, area), columns=_AGREEMENT)
    return Quality(
        focus=book.areas[area],
        areas=book.areas,
        datasets=tuple(one for one in declared if one.id in held),
        returns=_returns(submissions, completeness, expected(submissions, viewer, book)),
        agreement=agreement,
        indicators={one: library.catalogue.indicators[one] for one in agreement["indicator"]},
        stamp=stamp(None, info),
    )


def _returns(submissions: pd.DataFrame, cells: pd.DataFrame, due: pd.DataFrame) -> pd.DataFrame:
    """Return when each expected return first came, how often it was sent, and how full it is."""
    first = submissions[submissions["version"] == 1][[*_RETURN, "due", "received"]]
    often = submissions.groupby(_RETURN, sort=False)["version"].max().rename("versions")
    found = due.merge(first, "left", _RETURN)
    found = found.merge(often.reset_index(), "left", _RETURN)
    found = found.merge(cells, "left", _RETURN)
    late = (found["received"] - found["due"]).dt.days
    found = found.assign(
        days_late=late, due=found["due"].dt.date, received=found["received"].dt.date
    )
    numbers = dict.fromkeys(("days_late", "versions", "cells", "given"), "Int64")
    return found.astype(numbers)[_RETURNED]


# ---- against the department's figures -----------------------------------------------------


@dataclass(frozen=True)
class _Compared:
    """One item of a return whose year the department publishes, and what may lie between."""

    indicator: Indicator
    item: str
    allowed: str
    year: Series
    published: Series


def _agreement(library: Library, book: Book, area: str) -> Iterator[tuple[object, ...]]:
    """Hold each year and each stock of an authority against what the department publishes.

    Which items, and how far apart they may lie, is what the data set's own checks declare.
    """
    for dataset in library.catalogue.datasets.values():
        found = list(_compared(dataset, book))
        quarters = {one.key for each in found for one in each.year.periods}
        ending = [Period.parse(key) for key in sorted(quarters, key=Period.parse)]
        held = [_in_quarter(found, area, quarter) for quarter in ending]
        rows = [(_as_row(pairs), quarter) for pairs, quarter in zip(held, ending, strict=True)]
        for pairs, checks in zip(held, broken_in_each(dataset, rows), strict=True):
            apart = {item for check, item in checks if _OFFICIAL in check.rule}
            yield from (_told(one, apart) for one in pairs)


def _compared(dataset: DataSet, book: Book) -> Iterator[_Compared]:
    for check in (one for one in dataset.checks if _OFFICIAL in one.rule):
        for item in check.each:
            indicator = next((one for one in book.indicators if _counts(one, dataset, item)), None)
            if indicator is None:
                continue
            stock = indicator.counted is Counted.STOCK
            year = book.series.get((indicator.id, Basis.QUARTERLY if stock else Basis.ROLLING))
            published = book.series.get((indicator.id, Basis.PUBLISHED))
            if year is not None and published is not None and published.comparable:
                allowed = check.allowed.partition(".")[0].partition(",")[0]
                yield _Compared(indicator, item, allowed, year, published)


def _counts(indicator: Indicator, dataset: DataSet, item: str) -> bool:
    return indicator.dataset == dataset.id and indicator.numerator.item == item


@dataclass(frozen=True)
class _Pair:
    """An item's own figure and the department's, of one year or day."""

    compared: _Compared
    year: str
    mine: Point
    told: float


def _in_quarter(compared: list[_Compared], area: str, quarter: Period) -> list[_Pair]:
    """Return each item whose official year, or day, ends with a quarter, with both figures."""
    pairs = []
    for one in compared:
        ending = (period for period in one.published.periods if period.end == quarter.end)
        official = next(ending, None)
        told = official and one.published.point(area, official.key).numerator
        if official and told:  # nothing can lie within a share of nought
            pairs.append(_Pair(one, official.key, one.year.point(area, quarter.key), told))
    return pairs


def _as_row(pairs: list[_Pair]) -> dict[str, float | None]:
    """Return both figures of each item as the declared checks name them."""
    return {
        f"{pair.compared.item}_{name}": number
        for pair in pairs
        for name, number in (("year", pair.mine.numerator), ("official", pair.told))
    }


def _told(pair: _Pair, apart: set[str]) -> tuple[object, ...]:
    one, mine, number = pair.compared, pair.mine, pair.mine.numerator
    by = None if number is None else 100 * (number / pair.told - 1)
    agrees = None if number is None else one.item not in apart
    status = Status.UNAVAILABLE if number is None and mine.status.has_value else mine.status
    said = pair.year, number, pair.told, by, one.allowed, agrees, status.value
    return (one.indicator.id, *said)
