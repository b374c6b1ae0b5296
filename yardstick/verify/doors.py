"""Every address that somebody could try at the server, named and nearly so."""

from __future__ import annotations

import pkgutil
from itertools import product
from typing import TYPE_CHECKING, Final

import pages as screens

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIN_METHODS: Final = ("GET", "POST", "PUT")
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")

# What a session is needed for, and what answers nobody at all. The last part is made up.
_GUARDED: Final = (
    "/media/0123456789abcdef.csv",
    "/component/streamlit.lib/index.html",
    "/_stcore/bidi-components/x/index.js",
    "/_stcore/upload_file/0b6dd0b1-0000-0000-0000-000000000000/1",
    "/download/trend?indicator=R05&format=csv",
    "/download/board?format=xlsx",
    "/download/coverage?format=csv",
    "/download/dfe_return?period=2024-25+Q4&format=csv",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/script-health-check",
    "/_stcore/message",
    "/auth/login",
    "/oauth2callback",
)
# Spellings that a server or a proxy may read as the plain one.
_SPELLINGS: Final = (
    "{0}",
    "/{0}",
    "/.{0}",
    "/static/..{0}",
    "/static/%2e%2e{0}",
    "/%2e{0}",
    "{0}/",
    "{0}%00",
    "{0}%20",
    "/home{0}",
    "/;{0}",
)
_FILES: Final = (
    "auth.yaml",
    "app.py",
    "pages/home.py",
    "yardstick/ui/main.py",
    ".git/config",
    ".streamlit/config.toml",
    ".streamlit/secrets.toml",
    "data/store/operations.sqlite",
    "data/store/audit.key",
    "data/store/CURRENT",
    "requirements.txt",
)
_PLACES: Final = ("/", "/static/", "/static/../", "/app/static/", "/media/../", "/static/%2e%2e/")


def addresses(*, full: bool) -> Iterator[tuple[str, str]]:
    """Yield methods with every path that must not answer somebody without a session."""
    yield from product(METHODS if full else MAIN_METHODS, guarded())


def guarded() -> list[str]:
    """Return the paths: what is guarded in every spelling, files by name, the capitals too."""
    spelled = [spelling.format(path) for path in _GUARDED for spelling in _SPELLINGS]
    files = [place + name for place in _PLACES for name in _FILES]
    capitals = [path.partition("?")[0].upper() for path in _GUARDED]
    return list(dict.fromkeys([*spelled, *files, *capitals]))


def pages() -> list[str]:
    """Return the path of every page, and of two that are none."""
    names = [found.name for found in pkgutil.iter_modules(screens.__path__)]
    return [f"/{name}" for name in (*names, "no-such-page", "ACCOUNTS")]
