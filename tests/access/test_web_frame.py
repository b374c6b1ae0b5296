"""The frame of every page, and the files of how pages look and behave."""

from __future__ import annotations

import gzip
import re

import pytest
from asgi_client import ask
from starlette.responses import PlainTextResponse

from yardstick.charts import markup
from yardstick.web.assets import all_files
from yardstick.web.frame import Frame, framed, look
from yardstick.web.headers import inline_scripts
from yardstick.web.rules import Answer, answer


@pytest.fixture
def app():
    return Frame(PlainTextResponse("streamlit's own answer"))


@pytest.mark.parametrize("path", ["/", "/indicator", "/no_such_page"])
def test_a_page_is_answered_with_streamlits_frame_under_our_name(app, path):
    page = ask(app, path)
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<div id="root"></div>' in page.text
    assert re.findall(r"<title>(.*?)</title>", page.text) == ["Yardstick"]


def test_the_frame_offers_nothing_that_the_gate_refuses(app):
    page = ask(app, "/").text
    assert "agent" not in page
    assert page.count("<noscript>") == 1
    assert "Yardstick needs JavaScript" in page


def test_what_the_frame_names_is_answered_for_anybody_and_may_be_kept(app):
    links = re.findall(r'(?:href|src)="\.(/static/yardstick\.[^"]+)"', ask(app, "/").text)
    assert [path.rpartition(".")[2] for path in links] == ["css", "js"]
    for path in links:
        assert answer(path, "GET") is Answer.ANYBODY
        assert "immutable" in ask(app, path).headers["cache-control"]


def test_a_file_is_the_same_compressed_or_not(app):
    for path in look():
        packed, plain = ask(app, path, accept_encoding="gzip"), ask(app, path)
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert gzip.decompress(packed.body) == plain.body


def test_the_style_sheet_holds_what_charts_and_tables_need_and_has_the_last_word(app):
    style = next(path for path in look() if path.endswith(".css"))
    assert ask(app, style).text.startswith(markup.style())
    page = ask(app, "/").text
    assert page.index(style) > page.index("</head>") > page.rindex("static/css/index")


def test_a_frame_that_is_written_otherwise_still_gets_our_files():
    assert framed("<body></body>", look()).count("static/yardstick.") == 2


def test_no_script_of_ours_needs_an_exception_where_it_is_a_file(app):
    behaviour = next(path for path in look() if path.endswith(".js"))
    assert ask(app, behaviour).text not in inline_scripts()


def test_everything_else_is_streamlits(app):
    font = next(path for path in all_files() if path.endswith(".woff2"))
    for path in (font, "/_stcore/health", "/healthz"):
        assert ask(app, path).text == "streamlit's own answer"


@pytest.mark.parametrize("path", ["/static/auth.yaml", "/static/yardstick.css", "/static/"])
def test_a_file_that_there_is_not_is_not_answered_with_a_page(app, path):
    assert ask(app, path).status == 404
