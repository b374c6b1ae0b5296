"""The returns of exclusions of a region: authorities made side by side, then brought together.

The same seed and scale give the same returns, however many processes make them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from yardstick.demonstration.records import columns
from yardstick.demonstration.records.of_authority import AREA, TERM, Work, of_authority
from yardstick.demonstration.records.place import Place, outside
from yardstick.demonstration.records.planted import planted_in_schools
from yardstick.demonstration.records.returned import SEED, RecordReturn, untold
from yardstick.demonstration.records.school_days import TERMS
from yardstick.demonstration.records.schools import schools_of_region
from yardstick.processes import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.regions import Region
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.returned import Tell

EXCLUSIONS: Final = "school_exclusions"


def planted_exclusions(
    catalogue: Catalogue, region: Region, scale: float = 1.0, seed: str = SEED
) -> tuple[PlantedRecord, ...]:
    """Return what `invent_exclusions` plants."""
    return planted_in_schools(schools_of_region(catalogue, region, scale, seed))


def invent_exclusions(  # noqa: PLR0913 - what is made, how much of it, and how
    catalogue: Catalogue,
    region: Region,
    scale: float = 1.0,
    seed: str = SEED,
    *,
    workers: int = 1,
    tell: Tell = untold,
) -> Iterator[RecordReturn]:
    """Yield a region's returns of exclusions, leavers, joiners and headcount.

    Args:
        catalogue: Areas, populations and the declaration of the data set.
        region: Whose authorities.
        scale: 1 for about 30,000 exclusions a year in a region of ten authorities.
        seed: Another one gives another region.
        workers: How many processes make authorities side by side. They make the same.
        tell: Called with the number of authorities made, and how many there are.
    """
    dataset = catalogue.datasets[EXCLUSIONS]
    works = _works(catalogue, region, scale, seed)
    parts: dict[str, list[pa.Table]] = defaultdict(list)
    for done, tables in enumerate(side_by_side(of_authority, works, workers), start=1):
        for table, rows in tables.items():
            parts[table].append(rows)
        tell(done, len(works))
    whole = {table: _Returned(pa.concat_tables(found)) for table, found in parts.items()}
    for at, area in enumerate(region.authorities):
        for term, period in enumerate(TERMS):
            tables = _tables(dataset, whole, at, term, area)
            yield RecordReturn(dataset.id, area, period.key, tables)


def _works(catalogue: Catalogue, region: Region, scale: float, seed: str) -> list[Work]:
    schools = schools_of_region(catalogue, region, scale, seed)
    plants = planted_in_schools(schools)
    areas = (*region.authorities, *outside(catalogue, region))
    dataset = catalogue.datasets[EXCLUSIONS]
    return [
        Work(Place(at, tuple(schools.values()), areas, plants), dataset, seed)
        for at in range(len(region.authorities))
    ]


class _Returned:
    """The rows of one table, sorted by authority and term, and where each return's begin."""

    def __init__(self, rows: pa.Table) -> None:
        of = rows[AREA].to_numpy() * len(TERMS) + rows[TERM].to_numpy()
        order = np.argsort(of, kind="stable")
        self._rows = rows.take(pa.array(order)).drop_columns([AREA, TERM])
        self._of = of[order]

    def rows(self, at: int, term: int) -> pa.Table:
        """Return the rows of one authority's return for one term."""
        bounds = at * len(TERMS) + term, at * len(TERMS) + term + 1
        first, stop = np.searchsorted(self._of, bounds)
        return self._rows.slice(first, stop - first)


def _tables(
    dataset: DataSet, whole: Mapping[str, _Returned], at: int, term: int, area: str
) -> dict[str, pa.Table]:
    """Return the tables of one return; one without rows is left out."""
    found = {}
    for table in dataset.tables:
        rows = whole[table.id].rows(at, term)
        if rows.num_rows:
            said = {"la_code": area, "period": TERMS[term].key}
            same = {name: pa.repeat(pa.scalar(text), len(rows)) for name, text in said.items()}
            named = {name: rows[name] for name in rows.column_names}
            found[table.id] = columns.records(table, {**named, **same})
    return found
