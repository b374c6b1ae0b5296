"""Small invented returns of any data set of counts, made of what the data set declares.

Like those of `invented_region` they are hostile to any protection: nearly all is hidden. Items
that count one thing twice are the same number, as they are in real returns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.model import Period, PeriodKind
from yardstick.verify.definitions import ALIKE, MEAN_OF, OVER
from yardstick.verify.invented_region import FIRST, MEANS, Returns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.catalogue.declarations import DataSet, Item
    from yardstick.catalogue.regions import Region

SHARES: Final = (0.15, 0.5, 0.85)  # of a whole that is part of it
OF_ONE: Final = MappingProxyType({"points": 40.0, "days": 400.0, "sessions": 380.0})  # child


def periods_of(dataset: DataSet, count: int) -> list[str]:
    """Return the keys of so many periods of a data set, from the first that is invented."""
    first = Period(dataset.calendar, FIRST, 1 if dataset.calendar is PeriodKind.QUARTER else 0)
    return [first.shifted(at).key for at in range(count)]


def invent_declared(
    dataset: DataSet, region: Region, periods: Sequence[str], seed: int, beside: Returns
) -> Returns:
    """Return every authority's counts of a data set. The same seed gives the same.

    Args:
        dataset: Of counts without parts.
        region: Its authorities.
        periods: Keys, oldest first.
        seed: Of chance.
        beside: Returns that count some of it as well.
    """
    rng = np.random.default_rng(seed)
    items = {item.name: item for item in dataset.items}
    share = {name: float(rng.choice(SHARES)) for name in items}
    found: Returns = {}
    for at, area in enumerate(region.authorities):
        before: Mapping[tuple[str, str], int] = {}
        for period in periods:
            known = {**beside.get((area, period), {})}
            drawing = _Drawing(rng, MEANS[at % len(MEANS)], items, share, before, known)
            before = {(name, ""): drawing.number(name) for name in items}
            found[area, period] = dict(before)
    return found


@dataclass
class _Drawing:
    """One return while it is drawn."""

    rng: np.random.Generator
    mean: float
    items: Mapping[str, Item]
    share: Mapping[str, float]
    before: Mapping[tuple[str, str], int]
    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return an item's number, drawn once."""
        if (name, "") not in self.known:
            self.known[name, ""] = self._drawn(name)
        return self.known[name, ""]

    def _drawn(self, name: str) -> int:
        _, alike = ALIKE.get(name, ("", ""))
        if alike in self.items or (alike, "") in self.known:
            return self.number(alike)
        if name in OVER:
            return self.number(OVER[name]) + int(self.rng.poisson(self.mean / 4))
        if name in MEAN_OF:
            now = self.number(MEAN_OF[name])
            return (self.before.get((MEAN_OF[name], ""), now) + now + 1) // 2
        item = self.items[name]
        if item.at_most:
            return int(self.rng.binomial(self.number(item.at_most), self.share[name]))
        return int(self.rng.poisson(self.mean * OF_ONE.get(item.counts, 1.0)))
