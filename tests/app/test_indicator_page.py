"""Indicator: charts with their words, tables and files, tiles, positions, parts."""

from __future__ import annotations

import json

import pytest
import result_builders as made
from screens import charts, links, markup, text, titles

pytest_plugins = ["stage"]

LEICESTER = {"area": "E06000016", "comparator": "region", "model": "2025", "release": "r2"}


@pytest.mark.parametrize("view", ["Over time", "Between areas", "Each area"])
def test_a_chart_has_words_a_table_and_four_files(open_page, view):
    app = open_page("indicator", indicator="R03", view=view)
    (chart,) = charts(app)
    assert chart.alt.startswith(titles(app)[0])
    assert [tab.label for tab in app.tabs] == ["Chart", "Table", "Download", "About"]
    assert '<table class="ys-table">' in markup(app)
    forms = [values["format"] for _, values in links(app, "/download/")]
    assert forms == ["csv", "xlsx", "png", "svg"]


def test_a_file_is_asked_for_with_every_value_of_the_screen(open_page):
    app = open_page("indicator", indicator="R03", period="2024-25 Q2", view="Between areas")
    path, values = links(app, "/download/")[0]
    assert path == "/download/comparison"
    assert values == {
        **LEICESTER,
        "indicator": "R03",
        "basis": "quarterly",
        "period": "2024-25 Q2",
        "order": "value",
        "format": "csv",
    }


@pytest.mark.parametrize(
    ("options", "look"),
    [
        ({"interval": "true"}, {"interval": "yes"}),
        ({"view": "Between areas", "areas_by": "Name"}, {"order": "name"}),
        ({"view": "Each area", "panels_by": "Change"}, {"order": "change"}),
    ],
)
def test_a_file_is_asked_for_as_the_chart_stands(open_page, options, look):
    _, values = links(open_page("indicator", indicator="R03", **options), "/download/")[0]
    assert look.items() <= values.items()


def test_the_interval_can_be_shown_and_hidden(open_page):
    app = open_page("indicator", indicator="R03")
    without = json.loads(charts(app)[0].spec)
    app.toggle(key="interval").set_value(True).run()
    with_interval = json.loads(charts(app)[0].spec)
    assert len(with_interval["data"]) > len(without["data"])


def test_tiles_hold_value_comparator_and_change(open_page):
    shown = text(open_page("indicator", indicator="R03"))
    assert "Leicester 28.8% 144 of 500; 95% interval" in shown
    assert "East Midlands 22.3% ■ Worse" in shown
    assert "Up 1.2 percentage points Over five yearly figures: ↑ Worsening" in shown
    assert "23 fewer" in shown


def test_a_change_that_is_not_known_is_not_a_zero(open_page, monkeypatch):
    unknown = made.trend(change=None)
    monkeypatch.setattr("fake_desk.FakeResults.trend", lambda _self, _selection: unknown)
    assert "On a year earlier –" in text(open_page("indicator", indicator="R03"))


def test_an_area_without_any_figure_has_a_page(open_page, monkeypatch):
    nothing = made.trend(
        latest=made.point(None, made.Status.UNAVAILABLE), latest_period=None, change=None
    )
    monkeypatch.setattr("fake_desk.FakeResults.trend", lambda _self, _selection: nothing)
    app = open_page("indicator", indicator="R03")
    assert not app.exception
    assert "not available" in text(app)


def test_a_position_is_shown_with_its_interval_where_there_is_a_better(open_page):
    shown = text(open_page("indicator", indicator="R03", view="Between areas"))
    assert "Position its interval allows Between 4th and 7th of 8 1st is best" in shown
    neither = text(open_page("indicator", indicator="R07", view="Between areas"))
    assert "1st is best" not in neither


@pytest.mark.parametrize(
    ("view", "control", "order"),
    [("Between areas", "areas_by", "Name"), ("Each area", "panels_by", "Change")],
)
def test_the_order_of_areas_can_be_changed(open_page, view, control, order):
    app = open_page("indicator", indicator="R03", view=view)
    before = charts(app)[0].spec
    app.selectbox(key=control).select(order).run()
    assert charts(app)[0].spec != before


def test_an_indicator_with_parts_shows_them(open_page, desk):
    app = open_page("indicator", indicator="R02")
    assert titles(app) == ["Police: the largest part in Leicester, 33.7%"]
    assert links(app, "/download/")[0][0] == "/download/parts"
    assert "Leicester 630 in all" in text(app)
    assert "trend" not in desk.asked


def test_the_definition_is_beside_the_figures_and_one_click_away(open_page):
    app = open_page("indicator", indicator="R03")
    assert "Twins and siblings move the figure in a small authority." in text(app)
    assert ("/definitions", {**LEICESTER, "indicator": "R03", "search": "R03"}) in links(
        app, "/definitions"
    )
