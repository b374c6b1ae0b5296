"""Every authority's number of some records, as a release shows it: one part of them, A to Z.

Numbers of others are rounded to 5; the reader's own stands in their place where it is known, exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.access.errors import AccessDenied
from yardstick.disclosure.cube_display import LEAST_FOR_RATE, rate
from yardstick.model import Status
from yardstick.results.shared_records import shared, untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb
    import pandas as pd

    from yardstick.catalogue.cubes import Cubes
    from yardstick.results.book import Library

    # A number and whether it is exact; None where it is not told apart.
    Number = tuple[float, bool] | None

_FLAGS: Final = {"yes": "Yes", "no": "No"}


def _declared(library: Library, dataset: str) -> Cubes:
    """Return what a data set declares that others may see.

    Raises:
        AccessDenied: Nothing.
    """
    declared = library.catalogue.datasets[dataset].cubes
    if declared is None:
        raise AccessDenied
    return declared


def words(library: Library, dataset: str, name: str) -> Mapping[str, str]:
    """Return the finest words of a dimension in their order: as a link has each, to the word."""
    declared = _declared(library, dataset)
    column = next(one.column for one in declared.dimensions if one.name == name)
    codes = library.catalogue.datasets[dataset].table(declared.table).column(column).codes
    if codes is None:
        return _FLAGS
    return {one.part: one.part_label for one in library.catalogue.reference.parts_of(codes)}


def cuts(library: Library, dataset: str) -> Mapping[str, str]:
    """Return what numbers of every authority can be cut by: as a link has it, to its words.

    Raises:
        AccessDenied: Nothing of the data set's records is shown to others.
    """
    declared = _declared(library, dataset)
    made = {"": f"All {declared.measures[0].name}"}
    for one in declared.dimensions:
        for part, word in words(library, dataset, one.name).items():
            made[f"{one.name}.{part}"] = f"{one.label}: {word}"
    return made


@dataclass(frozen=True)
class Shown:
    """One part of what is shown of a data set's records in a year.

    Attributes:
        cursor: With what is shown of others.
        library: Queries, code lists and declarations.
        dataset: Whose.
        areas: Those of which there is a cube of the year.
        year: Key of the academic year.
        part: Which records, as a link has it; empty for all.
    """

    cursor: duckdb.DuckDBPyConnection
    library: Library
    dataset: str
    areas: tuple[str, ...]
    year: str
    part: str

    def __post_init__(self) -> None:
        """Refuse a part that there is not.

        Raises:
            AccessDenied: There is none of that name.
        """
        if self.part not in cuts(self.library, self.dataset):
            raise AccessDenied

    @property
    def dimension(self) -> str:
        """Return the dimension that is cut by; empty for none."""
        return self.part.partition(".")[0]

    @property
    def word(self) -> str:
        """Return the word that is asked for; empty for all."""
        part = self.part.partition(".")[2]
        return words(self.library, self.dataset, self.dimension)[part] if part else ""

    def within(self, held: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that are asked for, of rows with the dimensions in words."""
        return held[held[self.dimension] == self.word] if self.part else held

    def numbers(self, query: str) -> dict[str, Number]:
        """Return the number of each authority of which there is a cube."""
        cells = self.within(shared(self.cursor, self.library, query, year=self.year))
        numbers = cells.groupby("area")["number"].sum()
        coarse = untold(
            self.cursor,
            self.library,
            dataset=self.dataset,
            year=self.year,
            dimension=self.dimension,
            word=self.word,
        )
        return {
            area: None if area in coarse else (float(numbers.get(area, 0)), False)
            for area in self.areas
        }

    def rows(
        self, found: Mapping[str, Number], over: Mapping[str, float], per: int
    ) -> list[dict[str, object]]:
        """Return a row for every authority of the region, from A to Z.

        Args:
            found: By area; an area that is not there has no figure.
            over: What rates are over, by area: public for everybody.
            per: 10,000 for a rate per 10,000.
        """
        names = self.library.catalogue.reference.areas
        codes = sorted(self.library.region.authorities, key=lambda code: names[code].name)
        return [
            {
                "part": code,
                "label": names[code].name,
                **_numbered(found.get(code), over.get(code, 0.0), per),
            }
            for code in codes
        ]


def _numbered(found: Number, over: float, per: int) -> dict[str, object]:
    number, is_exact = found or (float("nan"), False)
    made = None
    if found:
        made = number * per / over if is_exact and over else rate(int(number), over, per)
    return {
        "number": number,
        "is_exact": is_exact,
        "rate": float("nan") if made is None else made,
        "status": Status.SHOWN.value if found else Status.UNAVAILABLE.value,
    }


def totals(
    rows: Iterable[Mapping[str, object]], over: Mapping[str, float], per: int
) -> dict[str, float]:
    """Return the region's number and rate: nothing where an authority has no number."""
    of = {str(row["part"]): float(str(row["number"])) for row in rows}
    whole, people = sum(of.values()), sum(over.get(area, 0.0) for area in of)
    if math.isnan(whole):
        return {}
    enough = whole >= LEAST_FOR_RATE and all(over.get(area) for area in of)
    return {"number": whole} | ({"rate": whole * per / people} if enough else {})
