"""A trend shows its lines, gaps, breaks and symbols as the result has them."""

from __future__ import annotations

import json
from dataclasses import replace

import result_builders as build
from figure_reader import by_name, notes

from yardstick.charts import trend


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


def test_a_reason_stands_where_fewer_figures_are():
    result = build.trend(breaks={"2021-22 Q2": "New case system"})
    apart = [95.0 if at == 0 else 5.0 for at in range(len(result.values))]
    for values, edge in ((95.0, "bottom"), (apart, "top")):
        moved = replace(result, values=result.values.assign(value=values))
        every = trend.figure(moved)["layout"]["annotations"]
        note = next(one for one in every if one["text"].startswith("New case"))
        assert note["yanchor"] == edge
        assert (note["y"] == 1) == (edge == "top")


def test_reasons_of_several_breaks_are_a_line_each_below_each_other():
    breaks = {"2021-22 Q1": "A long reason that needs more than one line", "2021-22 Q2": "Short"}
    shown = trend.figure(build.trend(breaks=breaks))["layout"]["annotations"]
    first, second = (
        next(one for one in shown if one["text"].startswith(word)) for word in ("A long", "Short")
    )
    assert first["text"].endswith("…")
    assert "<br>" not in first["text"]
    assert first["yshift"] == 0
    assert abs(second["yshift"]) >= first["font"]["size"]


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
