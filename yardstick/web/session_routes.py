"""Routes that begin and end a session: the only ones that touch the cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from anyio import to_thread
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from yardstick.web import cookie
from yardstick.web.origin import is_ours
from yardstick.web.rules import safe_onward

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from yardstick.access.door import Door

SIGNED_OUT: Final = "/?signed_out=yes"
_SEE_OTHER: Final = 303


def session_routes(door: Callable[[], Door], *, secure: bool) -> list[Route]:
    """Return the two routes.

    Both are posted to, by a form on one of our own pages: a link or another site can neither
    sign somebody in as somebody else nor sign them out.

    Args:
        door: Gives the sessions of this installation.
        secure: Whether people reach the server over TLS.
    """

    async def start(request: Request) -> Response:
        """Exchange a ticket for a session, and go on to what was asked for first.

        A session that the browser still had ends: a new one stands in its place.
        """
        if not is_ours(request.scope):
            return _refusal()
        form = await request.form()
        ticket = await to_thread.run_sync(door().sign_in.redeem, str(form.get("ticket", "")))
        if ticket is None:
            return RedirectResponse("/", _SEE_OTHER)
        before = cookie.token_in(request.scope, cookie.cookie_name(secure=secure))
        if before:
            await to_thread.run_sync(door().sessions.end, before)
        token = await to_thread.run_sync(door().enter, ticket)
        response = RedirectResponse(safe_onward(ticket.onward), _SEE_OTHER)
        cookie.give(response, token, secure=secure)
        return response

    async def end(request: Request) -> Response:
        """End the session on the server, and have the browser forget it."""
        if not is_ours(request.scope):
            return _refusal()
        token = cookie.token_in(request.scope, cookie.cookie_name(secure=secure))
        if token:
            await to_thread.run_sync(door().sessions.end, token)
        response = RedirectResponse(SIGNED_OUT, _SEE_OTHER)
        cookie.take_back(response, secure=secure)
        return response

    return [
        Route("/session/start", start, methods=["POST"]),
        Route("/session/end", end, methods=["POST"]),
    ]


def _refusal() -> Response:
    return PlainTextResponse("This can only be asked for from a page of this server.", 403)
