"""S17: the security headers stand on every answer, whatever was asked and however it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.verify import browser
from yardstick.verify.bars import Outcome
from yardstick.verify.doors import MAIN_METHODS, METHODS, guarded, pages
from yardstick.verify.served import demonstration, product, session_of
from yardstick.verify.visitor import ask
from yardstick.web.assets import static_files
from yardstick.web.headers import security_headers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATEMENT = "Content security policy and companions on every response, none broken in normal use."
TARGET = "0 responses without, 0 violations"

_ACCOUNT: Final = "host.publisher"
_OPEN: Final = (
    "/",
    "/favicon.png",
    "/manifest.json",
    "/healthz",
    "/_stcore/health",
    "/_stcore/host-config",
    "/static/none.js",
    "/session/start",
    "/session/end",
)
_STATIC: Final = 12
_FEWER: Final = 12


def check(folder: Path, *, full: bool) -> Outcome:
    """Attack a server of its own; the full size has figures, and a browser walks its pages."""
    store = demonstration(folder, filled=full)
    with product(store, folder) as server:
        return attack(server.url, session_of(store, _ACCOUNT), full=full)


def attack(url: str, cookie: str, *, full: bool) -> Outcome:
    """Ask for everything with and without a session; at full size walk every page in a browser."""
    asked = list(_answers(url, cookie, full=full))
    seen = browser.walk(url, cookie, pages()) if full else browser.Seen()
    violations = tuple(f"The policy was broken: {one}" for one in seen.violations)
    outside = tuple(f"Another server was asked: {one}" for one in seen.outside)
    failures = (*(said for said in asked if said), *violations, *outside, *seen.missing)
    figure = {"responses": len(asked), "pages_in_a_browser": seen.pages}
    return Outcome(len(asked) + seen.pages, failures, figure)


def _answers(url: str, cookie: str, *, full: bool) -> Iterator[str]:
    """Yield what is missing from each answer; nothing where nothing is."""
    wanted = {name.decode(): value.decode() for name, value in security_headers(secure=False)}
    methods = METHODS if full else MAIN_METHODS
    some = guarded() if full else guarded()[::_FEWER]
    paths = (*_OPEN, *pages(), *list(static_files())[:_STATIC], *some)
    for method in methods:
        for path in paths:
            for headers in ({}, {"Cookie": cookie, "Accept-Encoding": "gzip"}):
                got = ask(url, path, method=method, headers=headers)
                missing = [name for name, value in wanted.items() if got.headers.get(name) != value]
                cached = got.headers.get("cache-control", "")
                if "no-store" not in cached and "immutable" not in cached:
                    missing.append("cache-control")
                lacking = f"{method} {path} ({got.status}) lacks {', '.join(missing)}."
                yield lacking if missing else ""
