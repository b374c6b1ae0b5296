"""What stands on each page: findings, charts with their tables and files, lists that answer."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
import result_builders as made
from fake_desk import DIRECTOR
from screens import markup, text, titles

from yardstick.model import Comparator, Selection
from yardstick.ui.page import PageContext

pytest_plugins = ["stage"]

LEICESTER = {"area": "E06000016", "comparator": "region", "model": "2025", "release": "r2"}


def links(app, start):
    """Return the addresses on a page that begin so, with their values."""
    found = re.findall(rf'href="({re.escape(start)}[^"]*)"', markup(app))
    parts = [urlsplit(address.replace("&amp;", "&")) for address in found]
    return [
        (part.path, {name: values[-1] for name, values in parse_qs(part.query).items()})
        for part in parts
    ]


def charts(app):
    """Return the charts as they are sent: Plotly's own specification."""
    return [element.proto for element in app.get("plotly_chart")]


# ---- home ---------------------------------------------------------------------------------


def test_home_counts_every_judgement_out_of_all_indicators(open_page):
    shown = text(open_page())
    for counted in ("9 of 64 ● Better", "6 of 64 ■ Worse", "16 of 64 – Not compared"):
        assert counted in shown


def test_home_says_how_many_findings_there_are_to_choose_from(open_page):
    assert "1 shown of 9, out of 64 indicators" in text(open_page())


def test_each_finding_is_a_sentence_with_its_rule_and_the_way_to_its_chart(open_page):
    app = open_page()
    assert "Repeat referrals: 27.4% against 22.6% in the East Midlands" in text(app)
    assert "How this line was made interval above the comparator; lower is better" in text(app)
    assert ("/indicator", {**LEICESTER, "indicator": "R03"}) in links(app, "/indicator")


def test_a_finding_is_drawn_against_the_region_unless_it_is_a_change_or_out_of_date(
    open_page, monkeypatch
):
    drawn = 'role="img" aria-label="Areas from'
    assert markup(open_page()).count(drawn) == 3  # better, worse and ask; not changed
    older = made.profile()
    older.values["due"] = "2025-26 Q1"
    monkeypatch.setattr("fake_desk.FakeResults.profile", lambda _self, _selection: older)
    assert drawn not in markup(open_page(area="E06000017"))


def test_nothing_unusual_is_an_answer(open_page, monkeypatch):
    nothing = made.standing(findings=())
    monkeypatch.setattr("fake_desk.FakeResults.standing", lambda _self, _selection: nothing)
    shown = text(open_page())
    assert "No indicator is worse by more than chance." in shown
    assert "Nothing unusual: no question follows from the figures." in shown


# ---- region -------------------------------------------------------------------------------


def test_the_board_is_a_table_whose_cells_lead_to_the_indicator(open_page):
    app = open_page("region")
    assert '<table class="ys-table ys-board">' in markup(app)
    rutland = {**LEICESTER, "area": "E06000017", "indicator": "R06"}
    assert ("/indicator", rutland) in links(app, "/indicator")


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


# ---- indicator ----------------------------------------------------------------------------


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
    assert "Up 1.2 percentage points ↑ Worsening" in shown
    assert "23 fewer" in shown


def test_a_change_that_is_not_known_is_not_a_zero(open_page, monkeypatch):
    unknown = made.trend(change=None)
    monkeypatch.setattr("fake_desk.FakeResults.trend", lambda _self, _selection: unknown)
    assert "On a year before –" in text(open_page("indicator", indicator="R03"))


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


# ---- area ---------------------------------------------------------------------------------


def test_the_profile_draws_every_indicator_with_a_name(open_page):
    app = open_page("area")
    assert markup(app).count('role="img" aria-label="Areas from') == len(made.INDICATORS)


def test_the_profile_begins_with_what_is_most_unusual_or_stands_as_the_register(open_page):
    app = open_page("area")
    before = re.findall(r'indicator=(\w+)"', markup(app))
    app.toggle(key="listed").set_value(True).run()
    after = re.findall(r'indicator=(\w+)"', markup(app))
    assert after == [one.id for one in made.INDICATORS]
    assert before != after
    assert sorted(before) == sorted(after)


# ---- definitions --------------------------------------------------------------------------


def test_the_register_holds_every_item_in_full(open_page):
    app = open_page("definitions")
    assert "8 of 8 definitions" in text(app)
    assert markup(app).count("<details>") == len(made.entries())
    for part in ("What is counted", "Be careful", "Official figures", "Kept by", "Also called"):
        assert part in text(app)


def test_a_search_finds_by_synonym_whatever_the_capitals(open_page):
    app = open_page("definitions")
    app.text_input(key="search").set_value("RE-REFERRAL 45").run()
    assert "1 of 8 definitions" in text(app)
    assert '<details open="">' in markup(app)


def test_a_link_can_carry_a_search(open_page):
    assert "1 of 8 definitions" in text(open_page("definitions", search="R15"))


def test_a_search_without_an_answer_says_what_to_try(open_page):
    shown = text(open_page("definitions", search="zebra"))
    assert "No definition holds all of these words." in shown
    assert "Try one word" in shown


def test_a_definition_leads_to_its_figures_or_says_why_there_are_none(open_page, monkeypatch):
    first, *_, closed = made.entries()
    without = replace(first, latest="", indicator=made.DAYS)
    entries = (first, without, closed)
    monkeypatch.setattr("fake_desk.FakeResults.register", lambda _self: entries)
    app = open_page("definitions")
    assert [values["indicator"] for _, values in links(app, "/indicator")] == ["R02"]
    assert "No figures are held yet." in text(app)
    assert "Its figures are not part of what your organisation has been given." in text(app)


# ---- data ---------------------------------------------------------------------------------


def test_data_says_who_has_submitted_what(open_page):
    shown = text(open_page("data"))
    for state in ("● Received", "◐ Received late", "○ Missing", "↻ Resubmitted"):
        assert state in shown
    assert "4 of 4 periods, the newest first" in shown
    assert "Characteristics of children in need" in shown
    assert "1 of 1 revised figures" in shown


def test_data_shows_the_recent_periods_and_every_one_when_asked(open_page, monkeypatch):
    row = made.coverage().returns.iloc[0].to_dict()
    periods = [f"{year}-{year - 1999} Q{part}" for year in (2023, 2024) for part in (1, 2, 3, 4)]
    returns = pd.DataFrame([{**row, "period": period} for period in periods])
    held = made.coverage(returns=returns)
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: held)
    app = open_page("data")
    assert "6 of 8 periods" in text(app)
    app.toggle(key="every").set_value(True).run()
    assert "8 of 8 periods" in text(app)


def test_an_authority_that_did_not_exist_has_no_state(open_page, monkeypatch):
    returns = made.coverage().returns
    held = made.coverage(returns=returns[returns["area"] != "E06000061"])
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: held)
    assert "not applicable: the authority did not exist" in text(open_page("data"))


def test_an_empty_release_says_so_everywhere(open_page, monkeypatch):
    full = made.coverage()
    empty = made.coverage(
        returns=full.returns.iloc[:0], files=full.files.iloc[:0], revisions=full.revisions.iloc[:0]
    )
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: empty)
    shown = text(open_page("data"))
    assert "No return has been given to your organisation, or none has been made." in shown
    assert "None has been loaded." in shown
    assert "No figure was revised in this release." in shown
    assert "No quarterly return is held." in shown


def test_the_foot_says_who_has_not_returned_the_newest_quarter(open_page, monkeypatch):
    assert "8 of 10 authorities have returned 2024-25 Q4; not yet: Leicester" in text(open_page())
    returns = made.coverage().returns.assign(state="received")
    held = made.coverage(returns=returns)
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: held)
    assert "10 of 10 authorities have returned 2024-25 Q4." in text(open_page("", release="r1"))


def test_many_links_are_those_that_would_be_written_one_by_one():
    selection = Selection("E06000016", Comparator.GROUP, group="cities", release="r0001-0")
    page = PageContext(DIRECTOR, None, selection, selection, "edition")
    many = page.links("indicator", "indicator", "area")
    for indicator, area in (("R03", "E10000007"), ("R02S", "E06000061+E06000062")):
        one = page.link("indicator", indicator=indicator, area=area)
        assert parse_qs(urlsplit(many(indicator, area)).query) == parse_qs(urlsplit(one).query)
