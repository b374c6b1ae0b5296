"""A result in one sentence of at most thirty words: number, comparator, n and period."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from yardstick.charts.numbers import n_text, point_text, rank_text, share_text
from yardstick.charts.phrases import (
    COMPARED,
    NONE_COMPARED,
    amount,
    aside,
    movement,
    opened,
    when,
    within,
)
from yardstick.charts.rows import rows
from yardstick.charts.stories import Story
from yardstick.charts.tallies import (
    any_compared,
    largest,
    level,
    most_apart,
    own,
    region_share_of,
    share_of,
    states,
    tally,
)
from yardstick.model import Direction, Judgement, Status, Unit
from yardstick.results.coverage_types import Coverage
from yardstick.results.naming import the, whose
from yardstick.results.types import Board, Comparison, Parts, Profile, Standing, Trend

if TYPE_CHECKING:
    from yardstick.charts.views import Register, Result
    from yardstick.results.types import Point

LIMIT = 30  # words (experience 3.7)


def sentence(result: Result) -> str:
    """Return what the result shows in at most thirty words; a hidden number is said to be so."""
    match result:
        case Trend():
            return _trend(result)
        case Comparison():
            return _comparison(result)
        case Parts():
            return _parts(result)
        case Board() | Profile() | Standing():
            return _board(result) if isinstance(result, Board) else _counted(result)
        case Coverage():
            return _coverage(result)
        case Story() | tuple():
            return result.sentence if isinstance(result, Story) else _register(result)
        case _:
            assert_never(result)


def against(result: Trend | Comparison, judgement: Judgement, comparator: Point) -> str:
    """Return how a figure compares, as it is said after the figure: `, worse than England at …`."""
    if judgement is Judgement.NOT_COMPARED:
        return f", not compared with {the(result.against)}"
    at = "" if comparator.value is None else f" at {point_text(comparator, result.indicator)}"
    return f", {COMPARED[judgement]} {the(result.against)}{at}"


def _trend(result: Trend) -> str:
    if result.latest_period is None:
        return f"{result.focus.name}: no figure is held."
    moved = movement(result.recent.word)
    period = when(result.latest_period.key, result.basis)
    beside = against(result, result.verdict.judgement, level(result))
    return _figure(result, result.latest, period, beside, moved and f", {moved}")


def _comparison(result: Comparison) -> str:
    mine = own(result)
    period = when(result.period.key, result.basis)
    beside = against(result, mine.judgement, result.comparator)
    rank = rank_text(mine.rank_low, mine.rank_high, result.ranked)
    may_rank = rank and result.indicator.better is not Direction.NEITHER
    return _figure(result, mine.figure, period, beside, f"; {rank}" if may_rank else "")


def _figure(result: Trend | Comparison, figure: Point, period: str, beside: str, more: str) -> str:
    """Put a figure, its comparison and one thing more together, leaving out what is too long."""
    area, indicator = result.focus.name, result.indicator
    if figure.value is None:
        return f"{area}: {figure.status.words} {period}."
    then = f"{period}{aside(figure, indicator)}{beside}"
    full = f"{area}: {amount(figure, indicator)} {then}"
    brief = f"{area}: {point_text(figure, indicator)} {then}"
    candidates = (full + more, full, brief + more, brief)
    return within(LIMIT, *(f"{text}." for text in candidates))


def _parts(result: Parts) -> str:
    row = largest(result)
    if row is None:
        return _no_parts(result)
    share = share_of(row, result.total.value)
    n = n_text(share, Unit.PERCENT)
    period = f"in {result.period.key}" + (f" ({n})" if n else "")
    brief = f"{row['label']}: {share_text(row['share'])} in {result.focus.name} {period}"
    region = region_share_of(row).value
    beside = f"; {share_text(region)} in {the(result.against)}" if region is not None else ""
    return within(LIMIT, f"{brief}{beside}.", f"{brief}.")


def _no_parts(result: Parts) -> str:
    found = {row["status"] for row in rows(result.values)}
    why = "too few to report in every part" if found == {Status.SUPPRESSED} else "no part is held"
    return f"{result.focus.name}: {why} in {result.period.key}."


def _board(result: Board) -> str:
    """Say where areas differ most, and where the area in focus stands in all."""
    mine = tally(result)
    better, worse = mine.of[Judgement.BETTER], mine.of[Judgement.WORSE]
    own_ = f"{result.focus.name}: {better} better, {worse} worse of {mine.compared} compared."
    apart, other = most_apart(result), whose(result.against, result.focus.name)
    if apart is None:
        same = f"No authority differs from {other} by more than chance. {own_}"
        return same if any_compared(result) else _none_compared(result)
    words = [word for word in COMPARED if word is not Judgement.SIMILAR and apart.of[word]]
    said = ", ".join(f"{apart.of[word]} {word}" for word in words)
    differ = f"{apart.differing} of {apart.compared} authorities differ"
    brief = f"{differ} by more than chance"
    full = f"{differ} from {other} by more than chance: {said}"
    return within(LIMIT, f"{full}. {own_}", f"{brief}. {own_}")


def _none_compared(result: Board | Profile | Standing) -> str:
    """Say why nothing is judged, and what to do about it."""
    brief = f"{result.focus.name}: {NONE_COMPARED}. Choose another comparison."
    return within(LIMIT, f"{brief} {opened(result.against.detail)}.", brief)


def _counted(result: Profile | Standing) -> str:
    counts = tally(result)
    if not counts.compared:
        return _none_compared(result)
    found = ", ".join(f"{counts.of[judgement]} {judgement}" for judgement in COMPARED)
    return (
        f"{result.focus.name}: of {counts.all} indicators, {counts.compared} are compared "
        f"with {the(result.against)}: {found}."
    )


def _coverage(result: Coverage) -> str:
    counts = states(result)
    total, missing = sum(counts.values()), counts["missing"]
    if not total:
        return f"Official files held: {len(result.files)}. No return has been received."
    return (
        f"Of {total} returns, {total - missing} were received ({counts['late']} late, "
        f"{counts['resubmitted']} sent again); {missing} are missing."
    )


def _register(result: Register) -> str:
    granted = sum(entry.granted for entry in result)
    return f"The register holds {len(result)} indicators; figures of {granted} are open to you."
