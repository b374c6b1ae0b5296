"""Results of pupils: the authorities' own until the department publishes, then the department's.

One measure has one figure for a year. What an official release has taken the place of is not in
a release of the store any more (`store.superseding`); here the two sources become one series.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from yardstick.access.errors import AccessDenied
from yardstick.model import Basis, Period, Status
from yardstick.results.cache import Cache
from yardstick.results.education_types import (
    DATASETS,
    POOLED,
    Education,
    EducationAsked,
    Stage,
    Years,
)
from yardstick.results.series import HAS_VALUE, TOTALS, VALUES, Series, with_figures
from yardstick.results.trends import trend

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Selection
    from yardstick.results.book import Book
    from yardstick.store.release import ReleaseInfo

_FIGURE: Final = ("value", "lower", "upper", "numerator", "denominator", "status")
_STAGES: Final = {
    Status.SHOWN.value: Stage.FINAL,
    Status.PROVISIONAL.value: Stage.PROVISIONAL,
    Status.REVISED.value: Stage.REVISED,
}
_BASIS: Final = {
    Years.ONE: "Each year by itself: as published, and local where nothing is published yet",
    Years.POOLED: f"{POOLED} years together, named by the last of them",
}


def education(
    book: Book, indicator: Indicator, asked: EducationAsked, selection: Selection, info: ReleaseInfo
) -> Education:
    """Return one measure over the years.

    Args:
        book: The viewer's.
        indicator: Granted to the viewer, and of a data set of education.
        asked: Of how many years each figure is.
        selection: Whose figures, and against whom.
        info: The release.

    Raises:
        AccessDenied: The indicator is of another subject.
    """
    if indicator.dataset not in DATASETS:
        raise AccessDenied
    both: _Both = book.kept.get(("education", indicator.id), lambda: _both(book, indicator))
    single, pooled, local, rows = both
    shown = pooled if asked.years is Years.POOLED else single
    # A book of this series alone, so that all that is made of a series is made of it alike.
    alone = replace(book, series={(indicator.id, Basis.PUBLISHED): shown}, kept=Cache(1))
    made = trend(alone, indicator, selection, info)
    invented = info.kind == "demonstration" and bool(local)
    stamp = replace(made.stamp, basis=_BASIS[asked.years], invented=invented)
    return Education(asked, replace(made, stamp=stamp), rows)


class _Both(NamedTuple):
    """What is the same of a measure whoever is compared: its series, its years, its rows."""

    single: Series
    pooled: Series
    local: frozenset[str]
    rows: pd.DataFrame


def _both(book: Book, indicator: Indicator) -> _Both:
    single, local = _one_series(book, indicator)
    pooled = _pooled(single)
    return _Both(single, pooled, local, _rows(single, pooled, local, list(book.areas)))


def _one_series(book: Book, indicator: Indicator) -> tuple[Series, frozenset[str]]:
    """Return the series of both sources, and the years of which it has local figures.

    A year is the department's as soon as one of its figures is.
    """
    keys = [(indicator.id, basis) for basis in (Basis.PUBLISHED, Basis.QUARTERLY)]
    found = [book.series[key] for key in keys if key in book.series]
    if len(found) == 1:
        (only,) = found
        is_local = only.basis is not Basis.PUBLISHED
        return _marked(only), _years(only.values) if is_local else frozenset()
    official, returned = found
    published = set(official.values.loc[official.values["status"].isin(HAS_VALUE), "period"])
    ours, sums = (
        frame[~frame["period"].isin(published)] for frame in (returned.values, returned.totals)
    )
    local = replace(returned, values=ours, totals=sums)
    theirs, theirs_sums = (
        frame[~frame["period"].isin(_years(ours))] for frame in (official.values, official.totals)
    )
    both = replace(
        official,
        values=_joined(theirs, _marked(local).values, VALUES),
        totals=_joined(theirs_sums, _marked(local).totals, TOTALS),
        source=f"{official.source}; {returned.source}",
    )
    return both, _years(ours)


def _years(values: pd.DataFrame) -> frozenset[str]:
    return frozenset(values["period"].unique())


def _joined(first: pd.DataFrame, second: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the rows of both; an empty frame has no types to join."""
    frames = [frame[columns].astype(object) for frame in (first, second) if len(frame)]
    made = pd.concat(frames, ignore_index=True) if frames else second[columns]
    numbers = [name for name in (*_FIGURE[:-1], "with_value", "out_of") if name in columns]
    return made.astype(dict.fromkeys(numbers, float))


def _marked(series: Series) -> Series:
    """Return a local series with its figures marked provisional; an official one as it is."""
    if series.basis is Basis.PUBLISHED:
        return series
    shown, ahead = Status.SHOWN.value, Status.PROVISIONAL.value
    marked = (frame.replace({"status": {shown: ahead}}) for frame in (series.values, series.totals))
    values, totals = marked
    return replace(series, basis=Basis.PUBLISHED, values=values, totals=totals)


def _pooled(series: Series) -> Series:
    """Return the series with each figure of its year and the two before it together.

    Numbers of pupils are added, then put over each other; a mean of the years would count a
    pupil of a small year for more. A figure needs every number of every year, and no break
    between the first of them and the last. The region's totals are rounded, so they are not.
    """
    rows = series.values.reset_index(drop=True)
    frame = rows.assign(year=rows["period"].map(lambda key: Period.parse(key).year))
    sums = [
        _before(frame, back)[["numerator", "denominator"]].to_numpy(float)
        for back in range(1, POOLED)
    ]
    for earlier in sums:
        frame[["numerator", "denominator"]] += earlier
    whole = frame[["numerator", "denominator"]].notna().all(axis=1) & ~_breaks_within(
        frame["year"], series.indicator
    )
    told = frame["status"].where(whole, Status.UNAVAILABLE.value)
    made = with_figures(frame.assign(status=told), series.indicator, series.basis)
    return replace(series, values=made[VALUES], totals=series.totals[:0])


def _before(frame: pd.DataFrame, back: int) -> pd.DataFrame:
    """Return the row of each area and part so many years before; missing where there is none."""
    keyed = frame.set_index(["area", "part", "year"])
    wanted = pd.MultiIndex.from_arrays([frame["area"], frame["part"], frame["year"] - back])
    return keyed.reindex(wanted).reset_index(drop=True)


def _breaks_within(years: pd.Series, indicator: Indicator) -> pd.Series:
    """Whether a break stands in any of the years but the first: what is before it differs."""
    found = np.zeros(len(years), dtype=bool)
    for at in indicator.breaks:
        first = Period.parse(at.period).year
        found |= years.between(first, first + POOLED - 2).to_numpy()
    return pd.Series(found, index=years.index)


def _rows(single: Series, pooled: Series, local: frozenset[str], areas: list[str]) -> pd.DataFrame:
    ours = (one.values[one.values["area"].isin(areas)] for one in (single, pooled))
    rows, together = (
        frame[["area", "period", *_FIGURE]].sort_values(["area", "period"], ignore_index=True)
        for frame in ours
    )
    stages = [
        (Stage.LOCAL if period in local else _STAGES[status]) if status in _STAGES else Stage.NONE
        for period, status in zip(rows["period"], rows["status"], strict=True)
    ]
    named = together.rename(columns={name: f"pooled_{name}" for name in _FIGURE})
    return rows.assign(stage=[stage.value for stage in stages]).merge(
        named, "left", ["area", "period"]
    )
