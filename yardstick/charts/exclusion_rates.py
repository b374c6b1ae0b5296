"""Rates of exclusion told: by term, and by year beside what the department published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import bars, seasons
from yardstick.charts.exclusion_story import (
    counted,
    interval_cell,
    many,
    nothing,
    rows_of,
    story,
    value_cell,
)
from yardstick.charts.numbers import plain
from yardstick.charts.phrases import opened
from yardstick.charts.record_words import Telling, number_cell
from yardstick.charts.table import Cell, numbers, texts
from yardstick.model import Period

if TYPE_CHECKING:
    from yardstick.charts.rows import Row
    from yardstick.charts.stories import Story
    from yardstick.results.exclusions_types import Exclusions

_ALL: Final = "All schools"
_PER: Final = "per 100 pupils of the January census"
_OVER: Final = (
    (
        "Rate",
        (
            "Exclusions over pupils with single or main registration at the January census of "
            "the school year, times 100. It counts exclusions, not pupils, and can exceed 100."
        ),
    ),
    ("95% interval", "Exact Poisson below 10 exclusions, Byar's approximation from 10 up."),
)
_TERM: Final = (
    "A term",
    (
        "Over the same pupils as a year, so about a third of a year's rate. "
        "Never set a term beside a year."
    ),
)
_PUBLISHED: Final = (
    "Published",
    ("The Department for Education's own rate of the same school year, from its official files."),
)


def terms(result: Exclusions) -> Story:
    """Tell the rate of each term."""
    shown = rows_of(result, _ALL)
    what = f"{many(result.asked.kind).capitalize()} by term"
    held = [row for row in shown if row["number"] is not None]
    if not held:
        return nothing(result, what)
    when = f"the {_term(held[-1])}"
    return story(
        result,
        Telling(
            headline=_headline(result, held, when),
            sentence=_sentence(result, held, when),
            measure=f"{many(result.asked.kind).capitalize()} {_PER}, all schools, each term",
            drawn=f"a line chart of {len(shown)} terms with their intervals",
            figure=seasons.figure(shown),
            columns=(*texts("Term", "Schools"), *numbers("Number", "Pupils", "Rate"), *_ENDS),
            cells=[_cells(row, opened(_term(row))) for row in rows_of(result)],
            meaning=(*_OVER, _TERM),
        ),
    )


_ENDS: Final = numbers("95% interval")


def years(result: Exclusions) -> Story:
    """Tell the rate of each year, with the published rate as a tick."""
    shown = rows_of(result, _ALL)
    what = f"{many(result.asked.kind).capitalize()} by year"
    held = [row for row in shown if row["number"] is not None]
    if not held:
        return nothing(result, what)
    drawn = [_bar(row, f"{row['label']} (whole year)", row["published"]) for row in shown]
    beside = any(row["published"] is not None for row in shown)
    key = "Bars: our returns, whole years. " + (
        "Orange line: published" if beside else "No published rate is in this release"
    )
    return story(
        result,
        Telling(
            headline=_headline(result, held, held[-1]["label"]),
            sentence=_sentence(result, held, held[-1]["label"]),
            measure=f"{many(result.asked.kind).capitalize()} {_PER}, whole school years",
            drawn=f"a bar chart of {len(shown)} school years",
            figure=bars.figure(drawn, key),
            columns=(
                *texts("School year", "Schools"),
                *numbers("Number", "Pupils", "Rate"),
                *_ENDS,
                *numbers("Published rate"),
            ),
            cells=[
                [*_cells(row, row["label"]), value_cell(row, "published")]
                for row in rows_of(result)
            ],
            meaning=(*_OVER, _PUBLISHED),
        ),
    )


def _term(row: Row) -> str:
    return Period.parse(row["label"]).words


def _headline(result: Exclusions, held: list[Row], when: str) -> str:
    """Say how many the newest were, and how many the same term or year before."""
    number, before = held[-1]["number"], _before(held, "number")
    if before is None or before == number:
        unchanged = "" if before is None else ", unchanged"
        return f"{counted(number, result.asked.kind).capitalize()} in {when}{unchanged}"
    way = f"{'up' if number > before else 'down'} from {plain(before, 0)} to {plain(number, 0)}"
    return f"{many(result.asked.kind).capitalize()} {way}, {when.removeprefix('the ')}"


def _sentence(result: Exclusions, held: list[Row], when: str) -> str:
    rate, before = held[-1]["value"], _before(held, "value")
    number = counted(held[-1]["number"], result.asked.kind)
    start = f"Schools of {result.area.name} made {number} in {when}"
    if rate is None:
        return f"{start}; no headcount was sent, so there is no rate."
    against = "" if before is None else f", against {plain(before, 2)} a year earlier"
    return f"{start}: {plain(rate, 2)} for every 100 pupils{against}."


def _before(held: list[Row], name: str) -> float | None:
    """Return what the same term, or the year, had a year before the newest; None where not told."""
    then = Period.parse(held[-1]["label"]).year_before.key
    return next((row[name] for row in held if row["label"] == then), None)


def _bar(row: Row, name: str, published: float | None = None) -> bars.Bar:
    number, rate = row["number"], row["value"]
    if number is None:
        return bars.Bar(name, None, "x, a return is missing")
    said = f"{plain(rate, 2)} per 100" if rate is not None else "x, no headcount"
    beside = f"; published {plain(published, 2)}" if published is not None else ""
    return bars.Bar(name, rate, f"{said} (n {plain(number, 0)}){beside}", tick=published)


def _cells(row: Row, name: str) -> list[Cell]:
    return [
        Cell(name),
        Cell(row["group"]),
        number_cell(row["number"]),
        number_cell(row["of"]),
        value_cell(row),
        interval_cell(row),
    ]
