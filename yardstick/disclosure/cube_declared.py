"""What a data set declares of its cubes, made ready: the design's ladders, and records in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.catalogue.cubes import ALL, PERIOD
from yardstick.disclosure.cube_counts import SEPARATOR
from yardstick.disclosure.cube_spec import (
    CubeError,
    CubeSpec,
    Dimension,
    Measure,
    PublicMargin,
    Rung,
)
from yardstick.model import Period, PeriodKind
from yardstick.model.periods import TERMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue import cubes as declared
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.reference import Reference

TOKEN = "record"  # noqa: S105 - a column's name
NOT_SAID = "Not said"


def spec_of(dataset: DataSet, cubes: declared.Cubes, reference: Reference) -> CubeSpec:
    """Return what the algorithms need of a declaration.

    Raises:
        CubeError: A rung names a word that its column has not, or the declaration does not hang
            together.
    """
    return CubeSpec(
        dataset.id,
        tuple(_dimension(dataset, cubes, one, reference) for one in cubes.dimensions),
        tuple(Measure(one.name) for one in cubes.measures),
        (TOKEN,),
        cubes.coupled,
        tuple(PublicMargin(one.measure, by) for one in cubes.exact for by in one.by),
        cubes.impossible,
    )


def worded(
    dataset: DataSet, cubes: declared.Cubes, reference: Reference, records: pd.DataFrame
) -> pd.DataFrame:
    """Return one row per record of an authority and academic year, as `protect_records` wants it.

    Args:
        dataset: Whose records.
        cubes: What it declares.
        reference: Code lists.
        records: `area`, `period` (a term), the columns that cubes and prices are made of, and
            those of the table's key. Where a record was returned for several terms of a year, the
            last one stands.

    Returns:
        `area`, `period`, a column for each dimension (in words) and measure (0 or 1), `record`,
        and the columns of prices as they came.
    """
    key = key_of(dataset, cubes)
    periods = {name: Period.parse(name) for name in records[PERIOD].unique()}
    year = records[PERIOD].map({name: _year(period) for name, period in periods.items()})
    place = records[PERIOD].map({name: period.part for name, period in periods.items()})
    last = records.assign(_year=year, _place=place).sort_values("_place", kind="stable")
    last = last.drop_duplicates(["area", "_year", *key], keep="last").sort_index()
    found = {"area": last["area"], PERIOD: last["_year"]}
    for one in cubes.dimensions:
        words = _words(dataset, cubes, one.column, reference)
        found[one.name] = last[one.column].map(words).fillna(NOT_SAID)
    for measure in cubes.measures:
        counts = pd.Series(data=True, index=last.index)
        for column, codes in measure.when.items():
            counts &= last[column].isin(codes)
        found[measure.name] = counts.astype(int)
    found[TOKEN] = last[key].astype(str).agg(SEPARATOR.join, axis=1)
    prices = (cubes.prices.price, cubes.prices.provider, cubes.prices.group) if cubes.prices else ()
    return pd.DataFrame({**found, **{name: last[name] for name in prices}}, index=last.index)


def key_of(dataset: DataSet, cubes: declared.Cubes) -> list[str]:
    """Return the columns that tell one record of an authority and year from another."""
    return [name for name in dataset.table(cubes.table).key if name not in {"la_code", PERIOD}]


def _year(period: Period) -> str:
    return Period(PeriodKind.ACADEMIC_YEAR, period.year).key


def _dimension(
    dataset: DataSet, cubes: declared.Cubes, one: declared.Dimension, reference: Reference
) -> Dimension:
    words = tuple(dict.fromkeys(_words(dataset, cubes, one.column, reference).values()))
    if one.column != PERIOD and not dataset.table(cubes.table).column(one.column).required:
        words = (*words, NOT_SAID)
    rungs = [_rung(one, rung, words) for rung in one.rungs]
    return Dimension(one.name, words, (*rungs, Rung(ALL, dict.fromkeys(words, ALL))))


def _rung(one: declared.Dimension, rung: declared.Rung, words: tuple[str, ...]) -> Rung:
    joined = {word: new for new, joins in rung.joins.items() for word in joins}
    strange = sorted(set(joined) - set(words))
    if strange:
        raise CubeError(f"Rung '{rung.name}' of '{one.name}' joins '{strange[0]}': no such word.")
    return Rung(rung.name, {word: joined.get(word, word) for word in words})


def _words(
    dataset: DataSet, cubes: declared.Cubes, column: str, reference: Reference
) -> Mapping[object, str]:
    """Return what each value of a column is called."""
    if column == PERIOD:
        years = range(2000, 2100)
        return {
            Period(PeriodKind.TERM, year, part).key: term
            for year in years
            for part, term in enumerate(TERMS, 1)
        }
    found = dataset.table(cubes.table).column(column)
    if found.type == "flag":
        return {True: "Yes", False: "No"}
    return {part.code: part.part_label for part in reference.parts if part.breakdown == found.codes}
