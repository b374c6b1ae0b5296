"""Direction of travel: which way a figure went. Whether that is better is said elsewhere."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from yardstick.stats.arrays import filled, floats

if TYPE_CHECKING:
    from yardstick.stats.arrays import Numbers, ObjectArray

# Half of the last digit of a figure that is shown with one decimal.
LEVEL_WITHIN = 0.05


class Travel(StrEnum):
    """An arrow. It carries no colour: `up` may be good, bad or neither."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    UNKNOWN = "not known"


def direction_of_travel(
    value: Numbers,
    previous: Numbers,
    lower: Numbers = np.nan,
    upper: Numbers = np.nan,
    level_within: float = LEVEL_WITHIN,
) -> ObjectArray:
    """Return a `Travel` for each figure against the one before it.

    Level where the change is smaller than can be shown, and where the newest interval holds the
    figure before: then chance alone may have moved it. `UNKNOWN` where either figure is missing.

    Args:
        value: Newest figure.
        previous: The one before, of the period directly before, in the same unit.
        lower: Lower bound of the newest figure's 95% interval; nan where there is none.
        upper: Upper bound.
        level_within: A change smaller than this, in the unit shown, is none.
    """
    now, before, low, high = np.broadcast_arrays(*map(floats, (value, previous, lower, upper)))
    change = now - before
    arrows = filled(now.shape, Travel.UNKNOWN)
    arrows[change > 0] = Travel.UP
    arrows[change < 0] = Travel.DOWN
    held = (low <= before) & (before <= high) & ~np.isnan(change)
    arrows[(np.abs(change) < level_within) | (change == 0) | held] = Travel.LEVEL
    return arrows
