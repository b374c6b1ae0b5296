"""The figures of one indicator as rows: what the command line prints and anyone can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.model import AreaKind, Judgement, Period
from yardstick.results.comparators import ENGLAND
from yardstick.results.sheets import period_of, sheet, stamp
from yardstick.results.types import Verdict
from yardstick.results.verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Selection
    from yardstick.results.book import Book
    from yardstick.results.series import Together
    from yardstick.results.sheets import Sheet
    from yardstick.results.types import Point
    from yardstick.store.release import ReleaseInfo

COLUMNS = [
    "indicator",
    "title",
    "area",
    "name",
    "period",
    "basis",
    "value",
    "status",
    "unit",
    "numerator",
    "denominator",
    "lower",
    "upper",
    "comparator",
    "comparator_value",
    "judgement",
    "reason",
    "population",
    "source",
    "release",
    "invented",
]


def figures(  # noqa: PLR0913, PLR0917 - the arguments are the question
    book: Book,
    indicator: Indicator,
    selection: Selection,
    info: ReleaseInfo,
    areas: Sequence[str],
    periods: Sequence[str],
) -> pd.DataFrame:
    """Return one row per area and period of one indicator, with everything printed beside it.

    Args:
        book: The viewer's figures.
        indicator: Which.
        selection: Comparator, model and basis; its area is not used.
        info: The release.
        areas: Codes; none means the region's authorities, the region and England.
        periods: Keys; none means the newest.

    Returns:
        Columns as in `COLUMNS`; `value`, counts and bounds are missing where not shown.
    """
    found = sheet(book, indicator, selection)
    wanted = list(areas) or [*book.areas, book.peers.region.code, ENGLAND]
    keys = list(periods) or [period_of(found.series, list(book.areas), selection).key]
    rows = [row for area in wanted for key in keys for row in _rows(book, found, area, key, info)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(
    book: Book, found: Sheet, area: str, period: str, info: ReleaseInfo
) -> Iterator[tuple[object, ...]]:
    series, yardstick = found.series, found.yardstick
    labels = book.labels.get(series.indicator.breakdown or "", {"": ""})
    printed = stamp(series, info, period)
    for part, label in labels.items():
        point = series.point(area, period, part)
        numbers = (point.numerator, point.denominator, point.lower, point.upper)
        value, status = point.value, point.status
        if area == book.peers.region.code and not series.holds(area, period, part):
            total = series.total(period, part)
            value, status = total.value, total.status
        held = yardstick.at(period, part)
        judged = _judged(book, found, area, point, held)
        yield (
            series.indicator.id,
            f"{series.indicator.title}: {label}" if label else series.indicator.title,
            area,
            book.places[area].name,
            Period.parse(period).key,
            series.basis.value,
            value,
            status.value,
            series.indicator.per_words,
            *numbers,
            yardstick.against(period).label,
            held.value,
            judged.judgement.value,
            judged.reason,
            printed.population,
            printed.source,
            printed.release,
            printed.invented,
        )


def _judged(book: Book, found: Sheet, area: str, point: Point, held: Together) -> Verdict:
    """Judge an authority; a region or a country is a yardstick, and is held against nothing."""
    if book.places[area].kind is not AreaKind.AUTHORITY:
        return Verdict(Judgement.NOT_COMPARED, "Not compared: this is not one authority.")
    return verdict(found.series, point, held, found.yardstick.selection.comparator)
