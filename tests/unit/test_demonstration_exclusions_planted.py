"""What is planted in the invented exclusions and moves stands out, and nothing else does."""

from __future__ import annotations

import numpy as np
import pandas as pd

from yardstick.demonstration.records import Pattern
from yardstick.demonstration.records.school_days import TERMS

pytest_plugins = ["exclusion_demo_fixtures"]


def of_pattern(plants, pattern):
    return [one for one in plants if one.pattern is pattern]


def exits(frames, urn):
    leavers = frames["leavers"]
    leaving = pd.to_datetime(leavers["leaving_date"]).dt.month
    ten = (leavers["year_group"] == "10") & leaving.between(1, 8)
    eleven = (leavers["year_group"] == "11") & ~leaving.between(2, 8)
    gone = leavers[(ten | eleven) & leavers["destination"].isin(["EHE", "CME"])]
    gone = gone[~gone["pupil_ref"].isin(frames["joiners"]["pupil_ref"])]
    counts = gone.groupby("school_urn").size().sort_values(ascending=False)
    return counts, counts.get(urn, 0)


def test_unexplained_exits_are_at_two_schools_of_two_authorities(frames, plants):
    planted = of_pattern(plants, Pattern.UNEXPLAINED_EXITS)
    assert len({one.area for one in planted}) == 2
    counts, _ = exits(frames, "")
    assert set(counts.index[:2]) == {one.school_urn for one in planted}
    assert counts.iloc[1] > 2 * counts.iloc[2]


def test_managed_moves_of_the_planted_school_come_back(frames, plants):
    (planted,) = of_pattern(plants, Pattern.FAILED_MOVES)
    joiners = frames["joiners"]
    managed = joiners[joiners["entry_mode"] == "MAN"]
    back = joiners.merge(
        managed,
        left_on=["pupil_ref", "school_urn", "origin_urn"],
        right_on=["pupil_ref", "origin_urn", "school_urn"],
    )
    of_school = managed["origin_urn"] == planted.school_urn
    failed = managed["pupil_ref"].isin(back["pupil_ref"])
    assert failed[of_school].mean() > failed[~of_school].mean() + 0.2


def test_the_planted_school_suspends_most_often(frames, exclusions, plants):
    (planted,) = of_pattern(plants, Pattern.FREQUENT)
    heads = frames["headcount"]
    secondary = heads[(heads["school_phase"] == "SEC") & (heads["la_code"] == planted.area)]
    pupils = secondary.groupby("school_urn")["pupils"].sum()
    made = exclusions.groupby("school_urn").size().reindex(pupils.index)
    assert (made / pupils).idxmax() == planted.school_urn


def test_black_pupils_of_the_planted_authority_are_suspended_more(frames, exclusions, plants):
    (planted,) = of_pattern(plants, Pattern.DISPROPORTION)

    def ratio(area):
        of = [t[t["la_code"] == area] for t in (exclusions, frames["headcount"])]
        made = (of[0]["ethnic_group"] == "B").mean()
        return made / (
            of[1].loc[of[1]["ethnic_group"] == "B", "pupils"].sum() / of[1]["pupils"].sum()
        )

    others = [ratio(area) for area in exclusions["la_code"].unique() if area != planted.area]
    assert ratio(planted.area) > 2 * np.median(others)


def test_permanently_excluded_pupils_of_the_planted_authority_wait_long(frames, plants):
    (planted,) = of_pattern(plants, Pattern.SLOW_RETURN)
    leavers, joiners = frames["leavers"], frames["joiners"]
    expelled = leavers[leavers["leaving_ground"] == "PEX"]
    next_roll = expelled.merge(joiners, left_on=["pupil_ref", "school_urn"],
                               right_on=["pupil_ref", "origin_urn"])  # fmt: skip
    waits = pd.to_datetime(next_roll["entry_date"]) - pd.to_datetime(next_roll["leaving_date"])
    of_area = waits.groupby(next_roll["la_code_x"]).median()
    assert of_area[planted.area] > 2 * of_area.drop(planted.area).median()
    assert len(next_roll["pupil_ref"].unique()) < len(expelled)


def test_the_planted_authority_records_late(exclusions, plants):
    (planted,) = of_pattern(plants, Pattern.LATE_RECORDS)
    ends = exclusions["period"].map({term.key: pd.Timestamp(term.start) for term in TERMS})
    late = (exclusions["date"] < ends).groupby(exclusions["la_code"]).mean()
    assert late.idxmax() == planted.area
    assert late[planted.area] > 0.15


def test_pupils_of_the_planted_authority_move_to_the_other(frames, plants):
    (planted,) = of_pattern(plants, Pattern.ACROSS_BORDER)
    leavers = frames["leavers"]
    across = leavers[(leavers["la_code"] == planted.area) & (leavers["destination"] == "SOL")]
    assert across["destination_la"].value_counts().index[0] == planted.other
