"""Region: the board as a table, by theme, sorted, and what its cells lead to."""

from __future__ import annotations

import pytest
from screens import links, markup, text

pytest_plugins = ["stage"]

LEICESTER = {"area": "E06000016", "comparator": "region", "model": "2025", "release": "r2"}


def test_the_board_is_a_table_whose_cells_lead_to_the_indicator(open_page):
    app = open_page("region")
    assert '<table class="ys-table ys-board">' in markup(app)
    rutland = {**LEICESTER, "area": "E06000017", "indicator": "R06"}
    assert ("/indicator", rutland) in links(app, "/indicator")


@pytest.mark.parametrize(("path", "look"), [("region", "ys-board"), ("area", "ys-profile")])
def test_symbols_are_explained_before_a_long_table_as_well_as_after_it(open_page, path, look):
    html = markup(open_page(path))
    key = 'aria-label="What the symbols mean"'
    assert html.index(key) < html.index(f'class="ys-table {look}"') < html.rindex(key)


def test_the_board_can_be_held_to_one_theme(open_page):
    app = open_page("region", theme="Assessment")
    assert "Children in need" in text(app)
    assert "Progress 8" not in text(app)
    assert "of 7 compared" in text(app)  # the finding is about all


def test_the_board_can_be_sorted_by_an_authority_from_its_heading_or_a_control(open_page):
    app = open_page("region")
    app.selectbox(key="sort").select("Rutland").run()
    assert '<th scope="col" aria-sort="descending">' in markup(app)
    values = {**LEICESTER, "theme": "Every theme", "sort": "Rutland"}
    assert ("/region", values) in links(app, "/region")
