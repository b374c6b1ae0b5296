"""What is told of moving placements to another price: a sum with its assumptions, no promise."""

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
    signed_pounds,
)
from yardstick.charts.table import Cell, numbers, texts
from yardstick.model import Period, PeriodKind
from yardstick.results.placement_types import REGION_MEAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.charts.rows import Row
    from yardstick.results.placement_types import Placements

_HEADLINE, _SENTENCE = 10, 30
_NOT_KNOWN: Final = (
    "Not known here",
    (
        "Whether a place at this price is free, meets the child's needs, or would be agreed by the "
        "family, the school and the tribunal. It is where to begin a negotiation, and no saving."
    ),
)
_KEPT: Final = (
    "Kept the same",
    (
        "The number of placements, weeks, support and transport; a whole academic year at the new "
        "price, without notice to be paid. Who pays which part is not told."
    ),
)
_ASSUMED: Final = (
    "Assumed: as many placements, weeks and support as now, and a whole year at the new price. "
    "Whether such places are free and meet the children's needs is not known here."
)
_WHICH: Final = ("Moved", "The dearest first, whatever their need.")
_TYPED: Final = (
    "Price",
    (
        "Typed by the reader: returns say how a placement was bought, and hold no framework's "
        "prices. Take it from the framework."
    ),
)


def what_if(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell what the dearest placements would cost at another price, and by how much it differs."""
    whole, area = result.totals, result.focus.name
    many, change = placements(whole["moved"]), signed_pounds(whole["difference"])
    of = f"{result.about}. " if result.about else ""
    drawn = [row for row in rows if row["moved"]] or rows  # the table has all
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: moving {many} changes spend by {change}",
            f"Moving {many}: {change} a year",
        )
        if whole["moved"]
        else f"{area}: nothing is moved, so nothing changes",
        sentence=within(_SENTENCE, *_sentences(result)),
        measure=f"{of}Pounds a year if the dearest placements were moved, by first need",
        bars=tuple(Bar(row["label"], row["difference"], _said(row)) for row in drawn),
        key="Bars: change of spend in a year; below 0 where less would be spent",
        columns=(
            *texts("First need"),
            *numbers("Placements", "Moved", "Without a price to move to"),
            *numbers("Cost now", "Cost then", "Difference"),
        ),
        cells=[
            [
                Cell(row["label"]),
                *(number_cell(row[name]) for name in ("placements", "moved", "unpriced")),
                *(pounds_cell(row[name]) for name in ("now", "then", "difference")),
            ]
            for row in rows
        ],
        meaning=(_WHICH, _price(result), _KEPT, _NOT_KNOWN),
        cautions=tuple(_cautions(result)),
    )


def _said(row: Row) -> str:
    return f"{signed_pounds(row['difference'])} ({count_text(row['moved'])} moved)"


def _sentences(result: Placements) -> Iterator[str]:
    whole = result.totals
    if not whole["moved"]:
        yield f"Nothing is moved, so {result.focus.name} spends {pounds(whole['spend'])} as now."
        return
    costs = f"would cost {pounds(whole['then'])} a year instead of {pounds(whole['now'])}"
    of = f"{placements(whole['moved'])} of {count_text(whole['placements'])}"
    yield f"At {_target(result)}, {of} {costs}: a sum under assumptions, not an offer."
    yield f"At {_target(result)}, {of} {costs}."


def _target(result: Placements) -> str:
    price = result.asked.move.price
    return "the region's mean price" if price == REGION_MEAN else f"{pounds(price)} each"


def _price(result: Placements) -> tuple[str, str]:
    if result.asked.move.price != REGION_MEAN:
        return _TYPED
    year = result.totals.get("year")
    when = "" if year is None else f" of {Period(PeriodKind.ACADEMIC_YEAR, int(year)).key}"
    return (
        "Price",
        (
            f"The region's mean price{when} of the same basis and need; of the basis where the "
            "release shows none of the need. The region holds the authority itself."
        ),
    )


def _cautions(result: Placements) -> Iterator[str]:
    """Say what is assumed, and where unlike is moved alike, fewer than asked for, or dearer."""
    whole, wanted = result.totals, result.asked.move.number
    if whole["moved"]:
        yield _ASSUMED
    if whole["bases"] > 1 and result.asked.move.price != REGION_MEAN:
        yield "Day and residential placements are moved to one price: choose one of them."
    if whole["unpriced"]:
        yield (
            f"The release shows no mean price of the region for {placements(whole['unpriced'])}; "
            "they are not moved."
        )
    if 0 < whole["moved"] < wanted:
        yield (
            f"{count_text(wanted)} were to be moved; there are {count_text(whole['moved'])} that "
            "can be, and all of them are."
        )
    if whole["dearer"]:
        yield (
            f"{placements(whole['dearer'])} of those moved cost less than that now; they add to "
            "spend."
        )
