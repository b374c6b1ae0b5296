"""The page that tells the directors what a release shows, and what was tried on it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from disclosed_results import cubes, disclosed
from fake_desk import DIRECTOR, GUEST
from screens import markup, text, titles

from yardstick.ui import menu

pytest_plugins = ["stage"]


def test_it_opens_on_the_counts_with_chart_table_and_files(open_page):
    app = open_page("disclosure")
    assert not app.exception
    assert titles(app) == ["50 of 300 counts are suppressed"]
    assert len(app.get("plotly_chart")) == 1
    shown = markup(app)
    for form in ("csv", "xlsx", "png", "svg"):
        assert f"format={form}" in shown
    assert shown.count("order=returns") == 4


def test_the_records_say_what_was_tried(open_page, desk):
    app = open_page("disclosure", section="Records")
    assert titles(app) == ["0 of 220 small numbers could be worked out"]
    assert "further from the true numbers" in text(app)
    assert markup(app).count("order=records") == 4
    assert desk.asked.count("disclosed") == 1


@pytest.mark.parametrize("section", ["Returns of counts", "Records"])
def test_who_is_shown_what_stands_below_either(open_page, section):
    said = text(open_page("disclosure", section=section))
    assert "Who is shown what" in said
    assert "Counts rounded to multiples of 5; mean prices of the region" in said


def test_a_release_that_shares_nothing_of_records_draws_no_chart(open_page, monkeypatch):
    nothing = disclosed(cubes=cubes(), means=pd.DataFrame(columns=["dataset", "period", "means"]))
    monkeypatch.setattr("fake_desk.FakeResults.disclosed", lambda _self: nothing)
    app = open_page("disclosure", section="Records")
    assert titles(app) == ["This release shares no figures from records"]
    assert len(app.get("plotly_chart")) == 0
    assert "Who is shown what" in text(app)


def test_it_is_for_whoever_was_given_figures(open_page, desk):
    open_to = {
        who.account: [one.PAGE.path for one in menu.open_to(who)] for who in (DIRECTOR, GUEST)
    }
    assert "disclosure" in open_to[DIRECTOR.account]
    assert "disclosure" not in open_to[GUEST.account]
    open_page("disclosure", replace(DIRECTOR, grants=frozenset()))
    assert "disclosed" not in desk.asked
