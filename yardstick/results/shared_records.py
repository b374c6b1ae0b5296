"""What a release shows of others' records: which cubes there are, and their rows.

A cell that is not there is 0, which means "0 to 4", but only where the release has the authority's
cube of the year. A release that was made before there were cubes has none of the tables; one built
without protection has them empty. Both show nothing of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.model import Period
from yardstick.query import OlderReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from yardstick.results.book import Library


def shared(
    cursor: duckdb.DuckDBPyConnection, library: Library, query: str, **values: str
) -> pd.DataFrame:
    """Return a query's rows; none where the release is older than the tables it reads."""
    found = library.queries[query]
    try:
        return found.run(cursor, **values)
    except OlderReleaseError:
        return pd.DataFrame(columns=list(found.header.returns))


def cubes(
    cursor: duckdb.DuckDBPyConnection, library: Library, dataset: str
) -> Mapping[str, tuple[str, ...]]:
    """Return the areas that a data set has a cube of, by academic year, the oldest year first."""
    found = shared(cursor, library, "disclosed_cubes")
    of = found[found["dataset"] == dataset]
    years = sorted(set(of["period"]), key=Period.parse)
    return {year: tuple(sorted(set(of.loc[of["period"] == year, "area"]))) for year in years}


def people_of(library: Library, area: str) -> tuple[int, int]:
    """Return the children aged 0 to 17 of the newest estimate and its year; 0 where none is."""
    estimates = library.catalogue.reference.populations
    own = [(one.year, one.people) for one in estimates if one.area == area]
    year, people = max(own, default=(0, 0))
    return people, year


def untold(  # noqa: PLR0913 - from where, of which cubes, and which word
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    *,
    dataset: str,
    year: str,
    dimension: str,
    word: str,
) -> frozenset[str]:
    """Return the areas whose cube of a year is worded too coarsely to tell a word apart.

    Args:
        cursor: With what is shown of others.
        library: Queries, and which coarser wordings the data set declares.
        dataset: Whose cubes.
        year: Key of the academic year.
        dimension: Of the word; empty where everything is asked for, which no wording hides.
        word: The finest one.
    """
    found = shared(cursor, library, "disclosed_cubes")
    of = found[(found["dataset"] == dataset) & (found["period"] == year)]
    joined = _joined(library, dataset, dimension)
    return frozenset(
        str(area)
        for area, wording in zip(of["area"], of["wording"], strict=True)
        if (rung := _rungs(wording).get(dimension)) and word in joined.get(rung, {word})
    )


def _rungs(wording: str) -> Mapping[str, str]:
    """Read which dimensions are coarser: `need: Four areas of need; sex: All`."""
    parts = (part.partition(": ") for part in wording.split("; "))
    return {dimension: rung for dimension, _, rung in parts}


def _joined(library: Library, dataset: str, dimension: str) -> Mapping[str, set[str]]:
    """Return the words that each declared rung of a dimension does not tell apart."""
    declared = library.catalogue.datasets[dataset].cubes
    return {
        rung.name: {word for words in rung.joins.values() for word in words}
        for one in (declared.dimensions if declared else ())
        if one.name == dimension
        for rung in one.rungs
    }
