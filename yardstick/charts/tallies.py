"""Facts that several sentences about one result share: the focus area's own row, and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.charts.rows import Row, figure_of, rows
from yardstick.model import Direction, Judgement, Status
from yardstick.results.types import Board, Parts, Point, Profile, Standing

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.coverage_types import Coverage
    from yardstick.results.types import Comparison, Trend

_ABSENT = Point(None, Status.UNAVAILABLE)


@dataclass(frozen=True)
class Own:
    """The focus area in a comparison: its figure, judgement, and the positions it may have."""

    figure: Point
    judgement: Judgement
    rank_low: int | None
    rank_high: int | None


def own(result: Comparison) -> Own:
    """Return the focus area's own row; not available where it has none."""
    for row in rows(result.values):
        if row["area"] == result.focus.code:
            return Own(figure_of(row), row["judgement"], row["rank_low"], row["rank_high"])
    return Own(_ABSENT, Judgement.NOT_COMPARED, None, None)


def level(result: Trend) -> Point:
    """Return the comparator's figure in the period of the focus area's newest one."""
    key = result.latest_period.key if result.latest_period else ""
    found = (figure_of(row) for row in rows(result.comparator) if row["period"] == key)
    return next(found, _ABSENT)


def largest(result: Parts) -> Row | None:
    """Return the row of the largest part shown, the first of equals, or None."""
    shown = [row for row in rows(result.values) if share_of(row).value is not None]
    return max(shown, key=lambda row: row["share"], default=None)


def share_of(row: Row, total: float | None = None) -> Point:
    """Return a part's share of the total, with the numbers it is made of."""
    return figure_of(
        {**row, "value": row["share"], "numerator": row["number"], "denominator": total}
    )


def region_share_of(row: Row) -> Point:
    """Return the same part's share in the region."""
    return figure_of({"value": row["region_share"], "status": row["region_status"]})


@dataclass(frozen=True)
class Tally:
    """How many of an area's indicators are of each judgement.

    Attributes:
        of: By judgement; 0 where none is.
        compared: How many were held against the comparator at all.
        all: How many there are.
    """

    of: dict[Judgement, int]
    compared: int
    all: int


def tally(result: Board | Profile | Standing) -> Tally:
    """Count the focus area's judgements."""
    counts = result.counts if isinstance(result, Standing) else _counted(result)
    of = {judgement: counts.get(judgement, 0) for judgement in Judgement}
    total = sum(of.values())
    return Tally(of, total - of[Judgement.NOT_COMPARED], total)


@dataclass(frozen=True)
class Apart:
    """The indicator on which most areas differ from the comparator by more than chance.

    Attributes:
        of: How many areas are of each judgement.
        differing: How many are better, worse, higher or lower.
        compared: How many were held against the comparator at all.
    """

    indicator: Indicator
    of: dict[Judgement, int]
    differing: int
    compared: int


def most_apart(result: Board) -> Apart | None:
    """Return where areas differ most, or None where no area differs from the comparator.

    What has a better is looked at first: that authorities are higher or lower where neither is
    better is for the table. Equals keep the catalogue's order.
    """
    found = Counter((row["indicator"], row["judgement"]) for row in rows(result.values))
    apart = [_apart(indicator, found) for indicator in result.indicators]
    differing = [one for one in apart if one.differing]
    judged = [one for one in differing if one.indicator.better is not Direction.NEITHER]
    return max(judged or differing, key=lambda one: one.differing, default=None)


def any_compared(result: Board) -> bool:
    """Return whether any authority is held against the comparator on any indicator."""
    return any(row["judgement"] is not Judgement.NOT_COMPARED for row in rows(result.values))


def _apart(indicator: Indicator, found: Counter[tuple[str, Judgement]]) -> Apart:
    of = {judgement: found[indicator.id, judgement] for judgement in Judgement}
    compared = sum(of.values()) - of[Judgement.NOT_COMPARED]
    return Apart(indicator, of, compared - of[Judgement.SIMILAR], compared)


def _counted(result: Board | Profile) -> Counter[str]:
    values = result.values
    if not isinstance(result, Profile):
        values = values[values["area"] == result.focus.code]
    return Counter(values["judgement"])


def states(result: Coverage) -> Counter[str]:
    """Count the returns by state."""
    return Counter(row["state"] for row in rows(result.returns))
