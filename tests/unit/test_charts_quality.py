"""What is told of how good returns are: of one authority, and of all in the region's order."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from declaration_builders import AREAS, DERBY, RUTLAND
from figure_builders import STAMP
from file_reader import file_of, read_csv
from quality_results import COMPARED, agreement, quality, returns

from yardstick.charts import words
from yardstick.charts.quality import QualityView, story
from yardstick.charts.views import View
from yardstick.export.files import ExportError, Look

TITLE = "The 24 national quarterly indicators"


def cells(told):
    return [[cell.text for cell in row] for row in told.twin.rows]


@pytest.mark.parametrize("view", QualityView)
def test_every_view_keeps_to_its_words(view):
    told = story(quality(), view)
    assert len(words.headline(told).split()) <= 10
    assert len(words.sentence(told).split()) <= 30
    assert words.alt_text(told).endswith("rows.")
    assert story(quality(), view).twin == told.twin


# ---- when they came -----------------------------------------------------------------------


def test_an_authority_that_was_late_once_is_told_so():
    told = story(quality(), QualityView.RETURNED)
    assert told.headline == "Leicester: 2 of 2 returns received, 1 late"
    assert told.sentence == (
        "Of 2 returns expected: 1 received on time, 1 late, 0 missing. Resubmitted: 0."
    )
    assert cells(told) == [
        [TITLE, "2024-25 Q4", "12 May 2025", "21 May 2025", "9", "1", "45 of 47"],
        [TITLE, "2024-25 Q3", "12 May 2025", "9 May 2025", "0", "1", "45 of 47"],
    ]
    (bar,) = told.figure["data"][0]["x"]
    assert bar == 50.0


def test_a_return_that_never_came_is_missing_and_no_nought():
    told = story(quality(DERBY), QualityView.RETURNED)
    assert told.sentence.startswith("Of 2 returns expected: 1 received on time, 0 late, 1 missing")
    assert cells(told)[0] == [TITLE, "2024-25 Q4", "–", "○ Missing", "", "", ""]


def test_corrections_are_counted():
    assert story(quality(RUTLAND), QualityView.RETURNED).sentence.endswith("Resubmitted: 2.")


def test_where_no_return_may_be_seen_none_is_said_to_be_missing():
    told = story(quality(returns=returns().iloc[:0]), QualityView.RETURNED)
    assert told.headline == "Leicester: no return that you may see"
    assert told.values.empty
    assert "given to your organisation" in told.sentence


# ---- every authority ----------------------------------------------------------------------


def test_authorities_stand_in_the_regions_order_whoever_is_late():
    told = story(quality(), QualityView.REGION)
    assert told.headline == "19 of 20 returns received, 1 late"
    assert [row[0] for row in cells(told)] == [area.name for area in AREAS.values()]
    found = {row[0]: row[1:] for row in cells(told)}
    assert found["Leicester"] == ["2", "1", "1", "0", "0"]
    assert found["Derby"] == ["2", "1", "0", "1", "0"]
    assert found["Rutland"] == ["2", "2", "0", "0", "2"]


def test_a_region_without_a_return_has_no_share_of_any():
    told = story(quality(returns=returns().iloc[:0]), QualityView.REGION)
    assert told.sentence.startswith("Of 0 returns expected of 10 authorities")
    assert told.figure["data"][0]["x"] == told.figure["data"][1]["x"] == []


# ---- against DfE --------------------------------------------------------------------------


def test_what_agrees_and_what_does_not_is_told_with_the_furthest():
    told = story(quality(), QualityView.AGREEMENT)
    assert told.headline == "Leicester: 1 of 2 figures agree with DfE"
    assert told.sentence == (
        "1 of 2 figures are within tolerance of DfE's; furthest apart: Children looked after, "
        "−9.7% in 2024-25."
    )
    hidden, looked_after, newest, oldest = cells(told)
    assert hidden[2:] == ["c", "41", "c", "Within 5 %", "–"]
    assert looked_after[2:] == ["560", "620", "−9.7%", "Within 5 %", "■ No"]
    assert newest[1:] == ["2024-25", "3,361", "3,203", "+4.9%", "Within 5 %", "● Yes"]
    assert oldest[1] == "2023-24"
    assert "newest year of each" in told.subtitle


def test_invented_returns_are_said_to_come_from_the_official_figures():
    said = [story(quality(), view).cautions for view in QualityView]
    assert [len(one) for one in said] == [0, 1, 0]
    assert "made of what the department published" in said[1][0]
    real = quality(stamp=replace(STAMP, invented=False))
    assert story(real, QualityView.AGREEMENT).cautions == ()


def test_where_nothing_is_apart_no_furthest_is_named():
    same = agreement(("R02", "2024-25", 10.0, 10.0, 0.0, "Within 5 %", True, "shown"))
    told = story(quality(agreement=same), QualityView.AGREEMENT)
    assert told.sentence == "1 of 1 figures are within tolerance of DfE's; none is apart."
    assert cells(told)[0][4] == "0.0%"


def test_where_nothing_can_be_compared_that_is_said_and_nothing_drawn():
    told = story(quality(agreement=COMPARED.iloc[3:]), QualityView.AGREEMENT)
    assert told.headline == "Leicester: nothing to hold against DfE's figures"
    assert told.values.empty


# ---- as files -----------------------------------------------------------------------------


@pytest.mark.parametrize("view", QualityView)
def test_each_view_can_be_taken_away(view):
    look = Look(order=view.value)
    rows = read_csv(file_of(View.QUALITY, "csv", look).data)
    assert len(rows) == len(story(quality(), view).values)
    book = openpyxl.load_workbook(io.BytesIO(file_of(View.QUALITY, "xlsx", look).data))
    assert book["Table"]["A1"].value == story(quality(), view).headline


def test_another_view_is_refused():
    with pytest.raises(ExportError):
        file_of(View.QUALITY, "csv", Look(order="worst"))


def test_the_longest_name_keeps_to_ten_words():
    longest = max(AREAS.values(), key=lambda area: len(area.name.split()))
    for view in QualityView:
        assert len(story(quality(longest), view).headline.split()) <= 10
