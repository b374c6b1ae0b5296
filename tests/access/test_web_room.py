"""How many are served at once: the rest are told so, and a crowd at the door keeps nobody out."""

from __future__ import annotations

import re

import pytest
from asgi_client import ask, talk
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse

from yardstick.web.gate import Gate, GateSettings
from yardstick.web.room import WAIT_SECONDS, Room

pytest_plugins = ["access_fixtures", "gate_fixtures"]

PLACES = 5  # of which two for people who have not signed in


@pytest.fixture
def room():
    return Room(PLACES)


@pytest.fixture
def reached():
    return []


@pytest.fixture
def gate(door, room, reached):
    async def behind(scope, receive, send):
        reached.append((scope["type"], room._taken))
        if scope["type"] == "http":
            await PlainTextResponse("behind")(scope, receive, send)

    return Gate(behind, door, GateSettings(secure=False, room=room))


def fill(room, signed_in, strangers=0):
    room._taken, room._strangers = signed_in + strangers, strangers


def open_socket(gate, **headers):
    return talk(gate, [{"type": "websocket.connect"}], **headers).sent


def test_a_socket_holds_a_place_while_it_is_open_and_no_longer(gate, room, reached, cookie):
    assert open_socket(gate, cookie=cookie) == []
    assert reached == [("websocket", 1)]
    assert (room._taken, room._strangers) == (0, 0)


def test_a_socket_that_ends_in_a_fault_gives_its_place_back(room):
    def breaks():
        with room.place(signed_in=False):
            assert (room._taken, room._strangers) == (1, 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks()
    assert (room._taken, room._strangers) == (0, 0)


def test_where_there_is_no_place_a_socket_is_declined_with_try_again_later(gate, room, reached):
    fill(room, PLACES)
    assert open_socket(gate) == [{"type": "websocket.close", "code": 1013}]
    assert reached == []


@pytest.mark.parametrize("path", ["/", "/indicator"])
def test_whoever_finds_no_place_gets_a_page_that_says_so_and_tries_again(gate, room, path):
    fill(room, PLACES)
    got = ask(gate, path)
    assert got.status == 503
    assert got.headers["retry-after"] == str(WAIT_SECONDS)
    assert f'http-equiv="refresh" content="{WAIT_SECONDS}"' in got.text
    assert "Yardstick is full at the moment" in got.text
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert not re.search(r"<script|src=|href=", got.text)  # it must not ask for anything more


@pytest.mark.parametrize("path", ["/healthz", "/static/js/a.js", "/_stcore/health"])
def test_a_full_server_still_answers_for_its_health_and_its_files(gate, room, path):
    fill(room, PLACES)
    assert ask(gate, path).text == "behind"


def test_strangers_cannot_take_the_places_of_people_who_have_signed_in(gate, room, cookie):
    fill(room, 0, strangers=2)
    assert ask(gate, "/").status == 503
    assert open_socket(gate) == [{"type": "websocket.close", "code": 1013}]
    assert ask(gate, "/", cookie=cookie).text == "behind"
    assert open_socket(gate, cookie=cookie) == []


def test_a_forged_cookie_is_a_stranger(gate, room):
    fill(room, 0, strangers=2)
    assert ask(gate, "/", cookie="yardstick=forged").status == 503


@pytest.mark.parametrize("strangers", [0, 2])
def test_a_full_room_is_full_for_everybody(gate, room, cookie, strangers):
    fill(room, PLACES - strangers, strangers)
    assert ask(gate, "/", cookie=cookie).status == 503


@given(places=st.integers(1, 300), taken=st.integers(0, 300), strangers=st.integers(0, 300))
def test_a_stranger_never_finds_a_place_where_a_person_does_not(places, taken, strangers):
    room = Room(places)
    fill(room, taken, strangers)
    if room.has_place(signed_in=False):
        assert room.has_place(signed_in=True)
    assert room.has_place(signed_in=True) == (taken + strangers < places)


@given(places=st.integers(1, 300))
def test_an_empty_room_lets_anybody_in(places):
    assert Room(places).has_place(signed_in=False)
