"""Pieces of sentences, each fixed by a rule: what words.py's sentences are put together from.

`significant` stands only where a test was made, `similar` only for that judgement, a figure that
is hidden is "too few to report", and nothing here says why anything happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts.numbers import n_text, point_text
from yardstick.model import Basis, Direction, Judgement, Status, TrendWord, Unit
from yardstick.results.naming import the, with_article

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.types import Against, Point, Verdict

COMPARED = {
    Judgement.BETTER: "better than",
    Judgement.SIMILAR: "similar to",
    Judgement.WORSE: "worse than",
    Judgement.HIGHER: "higher than",
    Judgement.LOWER: "lower than",
}
NONE_COMPARED = "no indicator can be compared"


def within(limit: int, *candidates: str) -> str:
    """Return the first candidate of at most so many words, or the last, which is the shortest."""
    return next((text for text in candidates if len(text.split()) <= limit), candidates[-1])


def comparator(against: Against) -> str:
    """Return a comparator's name, how it was made and how many stand behind it."""
    if against.detail.startswith(against.label):
        return against.detail
    return f"{against.label}: {against.detail}" if against.detail else against.label


def compared_with(against: Against) -> str:
    """Return what figures are held against: printed on every chart."""
    return f"Compared with {with_article(comparator(against))}"


def opened(text: str) -> str:
    """Return text with a capital to begin with; names within keep theirs."""
    return text[:1].upper() + text[1:]


def polarity(indicator: Indicator) -> str:
    """Return which way is better, or that neither is: printed on every chart."""
    return {
        Direction.HIGHER: "Higher is better",
        Direction.LOWER: "Lower is better",
        Direction.NEITHER: "No judgement: neither higher nor lower is better",
    }[indicator.better]


def short_polarity(indicator: Indicator) -> str:
    """Return the same in a cell's length."""
    return {
        Direction.HIGHER: "higher is better",
        Direction.LOWER: "lower is better",
        Direction.NEITHER: "no judgement",
    }[indicator.better]


def bare_unit(indicator: Indicator) -> str:
    """Return the unit in a cell's length: the population stands in the caption of its page."""
    return {
        Unit.COUNT: "number",
        Unit.PERCENT: "%",
        Unit.PER_100: "per 100",
        Unit.PER_10K: "per 10,000",
        Unit.DAYS: "days",
        Unit.SCORE: "points",
        Unit.RATIO: "ratio",
    }[indicator.unit]


def amount(point: Point, indicator: Indicator) -> str:
    """Return a shown figure with its unit: `28.8% of referrals`, `a mean of 420 days`."""
    value = point_text(point, indicator)
    below = indicator.denominator.label if indicator.denominator else ""
    return {
        Unit.COUNT: f"{value} {indicator.numerator.label}",
        Unit.PERCENT: f"{value} of {below}",
        Unit.PER_100: f"{value} per 100 {below}",
        Unit.PER_10K: f"{value} per 10,000 {below}",
        Unit.DAYS: f"a mean of {value} days",
        Unit.SCORE: f"a mean of {value} points",
        Unit.RATIO: f"{value} per {below}",
    }[indicator.unit]


def aside(point: Point, indicator: Indicator) -> str:
    """Return what stands in brackets after a figure: provisional or revised, and n."""
    state = point.status.words if point.status is not Status.SHOWN else ""
    is_count = indicator.unit is Unit.COUNT
    number = n_text(point, indicator.unit) or ("" if is_count else "n not published")
    inside = "; ".join(text for text in (state, number) if text)
    return f" ({inside})" if inside else ""


def when(key: str, basis: Basis) -> str:
    """Return the period as the figure covers it: a rolling one covers the year up to it."""
    return {
        Basis.QUARTERLY: f"in {key}",
        Basis.PUBLISHED: f"in {key}",
        Basis.ANNUALISED: f"in {key}, annualised",
        Basis.ROLLING: f"in the 12 months to {key}",
    }[basis]


def movement(word: TrendWord) -> str:
    """Return what five points say, to be joined to a sentence. Empty where they say nothing."""
    if word is TrendWord.NO_CHANGE:
        return f"with {word.said}"
    return f"and {word.said}" if word.is_movement else ""


def gap(verdict: Verdict, indicator: Indicator, against: Against) -> str:
    """Return the gap in people or events: `To match the East Midlands: 23 fewer (range 9 to 37)`.

    Empty where there is none, and where the indicator carries no judgement: matching would then
    not be a thing to want.
    """
    if not verdict.gap or indicator.better is Direction.NEITHER:
        return ""
    size = f"{_more_or_fewer(verdict.gap)} {indicator.numerator.label}"
    return f"To match {the(against)}: {size}{_gap_range(verdict.gap, verdict)}"


def series_break(key: str, reason: str) -> str:
    """Return where figures stop being comparable, and why."""
    return f"Break in {key}: {reason.removesuffix('.')}. Earlier figures are not comparable."


def _gap_range(size: int, verdict: Verdict) -> str:
    if verdict.gap_low is None or verdict.gap_high is None:
        return ""
    low, high = verdict.gap_low, verdict.gap_high
    if low < 0 < high:
        # Both a gap the other way and a wider one are possible: say which end is which.
        ends = sorted((low, high), key=lambda end: end * size > 0)
        near, far = (_more_or_fewer(end) for end in ends)
    else:
        near, far = (f"{end:,}" for end in sorted((abs(low), abs(high))))
    return f" (range {near} to {far})"


def _more_or_fewer(gap_: int) -> str:
    return f"{abs(gap_):,} {'fewer' if gap_ > 0 else 'more'}"
