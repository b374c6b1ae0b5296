"""Small invented results, as they come out of the door, for tests of charts, files and pages.

Everything here is made up and answers twice alike. Each builder takes changes by name
(`trend(recent=Recent(...))`), so that a test says only what it is about. The region is the East
Midlands; Rutland has what is suppressed, Derby what is missing, the newest quarter is provisional.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from board_builders import board, coverage, entries, profile, standing
from declaration_builders import (
    AREAS,
    DAYS,
    DERBY,
    IN_NEED,
    IN_TIME,
    INDICATORS,
    LEICESTER,
    LOOKED_AFTER,
    PROGRESS,
    REFERRALS,
    REGION,
    REPEAT_REFERRALS,
    RUTLAND,
    dataset,
    indicator,
)
from disclosed_results import disclosed
from exclusion_results import exclusions
from figure_builders import (
    AGAINST,
    LAST,
    STAMP,
    cell,
    figure,
    frame,
    judged,
    middle,
    periods,
    point,
    row,
)
from placement_results import placements
from quality_results import quality
from trace_builders import trace
from workforce_results import workforce

from yardstick.model import (
    Area,
    Basis,
    Status,
    TrendWord,
)
from yardstick.results.education_types import Education, EducationAsked, Stage
from yardstick.results.types import (
    Comparison,
    Parts,
    Point,
    Recent,
    Trend,
    Verdict,
)

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Area

__all__ = [
    "AGAINST",
    "AREAS",
    "DAYS",
    "DERBY",
    "INDICATORS",
    "IN_NEED",
    "IN_TIME",
    "LAST",
    "LEICESTER",
    "LOOKED_AFTER",
    "PROGRESS",
    "REFERRALS",
    "REGION",
    "REPEAT_REFERRALS",
    "RUTLAND",
    "STAMP",
    "board",
    "comparison",
    "coverage",
    "dataset",
    "disclosed",
    "education",
    "entries",
    "exclusions",
    "frame",
    "indicator",
    "judged",
    "parts",
    "periods",
    "placements",
    "point",
    "profile",
    "quality",
    "row",
    "standing",
    "trace",
    "trend",
    "workforce",
]


def trend(
    measure: Indicator = REPEAT_REFERRALS,
    *,
    focus: Area = LEICESTER,
    count: int = 20,
    **changes: Any,
) -> Trend:
    """Build one indicator over `count` quarters for ten authorities."""
    times = periods(count)
    cells = {
        (code, time.key): cell(measure, code, place, step, count - 1)
        for place, code in enumerate(AREAS)
        for step, time in enumerate(times)
    }
    values = frame(
        {"area": code, "period": time}
        | row(figure)
        | {"population_year": 2023, "vintage": "July 2025"}
        for (code, time), figure in cells.items()
    )
    levels = [round(middle(measure) * (0.94 + 0.003 * step), 3) for step in range(count)]
    comparator = frame(
        {"period": time.key, "value": level, "status": Status.SHOWN, "with_value": 9, "out_of": 10}
        for time, level in zip(times, levels, strict=True)
    )
    latest = cells.get((focus.code, times[-1].key), Point(None, Status.UNAVAILABLE))
    made = Trend(
        indicator=measure,
        basis=Basis.QUARTERLY,
        focus=focus,
        areas=AREAS,
        periods=times,
        values=values,
        comparator=comparator,
        against=AGAINST,
        latest=latest,
        latest_period=times[-1],
        verdict=Verdict(
            judged(latest, levels[-1], measure.better), "the interval leaves it out", 23, 9, 37
        ),
        recent=Recent(TrendWord.WORSENING, "five points, weighted slope"),
        change=1.2,
        breaks={times[count // 3].key: "New case system"} if count > 3 else {},
        stamp=STAMP,
    )
    return replace(made, **changes)


def education(asked: EducationAsked | None = None, focus: Area = LEICESTER) -> Education:
    """Build the same as a measure of education, the newest year local."""
    found = trend(focus=focus)
    last = found.periods[-1].key
    shown = found.values["status"].map(lambda status: Status(status).has_value)
    stages = found.values["period"].eq(last).map({True: Stage.LOCAL, False: Stage.FINAL})
    pooled = {f"pooled_{name}": found.values[name] for name in found.values.columns[2:8]}
    rows = found.values.assign(stage=stages.map(str).where(shown, ""), **pooled)
    return Education(asked or EducationAsked(found.indicator.id), found, rows)


def comparison(measure: Indicator = REPEAT_REFERRALS, **changes: Any) -> Comparison:
    """Build one indicator in one period: eight figures, one suppressed, one missing."""
    hidden = {RUTLAND.code: Status.SUPPRESSED, DERBY.code: Status.UNAVAILABLE}
    level = middle(measure)
    figures = {
        code: Point(None, hidden[code]) if code in hidden else figure(measure, place, 19)
        for place, code in enumerate(AREAS)
    }
    values = frame(
        {"area": code, "name": AREAS[code].name}
        | row(figure)
        | {
            "judgement": judged(figure, level, measure.better),
            "rank_low": None if figure.value is None else 1 + place % 4,
            "rank_high": None if figure.value is None else 4 + place % 4,
            "neighbour": place % 3 == 0,
        }
        for place, (code, figure) in enumerate(figures.items())
    )
    made = Comparison(
        indicator=measure,
        basis=Basis.QUARTERLY,
        period=LAST,
        focus=LEICESTER,
        values=values,
        comparator=Point(level, Status.SHOWN),
        against=AGAINST,
        ranked=8,
        stamp=STAMP,
    )
    return replace(made, **changes)


_SOURCES = (
    ("police", "Police", 212.0),
    ("schools", "Schools", 168.0),
    ("health", "Health services", 101.0),
    ("la", "Local authority services", 84.0),
    ("individual", "Individuals", 52.0),
    ("housing", "Housing", None),
    ("anonymous", "Anonymous", 9.0),
)


def parts(**changes: Any) -> Parts:
    """Build referrals by source for one authority: seven parts, one of them suppressed."""
    rows = [
        {"part": code, "label": label, "number": number}
        | {
            "share": None if number is None else round(number / 6.3, 2),
            "status": Status.SUPPRESSED if number is None else Status.SHOWN,
            "lower": None if number is None else round(number / 6.3 * 0.9, 2),
            "upper": None if number is None else round(number / 6.3 * 1.1, 2),
            "region_share": round((number or 10) / 6.0, 2),
            "region_status": Status.SHOWN,
        }
        for code, label, number in _SOURCES
    ]
    made = Parts(
        indicator=REFERRALS,
        period=LAST,
        focus=LEICESTER,
        values=frame(rows),
        total=Point(630.0, Status.SHOWN, numerator=630.0),
        against=AGAINST,
        stamp=STAMP,
    )
    return replace(made, **changes)
