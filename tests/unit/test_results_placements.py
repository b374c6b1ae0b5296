"""Analyses of placements: exact for the owner, closed to others, sensible with little to go on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, REGION, new_store, open_desk, selection
from placement_builders import AUTUMN, commissioner, desk_of, invented, keep, placement

from yardstick.access.errors import AccessDenied
from yardstick.demonstration.records import Pattern, planted_placements
from yardstick.results.placement_types import BESIDE, FORECASTS, PlacementsAsked, Question

PRICES = (Question.PRICE_BY_NEED, Question.PRICE_BY_BASIS, Question.PRICE_BY_PHASE)
OF_OWN = [question for question in Question if question not in BESIDE]
EVERY = pytest.mark.parametrize("question", OF_OWN)
PLANTS = {one.pattern: one for one in planted_placements(CATALOGUE, REGION, 0.5)}


def asked(desk, question, area=DERBYSHIRE, reader=None):
    reader = reader or commissioner(DERBYSHIRE)
    return desk.results(reader).placements(selection(area), PlacementsAsked(question))


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Five day placements for autism, one residential; a year before, two were cheaper."""
    rows = [
        *(placement(annual_price=price) for price in (40_000.0, 50_000.0, 60_000.0, 70_000.0)),
        placement(
            annual_price=80_000.0, provider_name="Invented Hall", provider_group=None,
            provider_la=DERBY, miles=30, judgement="INA", visited=dt.date(2022, 1, 1),
            price_before=64_000.0, uplift_requested=30.0, weeks=None,
        ),
        placement(
            annual_price=200_000.0, primary_need="SEMH", placement_basis="R52", weeks=52,
            year_group="12", provider_name="Invented House", fund_health=50_000.0,
            fund_education=100_000.0, fund_care=50_000.0, price_before=190_000.0, miles=None,
            provider_la=None, judgement=None, visited=None,
        ),
    ]  # fmt: skip
    before = [placement(annual_price=40_000.0), placement(annual_price=44_000.0)]
    return desk_of(tmp_path_factory.mktemp("few"), *rows, before=before)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Derbyshire returned nothing."""
    return desk_of(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    """Derbyshire returned one placement, free of charge."""
    return desk_of(tmp_path_factory.mktemp("single"), placement(annual_price=0.0))


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """Every authority's invented placements of the newest two summers."""
    store = new_store(tmp_path_factory.mktemp("region"))
    for one in invented():
        if one.period in {"2024/25 Summer", "2023/24 Summer"}:
            keep(store, one.tables["placements"], one.area, one.period)
    return open_desk(store)


def by_part(found):
    return {row["part"]: row for row in found.rows.to_dict("records")}


def own(region, question, area):
    return asked(region, question, area, commissioner(area))


# ---- who may ask --------------------------------------------------------------------------


@EVERY
def test_a_reader_without_the_role_or_without_the_grant_is_refused(few, question):
    for reader in (
        commissioner(DERBYSHIRE, roles=()),
        commissioner(DERBYSHIRE, datasets=("riia_quarterly",)),
    ):
        with pytest.raises(AccessDenied):
            asked(few, question, reader=reader)


@EVERY
def test_nothing_is_known_of_another_authority(few, question):
    found = asked(few, question, DERBY)
    assert (found.period, found.is_own, len(found.rows)) == (None, False, 0)
    assert found.totals == {}


@EVERY
def test_without_a_return_there_is_no_figure(empty, question):
    found = asked(empty, question)
    assert (found.period, found.is_own, len(found.rows)) == (None, True, 0)


@EVERY
def test_one_placement_is_enough_for_an_answer(single, question):
    found = asked(single, question)
    assert found.period.key == AUTUMN
    assert len(found.rows) == (
        0 if question in {Question.OPPORTUNITY, Question.MIX, Question.INCREASES, *FORECASTS} else 1
    )


@EVERY
def test_a_part_that_there_is_not_is_refused_whether_or_not_there_is_a_return(few, empty, question):
    reader = commissioner(DERBYSHIRE)
    for desk in (few, empty):
        with pytest.raises(AccessDenied):
            desk.results(reader).placements(selection(), PlacementsAsked(question, "need.height"))


def test_an_authority_that_there_is_not_is_refused(few):
    with pytest.raises(AccessDenied):
        asked(few, Question.MARKET, "E99999999", commissioner(DERBYSHIRE))


def test_a_question_is_answered_once_for_readers_with_the_same_rights(few):
    assert asked(few, Question.MARKET) is asked(few, Question.MARKET)
    assert asked(few, Question.MARKET) is not asked(few, Question.FUNDING)


# ---- figures that a reader can add up -------------------------------------------------------


def test_prices_by_need(few):
    found = asked(few, Question.PRICE_BY_NEED)
    autism, distress = found.rows.to_dict("records")[::-1]
    assert (autism["part"], distress["part"]) == ("ASD", "SEMH")
    assert (autism["q1"], autism["median"], autism["q3"]) == (50_000, 60_000, 70_000)
    assert (autism["placements"], autism["with_weeks"]) == (5, 4)
    assert autism["weekly"] == pytest.approx(55_000 / 38)
    assert autism["mean"] == 60_000
    assert found.totals["placements"] == 6


def test_prices_by_basis_and_by_phase(few):
    assert list(by_part(asked(few, Question.PRICE_BY_BASIS))) == ["DAY", "R52"]
    phases = by_part(asked(few, Question.PRICE_BY_PHASE))
    assert {part: row["label"] for part, row in phases.items()} == {
        "key_stage_3": "Key stage 3",
        "after_16": "After 16",
    }


def test_the_market_has_a_lone_provider_as_its_own_group(few):
    found = asked(few, Question.MARKET)
    assert [(row["part"], row["spend"]) for row in found.rows.to_dict("records")] == [
        ("Invented Group", 420_000),
        ("Invented Hall", 80_000),
    ]
    assert found.totals["index"] == pytest.approx(84**2 + 16**2)
    assert found.totals["largest"] == pytest.approx(100)
    assert found.rows["providers"].tolist() == [2, 1]


def test_increases_are_like_for_like_and_against_what_was_asked(few):
    found = asked(few, Question.INCREASES)
    rows = by_part(found)
    assert rows["Invented Hall"]["agreed"] == pytest.approx(25)
    assert rows["Invented Hall"]["requested"] == pytest.approx(30)
    assert rows["Invented House"]["requested"] != rows["Invented House"]["requested"]
    assert found.totals["agreed"] == pytest.approx(100 * (280 / 254 - 1))
    assert found.totals["requested"] == pytest.approx(30)


def test_funding_flags_what_health_does_not_pay(few):
    found = asked(few, Question.FUNDING)
    assert found.totals["spend"] == 500_000
    assert (found.totals["health"], found.totals["care"]) == (50_000, 50_000)
    assert by_part(found)["ASD"]["without_health"] == 5


def test_quality_counts_inadequate_overdue_and_unknown_apart(few):
    found = asked(few, Question.QUALITY)
    assert found.rows["part"].tolist() == ["GOO", "INA", ""]
    assert (found.totals["inadequate"], found.totals["in_inadequate"]) == (80_000, 1)
    assert (found.totals["overdue"], found.totals["unvisited"]) == (1, 1)
    assert by_part(found)["INA"]["share"] == pytest.approx(16)


def test_opportunity_is_what_lies_above_the_middle(few):
    found = asked(few, Question.OPPORTUNITY)
    (row,) = found.rows.to_dict("records")
    assert (row["part"], row["above"], row["pounds"]) == ("ASD", 2, 30_000)
    assert (found.totals["placements"], found.totals["compared"]) == (6, 5)


def test_the_mix_and_the_prices_add_up_to_the_change(few):
    found = asked(few, Question.MIX)
    totals = found.totals
    assert totals["mean"] == pytest.approx(500_000 / 6)
    assert totals["mean_before"] == 42_000
    assert totals["mix"] + totals["within"] == pytest.approx(totals["mean"] - 42_000)
    assert found.rows["effect"].sum() == pytest.approx(totals["mean"] - 42_000)
    assert found.rows["part"].tolist() == ["SEMH", "ASD"]


def test_places_count_only_where_the_place_is_known(few):
    found = asked(few, Question.PLACES)
    totals = found.totals
    assert (totals["placements"], totals["placed"], totals["outside"]) == (6, 5, 1)
    assert (totals["measured"], totals["far"]) == (5, 1)
    assert totals["rate"] == pytest.approx(6e4 / totals["people"])


def test_without_an_estimate_of_people_there_is_no_rate(few):
    reader = few.results(commissioner(DERBYSHIRE))
    reference = replace(reader._library.catalogue.reference, populations=())
    catalogue = replace(reader._library.catalogue, reference=reference)
    library = replace(reader._library, catalogue=catalogue)
    bare = replace(reader, _library=library, _made=type(reader._made)(5))
    found = bare.placements(selection(), PlacementsAsked(Question.PLACES))
    assert "rate" not in found.totals
    assert found.rows["rate"].isna().all()


def test_a_price_of_nothing_has_no_share(single):
    found = asked(single, Question.MARKET)
    assert found.rows["share"].isna().all()


# ---- what is planted in the demonstration is found ------------------------------------------


def test_the_concentrated_market_is_found(region):
    plant = PLANTS[Pattern.CONCENTRATED]
    found = own(region, Question.MARKET, plant.area)
    assert found.rows["part"].iloc[0] == plant.provider
    assert found.totals["index"] > 2_000
    others = [own(region, Question.MARKET, area) for area in REGION.authorities]
    assert max(others, key=lambda one: one.totals["index"]).focus.code == plant.area


def test_the_steep_increase_is_found(region):
    plant = PLANTS[Pattern.STEEP_UPLIFT]
    for area in REGION.authorities:
        rows = own(region, Question.INCREASES, area).rows
        if plant.provider in set(rows["part"]):
            assert rows.sort_values("agreed")["part"].iloc[-1] == plant.provider
            break
    else:
        pytest.fail("no authority uses the provider")


def test_the_authority_for_which_health_pays_nothing_is_found(region):
    plant = PLANTS[Pattern.NO_HEALTH_MONEY]
    health = {
        area: own(region, Question.FUNDING, area).totals["health"] for area in REGION.authorities
    }
    assert [area for area, pounds in health.items() if pounds == 0] == [plant.area]


@pytest.mark.parametrize(
    ("pattern", "counted"), [(Pattern.OVERDUE, "overdue"), (Pattern.INADEQUATE, "in_inadequate")]
)
def test_placements_at_the_provider_are_found_where_they_are(region, pattern, counted):
    """The totals hold at least each authority's placements at the planted provider."""
    newest = [one for one in invented() if one.period == "2024/25 Summer"]
    there = {
        one.area: sum(
            name == PLANTS[pattern].provider
            for name in one.tables["placements"]["provider_name"].to_pylist()
        )
        for one in newest
    }
    found = {area: own(region, Question.QUALITY, area).totals[counted] for area in there}
    assert sum(there.values()) > 0
    assert [area for area in there if found[area] < there[area]] == []


def test_prices_are_every_placement_once_however_they_are_cut(region):
    area = REGION.authorities[0]
    whole = {own(region, one, area).totals["placements"] for one in PRICES}
    cut = {own(region, one, area).rows["placements"].sum() for one in PRICES}
    assert whole == cut
    assert len(whole) == 1
