"""Group disclosure: a number near everybody in a small group says something about each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.disclosure.cube_counts import codes_of
from yardstick.disclosure.cube_margins import positions, sums
from yardstick.disclosure.cube_rounding import WIDEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yardstick.disclosure.cube_counts import Counts, IntArray
    from yardstick.disclosure.cube_spec import CubeSpec, Headcount, Measure

SMALL_GROUP = 50  # people
NEARLY_ALL = 0.9  # of them


def telling(  # noqa: PLR0913 - what is counted, how it is worded, and of how many people
    counts: Counts,
    shown: IntArray,
    *,
    spec: CubeSpec,
    measures: Sequence[Measure],
    rungs: tuple[int, ...],
    headcounts: Iterable[Headcount],
) -> tuple[str, ...]:
    """Return the dimensions of headcounts of which a group could nearly all be counted.

    A group of fewer than 50 is told on where what is shown, plus the 4 it may be short, reaches
    90 % of it (protection 2.2). Measures that count a person more than once say nothing of that.

    Args:
        counts: The true counts; only their codes are looked at.
        shown: Measures by cells: the cube.
        spec: What the data set declares.
        measures: One for each row of `shown`.
        rungs: The design.
        headcounts: Public headcounts of one authority and period.

    Returns:
        Dimensions to be worded more coarsely, in order; empty where no group is told on.
    """
    found: dict[str, None] = {}
    for headcount in headcounts:
        kept = tuple(spec.names.index(name) for name in headcount.dimensions)
        codes = np.zeros((len(headcount.people), len(rungs)), dtype=np.int64)
        for at in kept:
            codes[:, at] = codes_of(headcount.people, spec, rungs, at)
        where = positions(codes, counts.sizes, kept)
        size = int(np.prod([counts.sizes[at] for at in kept], dtype=np.int64))
        people = np.bincount(where, weights=headcount.people["number"], minlength=size)
        for measure, row in zip(measures, shown, strict=True):
            near = sums(counts.codes, counts.sizes, kept, row) + WIDEST >= NEARLY_ALL * people
            if measure.people and (near & (people > 0) & (people < SMALL_GROUP)).any():
                found.update(dict.fromkeys(headcount.dimensions))
    return tuple(found)
