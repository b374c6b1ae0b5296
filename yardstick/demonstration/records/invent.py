"""Every invented return of records of a region, from one scale and one seed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from yardstick.demonstration.records.made import invent_exclusions, planted_exclusions
from yardstick.demonstration.records.placements import invent_placements, planted_placements
from yardstick.demonstration.records.returned import SEED, RecordReturn, untold
from yardstick.demonstration.records.workforce import invent_workforce, planted_workforce

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.returned import Tell


def invent_records(  # noqa: PLR0913 - what is made, how much of it, and how
    catalogue: Catalogue,
    region: Region,
    scale: float = 1.0,
    seed: str = SEED,
    *,
    workers: int = 1,
    tell: Tell = untold,
) -> Iterator[RecordReturn]:
    """Yield every return of records of a region.

    Args:
        catalogue: Areas, populations and declarations.
        region: Whose authorities.
        scale: 1 for about 30,000 exclusions, 120,000 movements and 3,000 placements a year in a
            region of ten authorities; 15 is about as many as England has.
        seed: Another one gives another region.
        workers: How many processes make exclusions side by side. They make the same.
        tell: Called with the number of authorities made, and how many there are.
    """
    return chain(
        invent_exclusions(catalogue, region, scale, seed, workers=workers, tell=tell),
        invent_placements(catalogue, region, scale, seed),
        invent_workforce(catalogue, region, seed),
    )


def planted_records(
    catalogue: Catalogue, region: Region, scale: float = 1.0, seed: str = SEED
) -> tuple[PlantedRecord, ...]:
    """Return what `invent_records` plants."""
    return (
        *planted_exclusions(catalogue, region, scale, seed),
        *planted_placements(catalogue, region, scale, seed),
        *planted_workforce(catalogue, region),
    )
