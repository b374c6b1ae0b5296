"""A story of records says the same on a page, in a picture, in a workbook and in rows."""

from __future__ import annotations

import io

import openpyxl
import pytest
from file_reader import SELECTION
from story_builders import BARS, story

from yardstick.charts import bars, words
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
            "8 of 8 came, 0 late",
            "Education results of looked-after<br>children: 8 of 8 came, 0 late",
        ),
    ],
)
def test_a_bars_figure_has_a_line_to_itself_where_that_takes_no_more_lines(name, said, label):
    drawn = bars.figure([bars.Bar(name, 1.0, said)], "Bars")
    assert label in [note["text"] for note in drawn["layout"]["annotations"]]
