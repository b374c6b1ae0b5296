"""A figure against its comparator: the judgement, the rule in words, and the gap in children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.model import Basis, Comparator, Direction, Judgement, Unit
from yardstick.results.series import or_nan, scale
from yardstick.results.types import Verdict
from yardstick.stats.gap import gap_in_children
from yardstick.stats.judgement import judge_one

if TYPE_CHECKING:
    from yardstick.results.series import Series, Together
    from yardstick.results.types import Point

# A gap is in children (or events) only where the denominator counts them.
_GAP_UNITS = frozenset({Unit.PERCENT, Unit.PER_100, Unit.PER_10K})
_KINDS_OF_MEAN = "a mean of days or points has no interval without each child's value"


def verdict(series: Series, point: Point, comparator: Together, kind: Comparator) -> Verdict:
    """Judge one figure against its comparator.

    Args:
        series: Gives the indicator and its basis.
        point: The area's figure.
        comparator: What it is held against.
        kind: Which comparator that is, for the reason.
    """
    indicator = series.indicator
    if why := _no_comparison(series, point, comparator, kind):
        return Verdict(Judgement.NOT_COMPARED, why)
    judgement, reason = judge_one(
        point.lower, point.upper, comparator.value, indicator.better, indicator.decimals
    )
    gap = None
    if indicator.better is not Direction.NEITHER and indicator.unit in _GAP_UNITS:
        gap = gap_in_children(
            or_nan(point.numerator),
            or_nan(point.denominator),
            or_nan(comparator.value),
            or_nan(point.lower),
            or_nan(point.upper),
            multiplier=indicator.unit.multiplier,
            scale=scale(series.basis),
        )
    if gap is None:
        return Verdict(judgement, reason)
    return Verdict(judgement, reason, gap.children, gap.low, gap.high)


def _no_comparison(
    series: Series, point: Point, comparator: Together, kind: Comparator
) -> str | None:
    """Return why nothing is compared, or None where it can be."""
    if point.value is None:
        return f"Not compared: the figure is {point.status.words}."
    return _no_yardstick(series, comparator, kind) or _no_interval(series, point)


def _no_yardstick(series: Series, comparator: Together, kind: Comparator) -> str | None:
    """Return why there is nothing to hold a figure against."""
    if comparator.value is None:
        quarter = kind is Comparator.ENGLAND and series.basis is Basis.QUARTERLY
        if quarter and series.indicator.annualise:
            return "Not compared: a quarter is never put beside a published year."
        return f"Not compared: the comparator's figure is {comparator.status.words}."
    if comparator.is_of_few:
        some = f"{comparator.with_value} of {comparator.out_of} authorities have a figure"
        elsewhere = kind.is_of_neighbours and series.basis is not Basis.PUBLISHED
        where = " The series of official statistics, where there is one, has them."
        few = f"Not compared: {some}, and fewer than half do not stand for all."
        return few + (where if elsewhere else "")
    return None


def _no_interval(series: Series, point: Point) -> str | None:
    if point.lower is not None:
        return None
    if series.indicator.unit in {Unit.DAYS, Unit.SCORE, Unit.RATIO}:
        return f"Not compared: {_KINDS_OF_MEAN}."
    return "Not compared: no count is published, so there is no interval."
