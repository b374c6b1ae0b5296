"""An authority's placements of an academic year, and what the release shows of all others' beside.

Placements are counted as cubes count them: each once in a year, as last returned, in the words of
the code lists. So an authority's own exact figures can be set beside what is shown of the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.model import Period, PeriodKind
from yardstick.results.placement_types import DATASET
from yardstick.results.records_asked import BASES, NEEDS, YEAR_GROUPS
from yardstick.results.shared_numbers import words
from yardstick.results.shared_records import cubes, shared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    import duckdb
    import pandas as pd

    from yardstick.model import Area
    from yardstick.results.book import Library
    from yardstick.results.placement_types import PlacementsAsked

    # The academic year it is of, None where there is none; the rows; figures of the whole.
    Found: TypeAlias = tuple[Period | None, pd.DataFrame, Mapping[str, float]]

ALL: Final = "All"  # the word of a dimension that a cube leaves out, and of the whole of prices
CODES: Final = {"stage": YEAR_GROUPS, "need": NEEDS, "basis": BASES}


@dataclass(frozen=True)
class Beside:
    """What is asked, of whom, and from where.

    Attributes:
        cursor: With the records of the reader's own authorities, and what is shown of others.
        library: Queries and code lists.
        focus: Whose placements.
        terms: Keys of the terms of which the reader may see a return of the authority.
        asked: What.
    """

    cursor: duckdb.DuckDBPyConnection
    library: Library
    focus: Area
    terms: frozenset[str]
    asked: PlacementsAsked

    def words(self, dimension: str) -> dict[str, str]:
        """Return the words of a dimension in their order: the key of each in a link to its word."""
        return dict(words(self.library, DATASET, dimension))

    def own_years(self) -> list[Period]:
        """Return the academic years of which a term is held, the newest first."""
        years = {Period.parse(term).year for term in self.terms}
        return [Period(PeriodKind.ACADEMIC_YEAR, year) for year in sorted(years, reverse=True)]

    def own(self, year: Period) -> pd.DataFrame:
        """Return the authority's own of a year: `stage`, `need`, `basis` in words, exact."""
        run = self.library.queries["placement_year"].run
        found = run(self.cursor, area=self.focus.code, year=year.key)
        found = found.rename(columns={"year_group": "stage"})
        for dimension, codes in CODES.items():
            parts = self.library.catalogue.reference.parts_of(codes)
            found[dimension] = found[dimension].map({one.code: one.part_label for one in parts})
        by = ["stage", "need", "basis"]
        return found.groupby(by, as_index=False, sort=False)[["placements", "spend"]].sum()

    def shown(self, year: Period) -> pd.DataFrame:
        """Return the cells that are shown of every authority: `area`, dimensions, `number`."""
        return shared(self.cursor, self.library, "shared_placements", year=year.key)

    def prices(self) -> Mapping[str, Mapping[tuple[str, str], float]]:
        """Return the region's mean prices by academic year, and by basis and need within it."""
        found = shared(self.cursor, self.library, "shared_prices", dataset=DATASET)
        prices: dict[str, dict[tuple[str, str], float]] = {}
        for row in found.to_dict("records"):
            of = prices.setdefault(str(row["period"]), {})
            of[str(row["basis"]), str(row["need"])] = float(row["price"])
        return prices

    def cubes(self) -> Mapping[str, tuple[str, ...]]:
        """Return the areas of which there is a cube, by academic year, the oldest first."""
        return cubes(self.cursor, self.library, DATASET)
