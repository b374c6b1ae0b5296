"""What passes through a socket: who opened it, which messages, and for how long."""

from __future__ import annotations

import asyncio

import pytest
from asgi_client import talk
from streamlit.proto.BackMsg_pb2 import BackMsg

from yardstick.access.editing import disable_account
from yardstick.access.sessions import IDLE_SECONDS
from yardstick.access.tokens import hashed
from yardstick.web.sockets import Listener

pytest_plugins = ["access_fixtures", "gate_fixtures"]


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
