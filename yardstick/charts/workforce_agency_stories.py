"""What is told of agency workers and agencies, of satisfaction, and of benefits beside pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text, plain
from yardstick.charts.phrases import within
from yardstick.charts.record_words import Telling, number_cell, percent, pounds, pounds_cell
from yardstick.charts.table import numbers, texts
from yardstick.charts.workforce_words import agency_workers, text_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.rows import Row
    from yardstick.results.workforce_types import Workforce

_HEADLINE, _SENTENCE = 10, 30
_NO_ISSUE: Final = "None"  # the code list's own words
_BEFORE: Final = ". Orange line: a year earlier"


def workers(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell how many agency workers there are, by role."""
    area, whole = result.focus.name, result.totals
    most = max(rows, key=lambda row: row["workers"])
    number = agency_workers(whole["workers"])
    earlier = whole.get("workers_before")
    was = "" if earlier is None else f", {count_text(earlier)} a year earlier"
    return Telling(
        headline=f"{area}: {number}",
        sentence=within(
            _SENTENCE,
            f"{number}{was}; {plain(whole['fte'], 1)} FTE, of which {plain(whole['covering'], 1)} "
            f"cover vacancies. Most are {most['label']}: {count_text(most['workers'])}.",
            f"{number}{was}; {plain(whole['fte'], 1)} FTE, of which {plain(whole['covering'], 1)} "
            "cover vacancies.",
        )
        if whole["workers"]
        else f"{area} has no agency worker on the last day of the quarter{was}.",
        measure="Agency workers on the quarter's last day by role",
        bars=tuple(
            Bar(
                row["label"],
                row["workers"],
                f"{count_text(row['workers'])} ({plain(row['fte'], 1)} FTE)",
                row["workers_before"],
            )
            for row in rows
        ),
        key=f"Bars: agency workers{_BEFORE if result.before else ''}",
        columns=(
            *texts("Role"),
            *numbers("Workers", "A year earlier", "FTE", "FTE covering vacancies"),
            *numbers("FTE in project teams", "Weeks of the longest assignment"),
        ),
        cells=[
            [
                text_cell(row["label"]),
                number_cell(row["workers"]),
                number_cell(row["workers_before"]),
                *(number_cell(row[name], 1) for name in ("fte", "covering", "project")),
                number_cell(row["longest"]),
            ]
            for row in rows
        ],
        meaning=(
            ("FTE", "Full-time equivalent: two workers of half a week each are one."),
            ("Services", "A role's workers in every service are added up."),
        ),
    )


def agencies(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell which agencies are used, and by how many workers."""
    area, whole = result.focus.name, result.totals
    known, all_workers = count_text(whole["agencies"]), whole["assignments"]
    used = count_text(whole["in_use"])
    first = rows[0]
    share = (
        f" {first['label']} has {count_text(first['assignments'])} of them, "
        f"{percent(100 * first['assignments'] / all_workers)}."
        if all_workers
        else ""
    )
    return Telling(
        headline=within(
            _HEADLINE, f"{area}: {used} of {known} agencies in use", f"{used} agencies in use"
        ),
        sentence=within(
            _SENTENCE,
            f"{used} of {known} agencies are in use, with {agency_workers(all_workers)}.{share}",
            f"{used} of {known} agencies are in use, with {agency_workers(all_workers)}.",
        ),
        measure="Agency workers on assignment on the quarter's last day by agency",
        bars=tuple(
            Bar(row["label"], row["assignments"], _assigned(row), row["assignments_before"])
            for row in rows
        ),
        key=f"Bars: workers on assignment{_BEFORE if result.before else ''}",
        columns=(
            *texts("Agency", "In use"),
            *numbers("Workers", "A year earlier"),
            *texts("Reached through", "Framework"),
        ),
        cells=[
            [
                text_cell(row["label"]),
                text_cell(_flag(row["in_use"])),
                number_cell(row["assignments"]),
                number_cell(row["assignments_before"]),
                text_cell(row["via"]),
                text_cell(row["framework"]),
            ]
            for row in rows
        ],
        meaning=(
            (
                "Shared agencies",
                "Which of them others use too stands there, for who was given the region's.",
            ),
        ),
    )


def _flag(value: object) -> str | None:
    return None if value is None else ("Yes" if value else "No")


def _assigned(row: Row) -> str:
    number = row["assignments"]
    said = "workers not known" if number is None else agency_workers(number)
    return f"{said}, {row['via'].lower()}" if row["via"] else said


def satisfaction(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell how satisfied the authority is: bars to the right where it is, to the left where not."""
    area, whole = result.focus.name, result.totals
    good, bad = count_text(whole["satisfied"]), count_text(whole["dissatisfied"])
    answered = count_text(whole["answered"])
    of = f"n {answered} of {count_text(whole['arrangements'])} arrangements answered"
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: satisfied with {good} of {answered} arrangements",
            f"Satisfied with {good} of {answered} arrangements",
        )
        if whole["answered"]
        else f"{area}: satisfaction was not answered",
        sentence=f"Satisfied or very satisfied with {good}, dissatisfied or very dissatisfied "
        f"with {bad} ({of}).",
        measure=f"How satisfied the authority is with each arrangement ({of})",
        bars=tuple(Bar(row["label"], row["score"], _answer(row)) for row in rows),
        key="Bars to the right: satisfied. To the left: dissatisfied",
        ends=(-2, 2),  # very dissatisfied to very satisfied
        columns=(
            *texts("Arrangement", "Answer", "Main issue", "Contract ends"),
            *numbers("Weeks of notice", "Years of experience asked for"),
        ),
        cells=[
            [
                *(text_cell(row[name]) for name in ("label", "answer", "issue", "ends")),
                number_cell(row["notice"]),
                number_cell(row["experience"]),
            ]
            for row in rows
        ],
        meaning=(
            ("Answers", "One for each arrangement, by the authority, from very dissatisfied."),
            ("Reasons", "Reasons in free text are not shown here."),
        ),
    )


def _answer(row: Row) -> str:
    said = row["answer"] or "not answered"
    has_issue = row["issue"] not in {None, _NO_ISSUE}
    return f"{said} (main issue: {row['issue'].lower()})" if has_issue else said


def benefits(result: Workforce, rows: Sequence[Row]) -> Telling:
    """Tell which benefits there are beside pay, and for how many roles."""
    area, whole = result.focus.name, result.totals
    first = rows[0]
    number = count_text(whole["benefits"])
    plural = "" if whole["benefits"] == 1 else "s"
    return Telling(
        headline=f"{area}: {number} benefit{plural} beside pay",
        sentence=f"{number} benefit{plural} beside pay for {count_text(whole['roles'])} roles; "
        f"{first['label'].lower()} is for most: {count_text(first['roles'])}.",
        measure="Benefits beside pay, by the number of roles that can have them",
        bars=tuple(Bar(row["label"], row["roles"], _worth(row)) for row in rows),
        key="Bars: roles that can have the benefit",
        columns=(
            *texts("Benefit"),
            *numbers("Roles"),
            *texts("Which"),
            *numbers("Worth a year, from", "Worth a year, to"),
        ),
        cells=[
            [
                text_cell(row["label"]),
                number_cell(row["roles"]),
                text_cell(row["which"]),
                pounds_cell(row["least"]),
                pounds_cell(row["most"]),
            ]
            for row in rows
        ],
        meaning=(("Terms", "Terms in free text are not shown here."),),
    )


def _worth(row: Row) -> str:
    roles = f"{count_text(row['roles'])} role{'' if row['roles'] == 1 else 's'}"
    return roles if row["most"] is None else f"{roles}, up to {pounds(row['most'])} a year"
