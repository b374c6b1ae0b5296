"""Drawings that exclusions brought: dots, bands, funnel and seasons, from rows of their own."""

from __future__ import annotations

from itertools import pairwise

import pytest

from yardstick.charts import dots, flows, funnel, seasons
from yardstick.model import Status


def test_a_ratio_and_its_inverse_are_equally_far_from_alike():
    shown = [dots.Dot("a", 2, 1, 4, ""), dots.Dot("b", 0.5, None, None, ""),
             dots.Dot("<i>", None, None, None, "x")]  # fmt: skip
    figure = dots.figure(shown, "one\ntwo")
    (marks,) = figure["data"]
    assert marks["x"][0] == pytest.approx(-marks["x"][1])
    assert marks["y"] == ["0", "1"]
    assert marks["error_x"]["array"][1] == 0
    assert figure["layout"]["annotations"][3]["text"].startswith("&lt;i&gt;")


def test_bands_are_as_thick_as_their_numbers_and_none_is_lost():
    shown = [
        flows.Flow("A", "x", 30, ""),
        flows.Flow("B", "x", 10, ""),
        flows.Flow("A", "y", 20, ""),
    ]
    bands = flows.figure(shown, "key")["data"]
    thick = [band["y"][-1] - band["y"][0] for band in bands]
    assert thick[0] == pytest.approx(3 * thick[1])
    assert sum(thick) == pytest.approx(1 - 38 / 300)
    ends = [abs(band["y"][24] - band["y"][25]) for band in bands]
    assert ends == pytest.approx(thick)


def test_names_of_bands_break_so_that_a_phone_shows_both_sides_and_no_two_touch():
    few = [
        flows.Flow(f"Destination of many words {at}", "On no later roll", 1, "") for at in range(9)
    ]
    layout = flows.figure([flows.Flow("Most of them", "On a roll", 900, ""), *few], "k")["layout"]
    _, *names = layout["annotations"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    for side, letters in (("left", 22), ("right", 16)):
        own = [name for name in names if name["xanchor"] == side]
        broken = [name["text"].split("<br>") for name in own]
        assert max(len(line) for name in broken for line in name) <= letters
        middles = sorted(name["y"] * plot for name in own)
        assert min(b - a for a, b in pairwise(middles)) >= 38


def test_a_funnel_keeps_a_far_limit_on_the_page():
    places = [funnel.Place("1", 1, 0, 0, 400, is_beyond=False, said=""),
              funnel.Place("2", 100, 9, 3, 8, is_beyond=True, said="")]  # fmt: skip
    figure = funnel.figure(places, 5, "key", "Pupils")
    top = figure["layout"]["yaxis"]["range"][1]
    assert all(value <= top for trace in figure["data"] for value in trace["y"])


def test_a_term_is_read_against_the_same_term_of_other_years():
    missing = {"value": None, "lower": None, "upper": None, "number": None}
    rows = [
        {"label": f"{year}/{year - 1999} {term}", "status": Status.SHOWN}
        | {"value": 2.0, "lower": 1.0, "upper": 4.0, "number": 20}
        for year in (2022, 2023)
        for term in ("Autumn", "Spring", "Summer")
    ]
    rows[1] |= missing | {"status": Status.UNAVAILABLE}
    found = seasons.figure(rows)
    others, same, terms, marks = found["data"]
    assert marks["x"] == ["2022/23 Summer", "2023/24 Summer"]
    assert same["y"] == [1.0, 4.0, None] * 2
    assert len(others["y"]) == 3 * 3
    assert terms["y"] == [2.0, None, *[2.0] * 4]
    assert terms["hovertext"][1] == "<b>Spring term 2022/23</b><br>Not available"
    assert marks["hovertext"][1].endswith("2.00 per 100 (n 20)<br>95% interval 1.00 to 4.00")
    key, *said = (note["text"] for note in found["layout"]["annotations"])
    assert key.replace("<br>", " ").startswith("Blue: summer terms. Grey: other terms.")
    assert said == ["2.00", "2.00", "x"]
