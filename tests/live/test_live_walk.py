"""Every page in a real browser as the host: nothing is refused by the policy, nothing leaves."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from yardstick.store.places import open_store
from yardstick.verify import browser, served
from yardstick.verify.doors import pages
from yardstick.verify.served import session_of

pytestmark = pytest.mark.live
pytest_plugins = ["product_fixtures"]


def test_in_normal_use_the_policy_refuses_nothing_and_no_other_server_is_asked(url, store):
    if shutil.which("chromium") is None:
        pytest.skip("needs Debian's chromium")
    seen = browser.walk(url, session_of(open_store(store), "host.publisher"), pages())
    assert seen == browser.Seen(pages=len(pages()))


@pytest.mark.parametrize("missing", ["chromium", "playwright"])
def test_without_a_browser_a_walk_says_that_it_was_skipped(monkeypatch, missing):
    if missing == "chromium":
        monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    else:
        monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    seen = browser.walk("http://here", "a=b", ["/"])
    assert seen.missing == (browser.MISSING,)
    assert seen.pages == 0


# ---- a page that does what none of ours may -------------------------------------------------

HOSTILE = b"""<!doctype html><div data-testid="stApp" data-test-script-state="notRunning">x</div>
<script>window.ran = ["mark"]; alert("hello"); fetch("http://127.0.0.1:9/").catch(() => {});
window.violations.push("script-src inline");
</script>"""


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(HOSTILE)

    def log_message(self, *_):
        pass


def test_a_walk_sees_scripts_that_ran_dialogs_violations_and_requests_to_elsewhere():
    if shutil.which("chromium") is None:
        pytest.skip("needs Debian's chromium")
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        seen = browser.walk(f"http://127.0.0.1:{server.server_port}", "a=b", ["/one"])
        server.shutdown()
    assert seen.pages == 1
    assert set(seen.ran) == {"mark", "dialog: hello"}
    assert seen.outside == ["http://127.0.0.1:9/"]
    assert seen.violations == ["script-src inline"]


# ---- servers to be attacked -------------------------------------------------------------------


def test_a_server_that_cannot_start_is_told_with_what_it_printed(tmp_path):
    app = tmp_path / "app.py"
    app.write_text('import streamlit as st\nprint("no luck")\nraise SystemExit(3)\n', "utf-8")
    app.write_text(app.read_text("utf-8") + 'app = st.App("x.py")\n', "utf-8")
    with pytest.raises(RuntimeError, match="did not start"), served.serving(app, tmp_path, {}):
        pass


def test_a_server_that_does_not_end_when_asked_is_ended():
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True)\n"
    command = [sys.executable, "-c", stubborn + "time.sleep(60)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        served._end(process, 0.1)
        assert process.returncode == -9


def test_the_product_is_served_on_the_store_that_is_given(tmp_path, monkeypatch):
    told = []

    @contextmanager
    def serving(app, folder, environment):
        told.append((app.name, folder, environment["YARDSTICK_STORE"], environment["X"]))
        yield "server"

    monkeypatch.setattr(served, "serving", serving)
    store = served.demonstration(tmp_path, filled=False)
    with served.product(store, tmp_path, X="1") as server:
        assert server == "server"
    assert told == [("app.py", tmp_path, str(store.root), "1")]
    assert list(store.releases.iterdir()) == []


def test_a_filled_store_is_the_demonstration(tmp_path, monkeypatch):
    filled = []
    monkeypatch.setattr(served, "demonstrate", lambda store, *_, **__: filled.append(store))
    store = served.demonstration(tmp_path, filled=True)
    assert filled == [store]
