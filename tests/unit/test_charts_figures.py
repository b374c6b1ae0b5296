"""Every figure is valid, plain, light and readable, whatever it is drawn from."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest
import result_builders as build

from yardstick.charts import comparison, parts, small_multiples, trend

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


def test_results_can_be_drawn_twice():
    result = build.comparison()
    first = copy.deepcopy(comparison.figure(result))

    assert comparison.figure(result) == first


def test_nothing_to_draw_is_an_empty_chart():
    for made, module in ((build.parts(), parts), (build.comparison(), comparison)):
        empty = replace(made, values=made.values.iloc[:0])
        low, high = module.figure(empty)["layout"]["yaxis"]["range"]
        assert low != high
