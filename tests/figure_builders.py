"""Invented figures and the frames they stand in, for the results that tests are made of."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from declaration_builders import (
    AREAS,
    DERBY,
    REPEAT_REFERRALS,
    RUTLAND,
)

from yardstick.model import (
    Comparator,
    Direction,
    Judgement,
    Period,
    Status,
    Unit,
)
from yardstick.results.types import (
    Against,
    Point,
    Stamp,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.catalogue.declarations import Indicator

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


# ---- figures ------------------------------------------------------------------------------

LEVELS = {"R02": 130.0, "R03": 22.0, "R06": 86.0, "R07": 300.0, "R15": 64.0, "S11": 420.0}
SPREADS = {"R02": 40.0, "R03": 6.0, "R06": 8.0, "R07": 70.0, "R15": 18.0, "S11": 90.0}


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


def level(measure: Indicator, place: int, step: float) -> float:
    """Return a made-up value for an area's place in the region and a quarter."""
    spread = SPREADS.get(measure.id, 0.2)
    seasonal = 0.12 * math.sin(step * math.pi / 2 + place)
    across = math.sin(place * 2.4)
    drift = 0.03 * step * math.cos(place * 1.7)
    return LEVELS.get(measure.id, -0.05) + spread * (across + seasonal + drift)


def middle(measure: Indicator) -> float:
    """Return the mean of all areas in the newest quarter: the comparator."""
    levels = [level(measure, place, 19) for place in range(len(AREAS))]
    return round(sum(levels) / len(levels), 3)


def figure(measure: Indicator, place: int, step: float) -> Point:
    """Return a shown figure for an area's place and a quarter."""
    return point(round(level(measure, place, step), 3), measure=measure)


def cell(measure: Indicator, code: str, place: int, step: int, last: int) -> Point:
    """Return the figure of an area and quarter, with what is hidden, missing or provisional."""
    if code == RUTLAND.code and step % 3 == 1:
        return Point(None, Status.SUPPRESSED)
    if code == DERBY.code and step == last - 6:
        return Point(None, Status.UNAVAILABLE)
    found = figure(measure, place, step)
    return replace(found, status=Status.PROVISIONAL) if step == last else found


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
