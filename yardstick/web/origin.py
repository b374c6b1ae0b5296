"""Whether a request was made by a page of this server, as the browser tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import Scope


def header(scope: Scope, name: bytes) -> str:
    """Return a request's header, or nothing."""
    found = (value for key, value in scope["headers"] if key == name)
    return next(found, b"").decode("latin-1")


def is_ours(scope: Scope) -> bool:
    """Whether the browser says that one of our own pages asked."""
    origin = header(scope, b"origin")
    return bool(origin) and _host(origin) == header(scope, b"host")


def is_foreign(scope: Scope) -> bool:
    """Whether the browser says that a page of another server asked."""
    return bool(header(scope, b"origin")) and not is_ours(scope)


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
