"""What is told of every authority's placements: from A to Z, and never from most to least."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import plain
from yardstick.charts.phrases import within
from yardstick.charts.placement_words import Telling, number_cell, placements
from yardstick.charts.shared_words import COARSE, ROUNDED, shown_cell, shown_text
from yardstick.charts.table import Cell, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.charts.placement_words import Row
    from yardstick.results.placement_types import Placements

_HEADLINE, _SENTENCE = 10, 30
_RATE: Final = "per 10,000 aged 0 to 17"


def places_of_region(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell how many placements each authority has, over its children."""
    whole, area = result.totals, result.focus.name
    mine = next((row for row in rows if row["part"] == result.focus.code), None)
    region = whole.get("rate")
    level = "" if region is None else f", region {plain(region, 1)}"
    return Telling(
        headline=_headline(area, mine, level),
        sentence=_sentence(area, mine, whole),
        measure=f"{_what(result)}, {_RATE}, from A to Z",
        bars=tuple(
            Bar(row["label"], row["rate"], _said(row), region, row["part"] != result.focus.code)
            for row in rows
        ),
        key=f"Bars: placements {_RATE}"
        + ("" if region is None else ". Orange line: all these authorities"),
        columns=(*texts("Authority"), *numbers("Placements", f"Placements {_RATE}")),
        cells=[[Cell(row["label"]), shown_cell(row), number_cell(row["rate"], 1)] for row in rows],
        meaning=(
            ROUNDED,
            COARSE,
            (
                "A placement",
                (
                    "In an independent or non-maintained special school. It counts once in the "
                    "academic year, for the authority that pays, as last returned."
                ),
            ),
            (
                "Population",
                (
                    "Estimates of ages 0 to 17. Plans run from 0 to 25, but ages 2 to 18 were last "
                    "estimated before the census of 2021."
                ),
            ),
            (
                "From A to Z",
                "More placements are neither better nor worse: there is no order of merit.",
            ),
        ),
    )


def _what(result: Placements) -> str:
    return f"Placements ({result.about})" if result.about else "Placements"


def _headline(area: str, mine: Row | None, level: str) -> str:
    if mine is None or mine["rate"] is None:
        return within(_HEADLINE, f"{area}: no rate of these placements", "No rate is shown")
    rate = plain(mine["rate"], 1)
    return within(
        _HEADLINE,
        f"{area}: {rate} placements per 10,000 children{level}",
        f"{rate} placements per 10,000 children{level}",
    )


def _sentence(area: str, mine: Row | None, whole: Mapping[str, float]) -> str:
    """Say the authority's number and the region's."""
    own = "no figure" if mine is None or mine["number"] is None else _counted(mine)
    everybody = whole.get("number")
    if everybody is None:
        return f"{area}: {own}. Not every authority has such a figure, so there is no total."
    return within(
        _SENTENCE,
        f"{area}: {own}. All these authorities: ≈ {placements(everybody)}, with your own exact.",
        f"{area}: {own}. All these authorities: ≈ {placements(everybody)}.",
    )


def _counted(row: Row) -> str:
    if row["is_exact"]:
        return placements(row["number"])
    return f"{shown_text(row)} placements"


def _said(row: Row) -> str:
    if row["rate"] is None:
        return shown_text(row)
    return f"{plain(row['rate'], 1)} ({shown_text(row)})"
