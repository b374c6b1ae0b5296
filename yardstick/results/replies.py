"""The right of reply: what authorities say about figures of their own, put beside the figures.

A result says it in two places: each noted figure carries its note, and the stamp lists them all.
Whoever sees a figure sees its note, whoever they are; nothing here asks who wrote it or when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from yardstick.model import Period, Reach
from yardstick.store.notes import Figure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from yardstick.catalogue.declarations import DataSet
    from yardstick.model import Viewer
    from yardstick.results.book import Book
    from yardstick.results.trace import Trace
    from yardstick.results.types import Board, Comparison, Parts, Profile, Stamp, Trend
    from yardstick.store.notes import Note

Noted = TypeVar("Noted", "Board", "Comparison", "Profile")


@dataclass(frozen=True)
class Reply:
    """A note as it is printed beside its figure.

    Attributes:
        figure: About which.
        indicator: What was measured, in short.
        area: Whose figure it is, and who says it.
        text: What is said.
        day: When it was written.
    """

    figure: Figure
    indicator: str
    area: str
    text: str
    day: dt.date


@dataclass(frozen=True)
class Replies:
    """The notes about figures that a viewer may see."""

    said: Mapping[Figure, Reply]

    def beside_trend(self, result: Trend) -> Trend:
        """Return a trend with its notes, those about periods without a row as well."""
        code = result.indicator.id
        keys = [period.key for period in result.periods]
        newest = result.latest_period.key if result.latest_period else ""
        noted = Figure(code, result.focus.code, newest) in self.said
        return replace(
            result,
            values=self._noted(result.values, code, result.values["area"]),
            latest=replace(result.latest, noted=noted),
            stamp=self._stamped(
                result.stamp, (Figure(code, area, key) for area in result.areas for key in keys)
            ),
        )

    def beside_comparison(self, result: Comparison) -> Comparison:
        """Return a comparison with its notes."""
        code, key = result.indicator.id, result.period.key
        return self._beside(result, [Figure(code, area, key) for area in result.values["area"]])

    def beside_parts(self, result: Parts) -> Parts:
        """Return the parts of a figure with the note on their whole."""
        figure = Figure(result.indicator.id, result.focus.code, result.period.key)
        return replace(
            result,
            values=result.values.assign(note=next(iter(self._texts([figure])))),
            total=replace(result.total, noted=figure in self.said),
            stamp=self._stamped(result.stamp, [figure]),
        )

    def beside_board(self, result: Board) -> Board:
        """Return a board with its notes."""
        figures = _figures(result.values, result.values["indicator"], result.values["area"])
        return self._beside(result, figures)

    def beside_profile(self, result: Profile) -> Profile:
        """Return a profile with its notes."""
        figures = _figures(result.values, result.values["indicator"], result.focus.code)
        return self._beside(result, figures)

    def beside_trace(self, result: Trace) -> Trace:
        """Return a trace with the note on its figure."""
        figure = Figure(result.indicator.id, result.area.code, result.period.key)
        point = replace(result.point, noted=figure in self.said)
        return replace(result, point=point, stamp=self._stamped(result.stamp, [figure]))

    def beside_rows(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return rows of figures with a last column `note`: what is said, or nothing."""
        return self._noted(rows, rows["indicator"], rows["area"])

    def _beside(self, result: Noted, figures: Sequence[Figure]) -> Noted:
        """Return a result with the note of each row, which is about one of the figures."""
        values = result.values.assign(note=self._texts(figures))
        return replace(result, values=values, stamp=self._stamped(result.stamp, figures))

    def _noted(
        self, rows: pd.DataFrame, indicator: pd.Series | str, area: pd.Series | str
    ) -> pd.DataFrame:
        """Return rows with `note`, found by indicator, area and each row's `period`."""
        return rows.assign(note=self._texts(_figures(rows, indicator, area)))

    def _texts(self, figures: Iterable[Figure]) -> list[str]:
        found = (self.said.get(figure) for figure in figures)
        return [f"{one.text} ({one.day.isoformat()})" if one else "" for one in found]

    def _stamped(self, stamp: Stamp, figures: Iterable[Figure]) -> Stamp:
        found = (self.said.get(figure) for figure in figures)
        return replace(stamp, notes=tuple(one for one in found if one))


def replies(
    notes: Iterable[Note], viewer: Viewer, book: Book, datasets: Mapping[str, DataSet]
) -> Replies:
    """Return what stands, as far as it is about figures that a viewer may see.

    Args:
        notes: What stands.
        viewer: Who reads.
        book: The viewer's figures.
        datasets: By identifier.
    """
    granted = {indicator.id: indicator for indicator in book.indicators}
    seen = (
        (one, granted[one.figure.indicator])
        for one in notes
        if one.figure.indicator in granted
        and _is_seen(one.figure, viewer, datasets[granted[one.figure.indicator].dataset])
    )
    return Replies(
        {
            one.figure: Reply(
                one.figure,
                indicator.short,
                book.places[one.figure.area].name,
                one.text,
                one.at.date(),
            )
            for one, indicator in seen
        }
    )


def _is_seen(figure: Figure, viewer: Viewer, dataset: DataSet) -> bool:
    """Whether a viewer may see a figure, or its symbol: what was not returned was published."""
    if figure.area in viewer.areas or viewer.reach(dataset.id) is Reach.REGION:
        return True
    return Period.parse(figure.period).kind is not dataset.calendar


def of_indicators(stamp: Stamp, indicators: Sequence[str]) -> Stamp:
    """Return a stamp that lists the notes about some indicators only."""
    kept = (one for one in stamp.notes if one.figure.indicator in indicators)
    return replace(stamp, notes=tuple(kept))


def _figures(rows: pd.DataFrame, indicator: pd.Series | str, area: pd.Series | str) -> list[Figure]:
    """Return what each row is about: a column, or one value for all of them."""
    many = len(rows)
    codes, areas, periods = (
        # Arrow's text one at a time takes as long as the rest of a board's notes.
        [of] * many if isinstance(of, str) else of.to_numpy(dtype=object)
        for of in (indicator, area, rows["period"])
    )
    return [Figure(*of) for of in zip(codes, areas, periods, strict=True)]
