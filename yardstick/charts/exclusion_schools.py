"""Schools told: who is beyond chance, and never who is best or worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import funnel
from yardstick.charts.exclusion_story import (
    interval_cell,
    many,
    nothing,
    rows_of,
    story,
    value_cell,
)
from yardstick.charts.numbers import plain
from yardstick.charts.record_words import Telling, number_cell
from yardstick.charts.table import Cell, numbers, texts

if TYPE_CHECKING:
    from yardstick.charts.rows import Row
    from yardstick.charts.stories import Story
    from yardstick.results.exclusions_types import Exclusions

_LIMITS: Final = (
    (
        "Limits",
        (
            "99.8% limits for each school's size around the rate of all schools shown: exact "
            "Poisson, or with an allowance where schools differ more than chance would have them "
            "(Spiegelhalter, 2005)."
        ),
    ),
    ("Outside them", "A question to ask, not a finding: pupils differ from school to school."),
)
_EXIT: Final = (
    (
        "Unexplained exit",
        (
            "A pupil of year 10 or 11 who left between the two January censuses, was "
            "suspended in the year before, went to home education, to alternative provision or is "
            "missing, and is on no later roll of the authority."
        ),
    ),
)
_FAILED: Final = (
    (
        "Failed managed move",
        (
            "A pupil who joined another school by a managed move and was on the "
            "roll of the school before again within a year."
        ),
    ),
)


_PUPILS: Final = "Pupils at the January census"


def schools(result: Exclusions) -> Story:
    """Tell which schools of a phase exclude more or less often than chance allows."""
    kind = many(result.asked.kind)
    return _funnel(result, kind.capitalize(), f"{kind} per 100 pupils", _PUPILS, ())


def exits(result: Exclusions) -> Story:
    """Tell from which schools more pupils vanish than chance allows."""
    unit = "unexplained exits per 100 pupils"
    return _funnel(result, "Unexplained exits", unit, _PUPILS, _EXIT)


def managed(result: Exclusions) -> Story:
    """Tell from which schools more managed moves fail than chance allows."""
    unit = "per cent of managed moves failed"
    return _funnel(result, "Managed moves that failed", unit, "Managed moves", _FAILED)


def _funnel(
    result: Exclusions, what: str, unit: str, across: str, meaning: tuple[tuple[str, str], ...]
) -> Story:
    shown = rows_of(result)
    centre = result.said.get("centre")
    if not shown or centre is None:
        return nothing(result, what)
    beyond = [row for row in shown if row["beyond"]]
    adjusted = " (adjusted)" if result.said.get("adjusted") else ""
    key = f"Marks: schools. Grey lines: the rate of all, and 99.8% limits{adjusted}"
    return story(
        result,
        Telling(
            headline=f"{what}: {len(beyond)} of {len(shown)} schools outside limits",
            sentence=f"All {len(shown)} schools together: {plain(centre, 2)} {unit} "
            f"(n {plain(result.said['events'], 0)}). Outside the limits: {_named(beyond)}.",
            measure=f"{unit[:1].upper()}{unit[1:]}, by school",
            drawn=f"a funnel of {len(shown)} schools, {len(beyond)} outside it",
            figure=funnel.figure([_place(row) for row in shown], centre, key, across),
            columns=(
                *texts("School (URN)", "Phase"),
                *numbers("Number", "Of", "Rate", "99.8% limits"),
                *texts("Outside limits"),
            ),
            cells=[_cells(row) for row in shown],
            meaning=(*meaning, *_LIMITS, *_spread(result)),
        ),
    )


_MOST_NAMED: Final = 3


def _named(beyond: list[Row]) -> str:
    names = [row["label"] for row in beyond]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return (", ".join(names[:_MOST_NAMED]) + more) or "none"


def _spread(result: Exclusions) -> tuple[tuple[str, str], ...]:
    phi = result.said.get("phi")
    if phi is None:
        return ()
    return (("Over-dispersion", f"phi = {plain(phi, 2)}; 1 where chance explains it all."),)


def _place(row: Row) -> funnel.Place:
    size, value, lower, upper = (row[one] or 0.0 for one in ("of", "value", "lower", "upper"))
    said = f"{plain(value, 2)} (n {plain(row['number'], 0)})"
    return funnel.Place(
        name=row["label"],
        size=size,
        value=value,
        lower=lower,
        upper=upper,
        is_beyond=bool(row["beyond"]),
        said=said,
    )


def _cells(row: Row) -> list[Cell]:
    named = Cell(row["label"]), Cell(row["group"])
    figures = (
        number_cell(row["number"]),
        number_cell(row["of"]),
        value_cell(row),
        interval_cell(row),
    )
    return [*named, *figures, Cell("Yes" if row["beyond"] else "")]
