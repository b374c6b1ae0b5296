"""Every indicator for every area, and one area on every indicator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from yardstick.model import Basis, Status, TrendWord
from yardstick.results.series import or_nan
from yardstick.results.sheets import period_of, sheet, stamp, stands
from yardstick.results.types import Against, Board, Profile, Recent
from yardstick.stats.distance import distance, intervals_apart
from yardstick.stats.judgement import judge
from yardstick.stats.quantiles import spine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Selection
    from yardstick.results.book import Book
    from yardstick.results.sheets import Sheet
    from yardstick.results.types import Point, Stamp
    from yardstick.store.release import ReleaseInfo

_NO_TREND = Recent(TrendWord.CANNOT_SAY, "no figures")
_SPINE = ["low", "q1", "median", "q3", "high"]
_NUMBERS = [
    "value",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "change",
    "before_lower",
    "before_upper",
]


def whole_indicators(book: Book) -> tuple[Indicator, ...]:
    """Return the indicators that have one figure for an area: those without parts."""
    return tuple(indicator for indicator in book.indicators if not indicator.breakdown)


def board(book: Book, selection: Selection, info: ReleaseInfo) -> Board:
    """Return every indicator for every area, each at the period the selection means."""
    indicators = whole_indicators(book)
    sheets = [sheet(book, indicator, selection) for indicator in indicators]
    return Board(
        indicators=indicators,
        areas=book.areas,
        focus=book.areas[selection.area],
        values=_frame(book, sheets, _Whose(tuple(book.areas), tuple(book.areas)), selection),
        against=_against(book, sheets, selection),
        stamp=_stamp(sheets, info),
    )


def profile(book: Book, selection: Selection, info: ReleaseInfo) -> Profile:
    """Return the area in focus on every indicator, each at the area's own newest period."""
    indicators = whole_indicators(book)
    sheets = [sheet(book, indicator, selection) for indicator in indicators]
    mine = (selection.area,)
    spread = [_spread(book, found, selection) for found in sheets]
    return Profile(
        indicators=indicators,
        focus=book.areas[selection.area],
        values=pd.concat(
            [
                _frame(book, sheets, _Whose(mine, mine), selection),
                pd.DataFrame(spread, columns=[*_SPINE, "shown", "due"]),
            ],
            axis=1,
        ),
        against=_against(book, sheets, selection),
        stamp=_stamp(sheets, info),
    )


@dataclass(frozen=True)
class _Whose:
    """Which areas get a row, and whose returns decide which period is the newest."""

    rows: tuple[str, ...]
    newest_of: tuple[str, ...]


def _frame(book: Book, sheets: list[Sheet], whose: _Whose, selection: Selection) -> pd.DataFrame:
    """Hold the figures against the comparator; they are made once for each choice of series."""
    key = (tuple(one.series.basis for one in sheets), selection.period, whose)
    figures: pd.DataFrame = book.kept.get(key, lambda: _figures(book, sheets, whose, selection))
    each = len(whose.rows)
    held = [
        found.yardstick.at(period)
        for found, period in zip(sheets, figures["period"].iloc[::each], strict=True)
    ]
    beside = np.repeat(np.array([or_nan(one.value) for one in held], dtype=float), each)
    level = np.repeat(np.array([one.level for one in held], dtype=float), each)
    ways = [found.series.indicator.better for found in sheets for _ in whose.rows]
    bounds = _floats(figures, "lower"), _floats(figures, "upper")
    return figures.assign(
        comparator=pd.array(beside, dtype="Float64"),
        comparator_status=np.repeat([one.status.value for one in held], each),
        judgement=[one.value for one in judge(*bounds, level, ways)],
        distance=distance(_floats(figures, "value"), *bounds, level),
    )


def _figures(book: Book, sheets: list[Sheet], whose: _Whose, selection: Selection) -> pd.DataFrame:
    """Return the columns of a board that no comparator changes."""
    rows = [row for found in sheets for row in _rows(book, found, whose, selection)]
    frame = pd.DataFrame(rows, columns=[*_KEYS, *_NUMBERS])
    frame[_NUMBERS] = frame[_NUMBERS].astype("Float64")
    now = _floats(frame, "lower"), _floats(frame, "upper")
    before = _floats(frame, "before_lower"), _floats(frame, "before_upper")
    return frame.drop(columns=["before_lower", "before_upper"]).assign(
        change_is_real=intervals_apart(*now, *before)
    )


def _floats(frame: pd.DataFrame, name: str) -> NDArray[np.float64]:
    return frame[name].to_numpy(dtype=np.float64, na_value=np.nan)


_KEYS = ["indicator", "area", "period", "basis", "status", "trend"]


def _rows(
    book: Book, found: Sheet, whose: _Whose, selection: Selection
) -> Iterator[tuple[Any, ...]]:
    series = found.series
    period = period_of(series, whose.newest_of, selection)
    for area in whose.rows:
        point, before = series.point(area, period.key), series.year_before(area, period)
        recent = book.recent.get((series.indicator.id, series.basis, area), _NO_TREND)
        yield (
            series.indicator.id,
            area,
            period.key,
            series.basis.value,
            point.status.value,
            recent.word.value,
            *(point.value, point.lower, point.upper, point.numerator, point.denominator),
            _difference(point, before),
            before.lower,
            before.upper,
        )


def _difference(point: Point, before: Point) -> float | None:
    if point.value is None or before.value is None:
        return None
    return point.value - before.value


def _spread(book: Book, found: Sheet, selection: Selection) -> tuple[object, ...]:
    """Return the region's spread in the focus area's newest period, and what was due since."""
    period = period_of(found.series, [selection.area], selection)
    points = [found.series.point(area, period.key) for area in book.areas]
    values = [point.value for point in points if point.value is not None]
    due = period_of(found.series, list(book.areas), selection)
    sent = found.series.point(selection.area, due.key).status is not Status.UNAVAILABLE
    return (*spine(np.array(values, dtype=float)), len(values), period.key if sent else due.key)


def _against(book: Book, sheets: list[Sheet], selection: Selection) -> Against:
    """Name the comparator once for the page; how many had a value differs by indicator."""
    if not sheets:
        return Against(selection.comparator, "Comparator", "There are no figures to compare")
    found = next((one for one in sheets if stands(book, one, selection)), sheets[0])
    return found.yardstick.against(period_of(found.series, list(book.areas), selection).key)


def _stamp(sheets: list[Sheet], info: ReleaseInfo) -> Stamp:
    """Return one stamp for all of them: every source once, the rest as of a return's figure."""
    series = [one.series for one in sheets]
    in_year = next((one for one in series if one.basis is not Basis.PUBLISHED), None)
    sources = "; ".join(dict.fromkeys(one.source for one in series))
    return replace(stamp(in_year or next(iter(series), None), info), source=sources)
