"""Corrections of invented returns that keep to what the definitions say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from yardstick.verify.definitions import ALIKE, MEAN_OF, OVER
from yardstick.verify.reconstruction import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Item
    from yardstick.verify.invented_region import Returns

    Counts = dict[tuple[str, str], int]

ONE_IN = 3  # returns is corrected
_STEPS = (-1, 1, 2)
# A correction of these alone would have two counts of one thing differ.
_BOUND = {*ALIKE, *(item for _, item in ALIKE.values()), *MEAN_OF, *MEAN_OF.values()}


def corrections(
    every: Mapping[str, Returns], catalogue: Catalogue, seed: int
) -> Iterator[tuple[str, tuple[str, str], Counts]]:
    """Yield each return in which a small count, or several, became another number.

    Args:
        every: What was sent, by data set.
        catalogue: Definitions.
        seed: The same gives the same.

    Yields:
        The data set, the area and period, and the counts that are sent instead.
    """
    rng = np.random.default_rng(seed)
    for dataset, returns in every.items():
        items = _Items.of(catalogue.datasets[dataset].items)
        for key, counts in returns.items():
            small = [
                cell for cell, number in counts.items() if number in SMALL and cell[0] in items.free
            ]
            if small and rng.random() < 1 / ONE_IN:
                chosen = [cell for cell in small if rng.random() < 1 / 2] or small[:1]
                yield dataset, key, items.corrected(counts, chosen, rng)


@dataclass(frozen=True)
class _Items:
    """What may be corrected in a return, and what stays part of what.

    Attributes:
        free: Items that no other is made of.
        pairs: Of items, the first of which is never more than the second.
    """

    free: frozenset[str]
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, items: Sequence[Item]) -> _Items:
        """Read them from a data set's declarations and from the words of its items."""
        names = {one.name for one in items}
        added = {name for one in items if one.adds_to for name in (one.name, one.adds_to)}
        parts = [(one.name, one.at_most) for one in items if one.at_most]
        parts += [(below, above) for above, below in OVER.items() if above in names]
        return cls(frozenset(names - added - _BOUND), tuple(parts))

    def corrected(
        self, counts: Counts, chosen: Sequence[tuple[str, str]], rng: np.random.Generator
    ) -> Counts:
        """Return the counts with those that are chosen a little more, or less."""
        found = dict(counts)
        for item, code in chosen:
            least = [found[below, ""] for below, above in self.pairs if above == item]
            most = [found[above, ""] for below, above in self.pairs if below == item]
            number = found[item, code] + int(rng.choice(_STEPS))
            found[item, code] = max(0, *least, min(number, *most, number))
        return found
