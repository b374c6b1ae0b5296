"""Single sign-on against a provider on this machine, in a real browser and without one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
import pytest
from access_builders import content, write_accounts
from serving import ROOT, free_port, serving
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit_client import StreamlitClient, ask, sign_out

pytestmark = pytest.mark.live
pytest_plugins = ["browser_fixtures"]

HERE = Path(__file__).parent
SECRET = "9dJ2kfL0qpZx7YtRw4VbNmE1sGhU6cAo"
KNOWN, PUBLISHER, STRANGER = "subject-of-east", "subject-of-publisher", "subject-of-nobody"


@pytest.fixture(scope="module")
def provider():
    """Start the provider; return its address, which is its name as an issuer."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            ask(url, "/.well-known/openid-configuration")
            break
        except OSError:
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="module")
def server(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("single_sign_on")
    found = content()
    people = found["credentials"]["usernames"]
    people["east.lead"]["single_sign_on"] = {"issuer": provider, "subject": KNOWN}
    people["trust.lead"] |= {
        "single_sign_on": {"issuer": provider, "subject": PUBLISHER},
        "roles": ["publisher"],
    }
    people["former"]["single_sign_on"] = {"issuer": provider, "subject": "subject-of-former"}
    people["reader"]["single_sign_on"] = {"issuer": "http://other.test", "subject": STRANGER}
    write_accounts(folder, found)
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"\n'
        f'cookie_secret = "{SECRET}"\nclient_id = "yardstick"\nclient_secret = "unused"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        "utf-8",
    )
    environment = {
        "STAND_IN_FOLDER": str(folder),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        "STREAMLIT_SECRETS_FILES": str(secrets),
    }
    with serving(HERE / "stand_in/app.py", folder, environment) as started:
        yield started


@pytest.fixture(scope="module")
def url(server):
    return server.url


def through_the_provider(page, url, link, subject):
    page.goto(f"{url}{link}")
    page.get_by_role("button", name="Sign in with your organisation's account").click()
    page.fill("input[name=sub]", subject)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(re.compile(f"^{re.escape(url)}"))


def cookies(page):
    return {one["name"]: one for one in page.context.cookies() if one["value"]}


def test_whoever_the_provider_vouches_for_comes_to_the_link_that_was_asked_for(page, url):
    through_the_provider(page, url, "/indicator?indicator=R01", KNOWN)
    page.get_by_text("SECRET of east.lead").first.wait_for()
    page.get_by_text("'indicator': 'R01'").first.wait_for()
    assert page.url == f"{url}/indicator?indicator=R01"
    held = cookies(page)
    assert not [name for name in held if name.startswith("_streamlit_user")]
    assert held["yardstick"]["httpOnly"]
    assert held["yardstick"]["sameSite"] == "Strict"
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()
    page.goto(f"{url}/indicator")
    page.get_by_role("heading", name="Sign in").wait_for()


# ---- without a browser: what a browser would not send ------------------------------------------


class Traveller:
    """Keeps cookies for our server and for nobody else, as a browser does."""

    def __init__(self, url):
        self.url = url
        self.jar = {}

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())

    def ask(self, link, **headers):
        sent = {"Cookie": self.cookie} | headers
        got = httpx.get(urljoin(self.url, link), headers=sent, follow_redirects=False)
        for line in got.headers.get_list("set-cookie"):
            for name, one in SimpleCookie(line).items():
                self.jar[name] = one.value
        return got

    def leave(self, link="/indicator?indicator=R01"):
        """Choose the button, and return the address of the provider."""
        with StreamlitClient(self.url) as client:
            client.run()
            away = client.click("Sign in with your organisation's account").redirect
        return self.ask(away, Referer=f"{self.url}{link}").headers["location"]

    def callback(self, provider, subject):
        """Go there, say who it is, and return the link that leads back."""
        there = self.leave()
        body = urlencode({"sub": subject}).encode()
        path = there.removeprefix(provider)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return ask(provider, path, method="POST", headers=form, body=body).headers["location"]


@pytest.fixture
def traveller(url):
    return Traveller(url)


def shown(traveller, page="indicator"):
    with StreamlitClient(traveller.url, cookie=traveller.cookie) as client:
        return client.run(page).text


def test_the_answer_of_the_provider_is_good_once(traveller, provider, url):
    back = traveller.callback(provider, KNOWN)
    before = dict(traveller.jar)
    got = traveller.ask(back)
    assert (got.status_code, got.headers["location"]) == (303, "/indicator?indicator=R01")
    assert "_streamlit_user" not in traveller.cookie
    assert "SECRET of east.lead" in shown(traveller)
    sign_out(url, traveller.cookie)
    assert "SECRET" not in shown(traveller)
    traveller.jar = before  # everything the browser held when the answer came
    assert traveller.ask(back).headers["location"] == "/?sign_on=failed"
    assert "SECRET" not in shown(traveller)


def test_a_signed_identity_of_streamlits_own_opens_nothing(url):
    value = create_signed_value(
        SECRET,
        "_streamlit_user",
        json.dumps({"is_logged_in": True, "origin": url, "sub": KNOWN, "session": "x"}),
    ).decode()
    forged = f"_streamlit_user={value}; _streamlit_xsrf=a"
    with StreamlitClient(url, cookie=forged) as client:
        assert "Sign in" in client.run("indicator").text


@pytest.mark.parametrize("subject", [STRANGER, "subject-of-former", f"{KNOWN} "])
def test_whoever_is_on_no_account_in_use_is_told_what_to_pass_on(
    traveller, provider, subject, server
):
    got = traveller.ask(traveller.callback(provider, subject))
    assert got.status_code == 403
    assert f"subject: {subject}" in got.text
    assert "yardstick" not in [name for name in traveller.jar if traveller.jar[name]]
    assert subject not in server.log.read_text("utf-8")


def test_a_publisher_gives_a_second_factor_all_the_same(traveller, provider):
    got = traveller.ask(traveller.callback(provider, PUBLISHER))
    assert (got.status_code, got.headers["location"]) == (303, "/indicator?indicator=R01")
    assert "yardstick" not in traveller.jar
    assert traveller.jar["yardstick-arriving"]
    text = shown(traveller)
    assert "Set up your second factor" in text
    assert "SECRET" not in text


def test_another_browser_cannot_use_the_answer(url, traveller, provider):
    back = traveller.callback(provider, KNOWN)
    stranger = Traveller(url)
    assert stranger.ask(back).headers["location"] == "/?sign_on=failed"
    assert "SECRET" not in shown(stranger)


@pytest.mark.parametrize("path", ["/auth/login", "/auth/login?provider=x", "/oauth2callback"])
def test_what_nobody_asked_for_leads_nowhere(traveller, path):
    got = traveller.ask(path)
    assert got.status_code == 303
    assert urlsplit(got.headers["location"]).netloc == ""
