"""Which paths answer whom. What is not named here answers nobody."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final
from urllib.parse import urlsplit


class Answer(Enum):
    """Who gets an answer."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    NOBODY = "nobody"


# The sign-in page, what it is made of, and the health checks. A page's path is answered with the
# empty frame of the app: what stands in it comes over the socket, to whoever has signed in.
_ANYBODY: Final = frozenset(
    {
        "/",
        "/favicon.png",
        "/manifest.json",
        "/healthz",
        "/_stcore/health",
        "/_stcore/host-config",
        "/session/start",
        "/session/end",
        "/auth/login",  # these two lead to another sign-in and back, where one is set up
        "/oauth2callback",
    }
)
_ANYBODY_BELOW: Final = ("/static/",)
_SIGNED_IN_BELOW: Final = (
    "/download/",
    "/media/",
    "/component/",
    "/_stcore/upload_file/",
    "/_stcore/bidi-components/",
)
_POSTED: Final = frozenset({"/session/start", "/session/end"})
_READ: Final = frozenset({"GET", "HEAD"})

_PAGE: Final = re.compile(r"/[A-Za-z0-9_-]{1,60}")
_NOT_PAGES: Final = frozenset({"/healthz", "/oauth2callback"})

SOCKET: Final = "/_stcore/stream"


def answer(path: str, method: str) -> Answer:
    """Return who gets an answer to a request."""
    if path.startswith(_SIGNED_IN_BELOW):
        return Answer.SIGNED_IN
    if path in _POSTED:
        return Answer.ANYBODY if method == "POST" else Answer.NOBODY
    known = path in _ANYBODY or path.startswith(_ANYBODY_BELOW) or is_page(path)
    return Answer.ANYBODY if known and method in _READ else Answer.NOBODY


def is_page(path: str) -> bool:
    """Whether a path can be a page's."""
    return path == "/" or (_PAGE.fullmatch(path) is not None and path not in _NOT_PAGES)


def safe_onward(link: str) -> str:
    """Return a link to a page of this server as it is, and any other as the first page.

    Somebody else may have written it: it must not lead away from here, nor split a header.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return "/"
    here = not parts.scheme and not parts.netloc and is_page(parts.path)
    plain = link.isascii() and link.isprintable() and "\\" not in link and link.startswith("/")
    return link if here and plain and not link.startswith("//") else "/"
