"""How long a browser takes from choosing another authority to the page at rest."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from serving import Server


def painted(server: Server, page: str, cookie: str) -> float | None:
    """Return the median seconds from choosing an authority to the page at rest in a browser.

    None for a page that has no such control.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a browser is optional

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": server.url}])
        tab = context.new_page()
        tab.goto(f"{server.url}/{page}")
        box = tab.get_by_role("combobox", name="Authority", exact=True)
        tab.get_by_role("main").or_(box).first.wait_for(timeout=60_000)
        tab.wait_for_timeout(4_000)
        if not box.count():
            browser.close()
            return None
        times = []
        for choice in ("Derby", "Derbyshire") * 4:
            box.click()
            option = tab.get_by_role("option", name=choice, exact=True)
            option.wait_for()
            begun = time.perf_counter()
            option.click()
            wait_until_at_rest(tab)
            times.append(time.perf_counter() - begun)
            tab.wait_for_timeout(300)
        browser.close()
    return statistics.median(times)


def wait_until_at_rest(tab: Page) -> None:
    """Wait until the app says it is not running and nothing stale is left on screen."""
    quiet = 0
    while quiet < 2:
        tab.wait_for_timeout(20)
        quiet = quiet + 1 if tab.evaluate(_AT_REST) else 0


# Asked from outside: the page's own content policy lets nothing be evaluated inside.
_AT_REST = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app?.getAttribute('data-test-script-state') !== 'running'
    && !document.querySelector('[data-stale=true]');
}"""
