"""A story of records says the same on a page, in a picture, in a workbook and in rows."""

from __future__ import annotations

import io

import openpyxl
import pytest
from file_reader import SELECTION
from story_builders import story

from yardstick.charts import words
from yardstick.charts.tags import symbol_key
from yardstick.charts.twins import twin
from yardstick.export.about import about
from yardstick.export.pictures import Kind, picture
from yardstick.export.records import records
from yardstick.export.workbook import workbook


def test_the_words_are_the_storys_own():
    told = story()
    assert words.headline(told) == "Autism costs most"
    assert words.sentence(told) == "Leicester pays £61,000 a year for autism."
    assert words.subtitle(told) == "Median price, pounds a year."
    assert words.alt_text(told) == "Autism costs most, in a bar chart of 3 needs."
    assert "Some prices are provisional." in words.warnings(told)
    assert words.INVENTED in words.warnings(told)
    assert symbol_key(told) == ""


def test_the_rows_carry_whose_and_of_when_they_are():
    (row,) = records(story()).to_dict("records")
    assert row["median"] == 61_000.0
    assert (row["area"], row["area_name"]) == ("E06000016", "Leicester")
    assert row["of"] == "autumn term 2024/25"
    assert row["invented"] is True


def test_a_workbook_says_how_to_read_it():
    told = story()
    book = openpyxl.load_workbook(io.BytesIO(workbook(told, SELECTION, twin(told))))
    said = [str(cell.value) for sheet in book for row in sheet.rows for cell in row]
    assert {"Autism costs most", "The price in the middle.", "autumn term 2024/25"} <= set(said)


def test_a_story_without_records_names_no_term():
    sections = dict(about(story(period=""), SELECTION))
    assert sections["Filters"] == [("Area", "Leicester (E06000016)")]


@pytest.mark.parametrize("kind", Kind)
def test_its_chart_can_be_drawn_as_a_picture(kind):
    told = story()
    assert picture(told.figure, told, kind) == picture(told.figure, told, kind)
