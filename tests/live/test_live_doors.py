"""The bars that attack a running server: no door without a session, headers on every answer."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from streamlit_client import ask

from yardstick.store.places import open_store
from yardstick.verify import browser, doors, s02, s17
from yardstick.verify.served import session_of
from yardstick.verify.visitor import Answer, Run

pytestmark = pytest.mark.live
pytest_plugins = ["product_fixtures"]


@pytest.fixture(scope="module")
def cookie(store):
    return session_of(open_store(store), "host.publisher")


def test_without_a_session_no_door_opens(url, cookie):
    found = s02.attack(url, cookie, full=False)
    assert found.failures == ()
    assert found.n >= 500


def test_security_headers_stand_on_every_answer(url, cookie):
    found = s17.attack(url, cookie, full=False)
    assert found.failures == ()
    assert found.n > 200


def test_the_full_size_tries_more_and_walks_the_pages_in_a_browser(monkeypatch):
    monkeypatch.setattr(s17, "_answers", lambda *_, full: iter([""] * (9 if full else 1)))
    walked = []
    monkeypatch.setattr(s17.browser, "walk", lambda *given: walked.append(given) or _broken())
    found = s17.attack("http://here", "a=b", full=True)
    assert walked == [("http://here", "a=b", doors.pages())]
    assert (found.n, len(found.failures)) == (11, 3)
    assert len(list(doors.addresses(full=True))) > len(list(doors.addresses(full=False))) > 500


def _broken():
    return browser.Seen(2, ["script-src inline"], [], ["http://evil.test/"], (browser.MISSING,))


def test_a_bar_serves_a_store_of_its_own(monkeypatch, tmp_path):
    done = []

    @contextmanager
    def product(store, folder):
        assert (store, folder) == ("store", tmp_path)
        yield Answer(200, {}, b"")  # anything with the address

    for bar in (s02, s17):
        monkeypatch.setattr(bar, "demonstration", lambda _, filled: done.append(filled) or "store")
        monkeypatch.setattr(bar, "session_of", lambda *_: "cookie")
        monkeypatch.setattr(bar, "product", product)
        monkeypatch.setattr(Answer, "url", "http://here", raising=False)
        monkeypatch.setattr(bar, "attack", lambda *given, full: (given, full))
        assert bar.check(tmp_path, full=True) == (("http://here", "cookie"), True)
    assert done == [True, True]


# ---- what is found where a door is open -----------------------------------------------------


def test_an_answer_that_is_not_the_empty_frame_is_a_leak():
    frame = b"<html>"
    assert s02._leak("GET", "/", Answer(200, {}, frame), frame) == ""
    assert s02._leak("HEAD", "/", Answer(200, {}, b""), frame) == ""
    assert s02._leak("GET", "/x", Answer(401, {}, b"Sign in first."), frame) == ""
    assert "answered with 200" in s02._leak("GET", "/media/a", Answer(200, {}, b"SECRET"), frame)
    assert "answered with 303" in s02._leak("GET", "/x", Answer(303, {}, b""), frame)


def test_anything_but_the_sign_in_page_is_a_leak():
    assert "showed more" in s02._shown("The page /area", Run())


def test_a_socket_that_opens_for_another_site_is_a_leak(monkeypatch):
    class Open:
        def __init__(self, url, origin):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(s02, "StreamlitClient", Open)
    assert "could open a socket" in s02._from_elsewhere("http://here", "http://evil.test")


def test_a_header_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(s17, "ask", lambda *_, **__: Answer(200, {}, b""))
    said = next(s17._answers("http://here", "a=b", full=False))
    assert "lacks content-security-policy" in said
    assert "cache-control" in said


def test_what_is_asked_for_is_there_to_be_guarded(url, cookie):
    """An attack on addresses that nobody has would prove nothing."""
    got = ask(url, "/download/trend?indicator=R05&format=csv", headers={"Cookie": cookie})
    assert got.status == 200
    assert "/download/trend?indicator=R05&format=csv" in doors.guarded()
