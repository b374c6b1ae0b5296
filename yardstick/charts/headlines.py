"""The finding as a title: one headline of at most ten words for each kind of result."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from yardstick.charts.numbers import share_text
from yardstick.charts.phrases import COMPARED, NONE_COMPARED, opened, within
from yardstick.charts.stories import Story
from yardstick.charts.tallies import any_compared, largest, most_apart, own, states, tally
from yardstick.model import Judgement
from yardstick.results.coverage_types import Coverage
from yardstick.results.naming import the, whose
from yardstick.results.types import Board, Comparison, Parts, Profile, Standing, Trend

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.views import Register, Result
    from yardstick.model import Area
    from yardstick.results.types import Point

LIMIT = 10  # words (experience 3.5)


def headline(result: Result) -> str:
    """Return the finding: active, sentence case, at most ten words."""
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
            return result.headline if isinstance(result, Story) else _register(result)
        case _:
            assert_never(result)


def _trend(result: Trend) -> str:
    if result.latest.value is None:
        return _unshown(result.focus, result.indicator, result.latest)
    recent = result.recent.word
    moving = recent.value if recent.is_movement else ""
    return _judged(result, result.verdict.judgement, moving)


def _comparison(result: Comparison) -> str:
    mine = own(result)
    if mine.figure.value is None:
        return _unshown(result.focus, result.indicator, mine.figure)
    return _judged(result, mine.judgement, "")


def _unshown(focus: Area, indicator: Indicator, figure: Point) -> str:
    why = figure.status.words
    whole = f"{indicator.short} in {focus.name}: {why}"
    return within(LIMIT, whole, f"{focus.name}: {why}", opened(why))


def _judged(result: Trend | Comparison, judgement: Judgement, moving: str) -> str:
    """Return the judgement, with the movement where there is room; or what alone can be said.

    The measure is named as long as there is room: in a room full of people, and on a slide,
    nothing else above the chart says what the chart is about. The sentence below has the rest.
    """
    area, short = result.focus.name, result.indicator.short
    if judgement is Judgement.NOT_COMPARED:
        said = moving or "not compared"
        return within(LIMIT, f"{short} in {area}: {said}", f"{area}: {said}")
    compared = f"{COMPARED[judgement]} {the(result.against)}"
    moved = f" and {moving}" if moving else ""
    return within(
        LIMIT,
        f"{short}: {area} is {compared}{moved}",
        f"{short}: {area} is {compared}",
        f"{short}: {area} is {judgement}{moved}",
        f"{short} in {area}: {judgement}",
        f"{area} is {compared}",
        opened(compared),
    )


def _parts(result: Parts) -> str:
    row = largest(result)
    if row is None:
        return f"{result.focus.name}: no part can be shown"
    share = share_text(row["share"])
    return within(
        LIMIT,
        f"{row['label']}: the largest part in {result.focus.name}, {share}",
        f"{row['label']}: the largest part, {share}",
        f"Largest part in {result.focus.name}: {share}",
    )


def _board(result: Board) -> str:
    apart = most_apart(result)
    if apart is None:
        said = "differs from" if any_compared(result) else "can be compared with"
        return within(LIMIT, f"No authority {said} {whose(result.against, result.focus.name)}")
    short = apart.indicator.short
    return within(LIMIT, f"Where authorities differ most: {short}", f"Most apart: {short}")


def _counted(result: Profile | Standing) -> str:
    counts = tally(result)
    if not counts.compared:
        return within(LIMIT, f"{result.focus.name}: {NONE_COMPARED}", opened(NONE_COMPARED))
    better, worse = counts.of[Judgement.BETTER], counts.of[Judgement.WORSE]
    finding = f"{better} better, {worse} worse of {counts.compared} compared"
    return within(LIMIT, f"{result.focus.name}: {finding}", finding)


def _coverage(result: Coverage) -> str:
    counts = states(result)
    total = sum(counts.values())
    if not total:
        files = len(result.files)
        return f"{files} official file{'' if files == 1 else 's'}, no returns"
    return f"{total - counts['missing']} of {total} returns received"


def _register(result: Register) -> str:
    return f"{len(result)} indicators, {sum(entry.granted for entry in result)} open to you"
