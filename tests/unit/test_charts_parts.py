"""Parts are bars from nought with their numbers, and reasons where there is no bar."""

from __future__ import annotations

import pandas as pd
import result_builders as build
from figure_reader import notes

from yardstick.charts import parts


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

    assert "Police: 33.7% (n 212)" in shown
    assert "Housing: c, too few to report" in shown


def test_the_largest_part_stands_first_and_hidden_parts_last():
    rows = parts.ordered(build.parts())

    assert [row["part"] for row in (rows[0], rows[-1])] == ["police", "housing"]


def test_parts_without_numbers_or_intervals_leave_those_out():
    bare = build.parts()
    bare.values["number"] = pd.NA
    bare.values["upper"] = pd.NA
    bare.values["region_status"] = "x"
    figure = parts.figure(bare)

    assert "Police: 33.7%" in notes(figure)
    assert figure["data"][1]["x"] == []
    assert figure["data"][0]["hovertext"][0] == "<b>Police</b><br>Leicester, 2024-25 Q4: 33.7%"


def test_pointing_at_a_bar_says_of_how_many_and_how_sure():
    bars, ticks = parts.figure(build.parts())["data"]

    assert bars["hovertext"][0] == (
        "<b>Police</b><br>Leicester, 2024-25 Q4: 33.7%<br>212 of 630<br>95% interval 30.3% to 37.0%"
    )
    assert ticks["hovertext"][0] == "<b>East Midlands</b><br>Police: 35.3%"
