"""What the gate lets through of requests: whose, and with which headers."""

from __future__ import annotations

from http.cookies import CookieError

import pytest
from asgi_client import Behind, ask, drive, scope_of, talk
from starlette.responses import PlainTextResponse

from yardstick.access.editing import disable_account
from yardstick.access.sessions import IDLE_SECONDS
from yardstick.access.tokens import hashed
from yardstick.web.gate import STATE, Gate, GateSettings

pytest_plugins = ["access_fixtures", "gate_fixtures"]


@pytest.mark.parametrize("path", ["/", "/indicator", "/static/js/a.js", "/healthz"])
def test_anybody_gets_the_frame_of_the_app(gate, behind, path):
    assert ask(gate, path).text == "behind"
    assert len(behind.scopes) == 1


@pytest.mark.parametrize("path", ["/media/a.csv", "/download/board", "/_stcore/upload_file/a/b"])
def test_without_a_session_what_is_behind_is_not_even_asked(gate, behind, path):
    got = ask(gate, path)
    assert got.status == 401
    assert got.text == "Sign in first, then follow the link again."
    assert behind.scopes == []


@pytest.mark.parametrize("path", ["/media/a.csv", "/download/board", "/_stcore/upload_file/a/b"])
def test_with_a_session_it_is(gate, behind, cookie, path):
    assert ask(gate, path, cookie=f"other=1; {cookie}").text == "behind"
    assert behind.scopes[-1][STATE].account == "east.lead"


def test_while_the_accounts_cannot_be_read_nobody_is_known_and_the_page_can_say_so(
    gate, behind, cookie, door
):
    door.accounts.path.write_text("credentials: [", encoding="utf-8")
    assert ask(gate, "/download/board", cookie=cookie).status == 401
    talk(gate, [{"type": "websocket.disconnect"}], cookie=cookie)
    assert behind.scopes[-1]["type"] == "websocket"
    assert STATE not in behind.scopes[-1]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/auth/logout"])
def test_what_answers_nobody_does_not_answer_a_session_either(gate, behind, cookie, path):
    assert ask(gate, path, cookie=cookie).status == 404
    assert behind.scopes == []


@pytest.mark.parametrize(
    "header",
    [
        "yardstick=",
        "yardstick=forged",
        "yardstick=%00",
        "Yardstick=x",
        '"',
        "yardstick=a;yardstick=b",
        "=;;=",
        "__Host-yardstick=forged",
    ],
)
def test_no_other_cookie_is_a_session(gate, header):
    assert ask(gate, "/media/a.csv", cookie=header).status == 401


def test_a_cookie_header_that_cannot_be_read_is_no_session(gate, monkeypatch):
    monkeypatch.setattr("yardstick.web.cookie.SimpleCookie", _unreadable)
    assert ask(gate, "/media/a.csv", cookie="yardstick=x").status == 401


def _unreadable(_text):
    raise CookieError


def test_an_ended_disabled_or_idle_session_opens_nothing(gate, door, cookie, clock):
    token = cookie.partition("=")[2]
    door.sessions.end(token)
    assert ask(gate, "/media/a.csv", cookie=cookie).status == 401
    second = f"yardstick={door.sessions.start('east.lead', 'here')}"
    clock.now += IDLE_SECONDS
    assert ask(gate, "/media/a.csv", cookie=second).status == 401
    third = f"yardstick={door.sessions.start('east.lead', 'here')}"
    assert ask(gate, "/media/a.csv", cookie=third).status == 200
    disable_account(door.accounts.path, "east.lead")
    assert ask(gate, "/media/a.csv", cookie=third).status == 401


def test_with_tls_only_the_cookie_of_this_very_host_counts(behind, door):
    gate = Gate(behind, door, GateSettings(secure=True))
    token = door.sessions.start("east.lead", "here")
    assert ask(gate, "/media/a", cookie=f"yardstick={token}").status == 401
    assert ask(gate, "/media/a", cookie=f"__Host-yardstick={token}").status == 200


@pytest.mark.parametrize("path", ["/", "/media/a.csv"])
def test_a_browser_cannot_say_who_it_is(gate, behind, cookie, path):
    ask(
        gate,
        path,
        cookie=cookie,
        **{"X-Yardstick-Account": "host.publisher", "x-yardstick-source": "1.2.3.4"},
        **{"X-YARDSTICK-SESSION": "f", "x-yardstick-anything": "x"},
    )
    ours = {name: value for name, value in behind.said if name.lower().startswith("x-yardstick")}
    signed_in = {"x-yardstick-account": "east.lead"} if path.startswith("/media") else {}
    session = {"x-yardstick-session": hashed(cookie.partition("=")[2])} if signed_in else {}
    assert ours == {"x-yardstick-source": "10.0.0.7"} | signed_in | session


def test_where_the_server_does_not_know_the_source_it_is_said_so(gate, behind):
    drive(gate, scope_of("/") | {"client": None}, [{"type": "http.request"}])
    assert ("x-yardstick-source", "unknown") in behind.said


def test_the_servers_own_messages_pass(gate, behind):
    drive(gate, {"type": "lifespan"}, [])
    assert behind.scopes == [{"type": "lifespan"}]


@pytest.mark.parametrize("path", ["/", "/media/a.csv", "/_stcore/metrics", "/static/js/a.js"])
def test_every_answer_carries_the_headers(gate, path):
    headers = ask(gate, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "strict-transport-security" not in headers


@pytest.mark.parametrize(
    ("path", "given", "expected"),
    [
        ("/", "no-cache", "no-store"),
        ("/indicator", None, "no-store"),
        ("/static/js/a.js", "public, immutable, max-age=9", "public, immutable, max-age=9"),
        ("/static/js/a.js", "no-cache", "no-store"),
        ("/static/js/none.js", None, "no-store"),
        ("/indicator", "public, immutable, max-age=9", "no-store"),
    ],
)
def test_a_browser_keeps_numbered_files_and_nothing_else(door, path, given, expected):
    given_headers = {"cache-control": given} if given else {}
    gate = Gate(
        Behind(PlainTextResponse("x", headers=given_headers)), door, GateSettings(secure=True)
    )
    headers = ask(gate, path).headers
    assert headers["cache-control"] == expected
    assert headers["strict-transport-security"].startswith("max-age=31536000")
