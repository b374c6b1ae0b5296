"""One pass through the whole product in a real browser, as a director makes it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from settling import settle

from yardstick.ui.menu import BY_ROLE, declared

pytestmark = pytest.mark.live
pytest_plugins = ["product_fixtures", "browser_fixtures"]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The narrowest is what a screen shows at 400 % (WCAG 1.4.10); it follows its neighbour.
WIDTHS = ((1366,), (390, 320))
# Pages for a role are walked by somebody who has it (test_live_hostile.py).
PAGES = tuple(sorted(one.PAGE.path for one in declared() if not one.PAGE.needs.startswith(BY_ROLE)))
IN_MENU = tuple(one.PAGE.path for one in declared() if one.PAGE.path in PAGES and one.PAGE.in_menu)
TITLES = {one.PAGE.path: one.PAGE.title for one in declared()}


def sign_in(page, url, path=""):
    page.goto(f"{url}/{path}")
    page.get_by_role("textbox", name="Name").fill("derbyshire.dcs")
    page.get_by_role("textbox", name="Password").fill("quiet limestone orchard")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    settle(page)


def choose(page, box, option):
    page.get_by_role("combobox", name=box, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def heading(page):
    return page.get_by_role("heading", level=1).first.inner_text()


def violations(page):
    found = Axe().run(page, options={"runOnly": LEVELS}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found]


def asked(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_director_signs_in_changes_what_is_compared_opens_every_page_and_takes_a_file(page, url):
    sign_in(page, url)
    assert heading(page).startswith("Derbyshire")
    choose(page, "Authority", "Rutland")
    choose(page, "Compared with", "England")
    assert heading(page).startswith("Rutland")
    for path in IN_MENU:
        menu = page.get_by_test_id("stTopNav")
        menu.get_by_role("link", name=TITLES[path], exact=True).click()
        settle(page)
        assert asked(page)["area"] == "E06000017"
        assert asked(page)["comparator"] == "england"
        assert violations(page) == []
        assert "invented" in page.inner_text("body")
        assert "Traceback" not in page.inner_text("body")
    page.go_back()
    settle(page)
    assert asked(page)["area"] == "E06000017"
    page.reload()
    settle(page)
    assert asked(page)["comparator"] == "england"
    assert page.evaluate("window.violations") == []
    assert {urlsplit(one).netloc for one in page.outside if one.startswith(("http", "ws"))} == {
        urlsplit(url).netloc
    }


def test_a_file_holds_what_the_screen_showed(page, url):
    sign_in(page, url, "indicator?indicator=R03&area=E10000007&comparator=region")
    page.get_by_role("tab", name="Download").click()
    with page.expect_download() as told:
        page.get_by_role("link", name="CSV").first.click()
    text = Path(told.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert {row["invented"].lower() for row in rows} <= {"yes", "true"}
    page.get_by_role("tab", name="Table").click()
    assert page.get_by_role("table").first.is_visible()


@pytest.mark.parametrize("widths", WIDTHS, ids=str)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_does_not_scroll_sideways(page, url, path, widths):
    page.set_viewport_size({"width": widths[0], "height": 768})
    sign_in(page, url, path)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 768})
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def test_a_bad_link_says_what_it_could_not_do_and_shows_the_page_all_the_same(page, url):
    sign_in(page, url, "indicator?indicator=R99&area=E99999999&comparator=moon&period=soon")
    said = page.inner_text("body")
    assert "area that is not in this region" in said
    assert "indicator that is not part of" in said
    assert heading(page)
