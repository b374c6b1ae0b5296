"""The story of each analysis of placements: short, with its numbers, and honest about gaps."""

from __future__ import annotations

import pandas as pd
import pytest
from file_reader import SELECTION, Door, read_csv, sheets
from placement_results import nothing, placements

from yardstick.charts import words
from yardstick.charts.placements import story
from yardstick.charts.views import View
from yardstick.export.files import ExportError, Format, Look, make_file
from yardstick.results.placement_types import (
    BESIDE,
    FORECASTS,
    OF_OTHERS,
    REGION_MEAN,
    Move,
    PlacementsAsked,
    Question,
)

EVERY = pytest.mark.parametrize("question", Question)
OF_OWN = pytest.mark.parametrize("question", [one for one in Question if one not in BESIDE])
NEEDS_OWN = pytest.mark.parametrize("question", [one for one in Question if one not in OF_OTHERS])


@EVERY
def test_headline_and_sentence_are_short_and_name_the_authority(question):
    told = story(placements(question))
    assert len(told.headline.split()) <= 10
    assert len(told.sentence.split()) <= 30
    assert "Leicester" in told.headline + told.sentence + told.subtitle
    assert "None" not in told.headline + told.sentence
    assert "nan" not in told.headline + told.sentence
    assert "saving" not in (told.headline + told.sentence).lower()
    assert "caused" not in " ".join(text for _, text in told.meaning)


@EVERY
def test_the_chart_has_a_row_for_what_the_table_has_and_the_table_is_whole(question):
    told = story(placements(question))
    drawn = [
        row
        for row in told.twin.rows
        if question is not Question.PRICE_REGION or "x" not in row[3].text
    ]
    if question not in FORECASTS:
        assert len(told.figure["layout"]["annotations"]) >= 1 + len(drawn)
    assert {len(row) for row in told.twin.rows} == {len(told.twin.columns)}
    assert words.alt_text(told).startswith(told.headline)


@OF_OWN
def test_it_is_said_that_figures_are_the_authoritys_own(question):
    *_, said = story(placements(question)).cautions
    assert said.startswith("Every figure is of Leicester's own placements")


@pytest.mark.parametrize(
    ("question", "headline", "part"),
    [
        (
            Question.PRICE_BY_NEED,
            "Leicester: half of placements cost more than £61,400",
            "£61,000 (24 placements; £1,605 a week)",
        ),
        (Question.MARKET, "Leicester: a market that is highly concentrated", "£1.2 million"),
        (Question.INCREASES, "Leicester: the same placements cost 8.0% more", "asked not known"),
        (
            Question.FUNDING,
            "Leicester: health pays nothing for 20 of 24 placements",
            "health £50,000, social care £150,000",
        ),
        (
            Question.QUALITY,
            "Leicester: 1 placement at providers judged inadequate",
            "4.7%, 1 placement",
        ),
        (
            Question.OPPORTUNITY,
            "Leicester: £88,000 a year above the median price",
            "£88,000 (9 of 20 placements)",
        ),
        (
            Question.MIX,
            "Leicester: mean price up £2,400 in a year",
            "−£500 (mix −£500, prices £0)",
        ),
        (Question.PLACES, "Leicester: 9 of 23 placements are outside the area", "24, 9 outside"),
    ],
)
def test_what_is_told(question, headline, part):
    told = story(placements(question))
    assert told.headline == headline
    assert part in str(told.figure["layout"]["annotations"]).replace("<br>", " ")


def test_sentences_hold_the_numbers():
    told = {one: story(placements(one)).sentence for one in Question}
    assert told[Question.PRICE_BY_NEED] == (
        "Leicester pays a median of £61,400 a year for 25 placements; most are Autism: £61,000 "
        "(24 placements; £1,605 a week)."
    )
    assert told[Question.MIX] == (
        "The mean price went from £60,600 to £63,000 in a year: +£400 from the mix of needs and "
        "bases, +£2,000 from prices."
    )
    assert "2.9 per 10,000 children" in told[Question.PLACES]


def test_what_fell_is_said_to_have_fallen():
    cheaper = {"placements": 6.0, "spend": 380_000.0, "agreed": -2.0}
    told = story(placements(Question.INCREASES, totals=cheaper))
    assert told.headline == "Leicester: the same placements cost 2.0% less"
    assert "asked for" not in told.sentence
    lower = {"mean": 60_000.0, "mean_before": 63_000.0, "mix": -1_000.0, "within": -2_000.0}
    assert "down £3,000 in a year" in story(placements(Question.MIX, totals=lower)).headline


def test_where_none_is_judged_inadequate_overdue_visits_are_the_finding():
    totals = {"inadequate": 0.0, "in_inadequate": 0.0, "overdue": 4.0, "unvisited": 1.0}
    told = story(placements(Question.QUALITY, totals=totals))
    assert told.headline == "Leicester: visits are overdue for 4 placements"
    assert told.sentence.endswith("Visits overdue: 4; not known: 1.")


def test_a_long_name_of_an_authority_leaves_the_headline_short():
    long = type(placements().focus)(
        **{**vars(placements().focus), "name": "Bournemouth, Christchurch and Poole"}
    )
    for question in Question:
        assert len(story(placements(question, focus=long)).headline.split()) <= 10


def test_a_market_in_which_nothing_is_spent_has_no_index():
    rows = placements(Question.MARKET).rows.assign(spend=0.0, share=float("nan"))
    totals = {"spend": 0.0, "placements": 25.0, "groups": 2.0}
    told = story(placements(Question.MARKET, rows=rows, totals=totals))
    assert told.headline == "Leicester: nothing is spent"
    assert told.twin.rows[0][-1].text == "x"


def test_without_a_population_there_is_no_rate():
    rows = placements(Question.PLACES).rows.assign(rate=float("nan"))
    totals = {"placements": 24.0, "placed": 23.0, "outside": 9.0, "measured": 22.0, "far": 6.0}
    told = story(placements(Question.PLACES, rows=rows, totals=totals))
    assert "per 10,000" not in told.sentence
    assert told.twin.rows[0][2].text == "x"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_own": False, "period": None}, "shown to Leicester only"),
        ({"period": None}, "has returned no placements"),
    ],
)
@NEEDS_OWN
def test_it_says_why_there_is_nothing(question, changes, said):
    told = story(nothing(question, **changes))
    assert said in told.sentence
    assert (told.period, told.cautions, told.twin.rows) == ("", (), ())


@pytest.mark.parametrize(
    "question", [Question.OPPORTUNITY, Question.INCREASES, Question.MIX, Question.WHAT_IF]
)
def test_it_says_what_is_missing_to_answer(question):
    told = story(nothing(question))
    assert told.sentence.startswith("No ")
    assert told.period == "Autumn term 2024/25"


@EVERY
def test_each_analysis_is_a_file_with_its_own_name(question):
    door = Door(placements=placements(question))
    look = Look(order=question.value)
    made = {form: make_file(door, SELECTION, View.PLACEMENTS, form, look) for form in Format}
    assert door.asked[0] == ("placements", SELECTION, PlacementsAsked(question))
    assert question.value.replace("_", "-") in made[Format.CSV].name
    rows = read_csv(made[Format.CSV].data)
    assert rows["part"].tolist() == placements(question).rows["part"].tolist()
    assert list(sheets(made[Format.XLSX].data)) == ["Table", "About", "Figures"]


def test_an_analysis_that_is_not_there_is_refused():
    with pytest.raises(ExportError, match="link on their page"):
        make_file(Door(), SELECTION, View.PLACEMENTS, Format.CSV, Look(order="children"))


@pytest.mark.parametrize(
    ("order", "asked"),
    [
        ("", PlacementsAsked()),
        ("market", PlacementsAsked(Question.MARKET)),
        ("places_region:need.autism", PlacementsAsked(Question.PLACES_REGION, "need.autism")),
        ("what_if::20-0", PlacementsAsked(Question.WHAT_IF, move=Move(20, REGION_MEAN))),
        ("what_if:basis.day", PlacementsAsked(Question.WHAT_IF, "basis.day", Move())),
    ],
)
def test_a_link_carries_what_was_asked(order, asked):
    assert PlacementsAsked.from_order(order) == asked
    assert PlacementsAsked.from_order(asked.order) == asked


@pytest.mark.parametrize(
    "order", ["what_if::5", "what_if::-1-60000", "what_if::5-900", "what_if::1001-60000", "x:"]
)
def test_what_nobody_can_assume_is_refused(order):
    with pytest.raises(ValueError, match=r"\w"):
        PlacementsAsked.from_order(order)
    with pytest.raises(ExportError, match="link on their page"):
        make_file(Door(), SELECTION, View.PLACEMENTS, Format.CSV, Look(order=order))


def test_the_result_is_not_changed():
    result = placements()
    before = result.rows.copy()
    story(result)
    pd.testing.assert_frame_equal(result.rows, before)
