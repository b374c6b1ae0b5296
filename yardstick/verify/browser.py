"""A real browser for the bars that need one. Where there is none, a bar fails and says so."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Dialog, Page

MISSING: Final = (
    "Skipped: this needs a browser. Install Debian's chromium and the Python package playwright."
)
WAIT_MS: Final = 60_000
_QUIET: Final = 3
_PAUSE_MS: Final = 100
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Collected before any script of the page runs: what the policy refused, and what a hostile text
# would leave behind if it ran.
_WATCH: Final = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass
class Seen:
    """What a walk saw.

    Attributes:
        pages: How many were opened.
        violations: What the content policy refused.
        ran: Marks of scripts that ran and should not have.
        outside: Addresses of other servers that were asked for.
        missing: Why there was no walk; empty where there was.
    """

    pages: int = 0
    violations: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    missing: tuple[str, ...] = ()


def walk(url: str, cookie: str, paths: Iterable[str]) -> Seen:
    """Open one page after the other as whoever a cookie is of, and tell what happened in them."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool, not shipped
    except ImportError:
        return Seen(missing=(MISSING,))
    chromium = shutil.which("chromium")
    if chromium is None:
        return Seen(missing=(MISSING,))
    seen = Seen()
    with sync_playwright() as tools:
        opened = tools.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        with _tab(opened.new_page(), url, cookie, seen) as page:
            for path in paths:
                _visit(page, url + path, seen)
        opened.close()
    return seen


@contextmanager
def _tab(page: Page, url: str, cookie: str, seen: Seen) -> Iterator[Page]:
    here = urlsplit(url).netloc
    name, _, value = cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": url}])
    page.set_default_timeout(WAIT_MS)
    page.add_init_script(_WATCH)

    def asked(address: str) -> None:
        found = urlsplit(address)
        if found.scheme in {"http", "https", "ws", "wss"} and found.netloc != here:
            seen.outside.append(address)

    def dialog(one: Dialog) -> None:
        seen.ran.append(f"dialog: {one.message}")
        one.dismiss()

    page.on("request", lambda one: asked(one.url))
    page.on("websocket", lambda one: asked(one.url))
    page.on("dialog", dialog)
    yield page


def _visit(page: Page, address: str, seen: Seen) -> None:
    page.goto(address)
    _settle(page)
    seen.pages += 1
    seen.violations += page.evaluate("window.violations")
    seen.ran += page.evaluate("window.ran || []")


def _settle(page: Page) -> None:
    """Wait until the app has come to rest, as it says itself."""
    app = page.get_by_test_id("stApp")
    app.wait_for()
    quiet = 0
    while quiet < _QUIET:
        page.wait_for_timeout(_PAUSE_MS)
        running = app.get_attribute("data-test-script-state") == "running"
        quiet = 0 if running else quiet + 1
