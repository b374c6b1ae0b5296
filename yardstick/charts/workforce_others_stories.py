"""What is told of every authority's pay and agencies: from A to Z, and never in order of pay."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from yardstick.charts import matrix
from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text
from yardstick.charts.phrases import within
from yardstick.charts.record_words import Telling, number_cell, pounds, pounds_cell
from yardstick.charts.table import Cell, numbers, texts
from yardstick.charts.workforce_words import text_cell
from yardstick.model import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.rows import Row
    from yardstick.results.workforce_types import Workforce

_HEADLINE, _SENTENCE = 10, 30
_QUARTERS: Final = (
    "Quarters",
    "Each authority's newest return counts, so that quarters can differ: the table has them.",
)
_JOINT: Final = (
    "Joint returns",
    "Authorities that make one return together are one, counted once.",
)


def pay_region(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell of a role's pay in every authority: floating bars, and the gap to the best payer."""
    median = result.totals["median"]
    mine = next(row for row in rows if row["is_focus"])
    return Telling(
        headline=_pay_headline(result, mine),
        sentence=_pay_sentence(result, mine, rows),
        measure=f"{result.role}: lowest to highest salary, pounds for a full-time year, "
        "from A to Z",
        bars=tuple(
            Bar(
                row["label"],
                row["most"],
                _span(row, result),
                None if row["middle"] is None else median,
                not row["is_focus"],
                row["least"],
            )
            for row in rows
        ),
        key="Bars: lowest to highest salary. Orange line: median of these authorities' middles",
        sign="£",
        columns=(
            *texts("Authority", "Quarter"),
            *numbers("Lowest", "Middle", "Highest", "Middle below the best payer by"),
        ),
        cells=[
            [
                text_cell(row["label"]),
                text_cell(row["quarter"]),
                *(pounds_cell(row[name]) for name in ("least", "middle", "most", "gap")),
            ]
            for row in rows
        ],
        meaning=(
            ("Middle", "Halfway between the role's lowest and highest salary, of all its grades."),
            (
                "Best payer",
                (
                    "The authority with the highest middle. Supplements, retention payments and "
                    "benefits are not shared, so it is not what a worker takes home."
                ),
            ),
            ("From A to Z", "Higher pay is neither better nor worse: no order of merit."),
            _QUARTERS,
            _JOINT,
        ),
    )


def _pay_headline(result: Workforce, mine: Row) -> str:
    area, role = result.focus.name, result.role
    if mine["gap"] is None:
        return within(
            _HEADLINE,
            f"{area}: no salary of this role returned",
            "No salary of this role returned",
        )
    if not mine["gap"]:
        return within(
            _HEADLINE, f"{area}: no higher middle salary elsewhere", "No higher middle elsewhere"
        )
    gap = pounds(mine["gap"])
    return within(
        _HEADLINE,
        f"{area}: {role.lower()} pay {gap} below the best payer",
        f"{role}: {gap} below the best payer",
        f"{gap} below the best payer",
    )


def _pay_sentence(result: Workforce, mine: Row, rows: Sequence[Row]) -> str:
    """Say the authority's middle, the best payer's and the median, with their quarters."""
    whole, number = result.totals, count_text(result.totals["authorities"])
    level = f"the median of {number} authorities is {pounds(whole['median'])}"
    if mine["gap"] is None:
        return f"{result.focus.name}: no salary of this role in the newest return; {level}."
    own = f"{result.focus.name}: middle {_dated(mine)}"
    if not mine["gap"]:
        return f"{own}, the highest; {level}."
    best = next(row for row in rows if row["gap"] == 0)
    gap = pounds(mine["gap"])
    return within(
        _SENTENCE,
        f"{own}, {gap} below the best payer, {best['label']}, {_dated(best)}; {level}.",
        f"{own}, {gap} below the best payer; {level}.",
    )


def _dated(row: Row) -> str:
    return f"{pounds(row['middle'])} ({row['quarter']})"


def _span(row: Row, result: Workforce) -> str:
    """Return the lowest and highest, and the quarter where it is not the newest of all."""
    if row["middle"] is None:
        return Status.UNAVAILABLE.value
    is_newest = result.period is not None and row["quarter"] == result.period.key
    dated = "" if is_newest else f", {row['quarter']}"
    return f"{pounds(row['least'])} to {pounds(row['most'])}{dated}"


def agencies_region(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell which agencies two or more authorities use: a matrix of both."""
    whole = {name: count_text(number) for name, number in result.totals.items()}
    by_agency = [list(of) for _, of in groupby(rows, key=lambda row: row["part"])]
    authorities = by_agency[0]
    own = _own_agencies(result) if any(row["is_focus"] for row in authorities) else ""
    area = result.focus.name
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: {whole['own_shared']} of {whole['own']} agencies shared",
            f"{whole['own_shared']} of {whole['own']} agencies shared",
        )
        if own
        else f"{area}: agencies that others share",
        sentence=within(
            _SENTENCE,
            f"{own or f'{area} has no return here'}. {whole['shared']} of {whole['agencies']} "
            f"agencies are used by two or more of {whole['authorities']} authorities.",
            f"{whole['shared']} of {whole['agencies']} agencies are used by two or more.",
        ),
        measure="Agencies in use on the quarter's last day by two or more authorities",
        drawn=f"a matrix of {len(by_agency)} agencies and {len(authorities)} authorities",
        figure=matrix.figure(
            [(of[0]["label"], f"used by {_users(of)}") for of in by_agency],
            [matrix.Column(row["authority"], row["is_focus"]) for row in authorities],
            [[row["is_used"] for row in of] for of in by_agency],
            "Squares: the authority uses the agency. Blue on grey: the authority chosen",
        ),
        columns=(
            *texts("Agency"),
            *numbers("Authorities"),
            *texts(*(f"{row['authority']} ({row['quarter']})" for row in authorities)),
        ),
        cells=[
            [
                text_cell(of[0]["label"]),
                number_cell(_users(of)),
                *(Cell("Yes" if row["is_used"] else "No") for row in of),
            ]
            for of in by_agency
        ],
        meaning=(
            (
                "In use",
                (
                    "As the authority's newest return has it. How many workers an agency has, and "
                    "at what rates, is shown to its own authority only."
                ),
            ),
            (
                "No square",
                "The newest return does not name the agency as in use, or names no agency at all.",
            ),
            ("Names", "Letter case and spaces do not count; another spelling is another agency."),
            _QUARTERS,
            _JOINT,
        ),
    )


def _own_agencies(result: Workforce) -> str:
    used, too = (count_text(result.totals[name]) for name in ("own", "own_shared"))
    return f"{result.focus.name} uses {used} agencies, of which others use {too} too"


def _users(of: Sequence[Row]) -> int:
    return sum(row["is_used"] for row in of)
