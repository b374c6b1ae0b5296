"""A matrix has a square where it is so, and names that fit above its columns."""

from __future__ import annotations

import pytest

from yardstick.charts import matrix, theme
from yardstick.export.canvas import Canvas
from yardstick.export.drawing import draw

COLUMNS = [matrix.Column("Derby", is_focus=False), matrix.Column("Long <b>name</b>", is_focus=True)]
NAMED = [("Amber", "used by 1"), ("Flint", "used by 2")]
CELLS = [[True, False], [True, True]]


@pytest.fixture
def figure():
    return matrix.figure(NAMED, COLUMNS, CELLS, "Squares: used")


def test_squares_stand_where_it_is_so_and_the_marked_ones_in_their_colour(figure):
    marked, context = figure["data"]
    assert list(zip(marked["x"], marked["y"], strict=True)) == [(1, "1")]
    assert list(zip(context["x"], context["y"], strict=True)) == [(0, "0"), (0, "1")]
    assert marked["marker"]["color"] == theme.FOCUS != context["marker"]["color"]
    assert context["hovertext"][0] == "<b>Amber</b><br>Derby"


def test_names_of_columns_stand_upright_below_the_heading_and_are_letters(figure):
    heading, *_, first, last = figure["layout"]["annotations"]
    assert {first["textangle"], last["textangle"]} == {-90}
    assert last["text"] == "<b>Long &lt;b&gt;name&lt;/b&gt;</b>"
    assert heading["yshift"] > 8 * len(COLUMNS[1].name)
    assert figure["layout"]["margin"]["t"] > heading["yshift"]


def test_the_marked_column_stands_on_grey_and_each_has_a_line(figure):
    kinds = [(shape["type"], shape["x0"]) for shape in figure["layout"]["shapes"]]
    assert kinds == [("line", 0), ("rect", 0.5), ("line", 1)]


def test_a_picture_writes_the_names_upright(figure):
    canvas = Canvas(800, 600)
    draw(canvas, figure, (0, 800), 0)
    drawn = canvas.svg("title", "description").decode()
    assert "rotate(-90" in drawn
