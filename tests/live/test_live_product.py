"""The product itself on a server of its own, with a demonstration store."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import yaml
from conftest import PAGES as EVERY_PAGE
from serving import ROOT, free_port, serving
from streamlit_client import StreamlitClient, ask, sign_in, sign_out, type_in

from yardstick.ui import strip
from yardstick.verify import stated

pytestmark = pytest.mark.live
pytest_plugins = ["product_fixtures"]

PAGES = ("", *EVERY_PAGE)
AUTH = yaml.safe_load((ROOT / "auth.yaml").read_text("utf-8"))
PEOPLE = AUTH["credentials"]["usernames"]
ACCOUNTS = {name: account["demonstration_password"] for name, account in PEOPLE.items()}
FORMER = "leicester.former"


def person(name):
    """Return who an account is to the agreement, by what stands in the file."""

    def reaches(given):
        return {one["dataset"]: one["reach"] for one in given}

    found = PEOPLE[name]
    gave = reaches(AUTH["partners"][found["partner"]]["grants"])
    listed = reaches(found["grants"]) if "grants" in found else None
    roles = frozenset(found.get("roles", ()))
    return stated.Person(name, found["partner"], stated.IN_USE, roles, gave, listed)


@pytest.fixture(scope="module")
def cookies(url):
    return {
        name: sign_in(url, name, password)[0]
        for name, password in ACCOUNTS.items()
        if name != FORMER
    }


def shown(url, cookie="", page="", query=""):
    with StreamlitClient(url, cookie=cookie) as client:
        return client.run(page, query)


def is_sign_in(run):
    boxes = [one.text_input.label for one in run.elements if one.WhichOneof("type") == "text_input"]
    return boxes == ["Name", "Password"] and not run.failures and not run.not_found


def test_a_deep_link_on_a_server_that_has_just_started_shows_the_sign_in_page_only(store, tmp_path):
    with serving(ROOT / "app.py", tmp_path, {"YARDSTICK_STORE": str(store)}) as fresh:
        first = shown(fresh.url, page="indicator", query="indicator=R05&area=E06000017")
        assert is_sign_in(first)
        assert "E06000017" not in first.text
        assert not any(one.WhichOneof("type") == "plotly_chart" for one in first.elements)
        cookie, onward = sign_in(
            fresh.url,
            "derbyshire.dcs",
            ACCOUNTS["derbyshire.dcs"],
            "indicator",
            "indicator=R05&area=E06000017",
        )
        assert onward == "/indicator?indicator=R05&area=E06000017"
        then = shown(fresh.url, cookie, "indicator", "indicator=R05&area=E06000017")
        assert then.failures == []
        assert "Rutland" in then.text
        assert any(one.WhichOneof("type") == "plotly_chart" for one in then.elements)
        assert "Traceback" not in fresh.log.read_text("utf-8")


@pytest.mark.parametrize("page", [*PAGES, "accounts", "no-such-page"])
def test_no_page_shows_anything_to_whoever_has_not_signed_in(url, page):
    assert is_sign_in(shown(url, page=page))


@pytest.mark.parametrize("name", [name for name in ACCOUNTS if name != FORMER])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_every_account(url, cookies, name, page):
    run = shown(url, cookies[name], page)
    assert run.failures == []
    assert not is_sign_in(run)
    assert "Sign out" in run.text
    opens = stated.may_open(person(name), page or "home")
    assert (strip.NOT_GIVEN in run.text) is not opens


def test_a_page_that_does_not_exist_is_refused_without_naming_any(url, cookies):
    run = shown(url, cookies["derbyshire.dcs"], "no-such-page")
    assert "Not available" in run.text
    assert run.failures == []
    assert not run.not_found


def test_a_disabled_account_cannot_sign_in(url):
    run, ticket = type_in(url, FORMER, ACCOUNTS[FORMER])
    assert ticket is None
    assert "The name or the password is not right" in run.text


def download(url, cookie, view, query):
    return ask(url, f"/download/{view}?{query}", headers={"Cookie": cookie})


@pytest.mark.parametrize("form", ["csv", "xlsx", "svg", "png"])
def test_a_trend_can_be_taken_away(url, cookies, form):
    got = download(url, cookies["derbyshire.dcs"], "trend", f"indicator=R05&format={form}")
    assert got.status == 200
    assert got.headers["content-disposition"].startswith("attachment; filename=")
    assert got.headers["cache-control"] == "no-store"
    assert len(got.body) > 500


def test_what_is_not_granted_reads_like_what_does_not_exist(url, cookies):
    rutland = cookies["rutland.lead"]
    assert download(url, rutland, "trend", "indicator=R05&format=csv").status == 200
    forbidden = download(url, rutland, "trend", "indicator=S01&format=csv")
    unknown = download(url, rutland, "trend", "indicator=S99&format=csv")
    assert (forbidden.status, forbidden.body) == (unknown.status, unknown.body)
    assert forbidden.status == 404


@pytest.mark.parametrize(
    "query", ["indicator=R05&format=exe", "indicator=R05", "indicator=R05&area=Bogus&format=csv"]
)
def test_a_file_that_cannot_be_is_a_sentence(url, cookies, query):
    got = download(url, cookies["derbyshire.dcs"], "trend", query)
    assert got.status == 404
    assert got.text.endswith(".")
    assert "Traceback" not in got.text


def test_without_a_session_there_is_no_file(url):
    assert ask(url, "/download/trend?indicator=R05&format=csv").status == 401
    cookie, _ = sign_in(url, "nottinghamshire.analyst", ACCOUNTS["nottinghamshire.analyst"])
    sign_out(url, cookie)
    assert download(url, cookie, "trend", "indicator=R05&format=csv").status == 401


def test_the_health_check_answers(url):
    got = ask(url, "/healthz")
    assert (got.status, got.text) == (200, "ok")


@pytest.mark.parametrize("missing", ["YARDSTICK_STORE", "YARDSTICK_AUTH"])
def test_a_server_that_cannot_work_does_not_start_and_says_why(store, tmp_path, missing):
    environment = os.environ | {"YARDSTICK_STORE": str(store), missing: str(tmp_path / "none")}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    ended = subprocess.run(
        [*command, "--server.port", str(free_port())],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert "Yardstick cannot start: " in said
    assert "Traceback" not in said
