"""What is told of every authority's placements: from A to Z, and never from most to least."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text, plain
from yardstick.charts.phrases import within
from yardstick.charts.record_words import Telling, number_cell, percent, percent_cell, placements
from yardstick.charts.shared_words import COARSE, FOOTNOTE, ROUNDED, shown_cell, shown_text
from yardstick.charts.table import Cell, numbers, texts
from yardstick.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.charts.rows import Row
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
        measure=f"{_what(result)}, {_RATE}, from A to Z ({FOOTNOTE})",
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


# ---- what the department publishes ------------------------------------------------------------


def published(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell what the department publishes of plans and requests, over the authority's children."""
    area, first = result.focus.name, rows[0]
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: {_lowered(first['label'])}, {_value(first, 'value')}",
            f"{first['label']}: {_value(first, 'value')}",
            f"{area}: {count_text(len(rows))} published figures",
        ),
        sentence=within(
            _SENTENCE,
            f"The department publishes {_value(first, 'value')} {_lowered(first['label'])} for "
            f"{area} in {first['period']}{_level(first)}. These are not our placements.",
            f"The department's figures of {area}, {first['period']}, and not our placements.",
        ),
        measure="Published by the Department for Education (SEN2), not from our returns; bars per "
        "10,000 aged 0 to 17",
        bars=tuple(
            Bar(row["label"], row["rate"], _published_said(row), row["region_rate"]) for row in rows
        ),
        key="Bars: numbers per 10,000 aged 0 to 17. Orange line: the region",
        columns=(
            *texts("Published figure", "Period"),
            *numbers("Authority", "Region", "England", "Authority per 10,000"),
            *numbers("Region per 10,000"),
            *texts("Publication"),
        ),
        cells=[
            [
                Cell(row["label"]),
                Cell(row["period"]),
                *(_value_cell(row, name) for name in ("value", "region", "england")),
                number_cell(row["rate"], 1),
                number_cell(row["region_rate"], 1),
                Cell(row["source"]),
            ]
            for row in rows
        ],
        meaning=(
            (
                "Published",
                (
                    "Of every education, health and care plan, wherever the child goes to school, "
                    "counted by the department in its own years. They show what size our numbers "
                    "of placements should be read against."
                ),
            ),
            (
                "New plans by need",
                "The share of the year's new plans, not of all plans and not of placements.",
            ),
        ),
    )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _value(row: Row, name: str) -> str:
    value = row[name]
    if value is None:
        return Status.UNAVAILABLE.value
    return percent(value) if row["is_percent"] else count_text(value)


def _value_cell(row: Row, name: str) -> Cell:
    return (percent_cell if row["is_percent"] else number_cell)(row[name])


def _level(row: Row) -> str:
    if row["rate"] is None or row["region_rate"] is None:
        return ""
    return f", {plain(row['rate'], 1)} per 10,000 (region {plain(row['region_rate'], 1)})"


def _published_said(row: Row) -> str:
    own = f"{_value(row, 'value')} in {row['period']}"
    if row["is_percent"]:
        return f"{own}, region {_value(row, 'region')}"
    return f"{own}{_level(row)}"
