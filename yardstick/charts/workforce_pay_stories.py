"""What is told of pay: the ladder of salaries, rates against the cap, and the agency premium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text, plain
from yardstick.charts.phrases import within
from yardstick.charts.record_words import (
    Telling,
    number_cell,
    percent,
    pounds,
    pounds_cell,
)
from yardstick.charts.table import numbers, texts
from yardstick.charts.workforce_words import (
    agency_workers,
    an_hour,
    change,
    hourly_cell,
    text_cell,
)
from yardstick.results.workforce_types import USUAL_ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.rows import Row
    from yardstick.charts.table import Cell
    from yardstick.results.workforce_types import Workforce

_HEADLINE, _SENTENCE = 10, 30
_ESTIMATE: Final = (
    "An estimate: charge × hours × weeks × FTE, less middle salary × (1 + on-cost) × FTE. The "
    "charge is the mean of a role's rates, by workers."
)


def salaries(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell of the ladder: lowest to highest salary as a floating bar."""
    area = result.focus.name
    first = next((row for row in rows if row["part"] == USUAL_ROLE), rows[0])
    span = f"{pounds(first['least'])} to {pounds(first['most'])}"
    return Telling(
        headline=within(
            _HEADLINE, f"{area}: {first['label'].lower()} pay is {span}", f"{area}: pay {span}"
        ),
        sentence=within(
            _SENTENCE,
            f"{first['label']}: {span} a year, middle {pounds(first['middle'])}"
            f"{change(first['middle'], first['middle_before'])}; {count_text(len(rows))} roles "
            f"in {count_text(result.totals['grades'])} grades.",
        ),
        measure="Lowest to highest salary by role, pounds for a full-time year",
        bars=tuple(
            Bar(row["label"], row["most"], _said(row), row["middle_before"], start=row["least"])
            for row in rows
        ),
        key=f"Bars: lowest to highest salary{_tick(result)}",
        sign="£",
        columns=(
            *texts("Role"),
            *numbers("Grades", "Lowest", "Middle", "Highest", "Middle a year earlier"),
            *numbers("Market supplement, up to", "Retention payment, up to"),
        ),
        cells=[
            [
                text_cell(row["label"]),
                number_cell(row["grades"]),
                *(
                    pounds_cell(row[name])
                    for name in (
                        *("least", "middle", "most", "middle_before"),
                        *("supplement", "retention"),
                    )
                ),
            ]
            for row in rows
        ],
        meaning=(
            ("Middle", "Halfway between a role's lowest and highest salary, without supplements."),
            (
                "Gap to the best payer",
                "Under Pay by authority, for who was given the region's.",
            ),
        ),
    )


def _tick(result: Workforce) -> str:
    return ". Orange line: middle a year earlier" if result.before else ""


def _said(row: Row) -> str:
    more = row["supplement"]
    added = "" if more is None else f", supplement up to {pounds(more)}"
    return f"{pounds(row['least'])} to {pounds(row['most'])}{added}"


def rates(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell of agency rates: what is held against the cap as a bar, the cap as a line."""
    area, whole = result.focus.name, result.totals
    above, capped = count_text(whole["above"]), count_text(whole["capped"])
    finding = (
        f"Of {agency_workers(whole['capped'])} under a cap, {_number_of(whole['above'])} above it"
    )
    most = max(rows, key=lambda row: row["over"] or 0)
    dearest = (
        f" The furthest above: {most['label']}, by {an_hour(most['over'])}." if most["over"] else ""
    )
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: {above} of {capped} agency workers above the cap",
            f"{above} of {capped} agency workers are above the cap",
        ),
        sentence=within(
            _SENTENCE,
            f"{finding}{_without(whole['workers'] - whole['capped'])}.{dearest}",
            f"{finding}.",
        ),
        measure="Rate of agency workers against the memorandum's cap, pounds an hour",
        bars=tuple(map(_rate_bar, rows)),
        key="Bars: the rate that is capped; grey where there is no cap. Orange line: cap",
        columns=(
            *texts("Role", "How the worker is paid", "Holds from"),
            *numbers("Pay", "Charge"),
            *texts("Cap is on"),
            *numbers("Cap", "Above the cap by", "Workers", "Workers above"),
            *numbers("Above, as returned"),
            *texts("Exception approved"),
        ),
        cells=[_rate_cells(row) for row in rows],
        meaning=(
            (
                "Cap",
                "The memorandum's, of the role and way of pay, in force on the quarter's last day.",
            ),
            (
                "Above the cap",
                "Worked out from rate and cap; what the return itself says stands beside it.",
            ),
            ("Rates", "Commercially sensitive: for the authority, not for publication."),
        ),
    )


def _rate_bar(row: Row) -> Bar:
    """Draw what the cap is on, with the cap as a line; grey where there is none."""
    held = row["pay"] if row["held"] is None else row["held"]
    return Bar(row["label"], held, _against(row), row["cap"], row["cap"] is None)


def _rate_cells(row: Row) -> list[Cell]:
    return [
        *(text_cell(row[name]) for name in ("label", "basis", "effective")),
        hourly_cell(row["pay"]),
        hourly_cell(row["charge"]),
        text_cell(row["cap_on"]),
        hourly_cell(row["cap"]),
        hourly_cell(row["over"]),
        *(number_cell(row[name]) for name in ("workers", "above", "returned_above")),
        text_cell(None if row["approved"] is None else _yes(row["approved"])),
    ]


def _without(number: float) -> str:
    return f"; {count_text(number)} more have none" if number else ""


def _number_of(workers: float) -> str:
    if not workers:
        return "none is"
    return f"{count_text(workers)} {'is' if workers == 1 else 'are'}"


def _yes(flag: object) -> str:
    return "Yes" if flag else "No"


def _against(row: Row) -> str:
    who = f"n {count_text(row['workers'])}"
    if row["cap"] is None:
        return f"{an_hour(row['pay'])}, no cap ({who})"
    held = f"{an_hour(row['held'])}, cap {an_hour(row['cap'])}"
    return f"{held}, above by {an_hour(row['over'])} ({who})" if row["over"] else f"{held} ({who})"


def premium(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell what agency workers are estimated to cost above staff of the same role."""
    area, whole, assumed = result.focus.name, result.totals, result.assumed
    total, known = pounds(whole["premium"]), whole["compared"] > 0
    fte = f"{plain(whole['compared'], 1)} of {plain(whole['fte'], 1)} FTE"
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: agency work costs about {total} extra a year",
            f"Agency work: about {total} extra a year",
        )
        if known
        else f"{area}: no premium can be estimated",
        sentence=f"Agency workers cost about {pounds(whole['agency'])} a year, and staff would "
        f"cost {pounds(whole['staff'])}, at an on-cost of {percent(assumed.on_cost)}; {fte} could "
        "be compared."
        if known
        else "No role with agency workers has both a rate and a salary in the return.",
        measure="Estimated cost of agency workers above staff of the same role, pounds a year",
        bars=tuple(Bar(row["label"], row["premium"], _estimated(row)) for row in rows),
        key="Bars: estimated premium a year. In brackets: FTE; agency charge, staff salary",
        columns=(
            *texts("Role"),
            *numbers("FTE", "Workers with a rate", "Mean charge an hour", "Middle salary"),
            *numbers("Agency workers a year", "Staff a year", "Estimated premium"),
        ),
        cells=[
            [
                text_cell(row["label"]),
                number_cell(row["fte"], 1),
                number_cell(row["rated"]),
                hourly_cell(row["charge"]),
                *(pounds_cell(row[name]) for name in ("middle", "agency", "staff", "premium")),
            ]
            for row in rows
        ],
        meaning=(
            ("Premium", _ESTIMATE),
            (
                "Assumed",
                (
                    f"On-cost {percent(assumed.on_cost)}, {assumed.hours:g} hours a week, "
                    f"{assumed.weeks:g} weeks a year."
                ),
            ),
            (
                "No saving",
                "Staff are not to be had for every post: it says what the gap is, not what to do.",
            ),
        ),
        cautions=("An estimate: it depends on the on-cost, hours and weeks that are assumed.",),
    )


def _estimated(row: Row) -> str:
    if row["premium"] is None:
        return f"no rate or no salary ({plain(row['fte'], 1)} FTE)"
    pair = f"{an_hour(row['charge'])} an hour, {pounds(row['middle'])} a year"
    return f"{pounds(row['premium'])} ({plain(row['fte'], 1)} FTE; {pair})"
