"""A link to an older release opens it, and says what of its figures was revised since."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_desk import DIRECTOR, RELEASES
from screens import markup, text

from yardstick.model import Grant, Reach
from yardstick.results.since import Since
from yardstick.ui import links, menu

pytest_plugins = ["stage"]

NEWEST, OLDER = RELEASES
BANNER = 'class="ys-notice ys-since"'
ROLES = frozenset({"commissioning", "exclusions_restricted", "publisher", "administrator"})
GRANTS = frozenset(
    Grant(dataset, Reach.REGION)
    for dataset in ("riia_quarterly", "send_placements", "school_exclusions", "workforce")
)
EVERYTHING = replace(DIRECTOR, roles=ROLES, grants=GRANTS)
WITHOUT = {"notes"}  # where a note is written; it shows no figure
OF_FIGURES = [
    module.PAGE.path
    for module in menu.declared()
    if module.PAGE.uses and module.PAGE.path not in WITHOUT
]


@pytest.fixture(autouse=True)
def purpose_said(monkeypatch):
    """Have said what records of pupils are looked at for."""
    monkeypatch.setattr("yardstick.ui.purpose.given", lambda *_: True)
    monkeypatch.setattr("yardstick.ui.purpose.looked", lambda *_, **__: None)


@pytest.mark.parametrize("path", ["", "region", "area", "indicator"])
def test_a_page_of_an_older_release_says_how_many_figures_were_revised(open_page, desk, path):
    app = open_page(path, release=OLDER)
    assert not app.exception
    assert "2 of 14 figures shown here have since been revised. Both values" in text(app)
    assert "Repeat referrals: Leicester 2024-25 Q4 28.8% 144 30.1% 150" in text(app)
    assert f"as in release {NEWEST}" in text(app)
    asked = [results.release for results in desk.opened if ("since" in dict(results.asked))]
    assert asked == [NEWEST]


@pytest.mark.parametrize("path", ["", "region", "area", "indicator"])
def test_the_newest_release_has_no_banner(open_page, desk, path):
    app = open_page(path, release=NEWEST)
    assert BANNER not in markup(app)
    assert "since" not in desk.asked


def test_a_banner_without_a_revision_has_no_table(open_page, monkeypatch):
    monkeypatch.setattr("fake_desk.FakeResults.since", lambda *_: Since(NEWEST, 14, ()))
    app = open_page("area", release=OLDER)
    assert "None of the 14 figures shown here has been revised since." in text(app)
    assert "Both values" not in text(app)


def test_every_page_of_figures_tells_it(open_page):
    for path in OF_FIGURES:
        app = open_page("" if path == links.HOME else path, EVERYTHING, release=OLDER)
        assert BANNER in markup(app), path
