"""The sign-in in a real browser: what a script may do there, and what a person meets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from access_builders import write_accounts
from axe_playwright_python.sync_playwright import Axe
from serving import ROOT, serving

pytestmark = pytest.mark.live
pytest_plugins = ["browser_fixtures"]

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stand_in_browser")
    write_accounts(folder)
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = {"STAND_IN_FOLDER": str(folder), "PYTHONPATH": paths}
    with serving(HERE / "stand_in/app.py", folder, environment) as started:
        yield started


def sign_in(page, url, path="/"):
    page.goto(url + path)
    page.get_by_role("textbox", name="Name").fill("east.lead")
    page.get_by_role("textbox", name="Password").fill("orchard lantern river")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="SECRET of east.lead").wait_for()


def test_a_person_signs_in_works_and_signs_out(page, server):
    sign_in(page, server.url, "/indicator?indicator=R01")
    assert page.url == f"{server.url}/indicator?indicator=R01"
    page.locator(".js-plotly-plot, .plotly").first.wait_for()
    page.locator('[data-testid="stDataFrame"]').wait_for()
    assert page.evaluate("window.violations") == []
    assert "yardstick" not in page.evaluate("document.cookie")

    page.reload()
    page.get_by_role("heading", name="SECRET of east.lead").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()
    assert page.evaluate("window.violations") == []
    page.go_back()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert page.get_by_text("SECRET").count() == 0
    assert {one.split("/")[2] for one in page.outside if one.startswith(("http", "ws"))} == {
        server.url.removeprefix("http://")
    }


def test_a_wrong_password_is_said_and_wiped_and_the_name_stays(page, server):
    page.goto(server.url)
    page.get_by_role("textbox", name="Name").fill("east.lead")
    page.get_by_role("textbox", name="Password").fill("wrong password here")
    page.get_by_role("textbox", name="Password").press("Enter")
    page.get_by_role("alert").get_by_text("The name or the password is not right").wait_for()
    assert page.get_by_role("textbox", name="Name").input_value() == "east.lead"
    assert page.get_by_role("textbox", name="Password").input_value() == ""


def test_password_managers_know_the_boxes(page, server):
    page.goto(server.url)
    name = page.get_by_role("textbox", name="Name")
    assert name.get_attribute("autocomplete") == "username"
    password = page.get_by_role("textbox", name="Password")
    assert password.get_attribute("autocomplete") == "current-password"
    assert password.get_attribute("type") == "password"


def test_a_script_that_was_slipped_into_a_page_does_not_run(page, server):
    page.goto(server.url)
    page.get_by_role("heading", name="Sign in").wait_for()
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert "script-src" in page.evaluate("window.violations")[0]


@pytest.mark.parametrize("width", [1366, 390])
def test_the_sign_in_page_is_accessible_and_fits(page, server, width):
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(server.url)
    page.get_by_role("heading", name="Try the demonstration").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert [one["id"] for one in found.response["violations"]] == []
