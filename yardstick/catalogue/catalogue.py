"""The catalogue as everybody reads it: all that is declared in `data/`, checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue.declarations import DataSet, Indicator, Item
    from yardstick.catalogue.reference import Reference
    from yardstick.catalogue.regions import Region
    from yardstick.catalogue.sources import OfficialSource


@dataclass(frozen=True)
class Catalogue:
    """Everything declared in `data/`.

    Attributes:
        regions: By identifier.
        datasets: By identifier.
        indicators: By identifier, in the order in which they are shown.
        sources: Families of official files, by identifier.
        reference: Areas, populations, neighbours and code lists.
        version: Twelve hexadecimal digits of what was read; the same text gives the same
            version wherever it lies and however its lines end.
    """

    regions: Mapping[str, Region]
    datasets: Mapping[str, DataSet]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, OfficialSource]
    reference: Reference
    version: str

    def items_of(self, dataset: str) -> dict[str, Item]:
        """Return a data set's items by name, in the order of the return."""
        return {item.name: item for item in self.datasets[dataset].items}
