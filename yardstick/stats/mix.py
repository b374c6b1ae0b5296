"""Why one mean is above another: how much is the mix of groups, how much is within groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from yardstick.stats.arrays import floats

if TYPE_CHECKING:
    from yardstick.stats.arrays import FloatArray, Numbers


class Parts(NamedTuple):
    """Parts of a difference of two means, one entry per group, in the means' unit.

    Attributes:
        mix: From the group's share being another.
        within: From the group's own mean being another.
    """

    mix: FloatArray
    within: FloatArray

    @property
    def total(self) -> float:
        """Return the whole difference."""
        return float(self.mix.sum() + self.within.sum())


def decomposed(
    numbers: Numbers, sums: Numbers, numbers_before: Numbers, sums_before: Numbers
) -> Parts:
    """Split the difference of two means into mix and within, which add up to it exactly.

    Each group's share is taken at the mean of both shares and its mean at the mean of both
    means, so that neither side is the standard and nothing is left over. A group that is on one
    side only has no mean on the other: there its own difference from the other side's whole mean
    is mix, and nothing is within. Source: E. M. Kitagawa, Components of a difference between two
    rates, Journal of the American Statistical Association 50 (1955), 1168-1194.

    Args:
        numbers: How many are in each group.
        sums: What they add to.
        numbers_before: Likewise on the side that is compared with.
        sums_before: Likewise.

    Raises:
        ValueError: One side is empty.
    """
    n, before = floats(numbers), floats(numbers_before)
    if n.sum() <= 0 or before.sum() <= 0:
        raise ValueError("A mean of nothing cannot be split.")
    centre = float(floats(sums_before).sum() / before.sum())
    means = _means(n, floats(sums)), _means(before, floats(sums_before))
    return split(n / n.sum(), before / before.sum(), means[0], means[1], centre)


def split(
    shares: Numbers, shares_before: Numbers, means: Numbers, means_before: Numbers, centre: float
) -> Parts:
    """Split by shares and means that are given: what `decomposed` does with those it makes.

    Where groups are left out, or figures are rounded, the parts do not add up to the difference
    of the whole means; what is left is then to be said.

    Args:
        shares: Of each group in its whole.
        shares_before: Likewise on the side that is compared with.
        means: Of each group; missing (nan) where it has nobody.
        means_before: Likewise.
        centre: The whole mean of the side that is compared with.
    """
    share, share_before = floats(shares), floats(shares_before)
    mean, mean_before = floats(means), floats(means_before)
    both = ~np.isnan(mean) & ~np.isnan(mean_before)
    one = np.where(np.isnan(mean), mean_before, mean)
    level = np.where(both, (mean + mean_before) / 2, one)
    level = np.where(np.isnan(level), centre, level)  # a group that is on neither side
    mix = (share - share_before) * (level - centre)
    within = np.where(both, (share + share_before) / 2 * (mean - mean_before), 0.0)
    return Parts(mix, within)


def _means(numbers: FloatArray, sums: FloatArray) -> FloatArray:
    means: FloatArray = np.divide(
        sums, numbers, out=np.full(numbers.shape, np.nan), where=numbers > 0
    )
    return means
