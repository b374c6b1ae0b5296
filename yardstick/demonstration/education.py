"""Invented results of pupils and of looked-after children: what each authority knows of its own.

A level is as published for the authority where the official sample has it, so that what the
department has replaced since was close to it; elsewhere it is England's, moved by chance.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from yardstick.demonstration.calibration import OFFICIAL_SAMPLE, people_of
from yardstick.demonstration.chance import chance, nearest
from yardstick.demonstration.returns import DAYS_TO_SUBMIT, InventedReturn, sender
from yardstick.intake.official import read_official
from yardstick.model import Period, PeriodKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region

    Levels = Mapping[tuple[str, str], float]
    Row = tuple[str, float | None, Status]

ALL_PUPILS: Final = "provisional_outcomes"
LOOKED_AFTER: Final = "looked_after_results"
YEARS: Final = tuple(Period(PeriodKind.ACADEMIC_YEAR, year) for year in range(2018, 2026))
_PUBLISHED: Final = Period(PeriodKind.ACADEMIC_YEAR, 2024)
_AGES: Final = 18  # years of age among the people of 0 to 17
_IN_CARE: Final = 0.0065  # of them, looked after for 12 months or more
_SESSIONS: Final = 310  # of a pupil who is on a roll for the whole year
_WANDER: Final = 0.03  # of a level, from one year to the next


class _Measure(NamedTuple):
    """One item over another: the level of England, and in which years there is none.

    Attributes:
        item, over: Of the return.
        level: Of England, in the indicator's own unit: a percentage, or points of a pupil.
        share: How many of a year group (of all in care for looked-after children) it is of.
        never: First years of the academic years that have no figure.
    """

    item: str
    over: str
    level: float
    share: float
    never: tuple[int, ...] = ()


_NO_TESTS: Final = (2019, 2020)
_NO_PROGRESS: Final = (2019, 2020, 2024, 2025)
_NO_ABSENCE: Final = (2019,)
_POINTS: Final = frozenset({"C03", "E05", "E06"})
_PROGRESS: Final = "E06"
_MEASURES: Final[Mapping[str, tuple[_Measure, ...]]] = {
    ALL_PUPILS: (
        _Measure("E01", "N_EYFSP", 68.3, 1.0, _NO_TESTS),
        _Measure("E02", "N_PHONICS", 80.0, 1.0, _NO_TESTS),
        _Measure("E03", "N_KS2", 63.0, 1.02, _NO_TESTS),
        _Measure("E04", "N_KS2", 8.5, 1.02, _NO_TESTS),
        _Measure("E05", "N_KS4", 46.0, 0.97),
        _Measure("E06", "N_P8", -0.03, 0.92, _NO_PROGRESS),
        _Measure("E08", "N_KS4", 65.0, 0.97),
        _Measure("E07", "N_KS4", 45.4, 0.97),
        _Measure("E09", "N_SESSIONS", 6.8, 11.0, _NO_ABSENCE),
        _Measure("E10", "N_ENROLMENTS", 18.1, 11.0, _NO_ABSENCE),
    ),
    LOOKED_AFTER: (
        _Measure("C01", "N_CLA_EYFSP", 42.9, 0.04, _NO_TESTS),
        _Measure("C02", "N_CLA_KS2", 35.0, 0.06, _NO_TESTS),
        _Measure("C03", "N_CLA_KS4", 17.3, 0.11),
        _Measure("C04", "N_CLA_KS4", 17.4, 0.11),
        _Measure("C05", "N_CLA_SESSIONS", 9.0, 0.75, _NO_ABSENCE),
        _Measure("C06", "N_CLA_ABSENCE", 20.3, 0.75, _NO_ABSENCE),
        _Measure("C07", "N_CLA_SCHOOL", 14.6, 0.75, _NO_ABSENCE),
    ),
}


def invent_education(
    catalogue: Catalogue, region: Region, seed: str = "yardstick"
) -> Iterator[InventedReturn]:
    """Yield a region's returns of both data sets, a year of each authority at a time.

    Args:
        catalogue: Areas, populations, and which published measures belong to which indicator.
        region: Whose authorities.
        seed: Another one gives another region.

    Raises:
        IntakeError: The official sample is missing or damaged.
    """
    levels = _published(catalogue)
    for year in YEARS:
        for code in region.authorities:
            area = catalogue.reference.areas[code]
            if area.exists_in(year):
                for dataset, measures in _MEASURES.items():
                    one = _Cohorts(code, people_of(catalogue, code), year, seed, levels)
                    due = year.end + dt.timedelta(DAYS_TO_SUBMIT)
                    yield InventedReturn(
                        dataset, code, year.key, one.counts(measures), due, due, sender(area)
                    )


def _published(catalogue: Catalogue) -> Levels:
    """Return the sample's value by area and indicator."""
    found = read_official(OFFICIAL_SAMPLE, catalogue).values
    rows = found[found["period"] == _PUBLISHED.key].dropna(subset=["value"])
    by_measure = dict(tuple(rows.groupby("measure")))
    return {
        (str(area), indicator.id): float(value)
        for indicator in catalogue.indicators.values()
        if indicator.dataset in _MEASURES
        for series in indicator.published
        if series.measure in by_measure
        for area, value in by_measure[series.measure][["area", "value"]].itertuples(index=False)
    }


class _Cohorts:
    """What one authority returns of one academic year."""

    def __init__(self, area: str, people: int, year: Period, seed: str, levels: Levels) -> None:
        self._area, self._people, self._year = area, people, year
        self._seed, self._levels = seed, levels
        self._numbers: dict[str, int] = {}

    def counts(self, measures: tuple[_Measure, ...]) -> pd.DataFrame:
        """Return the cells: each count of pupils once, before what is counted among them."""
        rows: list[Row] = []
        for one in measures:
            if self._year.year in one.never:
                rows += [(name, None, Status.NOT_APPLICABLE) for name in (one.over, one.item)]
                continue
            self._numbers[one.over] = size = self._numbers.get(one.over) or self._size(one)
            self._numbers[one.item] = some = self._some(one, size)
            points = self._points(one, size) if one.item in _POINTS else float(some)
            rows += [(one.over, float(size), Status.SHOWN), (one.item, points, Status.SHOWN)]
        return _frame(dict.fromkeys(rows))

    def _chance(self, *names: str) -> np.random.Generator:
        return chance(self._seed, self._area, "education", *names)

    def _size(self, one: _Measure) -> int:
        is_care = one.over.startswith("N_CLA")
        of = self._people * _IN_CARE if is_care else self._people / _AGES
        pupils = int(self._chance(one.over, self._year.key).poisson(of * one.share))
        return pupils * _SESSIONS if one.over.endswith("SESSIONS") else pupils

    def _level(self, one: _Measure) -> float:
        """Return the level of the year: the published one where there is one, and near it."""
        known = self._levels.get((self._area, one.item), one.level)
        if one.item == _PROGRESS or self._year == _PUBLISHED:
            return known
        return known * float(self._chance(one.item, self._year.key).normal(1.0, _WANDER))

    def _some(self, one: _Measure, size: int) -> int:
        """Return how many of the pupils; never more than of a measure that includes this one."""
        most = {"E04": "E03", "E07": "E08"}.get(one.item)
        share = min(max(self._level(one) / 100, 0.0), 1.0)
        some = int(self._chance(one.item, self._year.key, "drawn").binomial(size, share))
        return min(some, self._numbers[most]) if most else some

    def _points(self, one: _Measure, size: int) -> float:
        """Return the points of all the pupils together, to a tenth."""
        return nearest(10 * self._level(one) * size) / 10


def _frame(rows: Mapping[Row, None]) -> pd.DataFrame:
    items, numbers, statuses = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "item": pd.Series(items, dtype="str"),
            "breakdown": pd.Series([""] * len(items), dtype="str"),
            "number": pd.Series(numbers, dtype="Float64"),
            "status": pd.Series([status.value for status in statuses], dtype="str"),
        }
    )
