"""The page of education: one measure at a time, of whom was chosen, by itself or with others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_desk import DIRECTOR, FakeResults
from screens import markup, text, titles

from yardstick.model import Grant, Reach
from yardstick.results.education_types import DATASETS, EducationAsked, Years
from yardstick.ui import menu

pytest_plugins = ["stage"]

CHILDREN, PUPILS = DATASETS
LEAD = replace(DIRECTOR, account="lead", grants=frozenset({Grant(PUPILS, Reach.REGION)}))


@pytest.fixture
def held(monkeypatch):
    """Have the first three indicators be of looked-after children, the others of all pupils."""
    every = FakeResults.indicators

    def of_education(self):
        return tuple(
            one.model_copy(update={"dataset": CHILDREN if at < 3 else PUPILS})
            for at, one in enumerate(every(self))
        )

    monkeypatch.setattr(FakeResults, "indicators", of_education)
    return of_education(FakeResults(LEAD, "r2"))


def test_it_opens_on_looked_after_children_and_their_first_measure(open_page, held):
    app = open_page("education", LEAD)
    assert not app.exception
    assert titles(app)[0].startswith("Repeat referrals in Leicester: ")
    assert app.selectbox(key="measure").options == [one.short for one in held[:3]]
    assert len(app.get("plotly_chart")) == 1


def test_all_pupils_have_measures_of_their_own(open_page, held):
    app = open_page("education", LEAD, section="All pupils")
    assert not app.exception
    assert app.selectbox(key="measure").options == [one.short for one in held[3:]]


def test_every_file_is_of_the_measure_and_years_on_screen(open_page, held):
    wanted = EducationAsked(held[1].id, Years.POOLED).order.replace(":", "%3A")
    app = open_page("education", LEAD, measure=held[1].short, together="true")
    assert not app.exception
    shown = markup(app)
    for form in ("csv", "xlsx", "png", "svg"):
        assert f"format={form}" in shown
    assert shown.count(f"order={wanted}") == 4


def test_a_release_without_education_says_what_to_do(open_page):
    app = open_page("education", LEAD)
    assert not app.exception
    assert "no figure of education in this release" in text(app)
    assert len(app.get("plotly_chart")) == 0


def test_the_menu_has_the_page_for_who_was_given_one_of_the_data_sets():
    titles_of = {who: [one.PAGE.title for one in menu.open_to(who)] for who in (LEAD, DIRECTOR)}
    assert "Education results" in titles_of[LEAD]
    assert "Education results" not in titles_of[DIRECTOR]


def test_nobody_without_a_grant_finds_the_page(open_page, desk):
    app = open_page("education", DIRECTOR)
    assert "education" not in desk.asked
    assert "Education results" not in text(app)
