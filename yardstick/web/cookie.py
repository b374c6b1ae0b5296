"""The one cookie: a session's token, out of reach of scripts and of other sites."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from yardstick.access.sessions import ABSOLUTE_SECONDS

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope


def cookie_name(*, secure: bool) -> str:
    """Return its name. The prefix has a browser refuse one that is not from this very host."""
    return "__Host-yardstick" if secure else "yardstick"


def token_in(scope: Scope, name: str) -> str | None:
    """Return the token a request carries, or None."""
    for header, value in scope["headers"]:
        if header == b"cookie":
            try:
                jar = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                continue
            if name in jar:
                return jar[name].value
    return None


def give(response: Response, token: str, *, secure: bool) -> None:
    """Have the browser keep a token, for a working day at most."""
    response.set_cookie(
        cookie_name(secure=secure),
        token,
        max_age=ABSOLUTE_SECONDS,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def take_back(response: Response, *, secure: bool) -> None:
    """Have the browser forget it."""
    response.delete_cookie(
        cookie_name(secure=secure), path="/", secure=secure, httponly=True, samesite="strict"
    )
