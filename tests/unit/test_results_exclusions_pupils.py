"""Pupils who are excluded again, for how long, what came before and what came after."""

from __future__ import annotations

import datetime as dt

from exclusion_builders import DAY, by_label, returns, suspensions, usual, view


def days(*numbers, **changes):
    return [
        usual("exclusions", start_date=DAY + dt.timedelta(n), row=at, **changes)
        for at, n in enumerate(numbers)
    ]


def test_pupils_are_counted_by_how_often_and_how_long():
    rows = returns(
        exclusions=[*days(0, 7, 14, sessions=20), *suspensions("b", sessions=10),
                    *suspensions("c", sessions=90)]
    )  # fmt: skip
    shown = view(rows, "repeats")
    often = by_label(shown, "Suspensions in the year")
    assert (often["1"]["number"], often["3 to 4"]["number"], often["1"]["of"]) == (2, 1, 3)
    lost = by_label(shown, "School days lost in the year")
    assert [lost[f"{n} or more"]["number"] for n in (5, 10, 15)] == [3, 2, 2]
    assert by_label(shown, "School days lost in one term")["More than 15"]["number"] == 2
    assert (shown.said["again"], shown.said["days"], shown.said["over"]) == (1, 80, 0)


def test_a_pupil_who_lost_too_many_days_in_each_of_two_terms_is_one_pupil():
    shown = view(returns(exclusions=days(0, 120, sessions=40)), "repeats")
    assert by_label(shown, "School days lost in one term")["More than 15"]["number"] == 1


def test_days_that_are_too_many_only_over_two_terms_are_not_of_one_term():
    shown = view(returns(exclusions=days(0, 120, sessions=16)), "repeats")
    assert by_label(shown, "School days lost in one term")["More than 15"]["number"] == 0
    assert by_label(shown, "School days lost in the year")["15 or more"]["number"] == 1


def test_more_than_the_days_that_the_law_allows_is_said():
    assert view(returns(exclusions=days(0, 50, sessions=46)), "repeats").said["over"] == 1


def test_what_came_before_and_after_a_permanent_exclusion():
    expelled = days(30, category="PERM", sessions=None, board_outcome="UPH")
    alone = usual("exclusions", pupil_ref="z", category="PERM", sessions=None)
    rows = returns(
        exclusions=[*days(0, 10), *expelled, alone],
        joiners=[usual("joiners", entry_date=DAY + dt.timedelta(60))],
    )
    before = view(rows, "escalation")
    assert by_label(before)["2"]["number"] == 1
    assert (before.said["none"], before.said["median"]) == (1, 30)
    later = view(rows, "after")
    assert by_label(later, "Days to the next roll")["29 to 56 days"]["number"] == 1
    assert by_label(later, "Governing board")["Upheld"]["number"] == 1
    assert by_label(later, "Governing board")["Not said"]["number"] == 1
    assert (later.said["never"], later.said["median"]) == (1, 30)
