"""The gap between an area and its comparator, in children: "23 fewer, range 9 to 37"."""

from __future__ import annotations

import math
from dataclasses import dataclass

from yardstick.stats.rates import five_up


@dataclass(frozen=True)
class Gap:
    """How many children (or events) an area has more than at its comparator's rate.

    Attributes:
        children: Positive where the area has more, negative where it has fewer.
        low: Smallest that the area's interval allows.
        high: Largest; `low <= children <= high`.
    """

    children: int
    low: int
    high: int


def gap_in_children(  # noqa: PLR0913 - a figure, its interval, its comparator and their unit
    numerator: float,
    denominator: float,
    comparator: float,
    lower: float,
    upper: float,
    *,
    multiplier: float,
    scale: float = 1.0,
) -> Gap | None:
    """Return the gap, rounded to whole children, fives up; None where anything is missing (nan).

    The gap is the numerator less what it would be at the comparator's rate. The range moves the
    area's own figure along its interval and holds the comparator still: the comparator is a mark
    to reach, as it is for the judgement, so that (but for rounding) a range without 0 in it and
    a judgement other than similar are one statement.

    Never for an indicator of which neither direction is better: the caller sees to that.

    Args:
        numerator: Of the area, in the period itself.
        denominator: Of the area.
        comparator: Figure it is held against, in the indicator's unit.
        lower: Lower bound of the area's 95% interval, in the indicator's unit.
        upper: Upper bound.
        multiplier: Of the unit; `Unit.multiplier`.
        scale: 4 where figures are annualised. The gap is then in children of one quarter.
    """
    people = denominator / (multiplier * scale)
    counts = (numerator, lower * people, upper * people)
    gaps = [five_up(count - comparator * people) for count in counts]
    if not all(math.isfinite(gap) for gap in gaps):
        return None
    return Gap(*(int(gap) for gap in gaps))
