"""What is true of a data set's records in a year, and what a release holds of them for others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from yardstick.catalogue.cubes import ALL
from yardstick.results.exclusions_types import DATASET as EXCLUSIONS
from yardstick.results.placement_types import DATASET as PLACEMENTS
from yardstick.store.connection import ALIAS
from yardstick.store.shared_tables import CUBE, PREFIX
from yardstick.verify.true_records import cubes_of, parts_of, true_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from yardstick.catalogue.cubes import Cubes
    from yardstick.verify.record_region import RecordRegion
    from yardstick.verify.record_sight import Answer


@dataclass(frozen=True)
class Scene:
    """One data set's year.

    Attributes:
        dataset: Identifier.
        year: Academic year.
        cubes: What the data set declares.
        parts: What numbers can be cut by: as a link has it, to dimension and word.
        true: A row for each record: `area`, and the dimensions in words.
        cells: The cubes' cells as the release holds them: `area`, the dimensions, `number`.
        said: What the release says of each authority's cube, by `area`.
    """

    dataset: str
    year: str
    cubes: Cubes
    parts: Mapping[str, tuple[str, str]]
    true: pd.DataFrame
    cells: pd.DataFrame
    said: pd.DataFrame

    @property
    def areas(self) -> list[str]:
        """Return the authorities that have a cube."""
        return sorted(self.said.index)

    def number(self, areas: Iterable[str], part: str) -> int:
        """Return how many records some authorities truly have."""
        return sum(self._true.get((area, part), 0) for area in areas)

    def shown(self, areas: Iterable[str], part: str) -> int:
        """Return how many the cells of their cubes add up to."""
        return sum(self._shown.get((area, part), 0) for area in areas)

    def mixed(self, areas: Iterable[str], basis: str, need: str) -> int:
        """Return what cells add up to by two dimensions of placements; `All` needs."""
        here = self.cells["area"].isin(list(areas)) & (self.cells["basis"] == basis)
        if need != ALL:
            here &= self.cells["need"] == need
        return int(self.cells.loc[here, "number"].sum())

    def slack(self, answer: Answer) -> float:
        """Return how far an answer may be from the truth, as the release says."""
        if answer.is_exact:
            return 0.0
        stated = self.said["one_way" if answer.part else "total"]
        # Where nothing is stated, any number would be within it.
        return float(sum(stated.fillna(math.inf)[area] for area in answer.areas))

    @cached_property
    def _true(self) -> Mapping[tuple[str, str], int]:
        return self._counted(self.true.assign(number=1))

    @cached_property
    def _shown(self) -> Mapping[tuple[str, str], int]:
        return self._counted(self.cells)

    def _counted(self, rows: pd.DataFrame) -> Mapping[tuple[str, str], int]:
        found = {(str(area), ""): int(n) for area, n in _by_area(rows).items()}
        for part, (dimension, word) in self.parts.items():
            of = _by_area(rows[rows[dimension] == word])
            found |= {(str(area), part): int(n) for area, n in of.items()}
        return found


def scenes(region: RecordRegion) -> Iterator[Scene]:
    """Yield every data set and year of which others are shown anything."""
    connection, catalogue = region.desk.releases.get().connection, region.desk.catalogue
    said = connection.table(f"{ALIAS}.{CUBE}").df()
    for dataset in (EXCLUSIONS, PLACEMENTS):
        cells = connection.table(f"{ALIAS}.{PREFIX}{dataset}").df()
        true = true_records(catalogue, region.returns, dataset)
        cubes, parts = cubes_of(catalogue.datasets[dataset]), parts_of(catalogue, dataset)
        for year, of in said[said["dataset"] == dataset].groupby("period"):
            yield Scene(
                dataset,
                str(year),
                cubes,
                parts,
                true[true["year"] == year],
                cells[cells["period"] == year],
                of.set_index("area"),
            )


def _by_area(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby("area")["number"].sum()
