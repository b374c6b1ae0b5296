"""One shown figure, back to the cells and files it was made of, as far as the viewer may see them.

Of an own area every cell is told with its place. Of another's a figure is what protection left of
it: the trace gives the counts that stand beside it, which return it is from, and nothing of the
file, whose fingerprint could be guessed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from yardstick.model import Basis
from yardstick.results.returned import QUARTERS
from yardstick.results.sheets import period_of, sheet, stamp

if TYPE_CHECKING:
    import duckdb

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Area, Period, Selection, Viewer
    from yardstick.results.book import Book, Library
    from yardstick.results.series import Series
    from yardstick.results.types import Point, Stamp
    from yardstick.store.release import ReleaseInfo

CELLS = ["period", "item", "breakdown", "label", "number", "status", "submission", "place"]
RETURNS = ["period", "version", "received", "submission", "file"]
FILES = ["measure", "period", "value", "status", "title", "name", "release", "loaded", "file"]


@dataclass(frozen=True)
class Trace:
    """Where one figure comes from.

    Attributes:
        indicator: What was measured.
        basis: How the series was made.
        area: Whose figure.
        period: When.
        part: Code of the part; empty for a whole.
        point: The figure as it is shown, with the counts that are shown beside it.
        stamp: Source, release and population, as printed beside the figure.
        definitions: Version of the definitions that made it.
        program: Version of the program that made the release.
        own: Whether the area is the viewer's own.
        cells: Of an own area's returned figure, one row per cell: `period`, `item`, `breakdown`,
            `label`, `number` (missing where `status` has none), `status`, `submission`, `place`
            (in the partner's file; empty for an invented one). Otherwise none.
        returns: Of a returned figure, one row per return: `period`, `version`, `received`,
            `submission` and `file` (SHA-256 of what was sent; both empty unless own).
        measure: Of an official figure, the code of the measure it is; otherwise empty.
        files: Of an official figure, one row per value used: `measure`, `period`, `value`,
            `status`, `title`, `name`, `release` (the department's), `loaded` and `file`
            (SHA-256 of the file as published).
    """

    indicator: Indicator
    basis: Basis
    area: Area
    period: Period
    part: str
    point: Point
    stamp: Stamp
    definitions: str
    program: str
    own: bool
    cells: pd.DataFrame
    returns: pd.DataFrame
    measure: str
    files: pd.DataFrame

    @property
    def as_published(self) -> bool:
        """Whether the department gives the figure itself, and not only the number behind it."""
        counted = {one.numerator for one in self.indicator.published if one.measure == self.measure}
        return bool(self.measure) and self.measure not in counted


def trace(  # noqa: PLR0913, PLR0917 - what is traced, for whom, and what it is looked up in
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    book: Book,
    indicator: Indicator,
    selection: Selection,
    info: ReleaseInfo,
) -> Trace:
    """Trace the figure that a selection shows for its area in its period.

    Args:
        cursor: In the viewer's scope.
        library: Definitions and queries.
        viewer: Whose areas are told in full.
        book: The viewer's figures.
        indicator: Which; granted to the viewer.
        selection: Area, basis and period; the newest period where it names none.
        info: The release.
    """
    series = sheet(book, indicator, selection).series
    period, part = period_of(series, list(book.areas), selection), series.first_part
    used = _periods(series, period)
    own = selection.area in viewer.areas
    returned = series.basis is not Basis.PUBLISHED
    found = _Looked(cursor, library, indicator, selection.area, used)
    measure, files = ("", pd.DataFrame(columns=FILES)) if returned else found.files()
    return Trace(
        indicator=indicator,
        basis=series.basis,
        area=book.places[selection.area],
        period=period,
        part=part,
        point=series.point(selection.area, period.key, part),
        stamp=stamp(series, info, period.key),
        definitions=info.catalogue_version,
        program=info.code_version,
        own=own,
        cells=found.cells(part) if own and returned else pd.DataFrame(columns=CELLS),
        returns=found.returns(own=own) if returned else pd.DataFrame(columns=RETURNS),
        measure=measure,
        files=files,
    )


def _periods(series: Series, period: Period) -> list[str]:
    """Return the periods whose counts are in the figure, oldest first."""
    many = QUARTERS if series.basis is Basis.ROLLING else 1
    return [period.shifted(-back).key for back in reversed(range(many))]


@dataclass(frozen=True)
class _Looked:
    """Where to look, and for what."""

    cursor: duckdb.DuckDBPyConnection
    library: Library
    indicator: Indicator
    area: str
    periods: list[str]

    def cells(self, part: str) -> pd.DataFrame:
        """Return the cells of the indicator's two sides, as they were returned."""
        rows = self._of_area("returned_cells")
        reference = self.library.catalogue.reference
        codes = codes_of(reference, self.indicator.breakdown, part)
        sides = [(self.indicator.numerator, codes), (self.indicator.denominator, ("",))]
        labels = {side.item: side.label for side, _ in sides if side and side.item}
        wanted = {(side.item, code) for side, found in sides if side for code in found}
        cell = pd.Series(list(zip(rows["item"], rows["breakdown"], strict=True)), rows.index)
        kept = rows[cell.isin(wanted)]
        return kept.assign(label=kept["item"].map(labels))[CELLS].reset_index(drop=True)

    def returns(self, *, own: bool) -> pd.DataFrame:
        """Return the returns that the figure is from."""
        rows = self._of_area("traced_returns")
        rows = rows[rows["newest"]]
        if not own:
            rows = rows.assign(submission="", file="")
        return rows[RETURNS].reset_index(drop=True)

    def files(self) -> tuple[str, pd.DataFrame]:
        """Return the measure that the figure is, and the published values it is shown with."""
        rows = self.library.queries["traced_official"].run(self.cursor)
        held = set(zip(rows["source"], rows["measure"], strict=True))
        declared = next(
            one for one in self.indicator.published if (one.source, one.measure) in held
        )
        here = (rows["area"] == self.area) & rows["period"].isin(self.periods)
        measures = {declared.measure, declared.numerator, declared.denominator}
        wanted = here & (rows["source"] == declared.source) & rows["measure"].isin(measures)
        return declared.measure, rows[wanted][FILES].reset_index(drop=True)

    def _of_area(self, query: str) -> pd.DataFrame:
        rows = self.library.queries[query].run(self.cursor)
        of = (rows["dataset"] == self.indicator.dataset) & (rows["area"] == self.area)
        return rows[of & rows["period"].isin(self.periods)]


def codes_of(reference: Reference, breakdown: str | None, part: str) -> tuple[str, ...]:
    """Return the codes that a part is returned under; one empty code for a whole."""
    if not part:
        return ("",)
    return tuple(one.code for one in reference.parts_of(breakdown or "") if one.part == part)
