"""Exclusions and moves by school: outside what chance explains, and over the border."""

from __future__ import annotations

import datetime as dt

from exclusion_builders import DAY, LEICESTER, by_label, returns, suspensions, usual, view


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
