"""One indicator in one period for every area of the region, each with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.results.sheets import period_of, sheet, stamp
from yardstick.results.types import Comparison, Point
from yardstick.results.verdicts import verdict
from yardstick.stats.ranks import rank_range

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Selection
    from yardstick.results.book import Book
    from yardstick.results.sheets import Sheet
    from yardstick.store.release import ReleaseInfo


def comparison(
    book: Book, indicator: Indicator, selection: Selection, info: ReleaseInfo
) -> Comparison:
    """Return one indicator in the period a selection means, for every area of the region."""
    found = sheet(book, indicator, selection)
    period = period_of(found.series, list(book.areas), selection)
    values = _rows(book, found, period.key, selection)
    together = found.yardstick.at(period.key)
    return Comparison(
        indicator=indicator,
        basis=found.series.basis,
        period=period,
        focus=book.areas[selection.area],
        values=values,
        comparator=Point(together.value, together.status),
        against=found.yardstick.against(period.key),
        ranked=int(values["value"].notna().sum()),
        stamp=stamp(found.series, info, period.key),
    )


def _rows(book: Book, found: Sheet, period: str, selection: Selection) -> pd.DataFrame:
    points = {code: found.series.point(code, period) for code in book.areas}
    together = found.yardstick.at(period)
    neighbours = frozenset(book.peers.of(selection))
    frame = pd.DataFrame(
        {
            "area": list(points),
            "name": [book.areas[code].name for code in points],
            **{
                column: pd.array([getattr(p, column) for p in points.values()], dtype="Float64")
                for column in ("value", "lower", "upper", "numerator", "denominator")
            },
            "status": [point.status.value for point in points.values()],
            "judgement": [
                verdict(found.series, point, together, selection.comparator).judgement.value
                for point in points.values()
            ],
            "neighbour": [code in neighbours for code in points],
        }
    )
    return _ranked(frame, found)


def _ranked(frame: pd.DataFrame, found: Sheet) -> pd.DataFrame:
    """Add the positions that each area's interval allows: never a bare rank."""
    value, lower, upper = (
        frame[column].to_numpy(dtype=float, na_value=np.nan)
        for column in ("value", "lower", "upper")
    )
    low, high = rank_range(value, lower, upper, found.series.indicator.better)
    return frame.assign(rank_low=low, rank_high=high)
