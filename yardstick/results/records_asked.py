"""What an analysis of an authority's records is asked with, and how codes get their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from yardstick.catalogue.reference import Part
    from yardstick.model import Area, Period
    from yardstick.results.book import Library

NEEDS, BASES, YEAR_GROUPS = "sen_need", "placement_basis", "year_group"
JUDGEMENTS = "inspection_judgement"


@dataclass(frozen=True)
class Asked:
    """Whose records, of which term, and what with.

    Attributes:
        cursor: Holds the records of the reader's own authorities and no others.
        library: Queries and code lists.
        focus: Whose records.
        period: The term.
        before: The same term a year before; None where no return of it is held.
    """

    cursor: duckdb.DuckDBPyConnection
    library: Library
    focus: Area
    period: Period
    before: Period | None

    def run(self, query: str, **more: str) -> pd.DataFrame:
        """Return a query's rows of the authority and term."""
        return self.run_of(query, period=self.period.key, **more)

    def run_of(self, query: str, **more: str) -> pd.DataFrame:
        """Return a query's rows of the authority."""
        return self.library.queries[query].run(self.cursor, area=self.focus.code, **more)

    def codes(self, breakdown: str) -> dict[str, Part]:
        """Return a code list by code, in its order."""
        return {one.code: one for one in self.library.catalogue.reference.parts_of(breakdown)}

    def labels(self, breakdown: str) -> dict[str, str]:
        """Return the words of each code, in the list's order."""
        return {code: one.label for code, one in self.codes(breakdown).items()}
