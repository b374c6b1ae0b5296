"""Own prices of placements against the region's mean, and why the two means differ."""

from __future__ import annotations

import math

import pytest
from beside_builders import AUTISM, DISTRESS, YEAR, answer, by_label, cell, cube, price, shown
from desk_builders import DERBY, DERBYSHIRE
from hypothesis import given, settings
from hypothesis import strategies as st
from placement_builders import AUTUMN

from yardstick.results.placement_types import Question

DAY_AUTISM = {}
CUBES = [cube(DERBYSHIRE), cube(DERBY)]


# ---- prices against the region's --------------------------------------------------------------


@pytest.fixture
def priced():
    """Two placements for autism at 50,000, one for distress at 80,000; the region knows autism."""
    return shown(
        mine=[DAY_AUTISM, DAY_AUTISM, {"primary_need": "SEMH", "annual_price": 80_000.0}],
        cubes=CUBES,
        cells=[cell(DERBY, 5), cell(DERBY, 5, need=DISTRESS)],
        prices=[price(64_000), price(64_000, "Day"), price(40_000, "Day", AUTISM)],
    )


def test_own_means_stand_against_the_regions_where_it_has_one(priced):
    found = answer(priced, Question.PRICE_REGION)
    rows = by_label(found)
    assert list(rows) == ["All placements", "Day", f"Day: {DISTRESS}", f"Day: {AUTISM}"]
    assert (rows["Day"]["mean"], rows["Day"]["region"]) == (60_000, 64_000)
    assert rows[f"Day: {AUTISM}"]["index"] == pytest.approx(125)
    assert math.isnan(rows[f"Day: {DISTRESS}"]["region"])
    assert math.isnan(rows[f"Day: {DISTRESS}"]["index"])
    totals = found.totals
    assert (totals["compared"], totals["above"], totals["leaves"]) == (1, 1, 2)
    assert totals["index"] == pytest.approx(93.75)
    assert found.period.key == YEAR


def test_a_placement_counts_once_in_a_year_as_last_returned():
    child = {"child_ref": "P4-same"}
    rows = [
        {**child, "period": "2024/25 Summer", "annual_price": 90_000.0},
        {**child, "period": AUTUMN, "annual_price": 10_000.0},
        {**child, "period": "2023/24 Summer", "annual_price": 20_000.0},
    ]
    found = answer(shown(mine=rows, prices=[price(45_000)]), Question.PRICE_REGION)
    assert (found.totals["placements"], found.totals["index"]) == (1, 200)


def test_the_newest_year_that_has_a_price_is_taken():
    mine = [DAY_AUTISM, {"period": "2023/24 Summer", "annual_price": 30_000.0}]
    found = answer(
        shown(mine=mine, prices=[price(60_000, period="2023/24")]), Question.PRICE_REGION
    )
    assert (found.period.key, found.totals["mean"]) == ("2023/24", 30_000)


@pytest.mark.parametrize("question", [Question.PRICE_REGION, Question.MIX_REGION])
def test_prices_of_another_authority_are_set_beside_nothing(priced, question):
    found = answer(priced, question, area=DERBY)
    assert (found.is_own, found.period, len(found.rows)) == (False, None, 0)


# ---- why the mean is another ------------------------------------------------------------------


def test_mix_prices_and_what_cannot_be_told_add_up():
    """By hand: all own are autism, half of the region's are; own pay 50,000 against 40,000."""
    connection = shown(
        mine=[DAY_AUTISM] * 5,
        cubes=CUBES,
        cells=[cell(DERBY, 15), cell(DERBY, 20, need=DISTRESS)],
        prices=[price(50_000), price(50_000, "Day"), price(40_000, "Day", AUTISM),
                price(60_000, "Day", DISTRESS)],
    )  # fmt: skip
    found = answer(connection, Question.MIX_REGION)
    rows, totals = by_label(found), found.totals
    autism, distress = rows[f"Day: {AUTISM}"], rows[f"Day: {DISTRESS}"]
    assert (autism["share"], autism["region_share"]) == (100, 50)
    assert (autism["mix"], autism["within"]) == (-2_500, 7_500)
    assert (distress["mix"], distress["within"]) == (-5_000, 0)
    assert (totals["mix"], totals["within"], totals["rest"]) == (-7_500, 7_500, 0)
    assert [row["effect"] for row in rows.values()] == sorted(
        (row["effect"] for row in rows.values()), key=abs, reverse=True
    )


POUNDS = st.integers(20, 90).map(lambda thousands: thousands * 1_000)


@settings(max_examples=30)  # each fills a database
@given(
    own=st.lists(st.tuples(st.sampled_from(["ASD", "SEMH"]), POUNDS), min_size=1, max_size=6),
    numbers=st.tuples(*[st.integers(0, 5).map(lambda five: 5 * five)] * 3),
    prices=st.tuples(POUNDS, POUNDS, POUNDS, POUNDS),
    leaves=st.sampled_from([(), (AUTISM,), (AUTISM, DISTRESS)]),
)
def test_the_parts_are_the_whole_difference_whatever_is_shown(own, numbers, prices, leaves):
    mine = [{"primary_need": need, "annual_price": float(pounds)} for need, pounds in own]
    told = zip(leaves, prices[2:], strict=False)
    connection = shown(
        mine=mine, cubes=CUBES,
        cells=[cell(DERBY, numbers[0]), cell(DERBY, numbers[1], need=DISTRESS),
               cell(DERBY, numbers[2], basis="Residential, 52 weeks")],
        prices=[price(prices[0]), price(prices[1], "Day"),
                *(price(pounds, "Day", need) for need, pounds in told)],
    )  # fmt: skip
    found = answer(connection, Question.MIX_REGION)
    totals = found.totals
    parts = totals["mix"] + totals["within"] + totals["rest"]
    assert parts == pytest.approx(totals["mean"] - totals["region"], abs=1e-6)
    assert found.rows["effect"].sum() == pytest.approx(totals["mix"] + totals["within"], abs=1e-6)


def test_a_basis_whose_needs_have_few_prices_is_one_group(priced):
    assert list(by_label(answer(priced, Question.MIX_REGION))) == ["Day"]


def test_needs_that_some_authority_does_not_tell_apart_leave_the_basis():
    connection = shown(
        mine=[DAY_AUTISM], cubes=CUBES,
        cells=[cell(DERBY, 5, need="Communication and interaction")],
        prices=[price(50_000), price(50_000, "Day"), price(40_000, "Day", AUTISM)],
    )  # fmt: skip
    assert list(by_label(answer(connection, Question.MIX_REGION))) == ["Day"]


@pytest.mark.parametrize(
    ("cells", "prices"),
    [
        ([cell(DERBY, 5, basis="Residential")], [price(50_000), price(50_000, "Day")]),
        ([cell(DERBY, 5)], [price(50_000)]),
    ],
)
def test_where_the_region_is_told_too_coarsely_nothing_is_split(cells, prices):
    connection = shown(mine=[DAY_AUTISM], cubes=CUBES, cells=cells, prices=prices)
    found = answer(connection, Question.MIX_REGION)
    assert (found.period.key, len(found.rows)) == (YEAR, 0)
