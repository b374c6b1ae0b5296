"""What is told of a year's change: the same placements' prices, and the mix of placements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.phrases import within
from yardstick.charts.record_words import (
    Telling,
    effect_said,
    number_cell,
    percent,
    percent_cell,
    placements,
    pounds,
    pounds_cell,
    signed_pounds,
)
from yardstick.charts.table import Cell, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.rows import Row
    from yardstick.results.placement_types import Placements

_HEADLINE: Final = 10
_DRAWN: Final = 12


def increases(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell how much dearer the same placements became, and how much was asked for."""
    whole, area = result.totals, result.focus.name
    agreed, asked = whole["agreed"], whole.get("requested")
    against = "" if asked is None else f"; providers asked for {percent(asked)}, where known"
    said = "more" if agreed >= 0 else "less"
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: the same placements cost {percent(abs(agreed))} {said}",
            f"The same placements cost {percent(abs(agreed))} {said}",
        ),
        sentence=f"{placements(whole['placements'])} with a price a year earlier cost "
        f"{pounds(whole['spend'])}, {percent(abs(agreed))} {said}{against}.",
        measure="Increase in a year of the same children's prices with the same provider, "
        f"the {_DRAWN} of most spend",
        bars=tuple(
            Bar(row["label"], row["agreed"], _against(row), row["requested"])
            for row in rows[:_DRAWN]
        ),
        key="Bars: increase paid. Orange line: increase asked for",
        columns=(
            *texts("Provider"),
            *numbers("Placements", "A year earlier", "Now", "Increase paid", "Increase asked for"),
        ),
        cells=[
            [
                Cell(row["label"]),
                number_cell(row["placements"]),
                pounds_cell(row["spend_before"]),
                pounds_cell(row["spend"]),
                percent_cell(row["agreed"]),
                percent_cell(row["requested"]),
            ]
            for row in rows
        ],
        meaning=(
            (
                "Like for like",
                (
                    "The same child with the same provider in both years: new and ended placements "
                    "cannot move it. A child who needs more, or less, can."
                ),
            ),
            ("Asked for", "Weighted by the price before, where the return says what was asked."),
        ),
    )


def _against(row: Row) -> str:
    asked = "not known" if row["requested"] is None else percent(row["requested"])
    return f"{percent(row['agreed'])}, asked {asked} ({placements(row['placements'])})"


def mix(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell why the mean price is another than a year before: mix of placements, and prices."""
    whole, area = result.totals, result.focus.name
    change = whole["mean"] - whole["mean_before"]
    moved = f"{'up' if change >= 0 else 'down'} {pounds(abs(change))} in a year"
    return Telling(
        headline=within(_HEADLINE, f"{area}: mean price {moved}", f"Mean price {moved}"),
        sentence=f"The mean price went from {pounds(whole['mean_before'])} to "
        f"{pounds(whole['mean'])} in a year: {signed_pounds(whole['mix'])} from the mix of needs "
        f"and bases, {signed_pounds(whole['within'])} from prices.",
        measure="What each first need adds to the change of the mean price, pounds a placement",
        bars=(
            Bar("Mix of needs and bases", whole["mix"], signed_pounds(whole["mix"])),
            Bar(
                "Prices of the same need and basis", whole["within"], signed_pounds(whole["within"])
            ),
            *(Bar(row["label"], row["effect"], effect_said(row), pale=True) for row in rows),
        ),
        key="Dark bars: the two parts of the change. Grey bars: both parts by need",
        columns=(
            *texts("First need"),
            *numbers("Placements now", "A year earlier", "From the mix", "From prices", "Together"),
        ),
        cells=[
            [
                Cell(row["label"]),
                number_cell(row["placements"]),
                number_cell(row["placements_before"]),
                *(pounds_cell(row[name]) for name in ("mix", "within", "effect")),
            ]
            for row in rows
        ],
        meaning=(
            (
                "Mix and prices",
                (
                    "Kitagawa's parts: shares of need and basis at mean prices, and prices at mean "
                    "shares. They add up to the whole change. It describes; it does not explain."
                ),
            ),
            (
                "A need on one side only",
                "It has no price to compare, so all that it adds is counted as mix.",
            ),
        ),
    )
