"""What is told of prices: by need, basis and phase, and what lies above the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text
from yardstick.charts.phrases import within
from yardstick.charts.record_words import (
    Telling,
    number_cell,
    placements,
    pounds,
    pounds_cell,
)
from yardstick.charts.table import Cell, numbers, texts
from yardstick.results.placement_types import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.rows import Row
    from yardstick.results.placement_types import Placements

_CUT: Final = {
    Question.PRICE_BY_NEED: "first need",
    Question.PRICE_BY_BASIS: "day or residential",
    Question.PRICE_BY_PHASE: "key stage",
}
_HEADLINE, _SENTENCE = 10, 30
FEW: Final = 5
_TOO_FEW: Final = (
    f"Where fewer than {FEW} placements stand behind a price, it says little of prices elsewhere."
)


def prices(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell of prices by part: the median as a bar, the mean as a tick."""
    whole, cut = result.totals, _CUT[result.question]
    common = max(rows, key=lambda row: (row["placements"], row["label"]))
    area, median = result.focus.name, pounds(whole["median"])
    return Telling(
        headline=within(
            _HEADLINE, f"{area}: half of placements cost more than {median}", f"Median: {median}"
        ),
        sentence=within(
            _SENTENCE,
            f"{area} pays a median of {median} a year for {placements(whole['placements'])}; "
            f"most are {common['label']}: {_said(common)}.",
            f"{area} pays a median of {median} a year for {placements(whole['placements'])}.",
        ),
        measure=f"Median price of a placement for an academic year by {cut}, without VAT",
        bars=tuple(
            Bar(row["label"], row["median"], _said(row), row["mean"], row["placements"] < FEW)
            for row in rows
        ),
        key="Bars: median price; grey where few. Orange line: mean",
        columns=(
            *texts(cut.capitalize()),
            *numbers("Placements", "Lower quartile", "Median", "Upper quartile", "Mean"),
            *numbers("Median for a week", "Placements with weeks"),
        ),
        cells=[_price_cells(row) for row in rows],
        meaning=(
            ("Price", "Base fee and additional support for an academic year, without transport."),
            ("For a week", "The price divided by the weeks of the year that it is for."),
            ("Grey bars", _TOO_FEW),
        ),
    )


def _said(row: Row) -> str:
    weekly = "" if row["weekly"] is None else f"; {pounds(row['weekly'])} a week"
    return f"{pounds(row['median'])} ({placements(row['placements'])}{weekly})"


def _price_cells(row: Row) -> list[Cell]:
    return [
        Cell(row["label"]),
        number_cell(row["placements"]),
        *(pounds_cell(row[name]) for name in ("q1", "median", "q3", "mean", "weekly")),
        number_cell(row["with_weeks"]),
    ]


def opportunity(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell what lies above the authority's own median of the same need and basis."""
    whole, area = result.totals, result.focus.name
    total = pounds(whole["pounds"])
    compared = f"{count_text(whole['compared'])} of {placements(whole['placements'])}"
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: {total} a year above the median price",
            f"Above the median: {total}",
        ),
        sentence=f"{count_text(whole['above'])} placements cost {total} a year more than the "
        f"median of the same need and basis; {compared} could be compared.",
        measure="Pounds a year above the authority's own median of the same need and basis",
        bars=tuple(
            Bar(row["label"], row["pounds"], f"{pounds(row['pounds'])} ({_above(row)})")
            for row in rows
        ),
        key="Bars: pounds above the median, added up",
        columns=(
            *texts("First need"),
            *numbers("Placements", "Compared", "Above the median", "Pounds above"),
        ),
        cells=[
            [
                Cell(row["label"]),
                *(number_cell(row[name]) for name in ("placements", "compared", "above")),
                pounds_cell(row["pounds"]),
            ]
            for row in rows
        ],
        meaning=(
            (
                "An opportunity, no saving",
                "A price above the middle may buy what a child needs. It is where to ask first.",
            ),
            (
                "The middle",
                (
                    f"The authority's own median where at least {FEW} placements share need and "
                    "basis; others are left out."
                ),
            ),
        ),
    )


def _above(row: Row) -> str:
    return f"{count_text(row['above'])} of {placements(row['compared'])}"
