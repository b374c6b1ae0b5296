"""How fine a cube may be: climb the ladders until its cells hold enough records.

A cube whose cells hold one record each says little after rounding, and a margin of it much: its
rounding errors add up. So the mean of the cells that hold anything must reach 1.5 (protection 2.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.disclosure.cube_counts import tally
from yardstick.disclosure.cube_spec import CubeError

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.disclosure.cube_counts import Counts
    from yardstick.disclosure.cube_spec import CubeSpec, Measure

FULLEST = 1.5  # mean of the cells that are not empty
EMPTY = 0.0


def fullness(counts: Counts) -> float:
    """Return the mean of the cells that are not empty: the least of the measures'."""
    means = [row[row > 0].mean() for row in counts.numbers if row.any()]
    return float(min(means, default=EMPTY))


def design(
    records: pd.DataFrame,
    spec: CubeSpec,
    measures: tuple[Measure, ...],
    least: tuple[int, ...] | None = None,
) -> tuple[int, ...]:
    """Choose a rung for each dimension from the authority's own counts.

    Args:
        records: One authority, one period.
        spec: Gives the ladders.
        measures: One family.
        least: Rungs to begin from: those of the previous release, which are never gone below,
            because two wordings of the same records give more away than one.

    Returns:
        One rung for each dimension. Where every ladder ends first, the coarsest design there is.
    """
    rungs = least or (0,) * len(spec.dimensions)
    counts = tally(records, spec, measures, rungs)
    while fullness(counts) < FULLEST and (steps := higher(spec, rungs)):
        tried = [(rungs, tally(records, spec, measures, rungs)) for rungs in steps]
        enough = [(step, found) for step, found in tried if fullness(found) >= FULLEST]
        if enough:  # of those that reach it, the one that keeps most detail
            rungs, counts = max(enough, key=lambda each: len(each[1].cells))
        else:
            rungs, counts = max(tried, key=lambda each: fullness(each[1]))
    return rungs


def higher(spec: CubeSpec, rungs: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return every design that is one rung coarser in one dimension."""
    return [
        (*rungs[:at], rung + 1, *rungs[at + 1 :])
        for at, rung in enumerate(rungs)
        if rung < len(spec.dimensions[at].ladder)
    ]


def coarser(
    records: pd.DataFrame, spec: CubeSpec, measures: tuple[Measure, ...], rungs: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the coarser design that keeps most detail, when an attack succeeded on this one.

    Raises:
        CubeError: Every ladder has ended.
    """
    steps = higher(spec, rungs)
    if not steps:
        raise CubeError(
            f"No rounding of '{spec.dataset}' protects an authority's records, even in the "
            "coarsest wording: add a rung to its dimensions, or do not publish them."
        )
    return max(steps, key=lambda step: len(tally(records, spec, measures, step).cells))
