"""A comparison shows every area, judged in shape, colour and word."""

from __future__ import annotations

import pandas as pd
import pytest
import result_builders as build
from figure_reader import by_name, notes

from yardstick.charts import comparison, theme
from yardstick.model import Judgement, Status
from yardstick.results.types import Point


def areas(figure):
    return figure["layout"]["yaxis"]["tickvals"]


def test_a_comparison_has_one_trace_per_judgement_in_its_shape_and_colour():
    figure = comparison.figure(build.comparison())

    assert [trace["name"] for trace in figure["data"]] == ["Better", "Similar", "Worse"]
    worse = by_name(figure)["Worse"]
    assert worse["marker"]["symbol"] == "square"
    assert worse["marker"]["color"] == theme.MARKS[Judgement.WORSE].fill


def test_intervals_reach_from_lower_to_upper():
    result = build.comparison()
    trace = by_name(comparison.figure(result))["Similar"]

    row = result.values[result.values["area"] == trace["y"][0]].iloc[0]
    assert trace["x"] == [row["value"]]
    assert trace["x"][0] + trace["error_x"]["array"][0] == pytest.approx(row["upper"])
    assert trace["x"][0] - trace["error_x"]["arrayminus"][0] == pytest.approx(row["lower"])


def test_a_figure_without_an_interval_has_no_arms():
    bare = build.comparison()
    bare.values["lower"] = pd.NA
    trace = by_name(comparison.figure(bare))["Similar"]

    assert trace["error_x"]["arrayminus"] == [0.0]


def test_rows_without_a_figure_keep_their_place_symbol_and_reason():
    figure = comparison.figure(build.comparison())

    assert areas(figure)[-2:] == [build.DERBY.code, build.RUTLAND.code]
    shown = notes(figure)
    assert "c: too few to report" in shown
    assert "x: not available" in shown
    assert "Rutland" in shown
    drawn = [area for trace in figure["data"] for area in trace["y"]]
    assert build.RUTLAND.code not in drawn


def test_every_shown_row_has_its_figure_and_its_judgement_in_words():
    shown = notes(comparison.figure(build.comparison()))

    said = [text.replace("<b>", "").replace("</b>", "").rpartition(" ")[2] for text in shown]
    assert [said.count(word) for word in ("Better", "Similar", "Worse")] == [3, 1, 4]
    assert "<b>28.8% Worse</b>" in shown


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (comparison.Order.VALUE, "Leicestershire"),  # 13.0%: lower is better
        (comparison.Order.NAME, "Derby"),
        (comparison.Order.NEIGHBOURS, "West Northamptonshire"),  # best of the neighbours
    ],
)
def test_areas_stand_in_the_order_asked_for(order, first):
    rows = comparison.ordered(build.comparison(), order)

    assert rows[0]["name"] == first
    assert len(rows) == 10


def test_neighbours_and_the_focus_area_stand_before_the_others():
    rows = comparison.ordered(build.comparison(), comparison.Order.NEIGHBOURS)

    near = [row["neighbour"] or row["area"] == build.LEICESTER.code for row in rows]
    assert near == sorted(near, reverse=True)


def test_the_highest_stand_first_where_higher_is_better_or_nothing_is():
    for measure in (build.IN_TIME, build.REFERRALS):
        values = [row["value"] for row in comparison.ordered(build.comparison(measure))[:8]]
        assert values == sorted(values, reverse=True)


def test_the_comparator_is_a_labelled_line():
    figure = comparison.figure(build.comparison())

    [line] = figure["layout"]["shapes"]
    assert line["x0"] == line["x1"] == build.comparison().comparator.value
    assert line["line"]["dash"] == "longdash"
    assert "East Midlands 22.4%" in notes(figure)


def test_the_comparator_is_named_on_the_side_with_more_room():
    low = build.comparison(comparator=Point(3.0, Status.SHOWN))
    sides = [
        note["xanchor"]
        for result in (low, build.comparison())
        for note in comparison.figure(result)["layout"]["annotations"]
        if note["text"].startswith("East Midlands")
    ]
    assert sides == ["left", "right"]


def test_without_a_comparator_there_is_no_line():
    alone = build.comparison(comparator=Point(None, Status.UNAVAILABLE))
    figure = comparison.figure(alone)

    assert figure["layout"]["shapes"] == []
    assert not any(text.startswith("East Midlands") for text in notes(figure))


def test_the_focus_area_is_bold_and_others_are_not():
    figure = comparison.figure(build.comparison())

    bold = [text for text in notes(figure) if "<b>" in text]
    assert bold == ["<b>Leicester</b>", "<b>28.8% Worse</b>"]


def test_a_comparison_says_its_direction_and_its_cut_axis():
    assert notes(comparison.figure(build.comparison()))[0] == "Lower is better"
    cut = notes(comparison.figure(build.comparison(build.IN_TIME)))[0]
    assert cut == "Higher is better. Axis does not start at 0"


def test_pointing_at_a_mark_gives_its_rank_only_with_its_interval():
    worse = by_name(comparison.figure(build.comparison()))["Worse"]

    own = worse["hovertext"][worse["y"].index(build.LEICESTER.code)]
    assert own == (
        "<b>Leicester</b><br>2024-25 Q4: 28.8%<br>144 of 500<br>95% interval 26.5% to 31.1%<br>"
        "Worse (East Midlands)<br>between 4th and 7th of 8"
    )


def test_a_shown_status_without_a_number_is_not_available():
    odd = build.comparison()
    odd.values.loc[odd.values["area"] == build.LEICESTER.code, "value"] = pd.NA

    assert "x: not available" in notes(comparison.figure(odd))
