"""A person changes their password in a real browser; what it held before opens nothing."""

from __future__ import annotations

import pytest
import yaml
from access_builders import HASHED, PASSWORD
from serving import ROOT, serving
from settling import settle
from streamlit_client import ask

pytestmark = pytest.mark.live
pytest_plugins = ["product_fixtures", "browser_fixtures"]

NAME, CHOSEN = "pat.example", "copper saddle umbrella"


@pytest.fixture(scope="module")
def server(store, tmp_path_factory):
    """Serve the product to one person more, who is none of the demonstration's."""
    folder = tmp_path_factory.mktemp("own_account")
    found = yaml.safe_load((ROOT / "auth.yaml").read_text("utf-8"))
    found["credentials"]["usernames"][NAME] = {
        "name": "Pat Example",
        "password": HASHED,
        "title": "Analyst",
        "partner": "derbyshire",
    }
    accounts = folder / "auth.yaml"
    accounts.write_text(yaml.safe_dump(found), "utf-8")
    environment = {"YARDSTICK_STORE": str(store), "YARDSTICK_AUTH": str(accounts)}
    with serving(ROOT / "app.py", folder, environment) as started:
        yield started


def token(page):
    (held,) = [one for one in page.context.cookies() if one["name"] == "yardstick"]
    return held["value"]


def test_whoever_changes_their_password_has_a_new_session_and_the_old_one_opens_nothing(
    page, server
):
    page.goto(f"{server.url}/your_account")
    page.get_by_role("textbox", name="Name").fill(NAME)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="I accept").click()
    page.get_by_role("heading", name="you are signed in here and nowhere else").wait_for()
    settle(page)
    before = token(page)
    page.get_by_label("Present password", exact=True).fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(CHOSEN)
    page.get_by_label("New password again", exact=True).fill(CHOSEN)
    page.get_by_role("button", name="Change password").click()
    page.wait_for_url(f"{server.url}/your_account?changed=password*")
    settle(page)
    assert page.get_by_role("heading", name="you are signed in here and nowhere else").count() == 1
    after = token(page)
    assert after != before
    opened = (
        ask(server.url, "/download/nothing", headers={"Cookie": f"yardstick={one}"}).status
        for one in (before, after)
    )
    assert list(opened) == [401, 404]
    assert page.evaluate("window.violations") == []
