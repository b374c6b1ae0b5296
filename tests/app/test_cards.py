"""Cards: drawn once, replayed for whoever may see the same, and for nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_desk import DIRECTOR, FakeResults
from screens import PATHS, go, markup

from yardstick.access.errors import AccessDenied
from yardstick.model import Comparator, Grant, Reach, Selection
from yardstick.ui import cards
from yardstick.ui.page import PageContext

pytest_plugins = ["stage"]

SELECTION = Selection("E06000016", Comparator.REGION, release="r2")
PAGE = PageContext(
    DIRECTOR, FakeResults(DIRECTOR, "r2"), SELECTION, SELECTION, lambda: "r2 c1 0.1.0"
)
MORE = frozenset({Grant("riia_quarterly", Reach.REGION), Grant("workforce", Reach.REGION)})


@pytest.mark.parametrize("path", PATHS)
def test_a_warm_rerun_asks_for_no_figures(open_page, desk, path):
    app = open_page(path, indicator="R03")
    seen = markup(app)
    desk.opened.clear()
    app.run()
    assert desk.asked == []
    assert markup(app) == seen


def test_another_session_with_the_same_rights_asks_for_no_figures(open_page, desk):
    open_page("region")
    desk.opened.clear()
    colleague = replace(DIRECTOR, account="deputy", name="Kim Doe")
    app = open_page("region", colleague)
    assert desk.asked == []
    assert "Kim Doe" in markup(app)
    assert "Sam Ahmed" not in markup(app)


def test_a_viewer_with_other_rights_gets_figures_of_their_own(open_page, desk):
    open_page("region")
    desk.opened.clear()
    open_page("region", replace(DIRECTOR, areas=frozenset({"E06000015"})), area="E06000016")
    assert "board" in desk.asked


def test_what_a_page_does_not_use_does_not_draw_it_anew(open_page, desk):
    app = open_page("region")
    desk.opened.clear()
    app.query_params["indicator"] = "R06"
    app.run()
    assert desk.asked == []
    go(app, "data")
    desk.opened.clear()
    app.query_params["area"] = "E06000017"
    app.run()
    assert desk.asked == []


@pytest.mark.parametrize(
    "changed",
    [
        replace(PAGE, edition=lambda: "r3 c1 0.1.0"),
        replace(PAGE, viewer=replace(DIRECTOR, areas=frozenset())),
        replace(PAGE, viewer=replace(DIRECTOR, grants=MORE)),
        replace(PAGE, selection=replace(SELECTION, area="E06000015")),
        replace(PAGE, selection=replace(SELECTION, comparator=Comparator.ENGLAND)),
        replace(PAGE, selection=replace(SELECTION, release="r1")),
    ],
)
def test_whatever_changes_a_card_changes_its_digest(changed):
    assert cards.digest(changed, "board") != cards.digest(PAGE, "board")


def test_a_cards_name_and_options_are_part_of_its_digest():
    found = {
        cards.digest(PAGE, "board"),
        cards.digest(PAGE, "board", "x"),
        cards.digest(PAGE, "board", "x", "y"),
        cards.digest(PAGE, "board", "xy"),
        cards.digest(PAGE, "boardx"),
    }
    assert len(found) == 5


def test_who_reads_is_no_part_of_a_digest_but_what_they_may_see_is():
    other = replace(PAGE, viewer=replace(DIRECTOR, account="deputy", name="Kim Doe", title=""))
    assert cards.digest(other, "board") == cards.digest(PAGE, "board")


@pytest.mark.parametrize("door", ["log", "people", "submissions", "newest"])
def test_a_page_that_is_given_no_door_has_none(door):
    with pytest.raises(AccessDenied):
        getattr(PAGE, door)()
