"""What a workbook says about itself: where from, what was chosen, what it means, what to mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts import words
from yardstick.charts.numbers import period_text
from yardstick.charts.phrases import comparator, polarity
from yardstick.charts.stories import Story
from yardstick.numbers import day_text
from yardstick.results.coverage_types import Coverage
from yardstick.results.types import Board, Comparison, Parts, Profile, Standing, Trend

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.views import Result
    from yardstick.model import Selection
    from yardstick.results.types import Stamp

Lines = list[tuple[str, str]]

_JUDGED = (
    "By the 95% interval: similar where it holds the comparator's value, else better or worse by "
    "the indicator's direction, or higher or lower where there is none. Never from a bare "
    "difference."
)
_ROUNDED = "Shown figures are rounded, fives away from zero; the numbers in cells are not rounded."


def about(result: Result, selection: Selection) -> list[tuple[str, Lines]]:
    """Return sections of label and text: release, filters, definition, symbols, judgement."""
    sections = [
        ("Figures", _figures(result)),
        ("Filters", _filters(result, selection)),
        ("Definition", _definition(result)),
        ("Symbols", [meaning(line) for line in words.symbols()]),
        ("Notes", [_replied(line) for line in words.reply_lines(result)]),
        ("How to read", [("Judgement", _JUDGED), ("Rounding", _ROUNDED)]),
    ]
    return [(name, lines) for name, lines in sections if lines]


def meaning(line: str) -> tuple[str, str]:
    """Return `c: too few to report` as its symbol and its meaning."""
    symbol, _, said = line.partition(": ")
    return symbol, said


def _replied(line: str) -> tuple[str, str]:
    """Return `* Rutland, Referrals, 2024-25 Q3: A new system.` as its figure and its words."""
    figure, _, said = line.partition(": ")
    return figure, said


def _figures(result: Result) -> Lines:
    if isinstance(result, tuple):
        return []
    stamp = result.stamp
    return [
        ("Finding", words.headline(result)),
        ("In words", words.sentence(result)),
        *(("Warning", line) for line in words.warnings(result)),
        *_stamped(stamp),
    ]


def _stamped(stamp: Stamp) -> Lines:
    lines = [
        ("Source", stamp.source),
        ("Release", stamp.release),
        ("Release made", f"{day_text(stamp.made)}, {stamp.made:%H:%M} UTC"),
        ("Population", stamp.population),
        ("Series", stamp.basis),
        ("Invented", "Yes" if stamp.invented else "No"),
        ("Classification", stamp.classification),
    ]
    return [(label, text) for label, text in lines if text]


def _filters(result: Result, selection: Selection) -> Lines:
    if isinstance(result, Coverage | tuple):
        return []
    if isinstance(result, Story):
        of = [("Area", f"{result.focus.name} ({result.focus.code})"), ("Records of", result.period)]
        return [(label, text) for label, text in of if text]
    lines = [
        ("Area", f"{result.focus.name} ({result.focus.code})"),
        ("Comparator", comparator(result.against)),
        ("Statistical neighbour model", selection.model),
        ("Group", selection.group),
        ("Period", _period(result)),
    ]
    return [(label, text) for label, text in lines if text]


def _period(result: Trend | Comparison | Parts | Board | Profile | Standing) -> str:
    match result:
        case Comparison() | Parts():
            words_ = period_text(result.period, result.indicator.counted)
            return f"{result.period.key} ({words_})"
        case Trend():
            return " to ".join(period.key for period in (result.periods[0], result.periods[-1]))
        case _:
            return "The newest of each indicator"


def _definition(result: Result) -> Lines:
    if isinstance(result, Story):
        return list(result.meaning)
    if isinstance(result, Trend | Comparison | Parts):
        return definition(result.indicator)
    return []


def definition(indicator: Indicator) -> Lines:
    """Return one indicator's declaration, in the register's words."""
    below = indicator.denominator.label if indicator.denominator else "none: a count"
    lines = [
        ("Indicator", f"{indicator.title} ({indicator.id})"),
        ("Why it matters", indicator.why_it_matters),
        ("Numerator", indicator.numerator.label),
        ("Denominator", below),
        ("Unit", indicator.per_words),
        ("Counted", f"{indicator.counted.value}: {_COUNTED[indicator.counted.value]}"),
        ("Direction", polarity(indicator)),
        ("Direction, note", indicator.better_note or ""),
        *(("Caution", caveat) for caveat in indicator.caveats),
        *(("Break", f"{one.period}: {one.reason}") for one in indicator.breaks),
        ("Official equivalent", indicator.published_note),
        ("Defined by", f"{indicator.source.title}, {indicator.source.publisher}"),
        ("Owner", indicator.owner),
        ("Reviewed", f"{indicator.reviewed}; next by {indicator.review_by}"),
    ]
    return [(label, text) for label, text in lines if text]


_COUNTED = {"stock": "the position on one day", "flow": "what happened in the period"}
