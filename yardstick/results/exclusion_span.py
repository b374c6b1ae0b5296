"""What a view of exclusions is counted from: one authority's records within one school year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.model import Period, PeriodKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb

    from yardstick.results.book import Library
    from yardstick.results.exclusions_types import ExclusionsAsked

COLUMNS: Final = ["group", "label", "number", "of", "value", "lower", "upper", "status"]
_SHOWN, _NOT_KNOWN = Status.SHOWN.value, Status.UNAVAILABLE.value
_NEVER: Final = "1000-01-01"  # a year of which no return tells has no day
_THURSDAY: Final = 3
_WEEK: Final = 7


@dataclass(frozen=True)
class Span:
    """One authority's records of one school year.

    Attributes:
        asked: With the year that is shown; empty where the returns hold none.
        terms: Keys of the terms of which there is a return.
    """

    cursor: duckdb.DuckDBPyConnection
    library: Library
    asked: ExclusionsAsked
    terms: frozenset[str]

    @property
    def held(self) -> tuple[Period, ...]:
        """Return the school years of the terms of which there is a return, oldest first."""
        starts = sorted({Period.parse(key).year for key in self.terms})
        return tuple(Period(PeriodKind.ACADEMIC_YEAR, year) for year in starts)

    def is_whole(self, period: Period) -> bool:
        """Whether there is a return of a term, or of every term of a school year."""
        parts = [period] if period.part else terms_of(period)
        return all(term.key in self.terms for term in parts)

    def run(self, query: str, **values: str) -> pd.DataFrame:
        """Run a query for the authority; its span is the year unless `values` says another."""
        found = self.library.queries[query]
        given = {**self._given(), **values}
        wanted = {name: given[name] for name in found.header.params}
        return found.run(self.cursor, **wanted)

    def _given(self) -> dict[str, str]:
        asked = self.asked
        days = dict.fromkeys(("first", "spring", "summer", "last"), _NEVER)
        if asked.year:
            year = Period.parse(asked.year)
            starts = (str(term.start) for term in terms_of(year))
            days = dict(zip(days, (*starts, str(year.end)), strict=True))
        return {"area": asked.area, "kind": asked.kind.value, **days}

    @property
    def whole(self) -> dict[str, str]:
        """Return the span of every year that the returns hold."""
        if not self.held:
            return {}
        return {"first": str(self.held[0].start), "last": str(self.held[-1].end)}

    @property
    def census_year(self) -> int:
        """Return the year of the January census within the school year."""
        return Period.parse(self.asked.year).year + 1 if self.asked.year else 0

    @property
    def census(self) -> str:
        """Return the day of the January census, its third Thursday."""
        first = dt.date(max(self.census_year, 1), 1, 1)
        ahead = (_THURSDAY - first.weekday()) % _WEEK
        return str(first + dt.timedelta(ahead + 2 * _WEEK))

    def pupils_of_schools(self) -> Mapping[str, tuple[str, int]]:
        """Return the phase and the pupils of each school at the year's census, by its URN."""
        counted = self.run("exclusion_headcount")
        here = counted[counted["census_year"] == self.census_year]
        rows = zip(here["school_urn"], here["school_phase"], here["pupils"], strict=True)
        return {urn: (phase, int(pupils)) for urn, phase, pupils in rows}

    def labels(self, codes: str) -> Mapping[str, str]:
        """Return what each code of a code list is shown as: its group's name."""
        parts = self.library.catalogue.reference.parts_of(codes)
        return {part.code: part.part_label for part in parts}

    def place_name(self, code: str) -> str:
        """Return an authority's name, or its code where it is none of England's."""
        area = self.library.catalogue.reference.area(code)
        return area.name if area else code


def terms_of(year: Period) -> list[Period]:
    """Return the terms of a school year."""
    first = Period(PeriodKind.TERM, year.year, 1)
    return [first.shifted(step) for step in range(first.parts_in_year)]


def frame(rows: Iterable[Mapping[str, object]], *more: str) -> pd.DataFrame:
    """Return rows as the values of a view; what a row leaves out is missing.

    Each row without a status gets one: shown where it has a value, else not available.
    """
    made = pd.DataFrame([dict(row) for row in rows], columns=[*COLUMNS, *more])
    numbers = ["number", "of", "value", "lower", "upper"]
    made[numbers] = made[numbers].astype(float)
    shown = made["value"].notna().map({True: _SHOWN, False: _NOT_KNOWN})
    made["status"] = made["status"].where(made["status"].notna(), shown).astype(object)
    return made


def shares(rows: Iterable[tuple[str, str, float]], of: float) -> list[dict[str, object]]:
    """Return rows of group, label and number, each as a share of a whole in %."""
    return [
        {
            "group": group,
            "label": label,
            "number": number,
            "of": of,
            "value": 100 * number / of if of else None,
        }
        for group, label, number in rows
    ]


def quantile(values: pd.Series, weights: pd.Series, share: float) -> float | None:
    """Return the smallest value at or below which lies this share of all weights."""
    known = values.notna()
    ordered = values[known].astype(float).sort_values(kind="stable")
    if ordered.empty:
        return None
    running = weights[known].loc[ordered.index].cumsum()
    return float(ordered[running >= share * running.iloc[-1]].iloc[0])
