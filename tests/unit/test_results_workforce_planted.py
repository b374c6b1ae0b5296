"""What is planted in the invented returns of the workforce is found, and joint returns are one."""

from __future__ import annotations

import pytest
from desk_builders import CATALOGUE, DERBYSHIRE, REGION, new_store, open_desk, selection
from workforce_builders import asked, invented, keep, workforce_lead

from yardstick.demonstration.records import Pattern, planted_workforce
from yardstick.results.workforce_types import OF_OTHERS, WorkforceAsked, WorkforceQuestion

EVERY = pytest.mark.parametrize("question", WorkforceQuestion)
PLANTS = {one.pattern: one for one in planted_workforce(CATALOGUE, REGION)}
NORTH, WEST = PLANTS[Pattern.JOINT_RETURN].area, PLANTS[Pattern.JOINT_RETURN].other


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """Every authority's invented returns."""
    store = new_store(tmp_path_factory.mktemp("region"))
    for one in invented():
        keep(store, one.tables, one.area, one.period)
    return open_desk(store)


def test_the_authority_that_pays_above_the_cap_is_found(region):
    above = {
        area: asked(region, WorkforceQuestion.RATES, area, workforce_lead(area)).totals.get("above")
        for area in REGION.authorities
    }
    assert [area for area, number in above.items() if number] == [PLANTS[Pattern.ABOVE_CAP].area]


def test_the_best_payer_is_found_for_every_role(region):
    reader = workforce_lead(DERBYSHIRE)
    for role in region.results(reader).roles():
        found = pay_by_authority(region, reader, role)
        best = found[found["gap"] == 0]["part"].tolist()
        assert best == ([PLANTS[Pattern.BEST_PAYER].area] if role != "OTH" else [])


def test_the_agency_that_all_share_is_found(region):
    found = asked(region, WorkforceQuestion.AGENCIES_REGION).rows
    users = found.groupby("part")["is_used"].sum()
    has_workers = {
        area
        for area in found["area"].unique()
        if asked(region, WorkforceQuestion.WORKERS, area, workforce_lead(area)).totals["workers"]
    }
    assert users.idxmax() == PLANTS[Pattern.SHARED_AGENCY].provider
    assert users.max() == len(has_workers) == 8  # Derby has no agency worker


def pay_by_authority(desk, reader, role):
    wanted = WorkforceAsked(WorkforceQuestion.PAY_REGION, role=role)
    return desk.results(reader).workforce(selection(), wanted).rows


@pytest.mark.parametrize("question", OF_OTHERS)
def test_the_joint_return_is_one_of_nine_for_both_its_authorities(region, question):
    reader = workforce_lead(NORTH, WEST)
    north, west = (asked(region, question, area, reader) for area in (NORTH, WEST))
    assert north.rows.equals(west.rows)
    assert north.totals == west.totals
    assert north.totals["authorities"] == 9
    names = north.rows.get("authority", north.rows["label"])
    assert set(names[north.rows["is_focus"]]) == {"Northamptonshire (combined)"}
    assert not {"North Northamptonshire", "West Northamptonshire"} & set(names)


@EVERY
def test_the_joint_return_is_one_whichever_of_its_authorities_is_asked_for(region, question):
    reader = workforce_lead(NORTH, WEST)
    north, west = (asked(region, question, area, reader) for area in (NORTH, WEST))
    assert len(north.rows)
    assert north.rows.equals(west.rows)
    assert north.totals == west.totals
    assert north.joint == west.joint == "Northamptonshire (combined)"


def test_who_may_not_read_the_sender_of_a_joint_return_sees_none(region):
    found = asked(region, WorkforceQuestion.SALARIES, WEST, workforce_lead(WEST))
    assert (found.period, found.is_own, len(found.rows)) == (None, True, 0)
    assert found.joint == "Northamptonshire (combined)"
    other = asked(region, WorkforceQuestion.SALARIES, WEST, workforce_lead(NORTH))
    assert (other.is_own, len(other.rows)) == (False, 0)
