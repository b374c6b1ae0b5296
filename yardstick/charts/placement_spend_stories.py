"""What is told of where the money goes: providers, funders, quality and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text, plain
from yardstick.charts.phrases import within
from yardstick.charts.record_words import (
    Telling,
    number_cell,
    percent,
    percent_cell,
    placements,
    pounds,
    pounds_cell,
)
from yardstick.charts.table import Cell, numbers, texts
from yardstick.stats.concentration import band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.rows import Row
    from yardstick.results.placement_types import Placements

_HEADLINE: Final = 10
_DRAWN: Final = 12  # groups; the table has all
_INDEX: Final = (
    "Herfindahl-Hirschman: squared shares of spend added up, to 10,000. Above 1,000 a market is "
    "called concentrated, above 2,000 highly concentrated (Competition and Markets Authority)."
)
_AGES: Final = (
    "Ages 0 to 17. Plans run from 0 to 25, but an estimate of ages 2 to 18 was last made before "
    "the census of 2021, so rates here are for comparing needs, not years."
)


def market(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell who takes the spend, and how concentrated the market is."""
    whole, area = result.totals, result.focus.name
    index, largest = whole.get("index"), whole.get("largest")
    known = index is not None and largest is not None
    word = band(index) if index is not None else ""
    said = (
        f"The five largest of {count_text(whole['groups'])} groups take {percent(largest or 0)} "
        f"of {pounds(whole['spend'])}; the concentration index is {plain(index or 0, 0)}."
    )
    return Telling(
        headline=within(_HEADLINE, f"{area}: a market that is {word}", f"A market that is {word}")
        if known
        else f"{area}: nothing is spent",
        sentence=said if known else f"{area} pays nothing for its placements.",
        measure=f"Spend by provider group, pounds a year, the {_DRAWN} largest",
        bars=tuple(
            Bar(row["label"], row["spend"], f"{pounds(row['spend'])} ({_share(row)})")
            for row in rows[:_DRAWN]
        ),
        key="Bars: spend on each group of providers",
        columns=(
            *texts("Group or single provider"),
            *numbers("Providers", "Placements", "Spend", "Share of spend"),
        ),
        cells=[
            [
                Cell(row["label"]),
                number_cell(row["providers"]),
                number_cell(row["placements"]),
                pounds_cell(row["spend"]),
                percent_cell(row["share"]),
            ]
            for row in rows
        ],
        meaning=(
            (
                "Concentration index",
                _INDEX,
            ),
            ("Groups", "A provider that belongs to no group counts as a group of its own."),
        ),
    )


def _share(row: Row) -> str:
    count = placements(row["placements"])
    return count if row["share"] is None else f"{percent(row['share'])}, {count}"


def funding(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell who pays, and for how many placements health pays nothing."""
    whole, area = result.totals, result.focus.name
    split = ", ".join(f"{name} {pounds(whole[name])}" for name in ("education", "health", "care"))
    without = f"{count_text(whole['without_health'])} of {placements(whole['placements'])}"
    return Telling(
        headline=within(
            _HEADLINE, f"{area}: health pays nothing for {without}", f"No health money: {without}"
        ),
        sentence=f"Of {pounds(whole['spend'])} a year: {split}. Health pays nothing for {without}.",
        measure="What education, health and social care pay, pounds a year, by first need",
        bars=tuple(Bar(row["label"], row["health"], _paid(row), row["care"]) for row in rows),
        key="Bars: paid by health. Orange line: paid by social care",
        columns=(
            *texts("First need"),
            *numbers("Placements", "Spend", "Education", "Health", "Social care"),
            *numbers("Without health money"),
        ),
        cells=[
            [
                Cell(row["label"]),
                number_cell(row["placements"]),
                *(pounds_cell(row[name]) for name in ("spend", "education", "health", "care")),
                number_cell(row["without_health"]),
            ]
            for row in rows
        ],
        meaning=(
            (
                "Without health money",
                "Health pays no part of the price. That may be right; it is a question to ask.",
            ),
        ),
    )


def _paid(row: Row) -> str:
    return f"health {pounds(row['health'])}, social care {pounds(row['care'])}"


def _quality_headline(area: str, inadequate: float, overdue: float) -> str:
    """Put first what a director must know first: children placed where quality was judged poor."""
    if inadequate:
        found = f"{placements(inadequate)} at providers judged inadequate"
        return within(_HEADLINE, f"{area}: {found}", f"Judged inadequate: {placements(inadequate)}")
    found = f"visits are overdue for {placements(overdue)}"
    return within(_HEADLINE, f"{area}: {found}", f"Overdue visits: {placements(overdue)}")


def quality(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell what is spent at which judgement, and which visits are overdue."""
    whole, area = result.totals, result.focus.name
    overdue, unknown = whole["overdue"], whole["unvisited"]
    spent = pounds(whole["inadequate"])
    return Telling(
        headline=_quality_headline(area, whole["in_inadequate"], overdue),
        sentence=f"{spent} a year is spent on {placements(whole['in_inadequate'])} at providers "
        f"judged inadequate. Visits overdue: {count_text(overdue)}; not known: "
        f"{count_text(unknown)}.",
        measure="Spend by the provider's last inspection, pounds a year",
        bars=tuple(
            Bar(row["label"], row["spend"], f"{pounds(row['spend'])} ({_share(row)})")
            for row in rows
        ),
        key="Bars: spend at each judgement",
        columns=(
            *texts("Judgement"),
            *numbers("Placements", "Spend", "Share of spend", "Visit overdue", "No visit known"),
        ),
        cells=[
            [
                Cell(row["label"]),
                number_cell(row["placements"]),
                pounds_cell(row["spend"]),
                percent_cell(row["share"]),
                number_cell(row["overdue"]),
                number_cell(row["unvisited"]),
            ]
            for row in rows
        ],
        meaning=(
            (
                "Overdue",
                "The last quality visit was more than a year before the last day of the term.",
            ),
            ("No visit known", "The return gives no day. It is not counted as overdue."),
        ),
    )


def places(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell how many places are bought, outside the authority and far from home."""
    whole, area = result.totals, result.focus.name
    outside = f"{count_text(whole['outside'])} of {placements(whole['placed'])}"
    rate = whole.get("rate")
    people = whole.get("people")
    bought = placements(whole["placements"])
    per = "" if rate is None else f", {plain(rate, 1)} per 10,000 children"
    of = "" if people is None else f" (population mid-{whole['year']:.0f})"
    return Telling(
        headline=within(
            _HEADLINE, f"{area}: {outside} are outside the area", f"Outside the area: {outside}"
        ),
        sentence=f"{area} buys {bought}{per}; {outside} are outside the area, and "
        f"{count_text(whole['far'])} of {count_text(whole['measured'])} over 20 miles away.",
        measure=f"Placements bought, and per 10,000 aged 0 to 17{of}, by first need",
        bars=tuple(
            Bar(row["label"], row["placements"], _where(row), row["outside"]) for row in rows
        ),
        key="Bars: placements. Orange line: of these outside the area",
        columns=(
            *texts("First need"),
            *numbers("Placements", "Per 10,000 aged 0 to 17", "Outside the area"),
            *numbers("Place known", "Over 20 miles", "Distance known"),
        ),
        cells=[
            [
                Cell(row["label"]),
                number_cell(row["placements"]),
                number_cell(row["rate"], 2),
                *(number_cell(row[name]) for name in ("outside", "placed", "far", "measured")),
            ]
            for row in rows
        ],
        meaning=(
            (
                "Population",
                _AGES,
            ),
            ("Outside the area", "The provider lies in another authority than the one that pays."),
        ),
    )


def _where(row: Row) -> str:
    return f"{count_text(row['placements'])}, {count_text(row['outside'])} outside"
