"""The page for commissioners: one analysis at a time, of their own authority and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_desk import DIRECTOR
from screens import markup, text, titles

from yardstick.access.audit import Action
from yardstick.model import Grant, Reach
from yardstick.store.errors import StoreError
from yardstick.ui import purpose

pytest_plugins = ["stage"]

COMMISSIONER = replace(
    DIRECTOR,
    account="commissioner",
    grants=DIRECTOR.grants | {Grant("send_placements", Reach.REGION)},
    roles=frozenset({"commissioning"}),
)
SECTIONS = {
    "Market": "highly concentrated",
    "Increases": "cost 8.0% more",
    "Funding": "health pays nothing",
    "Quality": "judged inadequate",
    "Opportunity": "above the median price",
    "Forecast": "about 18 leavers expected",
    "Why it changed": "mean price up",
    "Places": "outside the area",
}


def test_it_opens_on_prices_by_need(open_page):
    app = open_page("commissioning", COMMISSIONER)
    assert not app.exception
    assert titles(app) == ["Leicester: half of placements cost more than £61,400"]
    assert "Lower quartile" in text(app)
    assert len(app.get("plotly_chart")) == 1


def test_each_look_is_written_down_once_and_before_figures_are_asked_for(
    open_page, desk, monkeypatch
):
    written = []

    def write(_engine, _key, who, action, detail):
        written.append((who, action, detail, desk.asked.count("placements")))

    monkeypatch.setattr(purpose, "record", write)
    app = open_page("commissioning", COMMISSIONER)
    app.run()
    app.segmented_control[0].set_value("Market").run()
    looks = [
        {"dataset": "send_placements", "view": view, "area": "E06000016"}
        for view in ("price_by_need", "market")
    ]
    assert [line[:3] for line in written] == [
        ("commissioner", Action.VIEWED_RECORDS, look) for look in looks
    ]
    assert written[0][3] == 0


def test_a_look_that_cannot_be_written_down_shows_nothing(open_page, desk, monkeypatch):
    def full(*_):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(purpose, "record", full)
    app = open_page("commissioning", COMMISSIONER)
    assert "The disk is full." in markup(app)
    assert "placements" not in desk.asked


@pytest.mark.parametrize(("section", "said"), SECTIONS.items())
def test_a_section_shows_its_analysis_and_no_other(open_page, desk, section, said):
    app = open_page("commissioning", COMMISSIONER, section=section)
    assert said in titles(app)[0]
    assert len(app.get("plotly_chart")) == 1
    assert desk.asked.count("placements") == 1


def test_prices_can_be_cut_otherwise(open_page):
    app = open_page("commissioning", COMMISSIONER, prices="By key stage")
    assert "academic year by key stage" in text(app)


def test_every_file_is_of_the_analysis_on_screen(open_page):
    shown = markup(open_page("commissioning", COMMISSIONER, section="Market"))
    for form in ("csv", "xlsx", "png", "svg"):
        assert f"format={form}" in shown
    assert shown.count("order=market") == 4


def test_another_authority_shows_nothing_and_says_why(open_page):
    app = open_page("commissioning", COMMISSIONER, area="E06000017")
    assert "are shown to Rutland only" in text(app)
    assert len(app.get("plotly_chart")) == 0


def test_a_commissioner_without_the_grant_is_told_whom_to_ask(open_page, desk):
    app = open_page("commissioning", replace(COMMISSIONER, grants=DIRECTOR.grants))
    assert "has not been given the placements" in text(app)
    assert "placements" not in desk.asked


def test_nobody_else_finds_the_page(open_page, desk):
    open_page("commissioning", DIRECTOR)
    assert "placements" not in desk.asked


def test_prices_are_set_against_the_regions(open_page):
    app = open_page("commissioning", COMMISSIONER, prices="Against the region")
    assert titles(app) == ["Leicester: mean price 5% above the region's"]
    assert "Quartiles of other authorities" in text(app)
    assert "order=price_region" in markup(app)


def test_every_authority_is_shown_for_the_part_that_is_chosen(open_page):
    app = open_page(
        "commissioning", COMMISSIONER, section="Places", places="Every authority",
        part="First need: Autism",
    )  # fmt: skip
    assert titles(app) == ["Leicester: 3.0 placements per 10,000 children"]
    assert "0 means 0 to 4" in text(app)
    assert "order=places_region%3Aneed.autism" in markup(app)


def test_placements_are_moved_as_the_link_says(open_page):
    app = open_page(
        "commissioning", COMMISSIONER, prices="What if", moved="7", price="55000",
        part_basis="First need: Autism",
    )  # fmt: skip
    assert titles(app) == ["Leicester: moving 5 placements changes spend by −\u2060£111,000"]
    assert "At £55,000 each" in text(app)
    assert "order=what_if%3Aneed.autism%3A7-55000" in markup(app)


def test_placements_are_moved_to_the_regions_mean_price(open_page):
    app = open_page("commissioning", COMMISSIONER, prices="What if", to="The region's mean price")
    assert "order=what_if%3Abasis.day%3A5-0" in markup(app)
    assert [one.label for one in app.number_input] == ["Dearest moved"]
    app.number_input[0].set_value(9).run()
    assert "order=what_if%3Abasis.day%3A9-0" in markup(app)


def test_new_placements_are_forecast_beside_leavers(open_page):
    app = open_page("commissioning", COMMISSIONER, section="Forecast", forecast="New placements")
    assert titles(app) == ["Leicester: about 18 new placements expected in the next year"]
    assert "order=starts" in markup(app)
