"""The page of the workforce: one analysis at a time, of the reader's own authority."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_desk import DIRECTOR
from screens import markup, text, titles

from yardstick.model import Grant, Reach
from yardstick.ui import menu

pytest_plugins = ["stage"]

LEAD = replace(
    DIRECTOR, account="lead", grants=DIRECTOR.grants | {Grant("workforce", Reach.OWN)}
)  # fmt: skip
SECTIONS = {
    "Rates and cap": "above the cap",
    "Agency workers": "13 agency workers",
    "Agencies": "agencies in use",
    "Satisfaction": "satisfied with 1 of 2",
    "Benefits": "2 benefits",
    "Premium": "agency work costs about",
}


def test_it_opens_on_salaries(open_page):
    app = open_page("workforce", LEAD)
    assert not app.exception
    assert titles(app) == ["Leicester: social worker pay is £36,000 to £44,000"]
    assert "Market supplement" in text(app)
    assert len(app.get("plotly_chart")) == 1
    assert len(app.number_input) == 0


@pytest.mark.parametrize(("section", "said"), SECTIONS.items())
def test_a_section_shows_its_analysis_and_no_other(open_page, desk, section, said):
    app = open_page("workforce", LEAD, section=section)
    assert not app.exception
    assert said in titles(app)[0]
    assert len(app.get("plotly_chart")) == 1
    assert desk.asked.count("workforce") == 1


REGIONAL = replace(
    DIRECTOR, account="regional", grants=DIRECTOR.grants | {Grant("workforce", Reach.REGION)}
)  # fmt: skip
OF_OTHERS = {
    "Pay by authority": "Leicester: social worker pay £3,000 below the best payer",
    "Shared agencies": "Leicester: 1 of 3 agencies shared",
}


@pytest.mark.parametrize(("section", "said"), OF_OTHERS.items())
def test_who_was_given_the_region_sees_every_authority(open_page, section, said):
    app = open_page("workforce", REGIONAL, section=section)
    assert not app.exception
    assert titles(app) == [said]
    assert len(app.get("plotly_chart")) == 1
    assert "own return" not in text(app)


@pytest.mark.parametrize("section", OF_OTHERS)
def test_who_was_given_their_own_is_told_why_others_are_not_there(open_page, section):
    app = open_page("workforce", LEAD, section=section)
    assert not app.exception
    assert "Your account covers your own authority" in text(app)
    assert len(app.get("plotly_chart")) == 0


def test_the_role_is_chosen_by_its_words_and_goes_into_the_files(open_page):
    app = open_page("workforce", REGIONAL, section="Pay by authority")
    assert app.selectbox(key="role").value == "Social worker"
    app.selectbox(key="role").select("Team manager").run()
    assert not app.exception
    assert markup(app).count("pay_region%3ATM") == 4


def test_what_the_premium_assumes_can_be_changed_and_goes_into_its_files(open_page):
    app = open_page("workforce", LEAD, section="Premium")
    assert [one.value for one in app.number_input] == [30.0, 37.0, 52.14]
    app.number_input(key="on_cost").set_value(20.0).run()
    assert "On-cost 20.0%" in text(app)
    assert markup(app).count("premium%3A20-37-52.14") == 4


def test_every_file_is_of_the_analysis_on_screen(open_page):
    shown = markup(open_page("workforce", LEAD, section="Benefits"))
    for form in ("csv", "xlsx", "png", "svg"):
        assert f"format={form}" in shown
    assert shown.count("order=benefits") == 4


def test_another_authority_shows_nothing_and_says_why(open_page):
    app = open_page("workforce", LEAD, area="E06000017")
    assert "is shown to Rutland only" in text(app)
    assert len(app.get("plotly_chart")) == 0


def test_nobody_without_the_grant_finds_the_page(open_page, desk):
    app = open_page("workforce", DIRECTOR)
    assert "workforce" not in desk.asked
    assert "Workforce pay and agencies" not in text(app)


def test_the_menu_has_the_page_for_who_was_given_the_data_set():
    titles_of = {who: [one.PAGE.title for one in menu.open_to(who)] for who in (LEAD, DIRECTOR)}
    assert "Workforce pay and agencies" in titles_of[LEAD]
    assert "Workforce pay and agencies" not in titles_of[DIRECTOR]
