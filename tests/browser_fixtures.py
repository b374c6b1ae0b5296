"""A real browser, as somebody at a desk has it."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import sync_playwright

# What the page's content policy refused; collected before any script of the page runs.
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@pytest.fixture(scope="module")  # no wider: while it is open, no other event loop can run
def browser():
    """Start Debian's Chromium; skip where it is not installed."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("needs Debian's chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    """Open a fresh tab of 1366 by 768; `page.outside` lists every address it asked."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.add_init_script(VIOLATIONS)
    opened.outside = []
    opened.on("request", lambda one: opened.outside.append(one.url))
    yield opened
    context.close()
