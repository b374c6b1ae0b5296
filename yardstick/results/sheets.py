"""The pieces every result shares: which series and period a selection means, and the stamp."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.model import Basis, PeriodKind
from yardstick.model.marking import CLASSIFICATION
from yardstick.results.comparators import Yardstick
from yardstick.results.series import TOLD
from yardstick.results.types import Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Period, Selection
    from yardstick.results.book import Book
    from yardstick.results.series import Series
    from yardstick.store.release import ReleaseInfo

_BASIS_WORDS = {
    Basis.QUARTERLY: "One quarter",
    Basis.ANNUALISED: "Quarterly rate times four (annualised)",
    Basis.ROLLING: "Last four quarters",
    Basis.PUBLISHED: "As published, yearly",
}


@dataclass(frozen=True)
class Sheet:
    """One indicator as a selection asks for it.

    Attributes:
        series: On the basis asked for, or the first it has.
        published: Its published series, or None.
        yardstick: The comparator.
    """

    series: Series
    published: Series | None
    yardstick: Yardstick


def sheet(book: Book, indicator: Indicator, selection: Selection) -> Sheet:
    """Return the series and comparator that a selection means for an indicator."""
    asked = selection.basis
    if asked is None or asked not in book.bases(indicator.id):
        asked = usual_basis(book, indicator, selection)
    return _on(book, indicator, selection, asked)


def _on(book: Book, indicator: Indicator, selection: Selection, basis: Basis) -> Sheet:
    series = book.series[indicator.id, basis]
    published = book.series.get((indicator.id, Basis.PUBLISHED))
    return Sheet(series, published, Yardstick(series, published, book.peers, selection))


def usual_basis(book: Book, indicator: Indicator, selection: Selection) -> Basis:
    """Return the basis an indicator starts with.

    Against statistical neighbours that is the first on which at least half of them have a
    figure: most are outside the region, and are in the published series alone.
    """
    bases = book.bases(indicator.id)
    if len(bases) == 1 or not selection.comparator.is_of_neighbours:
        return bases[0]
    each = ((basis, _on(book, indicator, selection, basis)) for basis in bases)
    return next((basis for basis, one in each if stands(book, one, selection)), bases[0])


def stands(book: Book, found: Sheet, selection: Selection) -> bool:
    """Tell whether figures can be judged against the comparator in the newest period."""
    period = period_of(found.series, list(book.areas), selection)
    return not math.isnan(found.yardstick.at(period.key, found.series.first_part).level)


def period_of(series: Series, areas: Sequence[str], selection: Selection) -> Period:
    """Return the period a selection means: the one asked for, else the newest that is held.

    The newest is the last in which at least half of the areas show a figure or a suppressed
    one, so that a page does not open on a quarter that two authorities have sent.
    """
    for period in series.periods:
        if period.key == selection.period:
            return period
    some = None
    for period in reversed(series.periods):
        held = sum(_is_told(series, area, period.key) for area in areas)
        if 2 * held >= len(areas):
            return period
        some = some or (period if held else None)
    return some or series.periods[-1]


def _is_told(series: Series, area: str, period: str) -> bool:
    """Tell whether an area sent anything: a suppressed figure was sent too."""
    point = series.point(area, period, series.first_part)
    return point.status in TOLD


def stamp(series: Series | None, info: ReleaseInfo, period: str = "") -> Stamp:
    """Return what is printed beside a figure of one series, or of many where None."""
    basis = series.basis if series else None
    invented = info.kind == "demonstration" and basis is not Basis.PUBLISHED
    return Stamp(
        source=series.source if series else "",
        release=info.id,
        made=info.made,
        population=_population(series, period) if series else "",
        basis=_basis_words(series) if series else "",
        invented=invented,
        classification=CLASSIFICATION,
    )


def _basis_words(series: Series) -> str:
    """Return how a series was made; of a return of whole years, one that is returned is a year."""
    is_yearly = any(period.kind is not PeriodKind.QUARTER for period in series.periods)
    if series.basis is Basis.QUARTERLY and is_yearly:
        return "One year"
    return _BASIS_WORDS[series.basis]


def _population(series: Series, period: str) -> str:
    rows = series.values
    if period:
        rows = rows[rows["period"] == period]
    known = rows[rows["population_year"].notna()]
    if known.empty:
        return ""
    newest = known["population_year"].max()
    vintage = known.loc[known["population_year"] == newest, "vintage"].iloc[0]
    return f"ONS mid-{newest} estimate" + (f" ({vintage})" if vintage else "")
