"""The gate and the sign-in in front of a page of a few lines, on a real server."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

import pytest
from access_builders import write_accounts
from serving import ROOT, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit_client import (
    StreamlitClient,
    ask,
    redeem,
    sign_in,
    sign_out,
    type_in,
)
from websockets.exceptions import ConnectionClosed, InvalidStatus

from yardstick.access.editing import disable_account

pytestmark = pytest.mark.live

HERE = Path(__file__).parent
PASSWORD = "orchard lantern river"
EAST, TRUST = "east.lead", "trust.lead"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stand_in")
    write_accounts(folder)
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = {"STAND_IN_FOLDER": str(folder), "PYTHONPATH": paths}
    with serving(HERE / "stand_in/app.py", folder, environment) as started:
        yield started


@pytest.fixture(scope="module")
def url(server):
    return server.url


def shown(url, cookie="", page="", query="", **more):
    with StreamlitClient(url, cookie=cookie, **more) as client:
        return client.run(page, query)


def is_sign_in(run):
    return "Sign in" in run.text and "SECRET" not in run.text and not run.failures


# The order of the tests does not matter, but the first session of a server is a case of its own,
# so a deep link is also tried on a server of its own in `test_live_product`.


@pytest.mark.parametrize("page", ["", "indicator", "home", "no-such-page"])
def test_whoever_has_not_signed_in_sees_the_sign_in_page_and_that_only(url, page):
    run = shown(url, page=page, query="indicator=R01")
    assert is_sign_in(run)
    assert not run.not_found


def test_after_signing_in_the_link_that_was_asked_for_opens(url):
    cookie, onward = sign_in(url, EAST, PASSWORD, "indicator", "indicator=R01&area=E06000001")
    assert onward == "/indicator?indicator=R01&area=E06000001"
    run = shown(url, cookie, "indicator", "indicator=R01")
    assert "SECRET of east.lead" in run.text
    assert "'indicator': 'R01'" in run.text
    assert run.failures == []


def test_a_reload_and_a_second_tab_stay_signed_in(url):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    for _ in range(2):
        assert "SECRET of east.lead" in shown(url, cookie).text


@pytest.mark.parametrize(
    ("name", "password"),
    [
        (EAST, "wrong password here"),
        ("nobody", PASSWORD),
        ("former", PASSWORD),
        ("stray", PASSWORD),
    ],
)
def test_whoever_may_not_sign_in_is_told_the_same(url, name, password):
    run, ticket = type_in(url, name, password)
    assert ticket is None
    assert "The name or the password is not right" in run.text


def test_an_empty_form_says_what_to_do(url):
    run, ticket = type_in(url, "", "")
    assert ticket is None
    assert "Type your name and your password" in run.text


def test_a_forged_header_or_cookie_is_nobody(url):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    token = cookie.partition("=")[2]
    headers = {"X-Yardstick-Account": "trust.lead", "X-Yardstick-Session": token}
    assert is_sign_in(shown(url, headers=headers))
    assert is_sign_in(shown(url, "yardstick=forged"))
    run = shown(url, cookie, headers=headers)
    assert "SECRET of east.lead" in run.text
    assert "trust.lead" not in run.text


def test_signing_out_in_one_tab_ends_the_others_at_their_next_click(url):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    with StreamlitClient(url, cookie=cookie) as tab:
        assert "SECRET" in tab.run().text
        answer = sign_out(url, cookie)
        assert answer.headers["location"] == "/?signed_out=yes"
        time.sleep(1.0)
        with pytest.raises(ConnectionClosed):
            tab.run()
    assert is_sign_in(shown(url, cookie))  # and the cookie, were it stolen, opens nothing


def test_within_the_second_before_the_socket_ends_the_page_itself_checks(url):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    with StreamlitClient(url, cookie=cookie) as tab:
        assert "SECRET" in tab.run().text
        tab.run()  # the gate has just looked, and does not look again for a second
        sign_out(url, cookie)
        assert is_sign_in(tab.run())


def test_a_fragment_stops_when_its_session_has_ended(url):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    with StreamlitClient(url, cookie=cookie) as tab:
        run = tab.run()
        fragment = next(one for one in run.fragments if one)
        again = tab.run(fragment=fragment)
        assert "SECRET fragment" in again.text
        sign_out(url, cookie)
        after = tab.run(fragment=fragment)
        assert "SECRET" not in after.text


def test_a_streamlit_session_id_is_no_key(url):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    other, _ = sign_in(url, TRUST, PASSWORD)
    with StreamlitClient(url, cookie=cookie) as tab:
        tab.run()
        taken = tab.session_id
        with StreamlitClient(url, session_id=taken) as thief:
            assert is_sign_in(thief.run())
            assert thief.session_id != taken
        with StreamlitClient(url, session_id=taken, cookie=other) as thief:
            run = thief.run()
            assert "SECRET of trust.lead" in run.text
            assert "east.lead" not in run.text
            assert thief.session_id != taken
        assert "SECRET of east.lead" in tab.run().text  # and the owner notices nothing


def test_a_lost_connection_is_taken_up_with_its_own_cookie(url):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    with StreamlitClient(url, cookie=cookie) as tab:
        tab.run()
        before = tab.session_id
    with StreamlitClient(url, cookie=cookie, session_id=before) as tab:
        tab.run()
        assert tab.session_id == before


def test_a_file_of_a_page_is_for_sessions_only(url):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    with StreamlitClient(url, cookie=cookie) as tab:
        path = tab.run().widget("Take").url
        assert path.startswith("/media/")
        assert ask(url, path).status == 401
        assert ask(url, path, headers={"Cookie": "yardstick=x"}).status == 401
        assert b"SECRET in a file" in ask(url, path, headers={"Cookie": cookie}).body


def test_nobody_can_fill_the_servers_memory_without_a_session(url):
    with StreamlitClient(url) as anonymous:
        anonymous.run()
        path = f"/_stcore/upload_file/{anonymous.session_id}/file"
        for method in ("PUT", "DELETE", "OPTIONS", "GET", "POST"):
            assert ask(url, path, method=method, body=b"x" * 1000).status == 401, method


def test_a_download_is_for_the_session_that_asks(url):
    assert ask(url, "/download/board?format=csv").status == 401
    cookie, _ = sign_in(url, EAST, PASSWORD)
    got = ask(url, "/download/board?format=csv", headers={"Cookie": cookie})
    assert (got.status, got.text) == (200, "SECRET of east.lead")
    assert got.headers["cache-control"] == "no-store"
    sign_out(url, cookie)
    assert ask(url, "/download/board?format=csv", headers={"Cookie": cookie}).status == 401


@pytest.mark.parametrize("signed_in", [False, True])
def test_nobody_can_empty_everybodys_caches(url, signed_in):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    with StreamlitClient(url, cookie=cookie) as tab:
        before = _runs(tab.run())
        with StreamlitClient(url, cookie=cookie if signed_in else "") as vandal:
            vandal.run()
            vandal.send(BackMsg(clear_cache=True))
            vandal.run()
        assert _runs(tab.run()) == before + (3 if signed_in else 1)


def _runs(run):
    return int(run.text.partition("runs ")[2].split()[0])


@pytest.mark.parametrize("origin", ["http://evil.test", "http://127.0.0.1:1", "null"])
def test_another_sites_page_cannot_open_a_socket_or_a_session(url, origin):
    with pytest.raises(InvalidStatus) as refused:
        StreamlitClient(url, origin=origin)
    assert refused.value.response.status_code == 403
    _, ticket = type_in(url, EAST, PASSWORD)
    assert redeem(url, ticket or "", origin).status == 403
    assert redeem(url, ticket or "").headers.get("set-cookie")  # it had not been used up


def test_a_ticket_opens_one_session(url):
    _, ticket = type_in(url, EAST, PASSWORD)
    assert redeem(url, ticket or "").headers.get("set-cookie")
    again = redeem(url, ticket or "")
    assert (again.status, again.headers["location"]) == (303, "/")
    assert "set-cookie" not in again.headers


NEVER = ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/auth/login")


@pytest.mark.parametrize("path", NEVER)
def test_what_streamlit_tells_about_itself_is_told_nobody(url, path):
    cookie, _ = sign_in(url, EAST, PASSWORD)
    assert ask(url, path).status == 404
    assert ask(url, path, headers={"Cookie": cookie}).status == 404


def test_of_many_paths_none_answers_but_with_the_empty_frame(url):
    frame = ask(url, "/").body
    files = [
        path.relative_to(ROOT).as_posix()
        for folder in ("yardstick", "data", "queries", "pages", "tests/access")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and "store" not in path.parts
    ]
    named = ["auth.yaml", "app.py", ".streamlit/config.toml", ".git/config", *files]
    odd = [
        "..%2fauth.yaml",
        "static/../auth.yaml",
        "static/..%2f..%2fauth.yaml",
        "%2e%2e/auth.yaml",
    ]
    roots = ("", "static/", "app/static/", "media/", "component/", "download/", "_stcore/")
    paths = [f"/{root}{name}" for root in roots for name in (*named, *odd)]
    assert len(paths) >= 500
    for path in paths:
        got = ask(url, path)
        assert got.status in {400, 401, 404, 301} or got.body == frame, path


def test_every_answer_carries_the_headers(url):
    static = re.search(r'src="\./(static/js/[^"]+)"', ask(url, "/").text).group(1)
    for path in ("/", "/indicator", f"/{static}", "/media/x", "/_stcore/metrics", "/a/b"):
        headers = ask(url, path, headers={"Accept-Encoding": "gzip"}).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"
        assert ("immutable" in headers["cache-control"]) is path.startswith("/static/")
    assert (
        ask(url, f"/{static}", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"]
        == "gzip"
    )


def test_a_disabled_account_is_out_within_a_second(url, server):
    cookie, _ = sign_in(url, "north.lead", PASSWORD)
    with StreamlitClient(url, cookie=cookie) as tab:
        assert "SECRET" in tab.run().text
        disable_account(server.folder / "auth.yaml", "north.lead")
        begun = time.monotonic()
        with contextlib.suppress(ConnectionClosed):
            assert is_sign_in(tab.run())
        assert time.monotonic() - begun < 1.0
    assert is_sign_in(shown(url, cookie))
    assert type_in(url, "north.lead", PASSWORD)[1] is None
