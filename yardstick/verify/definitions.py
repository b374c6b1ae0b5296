"""What the words of the items tell a reader, beyond what the data sets declare of them."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yardstick.verify.seen import Cell, Total

    Terms = list[tuple[Cell | Total, float]]

# Of the additional return: an item to the one that counts the same, in this return or another;
# to the one that it is never less than; and to the one whose mean it is on the first and last day.
ALIKE: Final = MappingProxyType(
    {
        "N_CLA": ("riia_quarterly", "R15"),
        "N_CEASED": ("riia_quarterly", "R17"),
        "N_ADOPT": ("social_care_additional", "S09"),
    }
)
OVER: Final = MappingProxyType({"N_CLA_ANY": "N_CLA", "N_MISS": "S18", "N_A3": "N_ADOPT"})
MEAN_OF: Final = MappingProxyType({"N_EH_OPEN": "S14"})


def told_by_words(truth: Mapping[Cell, float]) -> Iterator[tuple[Terms, float, float]]:
    """Yield the sums that the words tell, where the counts that were sent keep to them."""
    for cell in truth:
        if cell.item in ALIKE:
            dataset, item = ALIKE[cell.item]
            yield from _kept(truth, [(cell, 1), (cell._replace(dataset=dataset, item=item), -1)])
        if cell.item in OVER:
            below = cell._replace(item=OVER[cell.item])
            yield from _kept(truth, [(cell, 1), (below, -1)], most=math.inf)
        if cell.item in MEAN_OF:
            now = cell._replace(item=MEAN_OF[cell.item])
            before = now._replace(period=Period.parse(cell.period).shifted(-1).key)
            yield from _kept(truth, [(before, 1), (now, 1), (cell, -2)], least=-1)  # rounded up


def _kept(
    truth: Mapping[Cell, float],
    terms: list[tuple[Cell, float]],
    least: float = 0.0,
    most: float = 0.0,
) -> Iterator[tuple[Terms, float, float]]:
    """Yield a sum if every count of it was sent and they lie between its bounds."""
    if all(cell in truth for cell, _ in terms):
        number = sum(weight * truth[cell] for cell, weight in terms)
        if least <= number <= most:
            yield [*terms], least, most
