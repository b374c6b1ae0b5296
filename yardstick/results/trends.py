"""One indicator over time: the trend, and the parts of an indicator that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.model import Status, TrendWord
from yardstick.results.grids import periods_between
from yardstick.results.series import TOLD, or_nan
from yardstick.results.sheets import period_of, sheet, stamp
from yardstick.results.types import Parts, Point, Recent, Trend
from yardstick.results.verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Period, Selection
    from yardstick.results.book import Book
    from yardstick.results.comparators import Yardstick
    from yardstick.results.series import Series
    from yardstick.store.release import ReleaseInfo

_NO_TREND = Recent(TrendWord.CANNOT_SAY, "no figures")


def trend(book: Book, indicator: Indicator, selection: Selection, info: ReleaseInfo) -> Trend:
    """Return one indicator over time for every area of the region."""
    found = sheet(book, indicator, selection)
    series = found.series
    period, point, before = _latest(series, selection.area)
    key = period.key if period else ""
    whole = series.values[(series.values["part"] == "") & series.values["area"].isin(book.areas)]
    return Trend(
        indicator=indicator,
        basis=series.basis,
        focus=book.areas[selection.area],
        areas={code: area for code, area in book.areas.items() if (whole["area"] == code).any()},
        periods=tuple(periods_between(series.values["period"])),
        values=whole.drop(columns="part").reset_index(drop=True),
        comparator=_line(series, found.yardstick),
        against=found.yardstick.against(key),
        latest=point,
        latest_period=period,
        verdict=verdict(series, point, found.yardstick.at(key), selection.comparator),
        recent=book.recent.get((indicator.id, series.basis, selection.area), _NO_TREND),
        change=_change(point, before),
        breaks=_breaks(indicator, series),
        stamp=stamp(series, info, key),
    )


def _latest(series: Series, area: str) -> tuple[Period | None, Point, Point]:
    """Return the newest period with a figure or a suppressed one, both, and a year before."""
    for at in range(len(series.periods) - 1, -1, -1):
        point = series.point(area, series.periods[at].key)
        if point.status in TOLD:
            return series.periods[at], point, series.year_before(area, series.periods[at])
    nothing = Point(None, Status.UNAVAILABLE)
    return None, nothing, nothing


def _change(point: Point, before: Point) -> float | None:
    if point.value is None or before.value is None:
        return None
    return point.value - before.value


def _line(series: Series, yardstick: Yardstick) -> pd.DataFrame:
    keys = [period.key for period in periods_between(series.values["period"])]
    found = [yardstick.at(key) for key in keys]
    frame = pd.DataFrame([vars(one) for one in found])
    frame["status"] = [one.status.value for one in found]
    return frame.astype({"value": "Float64"}).assign(period=keys)


def _breaks(indicator: Indicator, series: Series) -> Mapping[str, str]:
    keys = {period.key for period in series.periods}
    return {at.period: at.reason for at in indicator.breaks if at.period in keys}


def parts(book: Book, indicator: Indicator, selection: Selection, info: ReleaseInfo) -> Parts:
    """Return an indicator's parts for the area in focus (referrals by source)."""
    found = sheet(book, indicator, selection)
    series = found.series
    rows = series.values[(series.values["area"] == selection.area) & (series.values["part"] != "")]
    period = period_of(series, [selection.area], selection)
    rows = rows[rows["period"] == period.key]
    labels = _labels(book, indicator)
    frame = rows.rename(columns={"value": "share", "numerator": "number"})
    frame = frame[["part", "number", "share", "status", "lower", "upper", "denominator"]]
    region = {part: found.yardstick.at(period.key, part) for part in frame["part"]}
    frame = frame.assign(
        label=[labels[part] for part in frame["part"]],
        region_share=frame["part"].map({part: or_nan(one.value) for part, one in region.items()}),
        region_status=frame["part"].map({part: one.status.value for part, one in region.items()}),
    )
    order = {part: at for at, part in enumerate(labels)}
    frame = frame.sort_values("part", key=lambda column: column.map(order))
    return Parts(
        indicator=indicator,
        period=period,
        focus=book.areas[selection.area],
        values=frame.drop(columns="denominator").reset_index(drop=True),
        total=_whole(frame),
        against=found.yardstick.against(period.key, series.first_part),
        stamp=stamp(series, info, period.key),
    )


def _labels(book: Book, indicator: Indicator) -> Mapping[str, str]:
    return book.labels.get(indicator.breakdown or "", {})


def _whole(frame: pd.DataFrame) -> Point:
    """Return what the parts add to: the denominator that they share."""
    shown = frame["denominator"].dropna()
    if shown.empty:
        return Point(None, Status.UNAVAILABLE)
    return Point(float(shown.iloc[0]), Status.SHOWN)
