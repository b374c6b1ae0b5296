"""Small invented results, as they come out of the door, for tests of charts, files and pages.

Everything here is made up and answers twice alike. Each builder takes changes by name
(`trend(recent=Recent(...))`), so that a test says only what it is about. The region is the East
Midlands; Rutland has what is suppressed, Derby what is missing, the newest quarter is provisional.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from yardstick.catalogue.declarations import DataSet, Indicator
from yardstick.model import (
    Area,
    AreaKind,
    Basis,
    Comparator,
    Counted,
    Direction,
    Judgement,
    Period,
    Protection,
    Status,
    TrendWord,
    Unit,
)
from yardstick.results.types import (
    Against,
    Board,
    Comparison,
    Coverage,
    Entry,
    Finding,
    Parts,
    Point,
    Profile,
    Recent,
    Stamp,
    Standing,
    Trend,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

REGION = "E12000004"
AREAS = {
    code: Area(code, dfe, name, AreaKind.AUTHORITY, REGION)
    for code, dfe, name in (
        ("E10000007", "830", "Derbyshire"),
        ("E06000015", "831", "Derby"),
        ("E10000018", "855", "Leicestershire"),
        ("E06000016", "856", "Leicester"),
        ("E06000017", "857", "Rutland"),
        ("E10000024", "891", "Nottinghamshire"),
        ("E06000018", "892", "Nottingham"),
        ("E10000019", "925", "Lincolnshire"),
        ("E06000061", "940", "North Northamptonshire"),
        ("E06000062", "941", "West Northamptonshire"),
    )
}
DERBY = AREAS["E06000015"]
LEICESTER = AREAS["E06000016"]
RUTLAND = AREAS["E06000017"]

LAST = Period.parse("2024-25 Q4")
STAMP = Stamp(
    source="East Midlands quarterly return",
    release="2025-05-12-a1b2c3",
    made=dt.datetime(2025, 5, 12, 9, 30, tzinfo=dt.UTC),
    population="mid-2023 estimate, July 2025 vintage",
    basis="One quarter",
    invented=True,
    classification="OFFICIAL-SENSITIVE",
)
AGAINST = Against(Comparator.REGION, "East Midlands", "9 of 10 authorities")


# ---- declarations -------------------------------------------------------------------------

_COMMON: dict[str, Any] = {
    "theme": "Contacts and referrals",
    "order": 1,
    "dataset": "riia_quarterly",
    "why_it_matters": "A child who comes back may not have had enough help the first time.",
    "numerator": {"item": "R03", "label": "repeat referrals"},
    "denominator": {"item": "R02", "label": "referrals"},
    "unit": Unit.PERCENT,
    "counted": Counted.FLOW,
    "better": Direction.LOWER,
    "decimals": 1,
    "published_note": "Children in need census, table C1.",
    "synonyms": ("re-referral",),
    "caveats": ("Twins and siblings move the figure in a small authority.",),
    "source": {"title": "Children in need", "publisher": "Department for Education"},
    "owner": "Regional data group",
    "reviewed": dt.date(2025, 1, 15),
    "review_by": dt.date(2026, 1, 15),
    "example": {
        "rows": [{"area": "A", "period": "2024-25 Q1", "R03": 5, "R02": 20}],
        "expect": [{"area": "A", "period": "2024-25 Q1", "value": 25.0}],
    },
}
_PER_CHILD = {
    "denominator": {"population": "age_0_17", "label": "children aged 0–17"},
    "unit": Unit.PER_10K,
    "better": Direction.NEITHER,
}


def indicator(identifier: str = "R03", **changes: Any) -> Indicator:
    """Build a declaration: repeat referrals, a percentage where lower is better, unless changed."""
    named = {
        "id": identifier,
        "title": "Repeat referrals within 12 months",
        "short": "Repeat referrals",
    }
    return Indicator(**(_COMMON | named | changes))


REPEAT_REFERRALS = indicator()
REFERRALS = indicator(
    "R02",
    **_PER_CHILD,
    title="Referrals to children's social care",
    short="Referrals",
    numerator={"item": "R02", "label": "referrals"},
    annualise=True,
    breakdown="referral_source",
)
IN_TIME = indicator(
    "R06",
    title="Assessments completed within 45 working days",
    short="Assessments in 45 days",
    theme="Assessment",
    numerator={"item": "R06", "label": "assessments in time"},
    denominator={"item": "R05", "label": "assessments completed"},
    better=Direction.HIGHER,
)
IN_NEED = indicator(
    "R07",
    **_PER_CHILD,
    title="Children in need",
    short="Children in need",
    theme="Assessment",
    numerator={"item": "R07", "label": "children in need"},
    counted=Counted.STOCK,
)
LOOKED_AFTER = indicator(
    "R15",
    **_PER_CHILD,
    title="Children looked after",
    short="Children looked after",
    theme="Children looked after",
    numerator={"item": "R15", "label": "children looked after"},
    counted=Counted.STOCK,
    decimals=0,
)
DAYS = indicator(
    "S11",
    title="Days from entering care to moving in with an adoptive family",
    short="Entry to care to adoptive family",
    theme="Adoption",
    numerator={"item": "S11", "label": "days"},
    denominator={"item": "N_ADOPT", "label": "children adopted"},
    unit=Unit.DAYS,
    decimals=0,
)
PROGRESS = indicator(
    "E06",
    title="Average Progress 8 score",
    short="Progress 8",
    theme="Education results",
    numerator={"item": "E06", "label": "points"},
    denominator={"item": "N_P8", "label": "pupils"},
    unit=Unit.SCORE,
    better=Direction.HIGHER,
    decimals=2,
)
INDICATORS = (REFERRALS, REPEAT_REFERRALS, IN_TIME, IN_NEED, LOOKED_AFTER, DAYS, PROGRESS)

_LEVELS = {"R02": 130.0, "R03": 22.0, "R06": 86.0, "R07": 300.0, "R15": 64.0, "S11": 420.0}
_SPREADS = {"R02": 40.0, "R03": 6.0, "R06": 8.0, "R07": 70.0, "R15": 18.0, "S11": 90.0}


def dataset(identifier: str = "riia_quarterly", **changes: Any) -> DataSet:
    """Build a data set's declaration."""
    fields: dict[str, Any] = {
        "id": identifier,
        "number": 1,
        "title": "The 24 national quarterly indicators",
        "summary": "What every authority counts each quarter.",
        "cycle": "quarter",
        "submitted_by": "local_authority",
        "protection": Protection.PARTNER_SUPPRESSED,
        "instruction": "Directors' meeting, item 9",
        "lawful_basis": "Public task",
        "owner": "Regional data group",
    }
    return DataSet(**(fields | changes))


# ---- figures ------------------------------------------------------------------------------


def periods(count: int = 20, last: Period = LAST) -> tuple[Period, ...]:
    """Return so many periods up to the last."""
    return tuple(last.shifted(-steps) for steps in range(count - 1, -1, -1))


def point(
    value: float | None = 24.1,
    status: Status = Status.SHOWN,
    measure: Indicator = REPEAT_REFERRALS,
    **changes: Any,
) -> Point:
    """Build one figure, with an interval and its counts where it has a value."""
    if value is None:
        return replace(Point(None, status), **changes)
    below = 90_763 if measure.unit is Unit.PER_10K else 500
    half = max(abs(value) * 0.08, 0.4)
    top = 100.0 if measure.unit is Unit.PERCENT else math.inf
    shown = Point(
        value,
        status,
        round(value - half, 4),
        round(min(value + half, top), 4),
        round(abs(value) * below / measure.unit.multiplier),
        below,
    )
    return replace(shown, **changes)


def _level(measure: Indicator, place: int, step: float) -> float:
    spread = _SPREADS.get(measure.id, 0.2)
    seasonal = 0.12 * math.sin(step * math.pi / 2 + place)
    across = math.sin(place * 2.4)
    drift = 0.03 * step * math.cos(place * 1.7)
    return _LEVELS.get(measure.id, -0.05) + spread * (across + seasonal + drift)


def _middle(measure: Indicator) -> float:
    levels = [_level(measure, place, 19) for place in range(len(AREAS))]
    return round(sum(levels) / len(levels), 3)


def _figure(measure: Indicator, place: int, step: float) -> Point:
    return point(round(_level(measure, place, step), 3), measure=measure)


def _cell(measure: Indicator, code: str, place: int, step: int, last: int) -> Point:
    if code == RUTLAND.code and step % 3 == 1:
        return Point(None, Status.SUPPRESSED)
    if code == DERBY.code and step == last - 6:
        return Point(None, Status.UNAVAILABLE)
    figure = _figure(measure, place, step)
    return replace(figure, status=Status.PROVISIONAL) if step == last else figure


def row(figure: Point) -> dict[str, Any]:
    """Return a figure as the columns that every frame has."""
    return {
        "value": figure.value,
        "status": figure.status,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "lower": figure.lower,
        "upper": figure.upper,
    }


def frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a frame in which a missing number is NA, as the door gives them."""
    numbers = {"value", "numerator", "denominator", "lower", "upper", "number", "share"}
    made = pd.DataFrame(list(rows))
    return made.astype({name: "Float64" for name in made.columns if name in numbers})


def judged(figure: Point, against: float | None, better: Direction) -> Judgement:
    """Judge by interval, as the product does; only so that invented rows hang together."""
    if figure.value is None or figure.lower is None or figure.upper is None or against is None:
        return Judgement.NOT_COMPARED
    if figure.lower <= against <= figure.upper:
        return Judgement.SIMILAR
    higher = figure.value > against
    if better is Direction.NEITHER:
        return Judgement.HIGHER if higher else Judgement.LOWER
    return Judgement.BETTER if higher == (better is Direction.HIGHER) else Judgement.WORSE


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
        (code, time.key): _cell(measure, code, place, step, count - 1)
        for place, code in enumerate(AREAS)
        for step, time in enumerate(times)
    }
    values = frame(
        {"area": code, "period": time}
        | row(figure)
        | {"population_year": 2023, "vintage": "July 2025"}
        for (code, time), figure in cells.items()
    )
    levels = [round(_middle(measure) * (0.94 + 0.003 * step), 3) for step in range(count)]
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


def comparison(measure: Indicator = REPEAT_REFERRALS, **changes: Any) -> Comparison:
    """Build one indicator in one period: eight figures, one suppressed, one missing."""
    hidden = {RUTLAND.code: Status.SUPPRESSED, DERBY.code: Status.UNAVAILABLE}
    level = _middle(measure)
    figures = {
        code: Point(None, hidden[code]) if code in hidden else _figure(measure, place, 19)
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


_SAID = (TrendWord.NO_CHANGE, TrendWord.CANNOT_SAY)
_TRENDS = {
    Direction.HIGHER: (TrendWord.IMPROVING, TrendWord.WORSENING, *_SAID),
    Direction.LOWER: (TrendWord.WORSENING, TrendWord.IMPROVING, *_SAID),
    Direction.NEITHER: (TrendWord.INCREASING, TrendWord.DECREASING, *_SAID),
}


def _board_row(measure: Indicator, place: int, code: str) -> dict[str, Any]:
    level = _middle(measure)
    last = 19 if measure.id in _LEVELS else 20
    figure = _cell(measure, code, place, 19, last)
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
        values=own.reset_index(drop=True),
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
