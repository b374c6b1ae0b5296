"""What was chosen survives a page change, Back, a refresh and a copied link."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from fake_desk import DIRECTOR, GUEST, HOST, RELEASES
from screens import go, markup, text, titles

from pages import region
from yardstick.model import Basis, Comparator, Selection
from yardstick.ui import shell
from yardstick.ui.page import PageContext

pytest_plugins = ["stage"]

RUTLAND = "E06000017"


def asked(desk):
    """Return the selection of the last figures that were asked for."""
    return next(
        selection
        for results in reversed(desk.opened)
        for _, selection in reversed(results.asked)
        if selection is not None
    )


def test_every_value_stands_in_the_address_from_the_first_page_on(open_page):
    assert open_page().query_params == {
        "area": "E06000016",
        "comparator": "region",
        "model": "2025",
        "release": "r2",
    }


def test_a_reader_without_an_area_starts_with_the_regions_first(open_page):
    assert open_page("", HOST).query_params["area"] == "E10000007"


def test_a_deep_link_keeps_its_area_through_a_page_change(open_page, desk):
    app = open_page("region", area=RUTLAND, comparator="england")
    go(app, "area")
    assert asked(desk).area == RUTLAND
    assert app.query_params["area"] == RUTLAND
    assert app.query_params["comparator"] == "england"


def test_what_a_control_sets_is_shown_written_and_kept(open_page, desk):
    app = open_page()
    app.selectbox(key="pick_area").select(RUTLAND).run()
    assert asked(desk).area == RUTLAND
    assert app.query_params["area"] == RUTLAND
    go(app, "region")
    assert asked(desk).area == RUTLAND
    assert app.selectbox(key="pick_area").value == RUTLAND


def test_back_shows_what_the_address_then_says(open_page):
    app = open_page(area="E06000015")
    app.selectbox(key="pick_area").select(RUTLAND).run()
    app.query_params["area"] = "E06000015"  # the browser's address after Back
    app.run()
    assert app.selectbox(key="pick_area").value == "E06000015"
    assert titles(app)[0].startswith("Derby: ")


def test_back_to_an_address_without_values_keeps_what_was_chosen(open_page):
    app = open_page()
    app.selectbox(key="pick_area").select(RUTLAND).run()
    app.query_params.clear()
    app.run()
    assert app.query_params["area"] == RUTLAND


def test_the_same_address_in_a_new_session_is_the_same_view(open_page):
    params = {"area": RUTLAND, "comparator": "group:cities", "indicator": "R06"}
    first = open_page("indicator", **params)
    again = open_page("indicator", **first.query_params)
    assert titles(first) == titles(again)
    assert markup(first) == markup(again)


def test_an_area_that_is_not_there_is_said_and_the_default_shown(open_page):
    app = open_page("region", area="Bogus")
    assert not app.exception
    assert "not in this region; Leicester is shown." in text(app)
    assert app.query_params["area"] == "E06000016"


def test_an_unknown_indicator_in_a_link_is_said_and_leaves_the_address(open_page):
    app = open_page("indicator", indicator="S99")
    assert not app.exception
    assert "not part of what your organisation has been given." in text(app)
    assert "indicator" not in app.query_params


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "\x00", "a" * 5000])
def test_hostile_values_in_a_link_are_not_repeated(open_page, value):
    app = open_page("indicator", area=value, indicator=value, period=value, release=value)
    assert not app.exception
    assert value not in markup(app)


def test_an_old_release_is_shown_with_the_way_to_the_newest(open_page, desk):
    app = open_page("region", release="r1", area=RUTLAND)
    assert desk.opened[0].release == "r1"
    assert "These are the figures of release r1. Newer ones are held" in text(app)
    assert "/region?area=E06000017&amp;comparator=region&amp;model=2025&amp;release=r2" in markup(
        app
    )


def test_a_release_that_is_gone_is_said_and_the_newest_shown(open_page):
    app = open_page(release="r0")
    assert "no longer kept; the newest is shown." in text(app)
    assert app.query_params["release"] == RELEASES[0]


def test_the_release_survives_a_page_change(open_page, desk):
    app = open_page(release="r1")
    desk.opened.clear()
    go(app, "region")
    assert desk.opened[0].release == "r1"


COMPARATORS = {
    "england": (Comparator.ENGLAND, "", "2025"),
    "group:cities": (Comparator.GROUP, "cities", "2025"),
    "neighbours 2021": (Comparator.NEIGHBOURS, "", "2021"),
    "neighbours_median 2025": (Comparator.NEIGHBOURS_MEDIAN, "", "2025"),
}


@pytest.mark.parametrize(("choice", "meant"), COMPARATORS.items())
def test_one_control_changes_the_comparator_and_its_model(open_page, desk, choice, meant):
    app = open_page("region")
    app.selectbox(key="pick_comparator").select(choice).run()
    selection = asked(desk)
    assert (selection.comparator, selection.group, selection.model) == meant
    assert app.selectbox(key="pick_comparator").value == choice


def test_another_indicator_starts_with_its_own_series_and_newest_period(open_page, desk):
    app = open_page("indicator", indicator="R03", basis="quarterly", period="2024-25 Q1")
    app.selectbox(key="pick_indicator").select("R06").run()
    selection = asked(desk)
    assert (selection.indicator, selection.basis, selection.period) == (
        "R06",
        Basis.QUARTERLY,
        "",
    )
    assert app.query_params["indicator"] == "R06"
    assert "period" not in app.query_params


def test_another_series_keeps_the_indicator(open_page, desk):
    app = open_page("indicator", indicator="R02", period="2024-25 Q4")
    app.selectbox(key="pick_series").select(Basis.PUBLISHED).run()
    selection = asked(desk)
    assert (selection.indicator, selection.basis) == ("R02", Basis.PUBLISHED)
    assert (selection.period, app.query_params["basis"]) == ("", "published")


def test_another_period_keeps_indicator_and_series(open_page, desk):
    app = open_page("indicator", indicator="R03", view="Between areas")
    app.selectbox(key="pick_period").select("2024-25 Q2").run()
    selection = asked(desk)
    assert (selection.indicator, selection.period) == ("R03", "2024-25 Q2")
    assert app.query_params["period"] == "2024-25 Q2"
    assert app.query_params["view"] == "Between areas"


def test_the_link_to_share_holds_every_value_and_the_pages_own_options(open_page):
    app = open_page("indicator", indicator="R03", view="Each area")
    link = unescape(re.search(r"<code>(.*?)</code>", markup(app))[1])
    path, _, query = link.partition("?")
    assert path == "/indicator"
    assert dict(parse_qsl(query)) == {
        "area": "E06000016",
        "comparator": "region",
        "model": "2025",
        "release": "r2",
        "indicator": "R03",
        "basis": "quarterly",
        "view": "Each area",
    }


def line(app, part):
    """Return the line that something is found as."""
    (found,) = (one for one in app.selectbox(key="find").options if part in one)
    return found


def test_an_indicator_is_found_and_opened(open_page, desk):
    app = open_page("region", area=RUTLAND)
    app.selectbox(key="find").select(line(app, "· R15")).run()
    assert asked(desk).indicator == "R15"
    assert asked(desk).area == RUTLAND
    assert titles(app)[0].startswith("Children looked after")
    assert app.query_params["indicator"] == "R15"


def test_an_authority_is_found_and_opened(open_page, desk):
    app = open_page("data")
    app.selectbox(key="find").select("Rutland · authority").run()
    assert asked(desk).area == RUTLAND
    assert titles(app)[0].startswith("Rutland")


def test_a_page_is_found_and_opened(open_page):
    app = open_page()
    app.selectbox(key="find").select("Data · page").run()
    assert titles(app) == ["30 of 40 returns received"]


def test_a_page_that_searches_by_itself_has_one_search(open_page):
    app = open_page("definitions")
    assert [box.label for box in app.selectbox] == []
    assert [box.key for box in app.text_input] == ["search"]


def test_a_page_that_searches_by_itself_keeps_the_controls_it_uses(open_page, monkeypatch):
    monkeypatch.setattr(region, "PAGE", replace(region.PAGE, searches=True))
    boxes = {box.key for box in open_page("region").selectbox}
    assert "pick_area" in boxes
    assert "find" not in boxes


def test_clearing_what_was_sought_changes_nothing(open_page):
    app = open_page()
    app.selectbox(key="find").select("Home · page").run()
    app.selectbox(key="find").set_value(None).run()
    assert not app.exception
    assert app.query_params["area"] == "E06000016"


def test_the_list_to_search_knows_synonyms_and_numbers(open_page):
    options = open_page().selectbox(key="find").options
    assert "Repeat referrals within 12 months · R03 · re-referral" in options
    assert "Rutland · authority" in options
    assert "Definitions · page" in options


def test_many_links_are_those_that_would_be_written_one_by_one():
    selection = Selection("E06000016", Comparator.GROUP, group="cities", release="r0001-0")
    page = PageContext(DIRECTOR, None, selection, selection, lambda: "edition")
    many = page.links("indicator", "indicator", "area")
    for indicator, area in (("R03", "E10000007"), ("R02S", "E06000061+E06000062")):
        one = page.link("indicator", indicator=indicator, area=area)
        assert parse_qs(urlsplit(many(indicator, area)).query) == parse_qs(urlsplit(one).query)


def test_a_session_keeps_its_menu_and_still_draws_what_each_run_asks_for(open_page, monkeypatch):
    app = open_page("region")
    made = []
    found = shell.st.Page
    monkeypatch.setattr(shell.st, "Page", lambda *a, **kw: made.append(kw) or found(*a, **kw))
    go(app, "area")
    assert not app.exception
    assert made == []
    monkeypatch.setattr(shell, "signed_in", lambda: GUEST)
    app.run()
    assert made == []
    assert "Leicester" not in text(app)
