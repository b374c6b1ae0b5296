"""Each figure shows its result and nothing else: values, gaps, symbols, words."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest
import result_builders as build

from yardstick.charts import comparison, parts, small_multiples, theme, trend
from yardstick.model import Judgement, Status
from yardstick.results.types import Point

FIGURES = {
    "trend": lambda: trend.figure(build.trend()),
    "trend with its band": lambda: trend.figure(build.trend(), interval=True),
    "trend of a hidden area": lambda: trend.figure(build.trend(focus=build.RUTLAND)),
    "trend of one period": lambda: trend.figure(build.trend(count=1), interval=True),
    "comparison": lambda: comparison.figure(build.comparison()),
    "comparison without direction": lambda: comparison.figure(build.comparison(build.REFERRALS)),
    "parts": lambda: parts.figure(build.parts()),
    "small multiples": lambda: small_multiples.figure(build.trend()),
    "small multiples apart": lambda: small_multiples.figure(build.trend(), shared=False),
}


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_plotly_takes_every_figure(make):
    spec = make()

    loaded = go.Figure(spec)

    assert len(loaded.data) == len(spec["data"])
    # A template of Plotly's own would be 6 KB of every figure.
    assert len(str(loaded.layout.template)) < 400


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_the_same_result_gives_the_same_figure_as_plain_json(make):
    written = json.dumps(make(), allow_nan=False)

    assert json.dumps(make()) == written


@pytest.mark.parametrize("make", FIGURES.values(), ids=FIGURES)
def test_no_figure_has_a_legend_a_title_or_small_type(make):
    layout = make()["layout"]

    assert layout["showlegend"] is False
    assert "title" not in layout
    assert layout["dragmode"] is False
    assert all(note["font"]["size"] >= 16 for note in layout["annotations"])


def test_drawing_does_not_change_the_result():
    result, untouched = build.trend(), build.trend()

    trend.figure(result, interval=True)
    small_multiples.figure(result)

    pd.testing.assert_frame_equal(result.values, untouched.values)
    pd.testing.assert_frame_equal(result.comparator, untouched.comparator)


def notes(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


def by_name(figure):
    return {trace["name"]: trace for trace in figure["data"]}


# ---- trend --------------------------------------------------------------------------------


def test_a_trend_draws_focus_above_comparator_above_grey_others():
    figure = trend.figure(build.trend())

    names = [trace["name"] for trace in figure["data"]]
    assert names[-3:] == ["East Midlands", "Leicester (provisional)", "Leicester"]
    assert len(names) == 9 + 3
    found = by_name(figure)
    assert found["Leicester"]["line"] == {"color": "#12436D", "width": 4}
    assert found["East Midlands"]["line"] == {
        "color": "#F46A25",
        "width": 3,
        "dash": "longdash",
    }
    assert found["Derby"]["line"] == {"color": "#BFBFBF", "width": 1.5}


def test_a_trend_has_the_exact_values_of_its_result():
    result = build.trend(breaks={})
    figure = by_name(trend.figure(result))

    own = result.values[result.values["area"] == "E10000007"]
    assert figure["Derbyshire"]["y"] == own["value"].tolist()
    assert figure["Derbyshire"]["x"] == own["period"].tolist()


def test_a_period_without_a_figure_lifts_the_pen():
    figure = by_name(trend.figure(build.trend(breaks={})))

    derby = dict(zip(figure["Derby"]["x"], figure["Derby"]["y"], strict=True))
    assert derby["2023-24 Q2"] is None
    assert 0 not in figure["Rutland"]["y"]
    assert all(not trace.get("connectgaps", False) for trace in figure.values())


def test_a_break_cuts_every_line_and_is_named():
    result = build.trend(breaks={"2022-23 Q1": "New case system"})
    figure = trend.figure(result)

    for name in ("Leicester", "East Midlands", "Lincolnshire"):
        x = by_name(figure)[name]["x"]
        assert x[x.index("2022-23 Q1") - 1] is None
    line = figure["layout"]["shapes"][-1]
    assert (line["x0"], line["line"]["dash"]) == (7.5, "dot")
    assert "New case system" in notes(figure)


def test_a_break_outside_what_is_drawn_is_not_drawn():
    figure = trend.figure(build.trend(breaks={"2010-11 Q1": "Long ago"}))

    assert "Long ago" not in notes(figure)


def test_a_long_reason_for_a_break_is_cut_short_on_the_chart():
    reason = "The case system was replaced and every open episode was entered again by hand"
    shown = notes(trend.figure(build.trend(breaks={"2024-25 Q1": reason})))

    [cut] = [text for text in shown if text.startswith("The case system")]
    assert len(cut.replace("<br>", " ")) <= 50
    assert cut.endswith("…")


def test_a_break_at_the_first_period_has_nothing_to_cut():
    figure = by_name(trend.figure(build.trend(breaks={"2020-21 Q1": "Began"})))

    assert None not in figure["Lincolnshire"]["x"]


def test_provisional_periods_are_shaded_dashed_and_named():
    figure = trend.figure(build.trend())

    shade = figure["layout"]["shapes"][0]
    assert (shade["type"], shade["x0"], shade["x1"]) == ("rect", 18.5, 19.5)
    assert "Provisional" in notes(figure)
    dashed = by_name(figure)["Leicester (provisional)"]
    assert dashed["line"]["dash"] == "dot"
    shown = [key for key, value in zip(dashed["x"], dashed["y"], strict=True) if value is not None]
    assert shown == ["2024-25 Q3", "2024-25 Q4"]
    assert by_name(figure)["Leicester"]["y"][-1] is None


def test_a_trend_without_provisional_figures_is_solid_and_unshaded():
    result = build.trend(breaks={})
    result.values["status"] = result.values["status"].replace("p", "shown")
    figure = trend.figure(result)

    assert "Leicester (provisional)" not in by_name(figure)
    assert figure["layout"]["shapes"] == []


def test_hidden_periods_have_their_symbol_on_a_strip_away_from_nought():
    figure = trend.figure(build.trend(focus=build.RUTLAND))

    strip = by_name(figure)["Rutland: no figure"]
    assert strip["yaxis"] == "y2"
    assert set(strip["text"]) == {"c"}
    assert all("too few to report" in text for text in strip["hovertext"])
    low = figure["layout"]["yaxis"]["domain"][0]
    assert low > figure["layout"]["yaxis2"]["domain"][1] - 1e-9 > 0


def test_a_trend_that_shows_everything_has_no_strip():
    figure = trend.figure(build.trend())

    assert "yaxis2" not in figure["layout"]
    assert figure["layout"]["xaxis"]["anchor"] == "y"


def test_lines_are_labelled_at_their_ends_with_their_newest_figure():
    shown = notes(trend.figure(build.trend()))

    assert "<b>Leicester<br>28.8%</b>" in shown
    assert "East Midlands<br>22.3%" in shown


def test_a_newest_figure_of_an_earlier_period_names_it():
    assert "<b>Rutland<br>24.3%<br>2024-25 Q3</b>" in notes(
        trend.figure(build.trend(focus=build.RUTLAND))
    )


def test_labels_that_would_overlap_are_moved_apart():
    result = build.trend(build.IN_TIME, focus=build.AREAS["E06000062"])
    figure = trend.figure(result)

    ends = [note for note in figure["layout"]["annotations"] if note.get("xshift") == 10]
    shifts = [note["yshift"] for note in ends]
    assert min(shifts) < 0 < max(shifts)
    far = trend.figure(build.trend())["layout"]["annotations"]
    assert {note["yshift"] for note in far if note.get("xshift") == 10} == {0}


def test_a_trend_says_its_direction_its_cut_axis_and_its_grey_lines():
    [first, *_] = notes(trend.figure(build.trend(build.IN_TIME)))
    assert first == "Higher is better. Axis does not start at 0<br>Grey lines: 9 other areas"
    [first, *_] = notes(trend.figure(build.trend()))
    assert first == "Lower is better<br>Grey lines: 9 other areas"


def test_a_trend_of_one_area_has_no_grey_lines_to_explain():
    alone = build.trend()
    alone = replace(
        alone,
        areas={build.LEICESTER.code: build.LEICESTER},
        values=alone.values[alone.values["area"] == build.LEICESTER.code],
    )

    [first, *_] = notes(trend.figure(alone))
    assert first == "Lower is better. Axis does not start at 0"


def test_pointing_at_a_figure_says_whose_when_how_much_of_how_many_and_how_sure():
    found = by_name(trend.figure(build.trend()))

    assert found["Leicester (provisional)"]["hovertext"][-1] == (
        "<b>Leicester</b><br>January to March 2025: 28.8%<br>144 of 500<br>"
        "95% interval 26.5% to 31.1%<br>Provisional"
    )
    assert "interval" not in found["Derby"]["hovertext"][0]


def test_the_band_follows_the_interval_and_stops_at_gaps_and_breaks():
    result = build.trend(focus=build.DERBY, breaks={"2021-22 Q1": "New case system"})
    figure = trend.figure(result, interval=True)

    band = by_name(figure)["Derby: 95% interval"]
    runs, run = [], []
    for key in [*band["x"], None]:
        if key is None:
            runs.append(run)
            run = []
        else:
            run.append(key)
    assert [len(run) // 2 for run in runs] == [4, 9, 6]  # break, then the missing quarter
    own = result.values[result.values["area"] == build.DERBY.code].set_index("period")
    assert band["y"][0] == own.loc["2020-21 Q1", "upper"]
    assert band["y"][7] == own.loc["2020-21 Q1", "lower"]
    top = figure["layout"]["yaxis"]["range"][1]
    assert top >= own["upper"].max()


def test_a_trend_without_any_figure_is_an_empty_chart():
    empty = build.trend(focus=build.RUTLAND, count=2)
    empty.values["status"] = "x"
    empty.comparator["status"] = "x"
    figure = trend.figure(empty, interval=True)

    assert by_name(figure)["Rutland: no figure"]["text"] == ["x", "x"]
    assert figure["layout"]["yaxis"]["ticktext"][-1] == "100%"


def test_a_focus_area_without_rows_draws_the_others_only():
    elsewhere = replace(build.LEICESTER, code="E06000001", name="Hartlepool")
    figure = trend.figure(build.trend(focus=elsewhere))

    assert (
        len([trace for trace in figure["data"] if trace.get("marker", {}).get("size") == 3]) == 10
    )
    assert not any("Hartlepool" in text for text in notes(figure))


def test_a_number_left_beside_a_hidden_status_is_not_drawn():
    leaky = build.trend(focus=build.RUTLAND)
    leaky.values.loc[leaky.values["status"] == "c", "value"] = 77.7

    assert "77.7" not in json.dumps(trend.figure(leaky))


def test_a_shown_status_without_a_number_is_not_available():
    odd = build.comparison()
    odd.values.loc[odd.values["area"] == build.LEICESTER.code, "value"] = pd.NA

    assert "not available" in notes(comparison.figure(odd))


# ---- comparison ---------------------------------------------------------------------------


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
    assert "too few to report" in shown
    assert "not available" in shown
    assert "c" in shown
    drawn = [area for trace in figure["data"] for area in trace["y"]]
    assert build.RUTLAND.code not in drawn


def test_every_shown_row_has_its_figure_and_its_judgement_in_words():
    shown = notes(comparison.figure(build.comparison()))

    assert [shown.count(word) for word in ("Better", "Similar", "Worse")] == [3, 1, 4]
    assert "<b>28.8%</b>" in shown


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

    bold = [text for text in figure["layout"]["yaxis"]["ticktext"] if "<b>" in text]
    assert bold == ["<b>Leicester</b> "]


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


# ---- parts --------------------------------------------------------------------------------


def test_parts_are_bars_from_nought_with_the_comparator_as_a_tick():
    figure = parts.figure(build.parts())

    bars, ticks = figure["data"]
    assert bars["x"][0] == 33.65
    assert bars["y"][0] == "police"
    assert figure["layout"]["xaxis"]["range"][0] == 0
    assert ticks["marker"]["symbol"] == "line-ns"
    assert len(ticks["x"]) == 7


def test_each_bar_has_its_number_and_a_hidden_part_its_reason():
    shown = notes(parts.figure(build.parts()))

    assert "33.7% (n 212)" in shown
    assert "c: too few to report" in shown


def test_the_largest_part_stands_first_and_hidden_parts_last():
    rows = parts.ordered(build.parts())

    assert [row["part"] for row in (rows[0], rows[-1])] == ["police", "housing"]


def test_parts_without_numbers_or_intervals_leave_those_out():
    bare = build.parts()
    bare.values["number"] = pd.NA
    bare.values["upper"] = pd.NA
    bare.values["region_status"] = "x"
    figure = parts.figure(bare)

    assert "33.7%" in notes(figure)
    assert figure["data"][1]["x"] == []
    assert figure["data"][0]["hovertext"][0] == "<b>Police</b><br>Leicester, 2024-25 Q4: 33.7%"


def test_pointing_at_a_bar_says_of_how_many_and_how_sure():
    bars, ticks = parts.figure(build.parts())["data"]

    assert bars["hovertext"][0] == (
        "<b>Police</b><br>Leicester, 2024-25 Q4: 33.7%<br>212 of 630<br>95% interval 30.3% to 37.0%"
    )
    assert ticks["hovertext"][0] == "<b>East Midlands</b><br>Police: 35.3%"


# ---- small multiples ----------------------------------------------------------------------


def test_panels_share_one_axis_by_default():
    layout = small_multiples.figure(build.trend())["layout"]

    ranges = [layout[name]["range"] for name in layout if name.startswith("yaxis")]
    assert len(ranges) == 10
    assert all(one == ranges[0] for one in ranges)
    labelled = [
        name for name in layout if name.startswith("yaxis") and layout[name]["showticklabels"]
    ]
    assert labelled == ["yaxis", "yaxis5", "yaxis9"]


def test_panels_with_axes_of_their_own_say_so():
    figure = small_multiples.figure(build.trend(), shared=False)

    layout = figure["layout"]
    ranges = {tuple(layout[name]["range"]) for name in layout if name.startswith("yaxis")}
    assert len(ranges) > 1
    assert "Each panel has its own axis" in notes(figure)[0]
    assert all(layout[name]["showticklabels"] for name in layout if name.startswith("yaxis"))


def test_a_cut_shared_axis_is_said():
    shown = notes(small_multiples.figure(build.trend(build.IN_TIME)))[0]
    assert shown.startswith("Higher is better. Axis does not start at 0<br>")


def test_only_the_lowest_panel_of_a_column_names_periods():
    layout = small_multiples.figure(build.trend())["layout"]

    named = [name for name in layout if name.startswith("xaxis") and layout[name]["showticklabels"]]
    assert named == ["xaxis7", "xaxis8", "xaxis9", "xaxis10"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (small_multiples.Order.LEVEL, "Leicester"),
        (small_multiples.Order.NAME, "Derby"),
        (small_multiples.Order.REGION, "Derbyshire"),
    ],
)
def test_panels_stand_in_the_order_asked_for(order, first):
    codes = list(small_multiples.ordered(build.trend(), order))

    assert build.AREAS[codes[0]].name == first
    assert len(codes) == 10


def test_panels_by_change_compare_last_with_first_since_the_break():
    result = build.trend(breaks={"2023-24 Q1": "New case system"})
    codes = list(small_multiples.ordered(result, small_multiples.Order.CHANGE))

    table = result.values.pivot_table(index="period", columns="area", values="value", sort=False)
    later = table.loc["2023-24 Q1":].astype(float)
    changes = [later[code].dropna().iloc[-1] - later[code].dropna().iloc[0] for code in codes]
    assert changes == sorted(changes, reverse=True)


def test_an_area_without_any_figure_stands_last_with_its_reason():
    result = build.trend(count=4)
    result.values.loc[result.values["area"] == build.LEICESTER.code, "status"] = "x"

    for order in (small_multiples.Order.LEVEL, small_multiples.Order.CHANGE):
        assert list(small_multiples.ordered(result, order))[-1] == build.LEICESTER.code
    assert "<b>Leicester</b><br>not available" in notes(small_multiples.figure(result))


def test_a_panel_says_what_it_hides_and_which_period_its_figure_is_of():
    shown = notes(small_multiples.figure(build.trend()))

    assert "<b>Rutland</b><br>24.3% in 2024-25 Q3 (c)" in shown
    assert "<b>Derby</b><br>25.2% (x)" in shown


def test_panels_without_provisional_figures_have_no_shade():
    result = build.trend(breaks={})
    result.values["status"] = result.values["status"].replace("p", "shown")
    figure = small_multiples.figure(result)

    assert figure["layout"]["shapes"] == []
    assert "Provisional" not in notes(figure)[0]
    assert len(figure["data"]) == 20


def test_panels_mark_breaks():
    dashes = [
        shape
        for shape in small_multiples.figure(build.trend())["layout"]["shapes"]
        if shape["type"] == "line"
    ]
    assert len(dashes) == 10


def test_small_multiples_stay_light():
    assert len(json.dumps(small_multiples.figure(build.trend()))) < 100_000


def test_no_area_at_all_gives_no_panel():
    nobody = build.trend(areas={})

    assert small_multiples.figure(nobody)["data"] == []


def test_results_can_be_drawn_twice():
    result = build.comparison()
    first = copy.deepcopy(comparison.figure(result))

    assert comparison.figure(result) == first
