"""How many placements will end and begin in the terms of the next year, and how sure that is.

Leavers come of those who were placed in the same term of the year before, year group by year
group; new placements of the plans that the department counted in the year before: their rate
times the growth of plans. Terms are compared with the same term of earlier years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from yardstick.model import Period, PeriodKind
from yardstick.results.records_asked import YEAR_GROUPS
from yardstick.stats.forecast import LEAST_POINTS, forecast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.results.records_asked import Asked
    from yardstick.stats.arrays import FloatArray

    Made = tuple[pd.DataFrame, Mapping[str, float]]

_TERMS: Final = 3  # of a year, which is also how far ahead a forecast looks
_BEGAN, _ENDED = "began", "ended"
_PLANS: Final = {"source": "sen2_caseload", "measure": "plans"}


def leavers(asked: Asked) -> Made:
    """Return how many placements ended in each term and are expected to end in the next year."""
    held = _Held.of(asked)
    if len(held.terms) < LEAST_POINTS:
        return _too_few(held)
    groups = list(asked.codes(YEAR_GROUPS))
    there = _counted(asked.run_of("placement_stock"), "period", held.keys, groups)
    unknown = np.full((_TERMS, len(groups)), np.nan)
    sources = np.concatenate([unknown, _a_year_older(there)])
    return _made(held, held.flow(asked, _ENDED, groups), sources, {})


def starts(asked: Asked) -> Made:
    """Return how many placements began in each term and are expected to begin in the next year.

    Where the department's number of plans is not in the release for each year that is needed,
    every year counts alike, and `by_plans` is 0.
    """
    held = _Held.of(asked)
    if len(held.terms) < LEAST_POINTS:
        return _too_few(held)
    plans = _plans(asked)
    years = [str(Period(PeriodKind.ACADEMIC_YEAR, one.year - 1).key) for one in held.and_ahead]
    has_plans = all(year in plans for year in years)
    sources = np.array([[plans[year] if has_plans else 1.0] for year in years])
    groups = list(asked.codes(YEAR_GROUPS))
    began = held.flow(asked, _BEGAN, groups).sum(axis=1, keepdims=True)
    return _made(held, began, sources, {"by_plans": float(has_plans)})


@dataclass(frozen=True)
class _Held:
    """The terms of which a return is held, up to the newest and without a gap, oldest first."""

    terms: tuple[Period, ...]

    @classmethod
    def of(cls, asked: Asked) -> _Held:
        held = set(asked.run_of("placement_terms")["period"])
        found = [asked.period]
        while found[-1].shifted(-1).key in held:
            found.append(found[-1].shifted(-1))
        return cls(tuple(reversed(found)))

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.terms]

    @property
    def and_ahead(self) -> list[Period]:
        newest = self.terms[-1]
        return [*self.terms, *(newest.shifted(step) for step in range(1, _TERMS + 1))]

    def flow(self, asked: Asked, flow: str, groups: list[str]) -> FloatArray:
        """Return how many began or ended in each term, by year group.

        A placement is looked for in the returns of its own school year only: a child's pseudonym
        is another in the next, and one that is returned again would be counted again.
        """
        rows = asked.run_of("placement_flows")
        ends = pd.to_datetime([one.end for one in self.terms])
        begun = pd.Timestamp(self.terms[0].start)
        rows = rows[(rows["flow"] == flow) & rows["flow_day"].between(begun, ends[-1])]
        places = ends.searchsorted(rows["flow_day"])
        years = np.array([one.key.split()[0] for one in self.terms])
        rows = rows.assign(period=np.array(self.keys)[places])[years[places] == rows["school_year"]]
        return _counted(rows, "period", self.keys, groups)


def _counted(rows: pd.DataFrame, term: str, terms: list[str], groups: list[str]) -> FloatArray:
    """Return placements by term and year group; 0 where there is none."""
    table = rows.pivot_table(
        index=term, columns="year_group", values="placements", aggfunc="sum", fill_value=0
    )
    return table.reindex(index=terms, columns=groups, fill_value=0).to_numpy(dtype=float)


def _a_year_older(there: FloatArray) -> FloatArray:
    """Return placements by the year group of a year later; the last group keeps its own too."""
    older = np.roll(there, 1, axis=1)
    older[:, 0] = 0
    older[:, -1] += there[:, -1]
    return older


def _plans(asked: Asked) -> dict[str, float]:
    """Return the department's number of plans by academic year."""
    found = asked.library.queries["published_measure"].run(asked.cursor, **_PLANS)
    own = found[found["area"] == asked.focus.code].dropna(subset=["value"])
    return dict(zip(own["period"], own["value"], strict=True))


def _too_few(held: _Held) -> Made:
    return pd.DataFrame({"part": [], "label": []}), {"points": float(len(held.terms))}


def _made(held: _Held, events: FloatArray, sources: FloatArray, more: dict[str, float]) -> Made:
    found = forecast(events, sources, _TERMS)
    terms, ahead = held.and_ahead, slice(found.held, None)
    rows = pd.DataFrame(
        {
            "part": [one.key for one in terms],
            "label": [one.words for one in terms],
            "number": np.concatenate([found.counted, np.full(_TERMS, np.nan)]),
            "expected": found.expected,
            "lower": found.lower,
            "upper": found.upper,
            "last_year": found.naive,
            "is_ahead": [place >= found.held for place in range(len(terms))],
        }
    )
    totals = {
        "points": float(found.held),
        "expected": float(found.expected[ahead].sum()),
        "last_year": float(found.naive[ahead].sum()),
        "tested": float(found.tested),
        "inside": float(found.inside),
        "with_interval": float(found.with_interval),
        "error": found.error,
        "error_naive": found.error_naive,
    }
    return rows, totals | more
