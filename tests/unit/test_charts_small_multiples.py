"""Panels can be compared, ordered, and say what they hide."""

from __future__ import annotations

import json

import pytest
import result_builders as build
from figure_reader import notes

from yardstick.charts import small_multiples


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


def test_a_panel_says_why_its_newest_figure_is_older_and_which_period_it_is_of():
    shown = notes(small_multiples.figure(build.trend()))

    assert "<b>Rutland</b><br>24.3% in 2024-25 Q3 (c)" in shown
    assert (
        "<b>Derby</b><br>25.2%" in shown
    )  # its gap is earlier: no letter beside its newest figure


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
