"""An invented region that has sent every return of counts whose small ones are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.model import Protection
from yardstick.verify.invented_publications import publications
from yardstick.verify.invented_region import DATASET, InventedRegion, invent
from yardstick.verify.invented_returns import invent_declared, periods_of

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.regions import Region

YEARS = 4  # of school years: two of three years together in most measures


def hidden_in(catalogue: Catalogue) -> list[DataSet]:
    """Return the data sets of which partners have each other's small counts hidden."""
    every = catalogue.datasets.values()
    return [one for one in every if one.protection is Protection.PARTNER_SUPPRESSED]


def of_counts(catalogue: Catalogue) -> list[str]:
    """Return those of them that hold counts; the others hold tables, and the workforce is one."""
    return [one.id for one in hidden_in(catalogue) if one.items]


def make_every(
    folder: Path, catalogue: Catalogue, region: Region, quarters: int, seed: int
) -> InventedRegion:
    """Make a store and send it the returns of every such data set, with published years.

    Args:
        folder: Of the store.
        catalogue: Definitions.
        region: Its authorities.
        quarters: Of returns that are sent each quarter.
        seed: The same gives the same.
    """
    returns = invent(region, quarters, seed)
    others = {}
    for name in of_counts(catalogue):
        if name != DATASET:
            one = catalogue.datasets[name]
            periods = periods_of(one, YEARS if one.cycle == "year" else quarters)
            others[name] = invent_declared(one, region, periods, seed, returns)
    made = InventedRegion.make(folder, catalogue, region, returns, others)
    for name, sent in others.items():
        made.publish_official(publications(name, sent, catalogue), name)
    return made
