"""Better, similar or worse: the comparator's figure against an area's interval.

The rule of Fingertips (DHSC FingertipsNext, benchmark comparison by confidence interval): where
the comparator lies inside the area's 95% interval the two are similar. The comparator counts as
known exactly. A bare difference is never a judgement.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from yardstick.model import Direction, Judgement
from yardstick.stats.arrays import filled, floats
from yardstick.stats.rates import five_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.stats.arrays import Numbers, ObjectArray

_MORE = 3  # decimals, where a sentence's figures would be written alike

# What to call an area below its comparator, and one above it.
_BELOW_AND_ABOVE = {
    Direction.HIGHER: (Judgement.WORSE, Judgement.BETTER),
    Direction.LOWER: (Judgement.BETTER, Judgement.WORSE),
    Direction.NEITHER: (Judgement.LOWER, Judgement.HIGHER),
}
_WHY = {
    Direction.HIGHER: ", and higher is better",
    Direction.LOWER: ", and lower is better",
    Direction.NEITHER: "",
}


def judge(
    lower: Numbers,
    upper: Numbers,
    comparator: Numbers,
    direction: Direction | Sequence[Direction],
) -> ObjectArray:
    """Return a `Judgement` for each area.

    `NOT_COMPARED` where a bound or the comparator is missing (nan), or the bounds are crossed.

    Args:
        lower: Lower bound of each area's 95% interval.
        upper: Upper bound, in the same unit.
        comparator: Figure it is held against, in the same unit.
        direction: Which way is better: one for all, or one for each.
    """
    low, high, against, directions = np.broadcast_arrays(
        *map(floats, (lower, upper, comparator)), np.asarray(direction, dtype=object)
    )
    judged = filled(low.shape, Judgement.NOT_COMPARED)
    compared = (low <= high) & ~np.isnan(against)
    judged[compared] = Judgement.SIMILAR
    for way, (below, above) in _BELOW_AND_ABOVE.items():
        here = compared & (directions == way)
        judged[here & (high < against)] = below
        judged[here & (low > against)] = above
    return judged


def judge_one(
    lower: float | None,
    upper: float | None,
    comparator: float | None,
    direction: Direction,
    decimals: int = 1,
) -> tuple[Judgement, str]:
    """Return the judgement of one area and the rule that made it, as a sentence.

    Args:
        lower: Lower bound of the area's 95% interval; None or nan where there is none.
        upper: Upper bound.
        comparator: Figure it is held against; None or nan where there is none.
        direction: Which way is better.
        decimals: How many the sentence's figures are given with; more where they would not tell
            the comparator from the bound that it is beyond.
    """
    bounds = (_number(lower), _number(upper))
    against = _number(comparator)
    word: Judgement = judge(*bounds, against, direction).item()
    if word is Judgement.NOT_COMPARED:
        missing = "the comparator has no figure" if math.isnan(against) else "there is no interval"
        return word, f"Not compared: {missing}."
    where, why = "inside", ""
    if word is not Judgement.SIMILAR:
        where = "below" if against < bounds[0] else "above"
        why = _WHY[direction]
        decimals = _telling(decimals, against, bounds[where == "above"])
    low, high, other = (_written(figure, decimals) for figure in (*bounds, against))
    sentence = f"the comparator, {other}, is {where} the 95% interval, {low} to {high}{why}"
    return word, f"{word.value.capitalize()}: {sentence}."


def _telling(decimals: int, figure: float, other: float) -> int:
    """Return with how many decimals two figures are not written alike, up to `_MORE` more."""
    enough = (
        count
        for count in range(decimals, decimals + _MORE)
        if _written(figure, count) != _written(other, count)
    )
    return next(enough, decimals + _MORE)


def _number(figure: float | None) -> float:
    return math.nan if figure is None else float(figure)


def _written(figure: float, decimals: int) -> str:
    return f"{five_up(figure, decimals):,.{decimals}f}".replace("-", "−")
