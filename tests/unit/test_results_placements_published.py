"""What the department publishes of plans and needs, beside the region's and England's."""

from __future__ import annotations

import math

import pytest
from beside_builders import answer, by_label, official, shown
from desk_builders import DERBYSHIRE, REGION

from yardstick.results.placement_types import Question


def test_the_newest_published_figure_stands_with_the_regions_and_englands():
    region, england = REGION.code, "E92000001"
    connection = shown(
        published=[
            official(DERBYSHIRE, 4_000, "2023/24"), official(DERBYSHIRE, 4_500, "2024/25"),
            official(region, 47_444, "2024/25"), official(england, 638_745, "2024/25"),
        ],
    )  # fmt: skip
    (row,) = answer(connection, Question.PUBLISHED).rows.to_dict("records")
    assert (row["label"], row["period"]) == ("Plans in January", "2024/25")
    assert (row["value"], row["region"], row["england"]) == (4_500, 47_444, 638_745)
    assert row["rate"] == pytest.approx(4_500 / 156_155 * 10_000)
    assert row["source"].startswith("Education, health and care plans")


def test_a_need_is_a_share_of_the_new_plans_and_a_percentage_has_no_rate():
    connection = shown(
        published=[
            official(DERBYSHIRE, 30, "2024", "sen2_need", "need_asd"),
            official(DERBYSHIRE, 120, "2024", "sen2_need", "new_plans"),
            official(DERBYSHIRE, 7, "2024", "sen2_need", "need_sld"),
            official(DERBYSHIRE, 41.5, "2024", "lait", "SEN_EHC_Excpt_20wks"),
            official(DERBYSHIRE, None, "2025", "lait", "SEN_EHC_Excpt_20wks"),
        ],
    )  # fmt: skip
    rows = by_label(answer(connection, Question.PUBLISHED))
    assert rows["New plans for autism"]["value"] == 25
    assert rows["New plans within 20 weeks, without exceptions"]["value"] == 41.5
    assert rows["New plans within 20 weeks, without exceptions"]["period"] == "2024"
    assert all(math.isnan(row["rate"]) for row in rows.values())
    assert all(math.isnan(row["region"]) for row in rows.values())


def test_a_published_figure_is_taken_where_it_stands_best():
    connection = shown(
        published=[
            official(DERBYSHIRE, 900, "2024", "lait", "SEN_INIT_REQ"),
            official(DERBYSHIRE, 901, "2023", "sen2_requests", "requests"),
        ],
    )  # fmt: skip
    (row,) = answer(connection, Question.PUBLISHED).rows.to_dict("records")
    assert (row["value"], row["part"]) == (901, "sen2_requests.requests")
