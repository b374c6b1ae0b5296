"""An invented region that has sent every return of counts whose small ones are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.model import Protection
from yardstick.verify.invented_publications import publications
from yardstick.verify.invented_region import DATASET, InventedRegion, invent
from yardstick.verify.invented_returns import invent_declared, periods_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.regions import Region
    from yardstick.verify.invented_region import Returns

YEARS = 4  # of school years: two of three years together in most measures


def hidden_in(catalogue: Catalogue) -> list[DataSet]:
    """Return the data sets of which partners have each other's small counts hidden."""
    every = catalogue.datasets.values()
    return [one for one in every if one.protection is Protection.PARTNER_SUPPRESSED]


def of_counts(catalogue: Catalogue) -> list[str]:
    """Return those of them that hold counts; the others hold tables, and the workforce is one."""
    return [one.id for one in hidden_in(catalogue) if one.items]


def invent_every(
    catalogue: Catalogue, region: Region, quarters: int, seed: int
) -> dict[str, Returns]:
    """Return every authority's returns of every such data set, the quarterly one first.

    Args:
        catalogue: Definitions.
        region: Its authorities.
        quarters: Of returns that are sent each quarter.
        seed: The same gives the same.
    """
    found = {DATASET: invent(region, quarters, seed)}
    for name in of_counts(catalogue):
        if name != DATASET:
            one = catalogue.datasets[name]
            periods = periods_of(one, YEARS if one.cycle == "year" else quarters)
            found[name] = invent_declared(one, region, periods, seed, found[DATASET])
    return found


def send_every(
    folder: Path,
    catalogue: Catalogue,
    region: Region,
    every: Mapping[str, Returns],
    late: Collection[tuple[str, str]] = (),
) -> InventedRegion:
    """Make a store, send it returns, and publish their first year as the department does.

    Args:
        folder: Of the store.
        catalogue: Definitions.
        region: Its authorities.
        every: Returns of each data set.
        late: Areas and periods that are not sent yet. The department has them all.
    """
    sent = {
        name: {key: counts for key, counts in returns.items() if key not in late}
        for name, returns in every.items()
    }
    made = InventedRegion.make(folder, catalogue, region, sent)
    for name, returns in every.items():
        if name != DATASET:
            made.publish_official(publications(name, returns, catalogue), name)
    return made
