"""How many placements every authority has: own exact, others rounded, and missing never 0."""

from __future__ import annotations

import math

import pytest
from beside_builders import DISTRESS, YEAR, answer, cell, cube, shown
from desk_builders import DERBY, DERBYSHIRE, LEICESTER, REGION

from yardstick.access.errors import AccessDenied
from yardstick.results.placement_types import Question

DAY_AUTISM, DAY_DISTRESS = {}, {"primary_need": "SEMH"}


@pytest.fixture
def everybody():
    """Derbyshire has 3 of its own; of all others but Leicester there is a cube, Derby's coarse."""
    others = [area for area in REGION.authorities if area not in {DERBYSHIRE, DERBY, LEICESTER}]
    return shown(
        mine=[DAY_AUTISM, DAY_AUTISM, DAY_DISTRESS],
        cubes=[cube(DERBYSHIRE), cube(DERBY, wording="stage: All; need: Four areas of need"),
               *(cube(area) for area in others)],
        cells=[cell(DERBYSHIRE, 5), cell(others[0], 10), cell(others[0], 10, need=DISTRESS),
               cell(others[1], 5), cell(DERBY, 15, need=DISTRESS, stage="All"),
               cell(DERBY, 20, need="Communication and interaction", stage="All")],
    ), others  # fmt: skip


def test_own_is_exact_others_are_rounded_and_few_have_no_rate(everybody):
    connection, others = everybody
    found = answer(connection, Question.PLACES_REGION, "need.autism")
    rows = {row["part"]: row for row in found.rows.to_dict("records")}
    assert (rows[DERBYSHIRE]["number"], rows[DERBYSHIRE]["is_exact"]) == (2, True)
    assert rows[DERBYSHIRE]["rate"] > 0
    assert (rows[others[0]]["number"], rows[others[0]]["is_exact"]) == (10, False)
    assert rows[others[0]]["rate"] > 0
    assert math.isnan(rows[others[1]]["rate"])
    assert (rows[others[2]]["number"], rows[others[2]]["status"]) == (0, "shown")
    assert found.about == "First need: Autism"


def test_what_is_not_told_apart_or_not_there_is_missing_and_never_0(everybody):
    connection, _ = everybody
    rows = {
        part: answer(connection, Question.PLACES_REGION, part).rows.set_index("part")
        for part in ("", "need.autism", "need.social_emotional_and_mental_health",
                     "stage.key_stage_3")
    }  # fmt: skip
    for found in rows.values():
        assert found.loc[LEICESTER, "status"] == "x"
        assert math.isnan(found.loc[LEICESTER, "number"])
    assert rows[""].loc[DERBY, "number"] == 35
    assert rows["need.autism"].loc[DERBY, "status"] == "x"
    assert rows["need.social_emotional_and_mental_health"].loc[DERBY, "number"] == 15
    assert rows["stage.key_stage_3"].loc[DERBY, "status"] == "x"


def test_authorities_stand_from_a_to_z(everybody):
    names = answer(everybody[0], Question.PLACES_REGION).rows["label"].tolist()
    assert names == sorted(names)
    assert len(names) == len(REGION.authorities)


def test_the_region_has_a_total_only_where_every_authority_has_a_number(everybody):
    assert answer(everybody[0], Question.PLACES_REGION).totals == {}
    cubes = [cube(area) for area in REGION.authorities]
    few = shown(mine=[DAY_AUTISM], cubes=cubes, cells=[cell(DERBY, 5)])
    totals = answer(few, Question.PLACES_REGION).totals
    assert (totals["number"], "rate" in totals) == (6, False)
    many = shown(mine=[DAY_AUTISM], cubes=cubes, cells=[cell(DERBY, 10)])
    assert answer(many, Question.PLACES_REGION).totals["rate"] > 0


def test_an_authority_that_is_not_the_readers_is_rounded_too(everybody):
    found = answer(everybody[0], Question.PLACES_REGION, area=DERBY)
    assert not found.rows["is_exact"].any()
    assert found.period.key == YEAR


def test_a_part_that_is_not_there_is_refused(everybody):
    with pytest.raises(AccessDenied):
        answer(everybody[0], Question.PLACES_REGION, "need.children")
