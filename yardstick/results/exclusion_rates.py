"""How often schools exclude: by term and by year, over the pupils of the January census."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.results.exclusion_span import frame, terms_of
from yardstick.results.exclusions_types import Kind
from yardstick.stats.intervals import rate_interval
from yardstick.stats.rates import rate

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from yardstick.model import Period
    from yardstick.results.exclusion_span import Span

    Made = tuple[pd.DataFrame, dict[str, float]]

PER: Final = 100  # pupils, as the department gives both rates
ALL: Final = "All schools"
# The department's measures: all schools first, then each phase that it publishes.
_MEASURE: Final = {Kind.SUSPENSION: "suspensions_rate", Kind.PERMANENT: "permanent_rate"}
_OF_PHASE: Final = {"Primary": "_primary", "Secondary": "_secondary", "Special": "_special"}


def terms(span: Span) -> Made:
    """Return each term that the returns hold, all schools and each phase; a term is no year.

    A term of which there is no return is not available: it is not a term without exclusions.
    """
    return _rates(span, [term for year in span.held for term in terms_of(year)])


def years(span: Span) -> Made:
    """Return each school year, and the department's own rate of the same year beside it."""
    made, said = _rates(span, span.held)
    return made.assign(published=_published(span, made)), said


def _rates(span: Span, periods: Iterable[Period]) -> Made:
    days = span.run("exclusion_days", **span.whole)
    days = days[days["kind"] == span.asked.kind.value]
    headcount = span.run("exclusion_headcount")
    rows = []
    for (code, name), period in product(_phases(span, days, headcount), periods):
        count = _within(days, code, period) if span.is_whole(period) else math.nan
        rows.append(_row(name, period, count, _pupils(headcount, code, period)))
    return frame(rows), {}


def _phases(span: Span, days: pd.DataFrame, headcount: pd.DataFrame) -> list[tuple[str, str]]:
    """Return code and name of all schools, then of each phase of which the returns tell."""
    told = {*days["school_phase"], *headcount["school_phase"]}
    each = [(code, name) for code, name in span.labels("school_phase").items() if code in told]
    return [("", ALL), *each]


def _within(days: pd.DataFrame, phase: str, period: Period) -> float:
    """Return the exclusions of a period. Days are in order."""
    if phase:
        days = days[days["school_phase"] == phase]
    dates = days["start_date"].to_numpy("datetime64[D]")
    first = dates.searchsorted(np.datetime64(period.start))
    last = dates.searchsorted(np.datetime64(period.end), "right")
    return float(days["exclusions"].to_numpy()[first:last].sum())


def _pupils(headcount: pd.DataFrame, phase: str, period: Period) -> float:
    """Return the pupils at the January census of a period's school year; nan where not sent."""
    start = period.start
    january = start.year + (start.month >= _SEPTEMBER)
    here = headcount[headcount["census_year"] == january]
    if phase:
        here = here[here["school_phase"] == phase]
    return float(here["pupils"].sum()) if len(here) else math.nan


_SEPTEMBER: Final = 9


def _row(name: str, period: Period, count: float, pupils: float) -> dict[str, object]:
    lower, upper = rate_interval([count], [pupils], PER)
    return {
        "group": name,
        "label": period.key,
        "number": count,
        "of": pupils,
        "value": rate([count], [pupils], PER)[0],
        "lower": lower[0],
        "upper": upper[0],
    }


def _published(span: Span, made: pd.DataFrame) -> list[float]:
    """Return the department's rate of each row; nan where its files give none."""
    values = span.run("published_exclusions")
    known = values[values["value"].notna()]
    rates = dict(
        zip(zip(known["measure"], known["period"], strict=True), known["value"], strict=True)
    )
    measure = _MEASURE[span.asked.kind]
    suffixes = {ALL: "", **_OF_PHASE}
    return [
        rates.get((f"{measure}{suffixes[group]}", label), math.nan)
        if group in suffixes
        else math.nan
        for group, label in zip(made["group"], made["label"], strict=True)
    ]
