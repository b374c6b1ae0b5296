"""Pupils who are excluded again, those whom it ends with, and what comes after."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from yardstick.results.exclusion_span import frame, quantile, shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from yardstick.results.exclusion_span import Span

    Made = tuple[pd.DataFrame, dict[str, float]]

REPEATS: Final = "Suspensions in the year"
DAYS: Final = "School days lost in the year"
DAYS_OF_TERM: Final = "School days lost in one term"
BEFORE: Final = "Suspensions before a permanent exclusion"
WAITS: Final = "Days to the next roll"
DECISIONS: Final = "Governing board"

_BANDS: Final = (
    (1, 1, "1"),
    (2, 2, "2"),
    (3, 4, "3 to 4"),
    (5, 9, "5 to 9"),
    (10, None, "10 or more"),
)
_NONE_BEFORE: Final = ((0, 0, "None"), *_BANDS)
_THRESHOLDS: Final = (5, 10, 15)
_BOARD_MUST_MEET: Final = 15  # more days than this in a term, and the board must meet
_SESSIONS_A_DAY: Final = 2
_MOST_DAYS_A_YEAR: Final = 45
_WAIT_ENDS: Final = (0, 7, 28, 56, 112)  # days; the first six school days are the school's duty


def repeats(span: Span) -> Made:
    """Return pupils by how often they were suspended, and by how many days they lost.

    `number` is pupils, `of` those suspended at least once, `value` their share in %. Days are
    those that suspensions of the span say, two sessions a day.
    """
    found = span.run("exclusion_repeats")
    in_a_term = found["sessions_of_term"] > _BOARD_MUST_MEET * _SESSIONS_A_DAY
    pupils = _sum(found)
    rows = [
        *shares(_banded(found, "suspensions", REPEATS, _BANDS), pupils),
        *shares(_lost(found, DAYS), pupils),
        *shares([(DAYS_OF_TERM, f"More than {_BOARD_MUST_MEET}", _sum(found[in_a_term]))], pupils),
    ]
    again = _sum(found[found["suspensions"] > 1])
    days = float((found["sessions"] * found["pupils"]).sum()) / _SESSIONS_A_DAY
    over = found["sessions"] > _MOST_DAYS_A_YEAR * _SESSIONS_A_DAY
    times = float((found["suspensions"] * found["pupils"]).sum())
    said = {"pupils": pupils, "again": again, "days": days, "times": times}
    return frame(rows), said | {"over": _sum(found[over])}


def _lost(found: pd.DataFrame, group: str) -> list[tuple[str, str, float]]:
    return [
        (group, f"{days} or more", _sum(found[found["sessions"] >= days * _SESSIONS_A_DAY]))
        for days in _THRESHOLDS
    ]


def escalation(span: Span) -> Made:
    """Return permanent exclusions by how many suspensions came before, in any year held."""
    found = span.run("exclusion_escalation")
    whole = _sum(found, "exclusions")
    rows = shares(_banded(found, "suspensions", BEFORE, _NONE_BEFORE, "exclusions"), whole)
    said = {"permanent": whole}
    none = _sum(found[found["suspensions"] == 0], "exclusions")
    return frame(rows), said | {"none": none} | _middle(found)


def after(span: Span) -> Made:
    """Return permanent exclusions by days to the next roll of the authority, and by decision.

    A pupil who is on no later roll of the authority may be on one elsewhere.
    """
    found = span.run("exclusion_after")
    whole = _sum(found, "exclusions")
    waits = [(WAITS, label, number) for label, number in _waits(found)]
    never = _sum(found[found["days"].isna()], "exclusions")
    names = span.labels("board_outcome")
    decided = found.groupby(found["board_outcome"].fillna(""), sort=True)["exclusions"].sum()
    decisions = [
        (DECISIONS, names.get(str(code), "Not said"), float(number))
        for code, number in decided.items()
    ]
    rows = shares([*waits, (WAITS, "No later roll of the authority", never), *decisions], whole)
    return frame(rows), {"permanent": whole, "never": never} | _middle(found)


def _waits(found: pd.DataFrame) -> list[tuple[str, float]]:
    bands = [
        (f"{start + 1} to {end} days", found["days"].between(start + 1, end))
        for start, end in pairwise(_WAIT_ENDS)
    ]
    more = f"More than {_WAIT_ENDS[-1]} days", found["days"] > _WAIT_ENDS[-1]
    return [(label, _sum(found[inside], "exclusions")) for label, inside in (*bands, more)]


def _middle(found: pd.DataFrame) -> dict[str, float]:
    """Return the median of the days that are known; nothing where none is."""
    median = quantile(found["days"], found["exclusions"], 0.5)
    return {} if median is None else {"median": median}


def _banded(
    found: pd.DataFrame,
    column: str,
    group: str,
    bands: Sequence[tuple[int, int | None, str]],
    counted: str = "pupils",
) -> list[tuple[str, str, float]]:
    return [
        (
            group,
            label,
            _sum(
                found[found[column].between(low, float("inf") if high is None else high)], counted
            ),
        )
        for low, high, label in bands
    ]


def _sum(found: pd.DataFrame, counted: str = "pupils") -> float:
    return float(found[counted].sum())
