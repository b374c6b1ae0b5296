"""Bars are named though they have no value, have room for their labels, and keep their scale."""

from __future__ import annotations

import pytest
from story_builders import BARS

from yardstick.charts import bars


def test_a_bar_that_has_no_value_is_named_and_not_drawn():
    figure = bars.figure(BARS, "Bars: median")
    drawn, context, ticks = figure["data"]
    assert (drawn["y"], drawn["x"]) == (["0"], [61_000.0])
    assert (context["y"], context["x"]) == (["2"], [-4_000.0])
    assert (ticks["y"], ticks["x"]) == (["0"], [58_000.0])
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    assert notes[0] == "Bars: median"
    assert notes[2] == "Vision &lt;b&gt;impairment&lt;/b&gt;: c, too few"


def test_no_bars_are_still_a_chart():
    figure = bars.figure((), "Nothing to draw")
    assert [trace["x"] for trace in figure["data"]] == [[], [], []]
    assert figure["layout"]["height"] > 0


@pytest.mark.parametrize(
    ("name", "said", "label"),
    [
        ("Autism", "£62,713 (18 placements)", "Autism: £62,713 (18 placements)"),
        (
            "Severe learning difficulty",
            "£162,253 (1 placement; £3,688 a week)",
            "Severe learning difficulty:<br>£162,253 (1 placement; £3,688 a week)",
        ),
        (
            "Education results of looked-after children",
            "8 of 8 received, 0 late",
            "Education results of looked-after<br>children: 8 of 8 received, 0 late",
        ),
    ],
)
def test_a_bars_figure_has_a_line_to_itself_where_that_takes_no_more_lines(name, said, label):
    drawn = bars.figure([bars.Bar(name, 1.0, said)], "Bars")
    assert label in [note["text"] for note in drawn["layout"]["annotations"]]


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


def test_a_scale_that_leaves_out_nought_says_so_and_is_drawn_with_its_lines():
    figure = bars.figure((bars.Bar("One", 60.0, "50 to 60", start=50.0),), "Bars: pay")
    assert figure["layout"]["annotations"][0]["text"] == "Bars: pay. Axis does not start at 0"
    ticks = figure["layout"]["xaxis"]["tickvals"]
    assert [line["x0"] for line in figure["layout"]["shapes"]] == ticks
    assert len(ticks) == len(figure["layout"]["xaxis"]["ticktext"]) > 1
    low, high = figure["layout"]["xaxis"]["range"]
    assert 0 < low <= 50
    assert not figure["layout"]["xaxis"]["ticktext"][0].startswith("£")
    assert high >= 60


def test_a_range_is_not_pushed_aside_by_nought_and_its_scale_has_its_sign():
    ladder = [
        bars.Bar("One", 38_000.0, "", start=35_000.0),
        bars.Bar("Two", 70_000.0, "", start=64_000.0),
    ]
    layout = bars.figure(ladder, "Bars: pay", sign="£")["layout"]
    axis = layout["xaxis"]
    assert axis["range"][0] > 0
    assert layout["margin"]["l"] >= 7 * 8 / 2  # half of seven letters of 8 pixels
    assert axis["ticktext"][0] == f"£{axis['range'][0]:,.0f}"
