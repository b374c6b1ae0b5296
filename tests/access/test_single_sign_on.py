"""Single sign-on between the gate and Streamlit, without either: what is passed on."""

from __future__ import annotations

import asyncio
import json
from http.cookies import SimpleCookie

import pytest
from access_builders import content, write_accounts
from asgi_client import Got, ask, scope_of
from starlette.responses import RedirectResponse
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from yardstick.access.sign_in import Step
from yardstick.web import single_sign_on
from yardstick.web.single_sign_on import ARRIVAL, FAILED, SingleSignOn, claims_in

pytest_plugins = ["access_fixtures"]

SECRET = "a secret of this test, which nobody has"
ISSUER, SUBJECT = "https://east.test", "subject-1"
AWAY = "https://east.test/authorize?state=one"


class Streamlit:
    """Answers as Streamlit does, and remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.identity = {"iss": ISSUER, "sub": SUBJECT}
        self.chunks = 1

    async def __call__(self, scope, receive, send):
        self.asked.append(scope)
        response = RedirectResponse(AWAY if scope["path"] == "/auth/login" else "/", 302)
        response.set_cookie("_streamlit_session", "state")
        if scope["path"] == "/oauth2callback" and self.identity is not None:
            for name, value in self.cookies():
                response.set_cookie(name, value)
        await response(scope, receive, send)

    def cookies(self):
        text = json.dumps(self.identity)
        name = "_streamlit_user"
        if self.chunks == 1:
            return [(name, signed(name, text))]
        half = len(text) // 2
        parts = {name: "chunks-2", f"{name}_1": text[:half], f"{name}_2": text[half:]}
        return [(key, signed(key, part)) for key, part in parts.items()]


def signed(name, value, secret=SECRET):
    return create_signed_value(secret, name, value).decode()


@pytest.fixture
def behind():
    return Streamlit()


@pytest.fixture(autouse=True)
def offered(monkeypatch):
    held = {"default": "Sign in"}
    monkeypatch.setattr(single_sign_on.sign_on, "providers", lambda: held)
    monkeypatch.setattr(single_sign_on, "get_cookie_secret", lambda: SECRET)
    return held


@pytest.fixture
def door_with(door):
    def made(**more):
        found = content()
        identity = {"issuer": ISSUER, "subject": SUBJECT}
        found["credentials"]["usernames"]["east.lead"] |= {"single_sign_on": identity, **more}
        write_accounts(door.accounts.path.parent, found)
        door.sign_in.notices.accept("east.lead")
        return door

    return made


def app_for(door, behind, *, secure=False):
    return SingleSignOn(behind, lambda: door, secure=secure)


def asked(app, path, **headers):
    """Ask, and return status, place and cookies; several cookies may be set."""
    got = Got()

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        got.sent.append(message)

    asyncio.run(app(scope_of(path, **headers), receive, send))
    (start,) = [one for one in got.sent if one["type"] == "http.response.start"]
    jar = {}
    for name, value in start["headers"]:
        if name == b"set-cookie":
            jar.update(SimpleCookie(value.decode()))
    place = dict(start["headers"]).get(b"location", b"").decode()
    return got, place, jar


def returned(app, **headers):
    return asked(app, "/oauth2callback?code=c&state=s", x_yardstick_source="10.0.0.9", **headers)


def test_whoever_is_vouched_for_gets_a_session_and_no_cookie_of_streamlits(door_with, behind):
    door = door_with()
    onward = "yardstick-onward=/indicator?indicator=R01"
    got, place, jar = returned(app_for(door, behind), cookie=onward)
    assert (got.status, place) == (303, "/indicator?indicator=R01")
    assert door.session(jar["yardstick"].value).account == "east.lead"
    assert jar["yardstick-onward"]["max-age"] == "0"
    assert "_streamlit_session" in jar
    assert not [name for name in jar if name.startswith("_streamlit_user")]


def test_an_identity_in_several_cookies_is_read_as_one(door_with, behind):
    behind.chunks = 2
    _, _, jar = returned(app_for(door_with(), behind))
    assert jar["yardstick"].value
    assert not [name for name in jar if name.startswith("_streamlit_user")]


def test_a_step_that_is_left_comes_before_a_session(door_with, behind):
    door = door_with(roles=["publisher"])
    _, place, jar = returned(app_for(door, behind))
    assert place == "/"
    assert "yardstick" not in jar
    arriving = jar["yardstick-arriving"]
    assert door.sign_in.step(arriving.value) is Step.ENROL
    assert (arriving["httponly"], arriving["samesite"]) == (True, "strict")


def test_with_tls_no_cookie_travels_without(door_with, behind):
    app = app_for(door_with(roles=["publisher"]), behind, secure=True)
    _, _, jar = returned(app)
    assert jar["__Host-yardstick-arriving"].value
    _, _, away = asked(app, "/auth/login?provider=x", referer="http://yardstick.test/data")
    assert away["__Host-yardstick-onward"]["samesite"] == "lax"
    assert all(morsel["secure"] for morsel in [*jar.values(), *away.values()])


def test_whoever_is_on_no_account_is_told_what_to_pass_on(door, behind):
    got, _, jar = returned(app_for(door, behind))
    assert got.status == 403
    assert f"issuer:  {ISSUER}\nsubject: {SUBJECT}" in got.text
    assert set(jar) == {"_streamlit_session", "yardstick-onward"}


@pytest.mark.parametrize(
    "identity",
    [None, {}, {"iss": ISSUER}, {"sub": SUBJECT}, {"iss": "", "sub": SUBJECT}, ["iss", "sub"]],
)
def test_an_answer_that_names_nobody_fails(door_with, behind, identity):
    behind.identity = identity
    got, place, jar = returned(app_for(door_with(), behind))
    assert (got.status, place) == (303, FAILED)
    assert "yardstick" not in jar


def test_an_answer_without_a_state_fails(door_with, behind):
    _, place, _ = asked(app_for(door_with(), behind), "/oauth2callback?code=c")
    assert place == FAILED


def test_the_same_answer_again_fails(door_with, behind):
    app = app_for(door_with(), behind)
    returned(app)
    got, place, jar = returned(app)
    assert (got.status, place) == (303, FAILED)
    assert "yardstick" not in jar


def test_a_ticket_that_somebody_else_took_opens_nothing(door_with, behind, monkeypatch):
    door = door_with()
    monkeypatch.setattr(type(door.sign_in), "redeem", lambda _self, _ticket: None)
    _, _, jar = returned(app_for(door, behind))
    assert "yardstick" not in jar


def test_a_signature_of_somebody_else_is_no_identity():
    text = json.dumps({"iss": ISSUER, "sub": SUBJECT})
    good = f"_streamlit_user={signed('_streamlit_user', text)}"
    assert claims_in([good])["sub"] == SUBJECT
    assert claims_in([f"_streamlit_user={signed('_streamlit_user', text, 'another')}"]) == {}
    assert claims_in([f"_streamlit_user={signed('other', text)}"]) == {}
    assert claims_in(['_streamlit_user=""; Max-Age=0']) == {}
    assert claims_in([]) == {}


@pytest.mark.parametrize(
    ("referer", "kept"),
    [
        ("http://yardstick.test/indicator?indicator=R01", "/indicator?indicator=R01"),
        ("http://yardstick.test", "/"),
        ("http://yardstick.test/data", "/data"),
        ("http://evil.test/data", "/"),
        ("http://yardstick.test//evil.test", "/"),
        ("", "/"),
    ],
)
def test_the_link_that_was_asked_for_is_remembered_on_the_way_out(door, behind, referer, kept):
    app = app_for(door, behind)
    got, place, jar = asked(app, "/auth/login?provider=x", referer=referer)
    assert (got.status, place) == (303, AWAY)
    assert jar["yardstick-onward"].value == kept
    assert jar["yardstick-onward"]["samesite"] == "lax"


def test_a_link_that_leads_away_is_not_followed_on_the_way_back(door_with, behind):
    _, place, _ = returned(app_for(door_with(), behind), cookie="yardstick-onward=//evil.test")
    assert place == "/"


@pytest.mark.parametrize("path", ["/auth/login", "/oauth2callback?state=s"])
def test_where_none_is_set_up_there_is_nothing(door, behind, offered, path):
    offered.clear()
    assert ask(app_for(door, behind), path).status == 404
    assert behind.asked == []


def test_an_identity_that_a_browser_sends_is_taken_off_everywhere(door, behind):
    sent = "a=1; _streamlit_user=x; _streamlit_user_1=y; _streamlit_user_tokens=z; yardstick=t"
    asked(app_for(door, behind), "/data", cookie=sent)
    headers = dict(behind.asked[0]["headers"])
    assert headers[b"cookie"].decode() == "a=1; yardstick=t"
    assert ARRIVAL not in headers


def test_a_socket_says_which_arrival_it_belongs_to(door):
    scope = scope_of("/_stcore/stream", cookie="yardstick-arriving=token; _streamlit_user=x")
    heard = []

    async def app(scope, _receive, _send):
        heard.append(dict(scope["headers"]))

    for kind in ("websocket", "lifespan"):
        asyncio.run(app_for(door, app)({**scope, "type": kind}, None, None))
    assert heard[0][ARRIVAL] == b"token"
    assert b"_streamlit_user" not in heard[0][b"cookie"]
    assert ARRIVAL not in heard[1]
