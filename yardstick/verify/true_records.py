"""What invented records add up to, counted anew. Shares no code with what protects or shows them.

A record counts once in an academic year, as it was last returned.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.cubes import Cubes, Dimension
    from yardstick.catalogue.declarations import DataSet
    from yardstick.demonstration.records import RecordReturn

_TERMS: Final = ("Autumn", "Spring", "Summer")
_FLAGS: Final[Mapping[object, str]] = MappingProxyType({True: "Yes", False: "No"})
_LEFT_OUT: Final = "All"
_NOT_SAID: Final = "Not said"


def true_records(
    catalogue: Catalogue, returns: Iterable[RecordReturn], dataset: str
) -> pd.DataFrame:
    """Return a row for each record that counts: `area`, `year`, and the dimensions in words."""
    declared = catalogue.datasets[dataset]
    cubes = cubes_of(declared)
    sent = [one for one in returns if one.dataset == dataset and cubes.table in one.tables]
    rows = pd.concat([_read(one, cubes.table) for one in sent], ignore_index=True)
    key = [*declared.table(cubes.table).key, "area", "year"]
    known = [name for name in dict.fromkeys(key) if name not in {"la_code", "period"}]
    rows = rows.sort_values("term", kind="stable").drop_duplicates(known, keep="last")
    for column, codes in cubes.measures[0].when.items():
        rows = rows[rows[column].isin(codes)]
    words = {
        one.name: rows[one.column].map(_words(catalogue, declared, one)).fillna(_NOT_SAID)
        for one in cubes.dimensions
    }
    return rows[["area", "year"]].assign(**words).reset_index(drop=True)


def cubes_of(declared: DataSet) -> Cubes:
    """Return what a data set declares that others are shown.

    Raises:
        LookupError: Nothing.
    """
    if declared.cubes is None:
        raise LookupError(declared.id)
    return declared.cubes


def parts_of(catalogue: Catalogue, dataset: str) -> dict[str, tuple[str, str]]:
    """Return what numbers can be cut by: as a link has it, to dimension and word."""
    declared = catalogue.datasets[dataset]
    found: dict[str, tuple[str, str]] = {}
    for one in cubes_of(declared).dimensions:
        codes = declared.table(cubes_of(declared).table).column(one.column).codes
        listed = catalogue.reference.parts_of(codes) if codes else ()
        words = {part.part: part.part_label for part in listed} or {"yes": "Yes", "no": "No"}
        found |= {f"{one.name}.{part}": (one.name, word) for part, word in words.items()}
    return found


def coarser(rows: pd.DataFrame, cubes: Cubes, wording: str) -> pd.DataFrame:
    """Return rows in the words of a cube, as its release says them: `sen: All; sex: All`."""
    said = dict(part.split(": ", 1) for part in wording.split("; ") if part)
    made = {
        one.name: rows[one.name].map(_joined(one, said[one.name]))
        for one in cubes.dimensions
        if one.name in said
    }
    return rows.assign(**{name: words.fillna(rows[name]) for name, words in made.items()})


def _read(one: RecordReturn, table: str) -> pd.DataFrame:
    year, term = one.period.split()
    rows: pd.DataFrame = one.tables[table].to_pandas()
    return rows.assign(area=one.area, year=year, term=_TERMS.index(term))


def _words(catalogue: Catalogue, declared: DataSet, one: Dimension) -> Mapping[object, str]:
    codes = declared.table(cubes_of(declared).table).column(one.column).codes
    if codes is None:
        return _FLAGS
    return {part.code: part.part_label for part in catalogue.reference.parts_of(codes)}


class _Everything(dict[str, str]):
    """Every word is the one that stands for all."""

    def __missing__(self, _word: str) -> str:
        return _LEFT_OUT


def _joined(one: Dimension, rung: str) -> Mapping[str, str]:
    if rung == _LEFT_OUT:
        return _Everything()
    joins = next(found.joins for found in one.rungs if found.name == rung)
    return {word: new for new, words in joins.items() for word in words}
