from __future__ import annotations

import asyncio
from http.cookies import CookieError

import pytest
from asgi_client import ask, drive, scope_of
from starlette.responses import PlainTextResponse, Response
from streamlit.proto.BackMsg_pb2 import BackMsg

from yardstick.access.editing import disable_account
from yardstick.access.sessions import IDLE_SECONDS
from yardstick.access.tokens import hashed
from yardstick.web.gate import STATE, Gate, GateSettings
from yardstick.web.rules import SOCKET
from yardstick.web.sockets import Listener

pytest_plugins = ["access_fixtures"]


class Behind:
    """An app behind the gate that keeps what reached it."""

    def __init__(self, response: Response | None = None) -> None:
        self.response = response or PlainTextResponse("behind")
        self.scopes = []
        self.heard = []

    async def __call__(self, scope, receive, send):
        self.scopes.append(scope)
        if scope["type"] == "http":
            await self.response(scope, receive, send)
        elif scope["type"] == "websocket":
            while (message := await receive())["type"] != "websocket.disconnect":
                self.heard.append(message)

    @property
    def said(self):
        return [(name.decode(), value.decode()) for name, value in self.scopes[-1]["headers"]]


@pytest.fixture
def behind():
    return Behind()


@pytest.fixture
def gate(behind, door):
    return Gate(behind, door, GateSettings(secure=False))


@pytest.fixture
def cookie(door):
    return f"yardstick={door.sessions.start('east.lead', 'here')}"


def message(kind, **fields):
    made = BackMsg()
    if kind == "rerun_script":
        made.rerun_script.page_name = fields.get("page", "")
        made.rerun_script.is_auto_rerun = fields.get("by_itself", False)
    elif kind == "file_urls_request":
        made.file_urls_request.request_id = "x"
    elif kind == "backend_operation_request":
        made.backend_operation_request.request_id = "x"
    else:
        setattr(made, kind, True)
    return {"type": "websocket.receive", "bytes": made.SerializeToString()}


def socket_scope(path=SOCKET, **headers):
    return scope_of(path, **headers) | {"type": "websocket", "scheme": "ws", "subprotocols": []}


def talk(gate, messages, path=SOCKET, **headers):
    return drive(gate, socket_scope(path, **headers), messages)


# ---- requests ---------------------------------------------------------------------------------


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


# ---- sockets ----------------------------------------------------------------------------------


def test_a_socket_knows_who_opened_it(gate, behind, cookie):
    talk(gate, [message("rerun_script")], cookie=cookie)
    assert ("x-yardstick-account", "east.lead") in behind.said
    assert ("x-yardstick-session", hashed(cookie.partition("=")[2])) in behind.said


def test_a_socket_without_a_session_is_nobodys(gate, behind):
    talk(gate, [message("rerun_script")], **{"x-yardstick-account": "host.publisher"})
    assert [name for name, _ in behind.said if name.startswith("x-yardstick")] == [
        "x-yardstick-source"
    ]
    assert len(behind.heard) == 1


@pytest.mark.parametrize("path", ["/", "/_stcore/other", "/_stcore/stream/", "/download/board"])
def test_no_other_path_is_a_socket(gate, behind, path):
    got = talk(gate, [{"type": "websocket.connect"}], path)
    assert got.sent == [{"type": "websocket.close", "code": 1008}]
    assert behind.scopes == []


@pytest.mark.parametrize(
    ("origin", "passes"),
    [
        ("http://yardstick.test", True),
        ("https://yardstick.test", True),
        (None, True),  # no browser: there is nobody to be tricked
        ("http://evil.test", False),
        ("http://yardstick.test.evil.test", False),
        ("http://yardstick.test:81", False),
        ("null", False),
        ("http://[", False),
    ],
)
def test_another_sites_page_cannot_open_a_socket(gate, behind, cookie, origin, passes):
    headers = {"origin": origin} if origin else {}
    got = talk(gate, [message("rerun_script")], cookie=cookie, **headers)
    assert bool(behind.scopes) is passes
    assert bool(got.sent) is not passes


KINDS = (
    "rerun_script",
    "stop_script",
    "app_heartbeat",
    "file_urls_request",
    "backend_operation_request",
    "clear_cache",
    "set_run_on_save",
    "load_git_info",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("signed_in", [True, False])
def test_of_all_messages_only_the_named_pass(gate, behind, cookie, kind, signed_in):
    if kind.startswith("debug_disconnect"):
        sent = BackMsg(debug_disconnect_websocket=True).SerializeToString()
        sent = {"type": "websocket.receive", "bytes": sent}
    else:
        sent = message(kind)
    talk(gate, [sent], **({"cookie": cookie} if signed_in else {}))
    named = KINDS[:5] if signed_in else KINDS[:3]
    assert [one["bytes"] for one in behind.heard] == ([sent["bytes"]] if kind in named else [])


def test_every_kind_of_message_that_streamlit_knows_was_tried():
    assert set(KINDS) == {one.name for one in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}


def test_what_cannot_be_read_does_not_pass_and_the_rest_still_does(gate, behind):
    after = message("rerun_script")
    talk(gate, [{"type": "websocket.receive", "bytes": b"\xff\xff\xff"}, after])
    assert behind.heard == [after]


def test_text_and_the_servers_messages_are_streamlits_to_judge(gate, behind):
    sent = [{"type": "websocket.connect"}, {"type": "websocket.receive", "text": "hello"}]
    talk(gate, sent)
    assert behind.heard == sent


class Talk:
    """A socket under test: says what passes, and what was sent to the browser."""

    def __init__(self, door, token):
        self.now = 0.0
        self.sent = []
        self.next = None

        async def receive():
            return self.next

        async def send(one):
            self.sent.append(one)

        self.listener = Listener(
            receive, send, door.session(token), door.still_open, clock=lambda: self.now
        )

    def say(self, one):
        self.next = one
        return asyncio.run(self._ask())

    async def _ask(self):
        return await self.listener()


@pytest.mark.parametrize("how", ["signed out", "disabled", "idle"])
def test_an_ended_session_says_nothing_more_within_a_second(door, clock, how):
    token = door.sessions.start("east.lead", "here")
    talking = Talk(door, token)
    assert talking.say(message("rerun_script"))["type"] == "websocket.receive"
    if how == "signed out":
        door.sessions.end(token)
    elif how == "disabled":
        disable_account(door.accounts.path, "east.lead")
    else:
        clock.now += IDLE_SECONDS
    talking.now += 1.0
    assert talking.say(message("rerun_script")) == {"type": "websocket.disconnect", "code": 1008}
    assert talking.sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(("by_itself", "alive"), [(False, True), (True, False)])
def test_only_what_a_person_does_keeps_a_session_open(door, clock, by_itself, alive):
    token = door.sessions.start("east.lead", "here")
    talking = Talk(door, token)
    for _ in range(4):
        clock.now += IDLE_SECONDS / 3
        talking.now += IDLE_SECONDS / 3
        talking.say(message("rerun_script", by_itself=by_itself))
    assert (door.session(token) is not None) is alive


def test_a_session_is_asked_about_once_a_second_at_most(door):
    asked = []
    token = door.sessions.start("east.lead", "here")
    talking = Talk(door, token)
    talking.listener.still_open = lambda *_, **__: bool(asked.append(1)) or True
    for at in range(25):
        talking.now = at * 0.1
        talking.say(message("rerun_script"))
    assert len(asked) == 3
