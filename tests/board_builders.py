"""Small invented results of many indicators: board, profile, standing, coverage, register."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from declaration_builders import (
    AREAS,
    INDICATORS,
    LEICESTER,
    dataset,
    indicator,
)
from figure_builders import (
    AGAINST,
    LAST,
    LEVELS,
    STAMP,
    cell,
    frame,
    judged,
    middle,
    periods,
    row,
)

from yardstick.model import (
    Basis,
    Direction,
    Status,
    TrendWord,
)
from yardstick.results.coverage_types import Coverage, Entry
from yardstick.results.types import Board, Finding, Profile, Standing

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator

_SAID = (TrendWord.NO_CHANGE, TrendWord.CANNOT_SAY)
_TRENDS = {
    Direction.HIGHER: (TrendWord.IMPROVING, TrendWord.WORSENING, *_SAID),
    Direction.LOWER: (TrendWord.WORSENING, TrendWord.IMPROVING, *_SAID),
    Direction.NEITHER: (TrendWord.INCREASING, TrendWord.DECREASING, *_SAID),
}


def _board_row(measure: Indicator, place: int, code: str) -> dict[str, Any]:
    level = middle(measure)
    last = 19 if measure.id in LEVELS else 20
    figure = cell(measure, code, place, 19, last)
    verdict = judged(figure, level, measure.better)
    apart = (
        None if figure.value is None else round((figure.value - level) / max(level * 0.04, 0.1), 2)
    )
    return (
        {"indicator": measure.id, "area": code, "period": LAST.key, "basis": Basis.QUARTERLY}
        | row(figure)
        | {
            "comparator": level,
            "comparator_status": Status.SHOWN,
            "judgement": verdict,
            "distance": apart,
            "trend": _TRENDS[measure.better][(place + sum(measure.id.encode())) % 4],
            "change": None if figure.value is None else round(0.02 * figure.value, 3),
            "change_is_real": place % 4 == 0,
        }
    )


def _board_values(measures: tuple[Indicator, ...]) -> pd.DataFrame:
    return frame(
        _board_row(measure, place, code) for measure in measures for place, code in enumerate(AREAS)
    )


def board(measures: tuple[Indicator, ...] = INDICATORS, **changes: Any) -> Board:
    """Build every indicator for ten authorities."""
    made = Board(
        indicators=measures,
        areas=AREAS,
        focus=LEICESTER,
        values=_board_values(measures),
        against=AGAINST,
        stamp=STAMP,
    )
    return replace(made, **changes)


def profile(measures: tuple[Indicator, ...] = INDICATORS, **changes: Any) -> Profile:
    """Build one authority against the region on every indicator."""
    whole = _board_values(measures)
    spread = whole.groupby("indicator", sort=False)["value"].agg(
        low="min",
        q1=lambda shown: shown.quantile(0.25),
        median="median",
        q3=lambda shown: shown.quantile(0.75),
        high="max",
        shown="count",
    )
    own = whole[whole["area"] == LEICESTER.code].merge(
        spread, left_on="indicator", right_index=True, validate="one_to_one"
    )
    made = Profile(
        indicators=measures,
        focus=LEICESTER,
        values=own.reset_index(drop=True).assign(due=own["period"].to_list()),
        against=AGAINST,
        stamp=STAMP,
    )
    return replace(made, **changes)


def standing(**changes: Any) -> Standing:
    """Build a landing page's findings: one of each kind."""
    findings = (
        Finding(
            "better",
            "Assessments in 45 days: 91.2% against 86.0% in the East Midlands (n 640, 2024-25 Q4).",
            "R06",
            "interval above the comparator; higher is better",
        ),
        Finding(
            "worse",
            "Repeat referrals: 27.4% against 22.6% in the East Midlands (n 630, 2024-25 Q4).",
            "R03",
            "interval above the comparator; lower is better",
        ),
        Finding(
            "changed",
            "Children in need rose from 288.1 to 311.4 per 10,000 children (2024-25 Q4).",
            "R07",
            "the two intervals are apart",
        ),
        Finding(
            "ask",
            "What stands behind repeat referrals, 27.4% (n 630, 2024-25 Q4)?",
            "R03",
            "worse than the comparator and worsening",
        ),
    )
    made = Standing(
        focus=LEICESTER,
        findings=findings,
        counts={
            "better": 9,
            "similar": 20,
            "worse": 6,
            "higher": 8,
            "lower": 5,
            "not compared": 16,
            "compared": 48,
            "all": 64,
        },
        against=AGAINST,
        stamp=STAMP,
    )
    return replace(made, **changes)


def coverage(**changes: Any) -> Coverage:
    """Build what the release holds: each state of a return, one official file, one revision."""
    states = ("received", "late", "missing", "resubmitted")
    returns = pd.DataFrame(
        [
            {
                "dataset": "riia_quarterly",
                "period": time.key,
                "area": code,
                "state": (state := states[(place + step) % len(states)]),
                "received": None if state == "missing" else dt.date(2025, 4, 20 + place),
                "version": 0 if state == "missing" else 1 + (state == "resubmitted"),
                "submission": "" if state == "missing" else f"riia_quarterly-{code}-{step}",
                "invented": True,
            }
            for step, time in enumerate(periods(4))
            for place, code in enumerate(AREAS)
        ]
    )
    files = pd.DataFrame(
        [
            {
                "source": "children_in_need",
                "title": "Characteristics of children in need",
                "file": "b1_children_in_need.csv",
                "release": "2025",
                "rows": 12_345,
                "measures": 14,
                "loaded": dt.date(2025, 5, 1),
                "sha256": "ab" * 32,
            }
        ]
    )
    revisions = pd.DataFrame(
        [
            {
                "dataset": "riia_quarterly",
                "item": "R03",
                "area": LEICESTER.code,
                "period": "2024-25 Q2",
                "before": 140.0,
                "after": 152.0,
                "when": dt.date(2025, 4, 28),
            }
        ]
    )
    made = Coverage(
        datasets=(dataset(),),
        areas=AREAS,
        returns=returns,
        files=files,
        revisions=revisions,
        manifest={"release": STAMP.release, "code": "0.1.0", "invented": "yes"},
        stamp=STAMP,
    )
    return replace(made, **changes)


def entries() -> tuple[Entry, ...]:
    """Build the register: every indicator, the last of them not granted and never held."""
    held = dataset()
    other = dataset("social_care_additional", number=2, title="22 additional social care items")
    open_ones = tuple(
        Entry(measure, held, granted=True, latest="January to March 2025") for measure in INDICATORS
    )
    closed = indicator("S01", short="Care leavers in work")
    return (*open_ones, Entry(closed, other, granted=False, latest=""))
