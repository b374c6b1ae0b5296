"""A picture carries everything that its page says beside it, and comes out alike each time."""

from __future__ import annotations

import struct
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import result_builders as build
from file_reader import file_of, texts

from yardstick.charts import comparison, small_multiples, trend
from yardstick.export.files import Look
from yardstick.export.pictures import Kind, picture
from yardstick.model import Status
from yardstick.results.types import Point

PICTURES = ("trend", "small_multiples", "comparison", "parts")


@pytest.mark.parametrize("view", PICTURES)
def test_a_picture_carries_finding_subtitle_warning_source_and_release(view):
    said = " ".join(texts(file_of(view, "svg").data))

    assert "Leicester" in said
    assert "Compared with the East Midlands: 9 of 10 authorities." in said
    assert "Warning: Invented figures" in said
    assert "Source: East Midlands quarterly return." in said
    assert "Release 2025-05-12-a1b2c3" in said
    assert "OFFICIAL-SENSITIVE" in said


@pytest.mark.parametrize("view", PICTURES)
def test_a_picture_is_1600_pixels_wide(view):
    png = file_of(view, "png").data
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20]) == (1600,)
    assert ET.fromstring(file_of(view, "svg").data).get("width") == "1600"  # noqa: S314 - our own


def test_a_picture_has_no_date_and_no_trace_of_its_maker():
    for view in PICTURES:
        for made in ("svg", "png"):
            data = file_of(view, made).data
            assert b"atplotlib" not in data
            assert b"date" not in data


def test_a_picture_has_its_figures_labels():
    said = texts(file_of("comparison", "svg").data)

    for note in comparison.figure(build.comparison())["layout"]["annotations"]:
        assert note["text"].replace("<b>", "").replace("</b>", "") in said


def test_a_picture_of_a_hidden_area_has_its_symbols_and_no_line_through_gaps():
    hidden = build.trend(focus=build.RUTLAND)
    said = texts(file_of("trend", "svg", trend=hidden).data)

    assert said.count("c") == 7
    assert "Rutland" in said


def test_a_picture_is_of_the_chart_as_it_stands_on_screen():
    with_band = file_of("trend", "svg", Look(interval=True))
    assert with_band != file_of("trend", "svg")
    apart = file_of("small_multiples", "svg", Look(order="name", shared=False))
    assert apart.data == picture(
        small_multiples.figure(build.trend(), order=small_multiples.Order.NAME, shared=False),
        build.trend(),
        Kind.SVG,
    )


def test_a_picture_without_classification_or_symbols_leaves_those_lines_out():
    plain = build.comparison(
        stamp=replace(build.STAMP, classification="", invented=False),
        comparator=Point(None, Status.UNAVAILABLE),
    )
    plain = replace(plain, values=plain.values[plain.values["status"] == "shown"])
    said = " ".join(texts(file_of("comparison", "svg", comparison=plain).data))

    assert "Warning" not in said
    assert "too few" not in said
    assert said.endswith("12 May 2025.")


def test_nothing_to_draw_is_still_a_picture():
    nothing = build.parts()
    nothing = replace(nothing, values=nothing.values.iloc[:0])

    assert "no part can be shown" in " ".join(texts(file_of("parts", "svg", parts=nothing).data))


def test_an_unknown_kind_of_trace_is_refused():
    figure = trend.figure(build.trend())
    figure["data"][0]["type"] = "pie"

    with pytest.raises(KeyError, match="pie"):
        picture(figure, build.trend(), Kind.SVG)
