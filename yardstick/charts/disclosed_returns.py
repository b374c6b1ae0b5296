"""What is told of the counts that authorities return: how many are exact, how many hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text
from yardstick.charts.record_words import Telling, percent, percent_cell
from yardstick.charts.rows import Row, rows
from yardstick.charts.table import Cell, count_cell, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.results.disclosed import Disclosed

_MEASURE: Final = "Counts in the returns, shown exactly and suppressed"
_MEANING: Final = (
    (
        "Suppressed",
        (
            "A count of 1 to 5 children or events of another authority, and any other count "
            "from which one could be worked out by adding and subtracting."
        ),
    ),
    (
        "How it was tried",
        (
            "A program looked at every sum that a reader can do, all of them together and with "
            "the releases before. A small count is safe when it could still be any of at least "
            "three numbers."
        ),
    ),
    ("Own authority", "Your own counts are shown as they were sent."),
    ("Regional totals", "Made of everything that was sent, and shown to the nearest 10."),
    (
        "What is left",
        (
            "Where figures that are published anyway, or were shown before, give a small count "
            "away, hiding it here cannot help. Two partners who share what each is shown know "
            "more than one."
        ),
    ),
)


def returns(result: Disclosed) -> Telling:
    """Tell how many counts are shown and hidden, by authority."""
    places = {code: at for at, code in enumerate(result.areas)}
    found = sorted(rows(result.counts), key=lambda row: (row["dataset"], places[row["area"]]))
    by_area = [(code, _added(found, code)) for code in result.areas]
    return Telling(
        headline=_headline(found),
        sentence=_sentence(found),
        measure=_MEASURE,
        bars=tuple(
            _bar(result.areas[code].name, whole, is_own=code in result.own)
            for code, whole in by_area
            if whole["shown"] + whole["hidden"]
        ),
        key="Bars: counts suppressed, % of all"
        + (". Grey: your own authority" if result.own else ""),
        columns=(
            *texts("Data set", "Authority"),
            *numbers("Exact", "Suppressed", "Suppressed, %", "No number"),
        ),
        cells=[*(_cells(row, result) for row in found), *_totals(result)],
        meaning=_MEANING,
    )


def _added(found: Sequence[Row], area: str) -> Row:
    own = [row for row in found if row["area"] == area]
    return {name: sum(row[name] for row in own) for name in ("shown", "hidden")}


def _whole(found: Sequence[Row]) -> tuple[int, int]:
    return sum(row["shown"] for row in found), sum(row["hidden"] for row in found)


def _headline(found: Sequence[Row]) -> str:
    shown, hidden = _whole(found)
    if not found:
        return "No return of counts is part of what you see"
    if not hidden:
        return "Every count is shown as it was sent"
    return f"{count_text(hidden)} of {count_text(shown + hidden)} counts are suppressed"


def _sentence(found: Sequence[Row]) -> str:
    shown, hidden = _whole(found)
    if not found:
        return "Nothing is suppressed: figures that departments publish are shown as they stand."
    if not hidden:
        return "No count is small, or all are your own: nothing is suppressed for you."
    return (
        f"{count_text(shown)} are shown as they were sent. The rest are small counts of other "
        "authorities, or counts from which one could be worked out."
    )


def _bar(name: str, whole: Row, *, is_own: bool) -> Bar:
    of = whole["shown"] + whole["hidden"]
    share = 100 * whole["hidden"] / of
    said = f"{percent(share)}, {count_text(whole['hidden'])} of {count_text(of)}"
    return Bar(name, share, said, pale=is_own)


def _cells(row: Row, result: Disclosed) -> list[Cell]:
    named = Cell(result.datasets[row["dataset"]].title), Cell(result.areas[row["area"]].name)
    return [*named, *_numbers(row)]


def _totals(result: Disclosed) -> list[list[Cell]]:
    """Return a row of each data set's regional totals, which are not exact but rounded."""
    return [
        [
            Cell(result.datasets[row["dataset"]].title),
            Cell(f"{result.region.name}, to the nearest 10"),
            *_numbers(row),
        ]
        for row in rows(result.totals)
    ]


def _numbers(row: Row) -> list[Cell]:
    of = row["shown"] + row["hidden"]
    share = percent_cell(100 * row["hidden"] / of if of else None)
    return [count_cell(row["shown"]), count_cell(row["hidden"]), share, count_cell(row["absent"])]
