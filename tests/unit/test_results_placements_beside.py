"""Placements beside what is shown of others: own exact, and of others never more than that."""

from __future__ import annotations

import math

import beside_builders as made
import pytest
from beside_builders import AUTISM, DISTRESS, YEAR, cell, cube, official, price, shown
from desk_builders import DERBY, DERBYSHIRE, LEICESTER, REGION, new_store, selection
from hypothesis import given, settings
from hypothesis import strategies as st
from placement_builders import AUTUMN, commissioner
from shared_builders import keep_each, publish

from yardstick.access.errors import AccessDenied
from yardstick.model import Grant, Reach
from yardstick.results.desk import Desk
from yardstick.results.placement_types import BESIDE, OF_OTHERS, PlacementsAsked, Question
from yardstick.results.settings import Settings

READER = commissioner(DERBYSHIRE)
DAY_AUTISM, DAY_DISTRESS = {}, {"primary_need": "SEMH"}
CUBES = [cube(DERBYSHIRE), cube(DERBY)]


def answer(connection, question, part="", area=DERBYSHIRE):
    return made.analysed(connection, READER, PlacementsAsked(question, part), area)


def by_label(found):
    return {row["label"]: row for row in found.rows.to_dict("records")}


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


@pytest.mark.parametrize("question", BESIDE)
def test_a_release_without_what_is_shown_of_others_has_nothing_beside(question):
    empty = shown(mine=[DAY_AUTISM])
    older = made.tables(own_placements=made.own(DAY_AUTISM), published=[])
    for connection in (empty, older):
        found = answer(connection, question)
        assert (len(found.rows), dict(found.totals)) == (0, {})
        assert (found.period is None) == (question in OF_OTHERS)


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


# ---- every authority --------------------------------------------------------------------------


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


# ---- what the department publishes ------------------------------------------------------------


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


# ---- through the door -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("beside"))
    keep_each(store)
    publish(store)
    return Desk.open(Settings(store=store.root))


def through(desk, question, reach=Reach.REGION):
    reader = commissioner(DERBYSHIRE)
    grants = frozenset({Grant("send_placements", reach)})
    reader = type(reader)(**{**vars(reader), "grants": grants})
    return desk.results(reader).placements(selection(), PlacementsAsked(question))


def test_others_are_shown_to_whoever_was_given_the_region(desk):
    rows = through(desk, Question.PLACES_REGION).rows.set_index("part")
    assert rows.loc[DERBYSHIRE, "number"] == 60
    assert rows.loc[[DERBY, LEICESTER], "number"].gt(0).all()
    assert not (rows.loc[~rows["is_exact"], "number"].dropna() % 5).any()
    assert through(desk, Question.PRICE_REGION).totals["region"] % 1_000 == 0
    assert len(through(desk, Question.MIX_REGION).rows)


def test_whoever_was_given_their_own_sees_no_other_and_no_price(desk):
    rows = through(desk, Question.PLACES_REGION, Reach.OWN).rows.set_index("part")
    assert rows["number"].dropna().index.tolist() == [DERBYSHIRE]
    for question in (Question.PRICE_REGION, Question.MIX_REGION):
        assert not len(through(desk, question, Reach.OWN).rows)


def test_the_door_says_what_every_authoritys_placements_can_be_cut_by(desk):
    cuts = desk.results(READER).cuts("send_placements")
    assert next(iter(cuts.items())) == ("", "All placements")
    assert cuts["basis.day"] == "Day or residential: Day"
    assert len(set(cuts.values())) == len(cuts)
