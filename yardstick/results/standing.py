"""Where an area stands: three lines each of better, worse, changed, and what to ask.

A line is a template with typed slots and carries the rule that made it; the same figures always
give the same lines. "Nothing unusual" is an allowed answer. Order: most unusual first, by
distance from the comparator in standard errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.model import Basis, Judgement, Period, TrendWord
from yardstick.numbers import change_text, figure_text, period_phrase, star, valued_text
from yardstick.results.naming import the
from yardstick.results.replies import of_indicators
from yardstick.results.types import Finding, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.types import Profile

MOST = 3  # lines of each kind: more would not be read in the room
_MOVING = {TrendWord.IMPROVING, TrendWord.INCREASING, TrendWord.DECREASING}
_UNUSUAL = {Judgement.HIGHER.value: "higher", Judgement.LOWER.value: "lower"}


@dataclass(frozen=True)
class _Row:
    """One indicator of the area in focus, with what its sentence needs."""

    indicator: Indicator
    period: Period
    basis: str
    value: float
    comparator: float | None
    judgement: str
    trend: TrendWord
    distance: float
    change: float | None
    change_is_real: bool
    against: str
    noted: bool

    @property
    def figure(self) -> str:
        return valued_text(self.value, self.indicator) + star(noted=self.noted)

    @property
    def beside(self) -> str:
        if self.comparator is None:
            return ""
        held = figure_text(self.comparator, self.indicator.unit, self.indicator.decimals)
        return f"{self.against} ({held})"

    @property
    def dated(self) -> str:
        """Return the figure with its period: `27.4% in January to March 2026`."""
        times_four = ", annualised" if self.basis == Basis.ANNUALISED else ""
        return f"{self.figure} {period_phrase(self.period, self.indicator.counted)}{times_four}"


def standing(profile: Profile) -> Standing:
    """Return where the area in focus stands, from the profile the viewer may see."""
    rows = list(_rows(profile))
    findings = [*_judged(rows, Judgement.BETTER), *_judged(rows, Judgement.WORSE)]
    findings += [*_changed(rows), *_to_ask(rows, profile)]
    return Standing(
        focus=profile.focus,
        findings=tuple(findings),
        counts=_counts(profile),
        against=profile.against,
        stamp=of_indicators(profile.stamp, [finding.indicator for finding in findings]),
    )


def _rows(profile: Profile) -> Iterator[_Row]:
    indicators = {indicator.id: indicator for indicator in profile.indicators}
    shown = profile.values[profile.values["value"].notna()]
    for row in shown.to_dict("records"):
        yield _Row(
            indicator=indicators[row["indicator"]],
            period=Period.parse(row["period"]),
            basis=row["basis"],
            value=row["value"],
            comparator=None if pd.isna(row["comparator"]) else row["comparator"],
            judgement=row["judgement"],
            trend=TrendWord(row["trend"]),
            distance=0.0 if pd.isna(row["distance"]) else row["distance"],
            change=None if pd.isna(row["change"]) else row["change"],
            change_is_real=row["change_is_real"],
            against=the(profile.against),
            noted=bool(row.get("note")),
        )


def _counts(profile: Profile) -> dict[str, int]:
    found = profile.values["judgement"].value_counts()
    counts = {judgement.value: int(found.get(judgement.value, 0)) for judgement in Judgement}
    counts["all"] = len(profile.indicators)
    counts["compared"] = counts["all"] - counts[Judgement.NOT_COMPARED.value]
    return counts


def _most_unusual(rows: list[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: (-abs(row.distance), row.indicator.order))[:MOST]


def _judged(rows: list[_Row], judgement: Judgement) -> Iterator[Finding]:
    for row in _most_unusual([row for row in rows if row.judgement == judgement]):
        yield Finding(
            kind=judgement.value,
            sentence=f"{row.indicator.title}: {row.dated}, {judgement.value} than {row.beside}.",
            indicator=row.indicator.id,
            rule=f"The 95% interval lies wholly on the {judgement.value} side of the comparator; "
            f"{abs(row.distance):.1f} standard errors from it.",
        )


def _changed(rows: list[_Row]) -> Iterator[Finding]:
    """Yield what is apart from a year before, then what five points show moving."""
    moved = [row for row in rows if row.change is not None and row.change_is_real]
    trending = [row for row in rows if row.trend in _MOVING and row not in moved]
    found = [_apart(row) for row in _most_unusual(moved)]
    found += [_trending(row) for row in _most_unusual(trending)]
    yield from found[:MOST]


def _apart(row: _Row) -> Finding:
    change = change_text(row.change or 0.0, row.indicator)
    return Finding(
        kind="changed",
        sentence=f"{row.indicator.title}: {row.dated}, {change} on a year earlier.",
        indicator=row.indicator.id,
        rule="The 95% intervals of this period and of a year earlier do not meet.",
    )


def _trending(row: _Row) -> Finding:
    return Finding(
        kind="changed",
        sentence=f"{row.indicator.title}: {row.dated}, {row.trend.said}.",
        indicator=row.indicator.id,
        rule=f"The five-point trend is {row.trend}, tested at 99.8%.",
    )


def _to_ask(rows: list[_Row], profile: Profile) -> Iterator[Finding]:
    """Yield questions: what is missing, then worsening, then unusual with no judgement."""
    worsening = [row for row in rows if row.trend == TrendWord.WORSENING]
    unusual = [row for row in rows if row.judgement in _UNUSUAL and row not in worsening]
    asked = list(_why_missing(profile))
    asked += [_why_worsening(row) for row in _most_unusual(worsening)]
    asked += [_why_unusual(row) for row in _most_unusual(unusual)]
    yield from asked[:MOST]


def _why_worsening(row: _Row) -> Finding:
    beside = f" against {row.beside}" if row.beside else ""
    return Finding(
        kind="ask",
        sentence=f"{row.indicator.title}: {row.dated}{beside}, {row.trend.said}. "
        "What lies behind it?",
        indicator=row.indicator.id,
        rule="The five-point trend is worsening, tested at 99.8%.",
    )


def _why_unusual(row: _Row) -> Finding:
    word = _UNUSUAL[row.judgement]
    return Finding(
        kind="ask",
        sentence=f"{row.indicator.title}: {row.dated}, {word} than {row.beside}. Why {word}?",
        indicator=row.indicator.id,
        rule="The 95% interval does not hold the comparator, and neither direction is better; "
        f"{abs(row.distance):.1f} standard errors from it.",
    )


def _why_missing(profile: Profile) -> Iterator[Finding]:
    """Yield one question for each period that most authorities have sent and this one has not."""
    values = profile.values
    pairs = zip(values["due"], values["period"], strict=True)
    behind = values[np.array([_is_later(due, newest) for due, newest in pairs], dtype=bool)]
    for due, rows in behind.groupby("due", sort=False):
        period = Period.parse(str(due))
        some = f"{len(rows)} indicators" if len(rows) > 1 else "1 indicator"
        yield Finding(
            kind="ask",
            sentence=f"{profile.focus.name} has sent nothing for {period.words} in {some} that "
            "most others have sent. When will it come?",
            indicator=rows["indicator"].iloc[0],
            rule="At least half of the authorities sent a figure for this period.",
        )


def _is_later(due: str, newest: str) -> bool:
    return Period.parse(due) > Period.parse(newest)
