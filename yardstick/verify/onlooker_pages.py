"""What boards, profiles, comparisons, the command line and results of pupils show of counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yardstick.model import Basis, Comparator, Period, Selection
from yardstick.results.education_types import (
    DATASETS,
    POOLED,
    EducationAsked,
    Stage,
)
from yardstick.verify.recomputed import rows_of
from yardstick.verify.seen import Cell, sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.gate import Results

    Row = Mapping[str, object]
    Put = Callable[[Indicator, Basis, Row], None]  # puts down one figure of an area
    # Counts that a figure adds up, and what they come to.
    Sum = tuple[tuple[Cell, ...], float | None]


def read_pages(results: Results, put: Put, *, every_period: bool) -> None:
    """Put down every figure of boards, profiles, comparisons and answers of the command line."""
    asked = Selection(results.areas()[0].code, Comparator.REGION)
    boards = [results.board(asked).values]
    boards += [
        results.profile(replace(asked, area=area.code)).values.assign(area=area.code)
        for area in results.areas()
    ]
    for shown in (row for board in boards for row in rows_of(board)):
        row: Row = shown
        put(results.indicator(str(row["indicator"])), Basis(str(row["basis"])), row)
    for indicator in results.indicators():
        for basis in results.bases(indicator.id) if not indicator.breakdown else ():
            periods = [one.key for one in results.periods(indicator.id, basis)]
            of = replace(asked, indicator=indicator.id, basis=basis)
            for row in _of(results, of, periods if every_period else periods[-1:]):
                put(indicator, basis, row)


def _of(results: Results, asked: Selection, periods: list[str]) -> Iterator[Row]:
    """Yield every row of an indicator's comparisons, and those that the command line prints."""
    yield from rows_of(results.figures(asked, [one.code for one in results.areas()], periods))
    for period in periods:
        for row in rows_of(results.comparison(replace(asked, period=period)).values):
            yield {**row, "period": period}


def read_education(results: Results, put: Put) -> Iterator[Sum]:
    """Put down results of pupils, and yield what several years together add up."""
    asked = Selection(results.areas()[0].code, Comparator.REGION)
    for indicator in results.indicators():
        if indicator.dataset in DATASETS:
            rows = rows_of(results.education(asked, EducationAsked(indicator.id)).rows)
            for row in rows:
                basis = Basis.QUARTERLY if row["stage"] == Stage.LOCAL else Basis.PUBLISHED
                put(indicator, basis, row)
            yield from _together(indicator, rows)


def _together(indicator: Indicator, rows: list[dict[str, object]]) -> Iterator[Sum]:
    """Yield the authority's own counts that a figure of several years adds up."""
    by_year = {(row["area"], row["period"]): row for row in rows}
    for (area, period), row in by_year.items():
        pooled = {side: row[f"pooled_{side}"] for side in ("numerator", "denominator")}
        for item, number in sides(indicator, pooled):
            years = [Period.parse(str(period)).shifted(-back).key for back in range(POOLED)]
            local = [one for one in years if by_year[area, one]["stage"] == Stage.LOCAL]
            theirs = (by_year[area, one] for one in years if one not in local)
            known = sum(dict(sides(indicator, one)).get(item, 0.0) for one in theirs)
            cells = [Cell(indicator.dataset, item, "", str(area), one) for one in local]
            yield tuple(cells), number - known
