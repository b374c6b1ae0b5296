"""How many times as likely one group is as another, and what chance leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.stats.arrays import floats
from yardstick.stats.intervals import CONFIDENCE, z_score

if TYPE_CHECKING:
    from yardstick.stats.arrays import FloatArray, Numbers


def relative_rate(
    numerator: Numbers,
    denominator: Numbers,
    base_numerator: Numbers,
    base_denominator: Numbers,
    confidence: float = CONFIDENCE,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return each group's share over the base group's share, with its lower and upper bound.

    1 where the two are alike. The ratio is missing (nan) where a part is missing or a divisor is
    0, or the base has nobody; bounds are missing also where the group has nobody, because the
    logarithm of nothing has no spread, and where a numerator is no part of its denominator.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.

    Source: Katz, Baptista, Azen and Pike (1978), the logarithmic method.
    """
    some, of = _parts(numerator, denominator)
    base, base_of = _parts(base_numerator, base_denominator)
    ratio = (some / of) / np.where(base > 0, base / base_of, np.nan)
    known = np.where(some > 0, some, np.nan), np.where(base > 0, base, np.nan)
    spread = np.sqrt(1 / known[0] - 1 / of + 1 / known[1] - 1 / base_of)
    reach = np.exp(z_score(confidence) * spread)
    return np.asarray(ratio), np.asarray(ratio / reach), np.asarray(ratio * reach)


def _parts(numerator: Numbers, denominator: Numbers) -> tuple[FloatArray, FloatArray]:
    some, of = np.broadcast_arrays(floats(numerator), floats(denominator))
    whole = np.where((of > 0) & (some >= 0) & (some <= of), of, np.nan)
    return floats(some), whole
