"""Waiting until a page has stopped drawing, as a person does before they type."""

from __future__ import annotations


def settle(page):
    """Wait until the app says, three times running, that it has stopped drawing."""
    quiet = 0
    for _ in range(300):
        page.wait_for_timeout(200)
        # Asked from outside: the page's own content policy lets nothing be evaluated inside.
        state = page.get_by_test_id("stApp").get_attribute("data-test-script-state")
        quiet = 0 if state == "running" else quiet + 1
        if quiet == 3:
            return
    raise AssertionError("The page never came to rest.")
