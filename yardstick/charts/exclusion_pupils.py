"""Repeat exclusion, what it leads to, and what comes after, told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import bars
from yardstick.charts.exclusion_story import (
    nothing,
    of_pupils,
    rows_of,
    share_columns,
    share_row,
    share_said,
    story,
)
from yardstick.charts.numbers import plain
from yardstick.charts.record_words import Telling

if TYPE_CHECKING:
    from yardstick.charts.rows import Row
    from yardstick.charts.stories import Story
    from yardstick.results.exclusions_types import Exclusions

_DAYS: Final = (
    ("Days lost", "Sessions of the suspensions that began in the school year, two to a day."),
    (
        "More than 15 days in a term",
        ("The governing board must then meet. Each pupil counts once, however many terms it was."),
    ),
)
_ROLL: Final = (
    (
        "Next roll",
        (
            "The first day after it on which a return of the authority has the pupil join "
            "a school. A pupil on no later roll here may be on one elsewhere."
        ),
    ),
    (
        "Days",
        (
            "Days of the calendar from the first day of the exclusion, with the time in which "
            "the governing board decides."
        ),
    ),
)
_BEFORE: Final = (
    (
        "Before",
        (
            "Suspensions of the same pupil in any school year that the returns hold, so the "
            "first years held have less to look back on."
        ),
    ),
)


def repeats(result: Exclusions) -> Story:
    """Tell how many pupils were suspended once, and how many again and again."""
    said = result.said
    if not said["pupils"]:
        return nothing(result, "Repeat suspension")
    days = plain(said["days"], 1).removesuffix(".0")  # half days are lost too, but seldom
    again = plain(100 * said["again"] / said["pupils"], 0)
    return _shares(
        result,
        headline=f"{again}% of suspended pupils were suspended again",
        sentence=f"{of_pupils(said['pupils']).capitalize()} had {plain(said['times'], 0)} "
        f"suspensions and lost {days} days; "
        f"{plain(said['again'], 0)} were suspended more than once.",
        measured="Pupils suspended at least once in the year, by suspensions and days lost",
        meaning=_DAYS,
        cautions=_over(said["over"]),
    )


def _over(pupils: float) -> tuple[str, ...]:
    if not pupils:
        return ()
    return (f"{of_pupils(pupils)} lost more than the 45 days that the law allows in a year.",)


def escalation(result: Exclusions) -> Story:
    """Tell how many suspensions came before permanent exclusions, and over what time."""
    said = result.said
    if not said["permanent"]:
        return nothing(result, "Before permanent exclusion")
    middle = f"; half were within {plain(said['median'], 0)} days" if "median" in said else ""
    return _shares(
        result,
        headline=f"{plain(said['none'], 0)} of {plain(said['permanent'], 0)} "
        "came without suspension before",
        sentence=f"Of {plain(said['permanent'], 0)} permanent exclusions, "
        f"{plain(said['permanent'] - said['none'], 0)} came after suspensions{middle} "
        f"{'of the first one.' if middle else ''}".rstrip(" ").removesuffix(".")
        + ".",
        measured="Permanent exclusions of the year by suspensions of the pupil before",
        meaning=_BEFORE,
    )


def after(result: Exclusions) -> Story:
    """Tell how long the permanently excluded wait for a roll, and what boards decided."""
    said = result.said
    if not said["permanent"]:
        return nothing(result, "After permanent exclusion")
    middle = f"{plain(said['median'], 0)} days" if "median" in said else "not known"
    return _shares(
        result,
        headline=f"{plain(said['never'], 0)} of {plain(said['permanent'], 0)} "
        "permanently excluded are on no later roll",
        sentence=f"Of {plain(said['permanent'], 0)} permanently excluded pupils, "
        f"{plain(said['never'], 0)} are on no later roll of the authority; "
        f"for the others the median wait is {middle}.",
        measured="Permanent exclusions of the year by days to the next roll and board decision",
        meaning=_ROLL,
    )


def _shares(  # noqa: PLR0913 - the words of a view
    result: Exclusions,
    *,
    headline: str,
    sentence: str,
    measured: str,
    meaning: tuple[tuple[str, str], ...],
    cautions: tuple[str, ...] = (),
) -> Story:
    shown = rows_of(result)
    return story(
        result,
        Telling(
            headline=headline,
            sentence=sentence,
            measure=measured,
            drawn=f"a bar chart of {len(shown)} groups",
            figure=bars.figure([_bar(row) for row in shown], "Bars: share of the whole"),
            columns=share_columns("Group", "Of", "Number"),
            cells=[share_row(row) for row in shown],
            meaning=meaning,
            cautions=cautions,
        ),
    )


def _bar(row: Row) -> bars.Bar:
    name = f"{row['group']}, {row['label'][:1].lower()}{row['label'][1:]}"
    return bars.Bar(name, row["value"], share_said(row))
