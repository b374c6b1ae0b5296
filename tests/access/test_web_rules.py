from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yardstick.web.rules import Answer, answer, is_page, safe_onward

EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")


@pytest.mark.parametrize(
    ("path", "methods", "who"),
    [
        ("/", "GET HEAD", Answer.ANYBODY),
        ("/indicator", "GET HEAD", Answer.ANYBODY),
        ("/favicon.png", "GET HEAD", Answer.ANYBODY),
        ("/healthz", "GET HEAD", Answer.ANYBODY),
        ("/_stcore/health", "GET HEAD", Answer.ANYBODY),
        ("/_stcore/host-config", "GET HEAD", Answer.ANYBODY),
        ("/static/js/index.js", "GET HEAD", Answer.ANYBODY),
        ("/session/start", "POST", Answer.ANYBODY),
        ("/session/end", "POST", Answer.ANYBODY),
        ("/download/board", " ".join(EVERY_METHOD), Answer.SIGNED_IN),
        ("/media/abc.csv", " ".join(EVERY_METHOD), Answer.SIGNED_IN),
        ("/component/x/index.html", " ".join(EVERY_METHOD), Answer.SIGNED_IN),
        ("/_stcore/upload_file/s/f", " ".join(EVERY_METHOD), Answer.SIGNED_IN),
        ("/_stcore/bidi-components/x", " ".join(EVERY_METHOD), Answer.SIGNED_IN),
        ("/_stcore/metrics", "", Answer.NOBODY),
        ("/_stcore/agent/openapi.json", "", Answer.NOBODY),
        ("/_stcore/agent/mcp", "", Answer.NOBODY),
        ("/_stcore/script-health-check", "", Answer.NOBODY),
        ("/_stcore/stream", "", Answer.NOBODY),  # over HTTP; the socket is another door
        ("/indicator/_stcore/health", "", Answer.NOBODY),
        ("/oauth2callback", "GET HEAD", Answer.ANYBODY),
        ("/auth/login", "GET HEAD", Answer.ANYBODY),
        ("/auth/logout", "", Answer.NOBODY),
        ("/app/static/x.py", "", Answer.NOBODY),
        ("/session/other", "", Answer.NOBODY),
        ("//media/abc.csv", "", Answer.NOBODY),
        ("/Media/abc.csv", "", Answer.NOBODY),
        ("/.git/config", "", Answer.NOBODY),
        ("/auth.yaml", "", Answer.NOBODY),
        ("", "", Answer.NOBODY),
    ],
)
def test_each_path_answers_whom_it_should_and_only_as_it_should(path, methods, who):
    for method in EVERY_METHOD:
        expected = who if method in methods.split() else Answer.NOBODY
        assert answer(path, method) is expected, method


PATHS = st.text("/._-%\\abzst0?~ é", max_size=30) | st.text(max_size=40)


@given(path=PATHS, method=st.sampled_from(EVERY_METHOD))
def test_of_any_path_only_a_page_and_what_it_is_made_of_answers_anybody(path, method):
    named = {
        "/favicon.png",
        "/manifest.json",
        "/healthz",
        "/_stcore/health",
        "/_stcore/host-config",
        "/session/start",
        "/session/end",
        "/auth/login",
        "/oauth2callback",
    }
    if answer(path, method) is Answer.ANYBODY:
        assert path in named or path.startswith("/static/") or is_page(path)


@pytest.mark.parametrize(
    "link", ["/", "/indicator", "/indicator?indicator=R01&area=E06000017", "/?a=b%0d%0a", "/a#b"]
)
def test_a_link_to_a_page_is_followed_as_it_is(link):
    assert safe_onward(link) == link


@pytest.mark.parametrize(
    "link",
    [
        "",
        "indicator",
        "//evil.test",
        "///evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "https://evil.test/",
        "https:evil.test",
        "javascript:alert(1)",
        "/media/abc",
        "/download/board",
        "/session/end",
        "/indicator\r\nSet-Cookie: a=b",
        "/indicator?a=\x00",
        "/é",
        "/ indicator",
        "//[",
        " /",
        "/\t/evil.test",
    ],
)
def test_a_link_to_anywhere_else_leads_to_the_first_page(link):
    assert safe_onward(link) == "/"


@given(link=st.text(st.characters(exclude_categories=()), max_size=60))
@example("/\\/evil.test")
@example("/?\n")
def test_no_link_leads_away_from_here(link):
    found = urlsplit(urljoin("https://yardstick.test/a", safe_onward(link)))
    assert (found.scheme, found.netloc) == ("https", "yardstick.test")
    assert is_page(found.path)
