"""Placements ahead, told: a sum under assumptions is no saving, a forecast says how it did."""

from __future__ import annotations

from placement_results import nothing, placements

from yardstick.charts.placements import story
from yardstick.results.placement_types import REGION_MEAN, Move, PlacementsAsked, Question

# ---- what if ------------------------------------------------------------------------------


def what_if(move, **totals):
    asked = PlacementsAsked(Question.WHAT_IF, move=move)
    return story(placements(asked, totals=placements(asked).totals | totals))


def test_a_what_if_is_a_sum_under_assumptions_and_no_saving():
    told = what_if(Move())
    assert told.headline == "Leicester: moving 5 placements changes spend by −£111,000"
    assert told.sentence == (
        "At £60,000 each, 5 placements of 25 would cost £300,000 a year instead of £411,000: "
        "a sum under assumptions, not an offer."
    )
    meaning = dict(told.meaning)
    assert "no saving" in meaning["Not known here"]
    assert meaning["Price"].startswith("Typed by the reader")
    assert told.cautions[0].startswith("Assumed: as many placements, weeks and support as now")
    assert len(told.cautions) == 2


def test_a_what_if_says_what_could_not_be_moved_and_what_would_cost_more():
    told = what_if(Move(30, REGION_MEAN), unpriced=20.0, dearer=1.0, year=2023.0)
    assert told.cautions[1:4] == (
        "The release shows no mean price of the region for 20 placements; they are not moved.",
        "30 were to be moved; there are 5 that can be, and all of them are.",
        "1 placement of those moved cost less than that now; they add to spend.",
    )
    assert "the region's mean price" in told.sentence
    assert "mean price of 2023/24 of the same basis" in dict(told.meaning)["Price"]


def test_a_what_if_without_anything_to_move_changes_nothing():
    told = what_if(Move(5, REGION_MEAN), moved=0.0, now=0.0, then=0.0, difference=0.0)
    assert told.headline == "Leicester: nothing is moved, so nothing changes"
    assert len(told.cautions) == 1
    assert told.sentence == "Nothing is moved, so Leicester spends £1.6 million as now."
    assert "mean price of the same basis" in dict(told.meaning)["Price"]


def test_a_what_if_warns_where_day_and_residential_placements_get_one_price():
    assert what_if(Move(), bases=2.0).cautions[1].startswith("Day and residential placements")
    assert len(what_if(Move(5, REGION_MEAN), bases=2.0).cautions) == 2


def test_a_what_if_says_of_which_placements_it_is():
    asked = PlacementsAsked(Question.WHAT_IF, "need.autism")
    told = story(placements(asked, about="First need: Autism"))
    assert told.subtitle.startswith("First need: Autism. Pounds a year")


def test_a_what_if_draws_the_needs_of_which_some_are_moved():
    rows = placements(Question.WHAT_IF).rows.assign(moved=[4, 0])
    told = story(placements(Question.WHAT_IF, rows=rows))
    assert (told.drawn, len(told.twin.rows)) == ("a bar chart of 1 rows", 2)


# ---- forecast -----------------------------------------------------------------------------


def forecast(question=Question.LEAVERS, **totals):
    return story(placements(question, totals=placements(question).totals | totals))


def test_a_forecast_stands_beside_how_it_did_before():
    told = forecast()
    assert told.headline == "Leicester: about 18 leavers expected in the next year"
    assert told.sentence == (
        "Autumn term 2024/25: 9.5 expected (80% interval 5.0 to 14.0). In 6 earlier terms the "
        'forecast missed by 1.2 on average ("as last year": 1.6).'
    )
    assert told.drawn == "a line chart of 8 terms"
    assert [row[0].text for row in told.twin.rows][-1] == "Summer term 2024/25 (ahead)"
    assert len(told.cautions) == 1


def test_a_forecast_that_did_no_better_says_so():
    (said, _) = forecast(error=1.6).cautions
    assert said.startswith('In earlier terms "as last year" came as close or closer')


def test_new_placements_say_whether_they_follow_plans():
    assert "rate times growth" in dict(forecast(Question.STARTS).meaning)["Method"]
    without = forecast(Question.STARTS, by_plans=0.0)
    assert "growth is left out" in dict(without.meaning)["Method"]


def test_a_forecast_without_an_interval_has_none():
    rows = placements(Question.LEAVERS).rows.assign(lower=None, upper=None)
    told = story(placements(Question.LEAVERS, rows=rows))
    assert "expected. In" in told.sentence
    assert told.figure["data"][0]["x"] == []


def test_a_forecast_is_dashed_and_what_was_counted_is_not():
    band, _, made, counted = forecast().figure["data"]
    assert (made["name"], made["line"]["dash"]) == ("Forecast", "dot")
    assert "dash" not in counted["line"]
    assert counted["y"][5:] == [None] * 3
    assert counted["hovertext"][0] == "<b>Spring term 2022/23</b><br>Counted: 4.0"
    assert counted["hovertext"][5] is None
    assert band["y"] == [7.0, 5.6, 14.0, 7.5, 6.2, 0.8, 1.5, 5.0, 0.4, 1.0]


def test_the_band_of_a_forecast_stops_where_a_term_has_no_interval():
    rows = placements(Question.LEAVERS).rows
    rows.loc[5, ["lower", "upper"]] = None
    band = story(placements(Question.LEAVERS, rows=rows)).figure["data"][0]
    assert band["y"] == [7.0, 5.6, 0.4, 1.0, None, 7.5, 6.2, 0.8, 1.5]


def test_terms_are_named_in_two_lines():
    assert "Summer<br>2024/25" in forecast().figure["layout"]["xaxis"]["ticktext"]


def test_terms_too_few_for_a_forecast_say_why():
    told = story(nothing(Question.STARTS, totals={"points": 7.0}))
    assert told.sentence.startswith("No forecast: it needs returns of 8 terms")
    assert len(told.sentence.split()) <= 30
