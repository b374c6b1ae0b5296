"""Views of exclusions: what each counts, what it leaves missing, and who may ask."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from desk_builders import viewer
from exclusion_builders import (
    AUTUMN,
    DAY,
    DERBY,
    INFO,
    LEICESTER,
    LIBRARY,
    SPRING,
    YEAR,
    messy,
    release,
    returns,
    usual,
    view,
)

from yardstick.access.errors import AccessDenied
from yardstick.model import Viewer
from yardstick.results.cache import Cache
from yardstick.results.exclusions import DATASET, ROLE, check_asked
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView, Kind
from yardstick.results.gate import Results


def by_label(result, group=""):
    rows = result.values.to_dict("records")
    return {row["label"]: row for row in rows if not group or row["group"] == group}


def suspensions(*whose, **changes):
    return [
        usual("exclusions", pupil_ref=pupil, row=at, **changes) for at, pupil in enumerate(whose)
    ]


def missing(value):
    return value is None or math.isnan(value)


# ---- who may ask --------------------------------------------------------------------------


def lead(**changes):
    given = viewer(DERBY, datasets=[DATASET])
    said = {"areas": given.areas, "grants": given.grants, "roles": frozenset({ROLE})}
    return Viewer("lead", "A lead", "derby", **{**said, **changes})


def test_a_person_named_for_exclusions_may_ask_for_their_own_authority():
    check_asked(lead(), ExclusionsAsked(ExclusionsView.TERMS, DERBY))


@pytest.mark.parametrize(
    ("who", "area"),
    [
        (lead(roles=frozenset()), DERBY),
        (lead(grants=frozenset()), DERBY),
        (lead(), LEICESTER),
        (lead(areas=frozenset()), DERBY),
    ],
    ids=["without the role", "without the grant", "of another authority", "of none"],
)
def test_nobody_else_may(who, area):
    with pytest.raises(AccessDenied):
        check_asked(who, ExclusionsAsked(ExclusionsView.TERMS, area))


# ---- nothing, one, and other authorities' -------------------------------------------------


@pytest.mark.parametrize("name", ExclusionsView)
def test_a_release_without_records_gives_an_empty_view(name):
    result = view({}, name)
    assert result.years == ()
    assert result.asked.year == ""
    assert result.said["terms"] == 0
    assert not (result.values["number"] > 0).any()


@pytest.mark.parametrize("name", ExclusionsView)
def test_records_of_others_count_nowhere(name):
    rows = messy(3)
    mine = {table: [row for row in held if row["area"] == DERBY] for table, held in rows.items()}
    assert view(rows, name).values.equals(view(mine, name).values)


def test_a_year_that_is_not_held_is_refused():
    with pytest.raises(AccessDenied):
        view(returns(), "terms", year="2011/12")


def test_the_newest_year_is_shown_unless_another_is_asked_for():
    rows = returns(exclusions=suspensions("a", period="2022/23 Autumn"))
    assert view(rows, "reasons").asked.year == YEAR
    assert view(rows, "reasons", year="2022/23").asked.year == "2022/23"
    assert [year.key for year in view(rows, "reasons").years] == ["2022/23", YEAR]


# ---- rates --------------------------------------------------------------------------------


def test_a_rate_is_over_the_pupils_of_the_census_within_the_year():
    rows = returns(
        exclusions=suspensions("a", "b", "c"),
        headcount=[
            usual("headcount", pupils=200),
            usual("headcount", census_year=2023, pupils=7),
            usual("headcount", school_urn="100009", school_phase="PRI", pupils=100),
        ],
    )
    terms = by_label(view(rows, "terms"), "All schools")
    assert (terms[AUTUMN]["number"], terms[AUTUMN]["of"]) == (3, 300)
    assert terms[AUTUMN]["value"] == pytest.approx(1.0)
    assert (terms[SPRING]["number"], terms[SPRING]["value"]) == (0, 0)
    secondary = by_label(view(rows, "years"), "Secondary")
    assert secondary[YEAR]["value"] == pytest.approx(1.5)
    assert missing(secondary[YEAR]["published"])


def test_a_late_record_counts_in_the_term_of_its_day():
    rows = returns(exclusions=suspensions("a", period=SPRING))
    terms = by_label(view(rows, "terms"), "All schools")
    assert (terms[AUTUMN]["number"], terms[SPRING]["number"]) == (1, 0)


def test_a_term_without_a_return_is_missing_and_so_is_its_year():
    rows = {"exclusions": suspensions("a"), "headcount": [usual("headcount")]}
    terms = by_label(view(rows, "terms"), "All schools")
    assert terms[AUTUMN]["number"] == 1
    assert missing(terms[SPRING]["number"])
    assert terms[SPRING]["status"] == "x"
    years = view(rows, "years")
    assert missing(by_label(years, "All schools")[YEAR]["number"])
    assert years.said["terms"] == 1


def test_without_a_headcount_there_is_a_number_and_no_rate():
    row = by_label(view(returns(exclusions=suspensions("a")), "years"), "All schools")[YEAR]
    assert row["number"] == 1
    assert missing(row["value"])
    assert row["status"] == "x"


def test_the_departments_rate_stands_beside_the_years():
    rows = returns(
        exclusions=[*suspensions("a"), usual("exclusions", school_phase="ALT", pupil_ref="b")]
    )
    held = release(rows)
    held.execute("INSERT INTO published VALUES ('exclusions', 'suspensions_rate', ?, ?, 9.5, '')",
                 [DERBY, YEAR])  # fmt: skip
    shown = view(rows, "years", held)
    assert by_label(shown, "All schools")[YEAR]["published"] == 9.5
    assert missing(by_label(shown, "Secondary")[YEAR]["published"])
    assert missing(by_label(shown, "Alternative provision")[YEAR]["published"])


# ---- repeats, escalation, after -----------------------------------------------------------


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


# ---- who and why --------------------------------------------------------------------------


def test_a_group_is_held_against_its_base():
    rows = returns(
        exclusions=[*suspensions("a"), *suspensions("b", "c", "d", sex="M", looked_after=True)],
        headcount=[usual("headcount", pupils=50), usual("headcount", sex="M", pupils=50)],
    )
    shown = view(rows, "groups")
    sex = by_label(shown, "Sex")
    assert sex["Male"]["value"] == pytest.approx(3)
    assert sex["Male"]["lower"] < 3 < sex["Male"]["upper"]
    assert sex["Female"]["is_base"]
    assert missing(sex["Female"]["lower"])
    care = by_label(shown, "Looked-after children")
    assert care["Looked after"]["number"] == 3
    assert missing(care["Looked after"]["value"])


def test_reasons_of_three_lists_come_together_and_each_counts():
    rows = returns(
        exclusions=[
            *suspensions("a", reason_1="DB", reason_2="PP"),
            *suspensions("b", reason_1="LD", reason_2="CB"),
            *suspensions("c", reason_1="??"),
        ]
    )
    shown = view(rows, "reasons")
    found = by_label(shown)
    assert found["Disruption"]["number"] == 3
    assert found["Other"]["number"] == 1
    assert next(iter(found)) == "Disruption"
    assert (shown.said["exclusions"], shown.said["reasons"]) == (3, 5)
    assert not len(view(rows, "reasons", kind=Kind.PERMANENT).values)


# ---- schools and moves --------------------------------------------------------------------


def test_a_school_that_excludes_far_more_than_its_size_explains_is_outside():
    schools = [str(100001 + at) for at in range(12)]
    often = {"100001": 30}
    rows = returns(
        exclusions=[
            usual("exclusions", school_urn=urn, pupil_ref=f"{urn}{at}", row=at)
            for urn in schools
            for at in range(often.get(urn, 3))
        ],
        headcount=[usual("headcount", school_urn=urn, pupils=200) for urn in schools],
    )
    shown = view(rows, "schools")
    outside = [label for label, row in by_label(shown).items() if row["beyond"]]
    assert outside == ["100001"]
    assert shown.said["beyond"] == 1
    assert not len(view(rows, "schools", phase="PRI").values)


def test_limits_allow_for_schools_that_differ_more_than_chance():
    schools = [str(100001 + at) for at in range(12)]
    rows = returns(
        exclusions=[
            usual("exclusions", school_urn=urn, pupil_ref=f"{urn}{at}", row=at)
            for place, urn in enumerate(schools)
            for at in range(10 + 8 * place)
        ],
        headcount=[usual("headcount", school_urn=urn, pupils=300) for urn in schools],
    )
    shown = view(rows, "schools")
    assert shown.said["adjusted"] == 1
    assert shown.said["phi"] > 1


def test_an_unknown_school_of_a_managed_move_is_told_of():
    joined = usual("joiners", entry_mode="MAN", origin_urn="100007")
    back = usual("joiners", school_urn="100007", entry_date=DAY + dt.timedelta(40))
    shown = view(returns(joiners=[joined, back]), "managed")
    (row,) = shown.values.to_dict("records")
    assert (row["group"], row["label"]) == ("Phase not known", "100007")
    assert (row["number"], row["of"], row["value"]) == (1, 1, 100)


def test_an_exit_is_held_over_the_pupils_of_the_school():
    left = usual("leavers", destination="EHE", year_group="11")
    rows = returns(
        exclusions=suspensions("a"), leavers=[left], headcount=[usual("headcount", pupils=50)]
    )
    (row,) = view(rows, "exits").values.to_dict("records")
    assert (row["number"], row["of"], row["value"]) == (1, 50, 2)


def test_a_pupil_said_to_be_at_a_school_here_and_on_no_roll_is_counted():
    rows = returns(
        leavers=[usual("leavers"), usual("leavers", pupil_ref="b", destination="EHE")],
        joiners=[usual("joiners", pupil_ref="c")],
    )
    said = view(rows, "destinations").said
    assert (said["leavings"], said["ours"], said["not_joined"], said["never"]) == (2, 1, 1, 2)


def test_each_other_authority_has_both_ways():
    rows = returns(
        leavers=[usual("leavers", destination="SOL", destination_la=LEICESTER)],
        joiners=[usual("joiners", origin="SOL", origin_la="X99999999")],
    )
    shown = view(rows, "border")
    assert [(row["group"], row["number"]) for row in shown.values.to_dict("records")] == [
        ("Leicester", 1), ("Leicester", 0), ("X99999999", 0), ("X99999999", 1),
    ]  # fmt: skip


# ---- through the door ---------------------------------------------------------------------


def door(who):
    """Return a viewer's results of a release with one suspension."""
    held = release(returns(exclusions=suspensions("a")))
    made = Cache(4)
    return Results(who, INFO, "r1", None, LIBRARY, held.cursor, held.cursor, made, tuple)


def test_the_door_gives_a_view_once_and_its_years():
    results, asked = door(lead()), ExclusionsAsked(ExclusionsView.REASONS, DERBY)
    assert results.exclusions(asked) is results.exclusions(asked)
    assert [year.key for year in results.exclusion_years(DERBY)] == [YEAR]


def test_the_door_is_shut_to_whoever_is_not_named():
    results = door(lead(roles=frozenset()))
    with pytest.raises(AccessDenied):
        results.exclusions(ExclusionsAsked(ExclusionsView.REASONS, DERBY))
    with pytest.raises(AccessDenied):
        results.exclusion_years(DERBY)
