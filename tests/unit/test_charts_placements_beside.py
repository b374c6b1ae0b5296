"""Placements beside those of others and what is published: rounded, labelled, gaps said."""

from __future__ import annotations

import pytest
from placement_results import nothing, placements

from yardstick.charts.placements import story
from yardstick.model import Period
from yardstick.results.placement_types import BESIDE, Question


def test_prices_of_the_region_say_for_how_many_kinds_there_is_none():
    (said,) = story(placements(Question.PRICE_REGION)).cautions
    assert said.startswith("For 1 of 3 needs and bases no mean of the region may be shown")
    whole = placements(Question.PRICE_REGION).totals | {"leaves": 2.0}
    assert story(placements(Question.PRICE_REGION, totals=whole)).cautions == ()


@pytest.mark.parametrize(
    ("index", "said"),
    [(105.4, "5% above"), (99.6, "about the same as"), (88.0, "12% below")],
)
def test_the_headline_says_how_far_the_mean_is_from_the_regions(index, said):
    whole = placements(Question.PRICE_REGION).totals | {"index": index}
    assert said in story(placements(Question.PRICE_REGION, totals=whole)).headline


def test_a_mean_below_the_regions_is_said_to_be_below():
    whole = placements(Question.MIX_REGION).totals | {"mean": 55_000.0}
    told = story(placements(Question.MIX_REGION, totals=whole))
    assert told.headline == "Leicester: mean price £5,000 below the region's"
    assert "−£5,000 against" in told.sentence


def test_a_number_of_others_is_never_written_as_if_it_were_exact():
    told = story(placements(Question.PLACES_REGION))
    assert [row[1].text for row in told.twin.rows] == ["≈ 25", "27", "0 to 4", "x"]
    assert [row[1].number for row in told.twin.rows] == [None, 27.0, None, None]
    assert [row[2].text for row in told.twin.rows] == ["4.0", "3.0", "x", "x"]
    notes = [one["text"].replace("<br>", " ") for one in told.figure["layout"]["annotations"]]
    assert "Derby: 4.0 (≈ 25)" in notes
    assert "Leicester: 3.0 (27, exact)" in notes
    assert "Rutland: 0 to 4" in notes


def test_without_every_authoritys_number_there_is_no_total():
    told = story(placements(Question.PLACES_REGION))
    assert told.sentence.startswith("Leicester: 27 placements. Not every authority has")
    whole = {"number": 940.0, "rate": 9.1, "year": 2024.0}
    told = story(placements(Question.PLACES_REGION, totals=whole, about="First need: Autism"))
    assert told.sentence == (
        "Leicester: 27 placements. All these authorities: ≈ 940 placements, with your own exact."
    )
    assert told.headline == "Leicester: 3.0 placements per 10,000 children, region 9.1"
    assert "Placements (First need: Autism), per 10,000" in told.subtitle


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": None, "rate": None, "is_exact": False}, "Leicester: no figure."),
        ({"number": 5.0, "rate": None, "is_exact": False}, "Leicester: ≈ 5 placements."),
        ({"part": "E06000016+"}, "Leicester: no figure."),
    ],
)
def test_an_authority_without_a_rate_is_said_to_have_none(changes, said):
    rows = placements(Question.PLACES_REGION).rows.astype(object)
    rows.loc[1, list(changes)] = list(changes.values())
    told = story(placements(Question.PLACES_REGION, rows=rows))
    assert told.sentence.startswith(said)
    assert told.headline == "Leicester: no rate of these placements"


def test_published_figures_are_labelled_apart_from_ours():
    told = story(placements(Question.PUBLISHED))
    assert told.headline == "Leicester: plans in January, 4,100"
    assert "451.7 per 10,000 (region 459.7). These are not our placements." in told.sentence
    assert "not from our returns" in told.subtitle
    notes = [one["text"].replace("<br>", " ") for one in told.figure["layout"]["annotations"]]
    assert "New plans within 20 weeks: 46.4% in 2024, region 44.0%" in notes
    assert "Residential for 52 weeks: 3 in 2024/25" in notes
    assert [cell.text for cell in told.twin.rows[2][2:5]] == ["3", "x", "x"]
    assert [cell.text for cell in told.twin.rows[1][2:5]] == ["46.4%", "44.0%", "46.4%"]
    missing = placements(Question.PUBLISHED).rows.assign(region=None, is_percent=True)
    shown = story(placements(Question.PUBLISHED, rows=missing)).figure["layout"]["annotations"]
    assert any("region x" in one["text"].replace("<br>", " ") for one in shown)


def test_without_a_published_figure_that_is_said():
    told = story(nothing(Question.PUBLISHED))
    assert told.sentence.startswith("No published figure of special educational needs")


@pytest.mark.parametrize("question", [one for one in BESIDE if one is not Question.PUBLISHED])
def test_where_nothing_of_others_is_shown_that_is_said(question):
    told = story(nothing(question, period=Period.parse("2024/25 Autumn")))
    assert told.sentence.startswith("Figures of other authorities are not in this release")


def test_where_the_region_is_told_too_coarsely_that_is_said():
    assert "worded too coarsely" in story(nothing(Question.MIX_REGION)).sentence
