from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest
import streamlit
from access_builders import ROOT
from asgi_client import ask, drive
from starlette.responses import PlainTextResponse

from yardstick.web import assets
from yardstick.web.assets import CompressedAssets, static_files
from yardstick.web.frame import Frame
from yardstick.web.headers import content_security_policy, inline_scripts, security_headers

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def digest(script):
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def directives():
    policy = content_security_policy(inline_scripts())
    return {one.split()[0]: one.split()[1:] for one in policy.split("; ")}


def test_a_script_runs_from_a_file_of_ours_or_where_its_text_is_known():
    scripts = directives()["script-src"]
    assert scripts[:2] == ["'self'", "'wasm-unsafe-eval'"]
    assert all(one.startswith("'sha256-") for one in scripts[2:])
    for file in sorted((ROOT / "yardstick/ui").glob("*.js")):
        assert f"'sha256-{digest(file.read_text(encoding='utf-8'))}'" in scripts


def test_nothing_comes_from_or_goes_to_another_server():
    allowed = {"'self'", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'", "data:", "blob:"}
    for name, sources in directives().items():
        assert {one for one in sources if not one.startswith("'sha256-")} <= allowed, name
    assert directives()["default-src"] == ["'none'"]
    unsafe = {name for name, sources in directives().items() if "'unsafe-inline'" in sources}
    assert unsafe == {"style-src"}


def test_no_object_and_no_base_is_taken():
    assert directives()["object-src"] == directives()["base-uri"] == ["'none'"]


def test_every_script_of_streamlits_frame_is_allowed_for():
    inline = re.findall(r"<script>(.*?)</script>", INDEX.read_text(encoding="utf-8"), re.DOTALL)
    assert inline
    assert set(inline) <= set(inline_scripts())
    every = re.findall(r"<script\b[^>]*>", INDEX.read_text(encoding="utf-8"))
    assert all("src=" in tag for tag in every if tag != "<script>")


def test_strict_transport_is_asked_for_with_tls_only():
    def names(*, secure: bool) -> set[bytes]:
        return {name for name, _ in security_headers(secure=secure)}

    assert names(secure=True) - names(secure=False) == {b"strict-transport-security"}


# ---- Streamlit's files ------------------------------------------------------------------------


@pytest.fixture
def app():
    return CompressedAssets(PlainTextResponse("streamlit's own answer"))


def first(suffix):
    return next(path for path in static_files() if path.endswith(suffix))


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [(".js", "text/javascript; charset=utf-8"), (".css", "text/css; charset=utf-8")],
)
def test_a_file_comes_compressed_and_whole_and_may_be_kept(app, suffix, kind):
    path = first(suffix)
    got = ask(app, path, accept_encoding="br, gzip")
    original = (INDEX.parent / path[1:]).read_bytes()
    assert gzip.decompress(got.body) == original
    assert len(got.body) < len(original)
    assert got.headers["content-type"] == kind
    assert got.headers["content-encoding"] == "gzip"
    assert got.headers["vary"] == "accept-encoding"
    assert "immutable" in got.headers["cache-control"]


def test_a_file_is_compressed_once(app, monkeypatch):
    path = first(".css")
    body = ask(app, path, accept_encoding="gzip").body
    monkeypatch.setattr(assets.gzip, "compress", lambda *_: pytest.fail("compressed again"))
    assert ask(CompressedAssets(app), path, accept_encoding="gzip").body == body


@pytest.mark.parametrize(
    ("path", "accepted"),
    [
        ("/static/js/none.js", "gzip"),
        ("/static/../index.html", "gzip"),
        ("/", "gzip"),
        ("/static/js/index.js/..", "gzip"),
    ],
)
def test_everything_else_is_streamlits(app, path, accepted):
    assert ask(app, path, accept_encoding=accepted).text == "streamlit's own answer"


def test_a_browser_that_takes_no_gzip_gets_it_as_it_is(app):
    path = first(".js")
    assert ask(app, path).body == (INDEX.parent / path[1:]).read_bytes()


@pytest.mark.parametrize("middleware", [CompressedAssets, Frame])
def test_a_socket_passes(middleware):
    class Passed(Exception):  # noqa: N818 - it is what should happen
        pass

    async def passed(*_):
        raise Passed

    with pytest.raises(Passed):
        drive(middleware(passed), {"type": "websocket", "path": first(".js")}, [])


def test_every_name_changes_with_its_content():
    named = [Path(path).name for path in static_files()]
    assert named
    assert all(re.search(r"[.-][A-Za-z0-9_-]{8}\.\w+$", name) for name in named)
