"""The story of each analysis of placements: short, with its numbers, and honest about gaps."""

from __future__ import annotations

import pandas as pd
import pytest
from file_reader import SELECTION, Door, read_csv, sheets
from placement_results import nothing, placements

from yardstick.charts import bars, words
from yardstick.charts.placements import story
from yardstick.charts.record_words import (
    number_cell,
    percent_cell,
    pounds,
    pounds_cell,
)
from yardstick.charts.views import View
from yardstick.export.files import ExportError, Format, Look, make_file
from yardstick.model import Period
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


@pytest.mark.parametrize(
    ("question", "headline", "part"),
    [
        (
            Question.PRICE_BY_NEED,
            "Leicester: half of placements cost more than £61,400",
            "£61,000 (24 placements; £1,605 a week)",
        ),
        (Question.MARKET, "Leicester: a market that is highly concentrated", "£1.2 million"),
        (Question.INCREASES, "Leicester: the same placements are 8.0% dearer", "asked not known"),
        (
            Question.FUNDING,
            "Leicester: health pays nothing for 20 of 24 placements",
            "health £50,000, social care £150,000",
        ),
        (Question.QUALITY, "Leicester: visits are overdue for 4 placements", "4.7%, 1 placement"),
        (
            Question.OPPORTUNITY,
            "Leicester: £88,000 lies above the middle price",
            "£88,000 (9 of 20 placements)",
        ),
        (
            Question.MIX,
            "Leicester: the mean price is £2,400 higher",
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
    assert told.headline == "Leicester: the same placements are 2.0% cheaper"
    assert "asked for" not in told.sentence
    lower = {"mean": 60_000.0, "mean_before": 63_000.0, "mix": -1_000.0, "within": -2_000.0}
    assert "£3,000 lower" in story(placements(Question.MIX, totals=lower)).headline


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


# ---- forecast -----------------------------------------------------------------------------


def forecast(question=Question.LEAVERS, **totals):
    return story(placements(question, totals=placements(question).totals | totals))


def test_a_forecast_stands_beside_how_it_did_before():
    told = forecast()
    assert told.headline == "Leicester: about 18 leavers expected in the next year"
    assert told.sentence == (
        "2024/25 Autumn: 9.5 (80% interval 5.0 to 14.0). Over 6 held terms the error was 1.2, "
        'of "as last year" 1.6; 5 of 6 lay inside.'
    )
    assert told.drawn == "a line chart of 8 terms"
    assert [row[0].text for row in told.twin.rows][-1] == "2024/25 Summer (ahead)"
    assert len(told.cautions) == 1


def test_a_forecast_that_did_no_better_says_so():
    (said, _) = forecast(error=1.6).cautions
    assert said.startswith('In the held terms "as last year" came as close or closer')


def test_new_placements_say_whether_they_follow_plans():
    assert "rate times growth" in dict(forecast(Question.STARTS).meaning)["Method"]
    without = forecast(Question.STARTS, by_plans=0.0)
    assert "growth is left out" in dict(without.meaning)["Method"]


def test_a_forecast_without_an_interval_has_none():
    rows = placements(Question.LEAVERS).rows.assign(lower=None, upper=None)
    told = story(placements(Question.LEAVERS, rows=rows))
    assert "interval" not in told.sentence
    assert told.figure["data"][0]["x"] == []


def test_a_forecast_is_dashed_and_what_was_counted_is_not():
    band, _, made, counted = forecast().figure["data"]
    assert (made["name"], made["line"]["dash"]) == ("Forecast", "dot")
    assert "dash" not in counted["line"]
    assert counted["y"][5:] == [None] * 3
    assert counted["hovertext"][5] is None
    assert band["y"] == [7.0, 5.6, 14.0, 7.5, 6.2, 0.8, 1.5, 5.0, 0.4, 1.0]


def test_the_band_of_a_forecast_stops_where_a_term_has_no_interval():
    rows = placements(Question.LEAVERS).rows
    rows.loc[5, ["lower", "upper"]] = None
    band = story(placements(Question.LEAVERS, rows=rows)).figure["data"][0]
    assert band["y"] == [7.0, 5.6, 0.4, 1.0, None, 7.5, 6.2, 0.8, 1.5]


def test_terms_are_named_in_two_lines():
    assert "Summer<br>2024/25" in forecast().figure["layout"]["xaxis"]["ticktext"]


def test_a_what_if_draws_the_needs_of_which_some_are_moved():
    rows = placements(Question.WHAT_IF).rows.assign(moved=[4, 0])
    told = story(placements(Question.WHAT_IF, rows=rows))
    assert (told.drawn, len(told.twin.rows)) == ("a bar chart of 1 rows", 2)


def test_terms_too_few_for_a_forecast_say_why():
    told = story(nothing(Question.STARTS, totals={"points": 7.0}))
    assert told.sentence.startswith("No forecast: it needs returns of 8 terms")
    assert len(told.sentence.split()) <= 30


def test_money_is_written_so_that_it_can_be_read_out():
    assert [pounds(one) for one in (0, 0.4, -0.4, 999.5, -4_000, 1_250_000)] == [
        "£0", "£0", "£0", "£1,000", "−£4,000", "£1.3 million",
    ]  # fmt: skip


def test_a_cell_without_a_number_says_that_it_is_not_available():
    for cell in (pounds_cell(None), percent_cell(None), number_cell(None)):
        assert (cell.text, cell.number) == ("x", None)
        assert cell.why
    assert pounds_cell(-1_500_000.0).text == "−£1,500,000"
    assert pounds_cell(-0.4).text == "£0"


def test_the_result_is_not_changed():
    result = placements()
    before = result.rows.copy()
    story(result)
    pd.testing.assert_frame_equal(result.rows, before)


def test_a_label_is_broken_into_lines_that_a_narrow_screen_has_room_for():
    one, many = (
        bars.figure([bars.Bar(name, 1.0, "said")], "Key") for name in ("Short", "Long " * 30)
    )
    text = many["layout"]["annotations"][1]["text"]
    assert max(len(line) for line in text.split("<br>")) <= 42
    assert one["layout"]["annotations"][1]["text"] == "Short: said"
    assert many["layout"]["height"] > one["layout"]["height"]
    low, high = many["layout"]["yaxis"]["range"]
    rows = many["layout"]["height"] - sum(many["layout"]["margin"][side] for side in "tb")
    room = -high * rows / (low - high)  # pixels above the first bar's middle
    assert room >= 11 + 20 * (text.count("<br>") + 1)
    assert many["data"][0]["width"] * rows / (low - high) < 2 * 11  # below its label


def test_a_fixed_scale_is_the_same_whatever_is_drawn():
    ranges = [
        bars.figure([bars.Bar("A", value, "said")], "Key", (-2, 2))["layout"]["xaxis"]["range"]
        for value in (1.0, -2.0, None)
    ]
    assert ranges == [[-2, 2]] * 3
