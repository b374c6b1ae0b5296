"""What is told of placements that will end and begin: a forecast beside how it did before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import forecast as chart
from yardstick.charts.numbers import count_text, plain
from yardstick.charts.phrases import opened, within
from yardstick.charts.record_words import Telling, number_cell
from yardstick.charts.table import Cell, numbers, texts
from yardstick.results.placement_types import Question
from yardstick.stats.forecast import LEAST_POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.charts.rows import Row
    from yardstick.results.placement_types import Placements

_HEADLINE, _SENTENCE = 10, 30
TOO_FEW: Final = (
    f"No forecast: it needs returns of {LEAST_POINTS} terms that follow each other, and fewer are "
    "held. With fewer, chance would look like a pattern."
)
_WHAT: Final = {Question.LEAVERS: "leavers", Question.STARTS: "new placements"}
_LEAVERS: Final = (
    "Method",
    (
        "Of each year group, the share that left in the same term of earlier years, of those "
        "placed a year before, times those who are placed now. Nothing else is known of a child."
    ),
)
_STARTS: Final = (
    "Method",
    (
        "New placements for each plan that the department counted in the year before, in the same "
        "term of earlier years, times the newest number of plans: rate times growth."
    ),
)
_NO_PLANS: Final = (
    "Method",
    (
        "The mean of the same term in earlier years. The department's number of plans is not in "
        "this release for each year that is needed, so their growth is left out."
    ),
)
_TEST: Final = (
    "How it did before",
    (
        "Each held term was forecast again from terms of a year and more before it alone. "
        "The error is how far a forecast lay from the count, in placements, on average. "
        '"As last year" is the count of the same term a year earlier.'
    ),
)
_INTERVAL: Final = (
    "80% interval",
    (
        "Where four of five counts should lie: by chance, by how few counts the share rests on, "
        "and by how much earlier forecasts missed."
    ),
)
_COUNTED: Final = (
    "Counted",
    (
        "Placements by the month that the return gives, each once in a school year. One that was "
        "returned only after August is not counted."
    ),
)


def forecast(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell how many are expected in the next three terms, and how well that did before."""
    what, area = _WHAT[result.question], result.focus.name
    about = f"about {count_text(result.totals['expected'])} {what}"
    return Telling(
        headline=within(
            _HEADLINE, f"{area}: {about} expected in the next year", f"Next year: {about}"
        ),
        sentence=within(_SENTENCE, *_sentences(result, rows)),
        measure=f"{opened(what)} by term: counted, and forecast for three terms",
        columns=(
            *texts("Term"),
            *numbers("Counted", "Forecast", "80% interval from", "to", "As last year"),
        ),
        cells=[
            [
                Cell(opened(row["label"]) + (" (ahead)" if row["is_ahead"] else "")),
                number_cell(row["number"]),
                *(number_cell(row[name], 1) for name in ("expected", "lower", "upper")),
                number_cell(row["last_year"]),
            ]
            for row in rows
        ],
        meaning=(_method(result), _TEST, _INTERVAL, _COUNTED),
        cautions=tuple(_cautions(result)),
        figure=chart.figure(rows),
        drawn=f"a line chart of {len(rows)} terms",
    )


def _sentences(result: Placements, rows: Sequence[Row]) -> Iterator[str]:
    whole = result.totals
    ahead = next(row for row in rows if row["is_ahead"])
    first = f"{opened(ahead['label'])}: {plain(ahead['expected'], 1)} expected"
    between = (
        ""
        if ahead["upper"] is None
        else f" (80% interval {plain(ahead['lower'], 1)} to {plain(ahead['upper'], 1)})"
    )
    test = (
        f"In {count_text(whole['tested'])} earlier terms the forecast missed by "
        f'{plain(whole["error"], 1)} on average ("as last year": {plain(whole["error_naive"], 1)})'
    )
    held, of = count_text(whole["inside"]), count_text(whole["with_interval"])
    inside = f"; {held} of {of} counts fell inside the 80% interval."
    yield f"{first}{between}. {test}{inside}"
    yield f"{first}{between}. {test}."


def _method(result: Placements) -> tuple[str, str]:
    if result.question is Question.LEAVERS:
        return _LEAVERS
    return _STARTS if result.totals["by_plans"] else _NO_PLANS


def _cautions(result: Placements) -> Iterator[str]:
    """Say where the forecast did no better than what needs no method."""
    whole = result.totals
    if whole["error"] >= whole["error_naive"]:
        yield (
            'In earlier terms "as last year" came as close or closer: take that '
            f"({count_text(whole['last_year'])} in a year) as seriously as the forecast."
        )
