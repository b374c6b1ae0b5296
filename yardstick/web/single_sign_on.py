"""Single sign-on: takes over what an organisation's own sign-in says, and gives a session of ours.

Streamlit speaks OpenID Connect: it checks signature, state and nonce, and would then leave its own
cookie in the browser, signed, without a server's record and good for 30 days whatever happens. That
cookie never leaves this server: its claims are read here, once, and what the browser gets is the
session, or the step before it, that a password gets. One that a browser sends is taken off.

Source: OpenID Connect Core 1.0, 5.7 (only issuer and subject together name a person).
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from anyio import to_thread
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from yardstick.access.arrivals import ARRIVAL_SECONDS
from yardstick.access.errors import SignInRefused
from yardstick.access.sign_in import Step, Vouched
from yardstick.ui import sign_on
from yardstick.web import cookie
from yardstick.web.gate import SOURCE
from yardstick.web.origin import header
from yardstick.web.rules import safe_onward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from yardstick.access.door import Door

LOGIN: Final = "/auth/login"
ARRIVAL: Final = b"x-yardstick-arrival"
FAILED: Final = "/?sign_on=failed"
_ONWARD: Final = "onward"
_ARRIVING: Final = "arriving"
_STREAMLITS: Final = "_streamlit_user"  # its identity, in one cookie or several
_SEE_OTHER: Final = 303
_FORBIDDEN: Final = 403
_ONWARD_SECONDS: Final = 15 * 60  # as long as somebody may take at the other sign-in

_NO_ACCOUNT: Final = (
    "Your organisation knows you, but no account of Yardstick that is in use carries this sign-in. "
    "Give these two lines to the people who run Yardstick, who can put them on your account:\n\n"
    "issuer:  {issuer}\nsubject: {subject}\n"
)


@dataclass
class _Caught:
    """An answer that is held back until it was read."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])

    @property
    def cookies(self) -> list[str]:
        return [value.decode("latin-1") for name, value in self.headers if name == b"set-cookie"]


class SingleSignOn:
    """ASGI middleware, inside the gate."""

    def __init__(self, app: ASGIApp, door: Callable[[], Door], *, secure: bool) -> None:
        """Put it in front of Streamlit.

        Args:
            app: What answers otherwise.
            door: Gives the sessions of this installation.
            secure: Whether people reach the server over TLS.
        """
        self._app = app
        self._door = door
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take an identity of Streamlit's off, and answer for the two paths of a sign-in."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        arrival = cookie.token_in(scope, self._name(_ARRIVING)) or ""
        scope = _without_identity(scope)
        if scope["type"] == "websocket":
            scope["headers"].append((ARRIVAL, arrival.encode("latin-1", "replace")))
        elif scope["path"] in {LOGIN, sign_on.CALLBACK}:
            await self._sign_on(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _sign_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not sign_on.providers():
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
            return
        caught = _Caught()
        await self._app(scope, receive, caught)
        away = scope["path"] == LOGIN
        response = self._leave(scope, caught) if away else await self._return(scope, caught)
        for line in caught.cookies:  # what Streamlit remembers of the way there, and no identity
            if not line.startswith(_STREAMLITS):
                secured = f"{line}; Secure" if self._secure else line
                response.raw_headers.append((b"set-cookie", secured.encode("latin-1")))
        await response(scope, receive, send)

    def _leave(self, scope: Scope, caught: _Caught) -> Response:
        """Send the browser to the other sign-in, and remember which link was asked for."""
        found = dict(caught.headers).get(b"location", b"/").decode("latin-1")
        response = RedirectResponse(found, _SEE_OTHER)
        self._give(response, _ONWARD, _asked_for(scope), _ONWARD_SECONDS, samesite="lax")
        return response

    async def _return(self, scope: Scope, caught: _Caught) -> Response:
        """Let in whom the other sign-in vouches for, as far as their account allows."""
        claims = claims_in(caught.cookies)
        state = parse_qs(scope["query_string"].decode("latin-1")).get("state", [""])[0]
        vouched = Vouched(str(claims.get("iss", "")), str(claims.get("sub", "")), state)
        if not (vouched.issuer and vouched.subject and vouched.once):
            return RedirectResponse(FAILED, _SEE_OTHER)
        onward = safe_onward(cookie.token_in(scope, self._name(_ONWARD)) or "/")
        enter = functools.partial(self._enter, vouched, header(scope, SOURCE), onward)
        response = await to_thread.run_sync(enter)
        response.delete_cookie(self._name(_ONWARD), path="/", secure=self._secure, httponly=True)
        return response

    def _enter(self, vouched: Vouched, source: str, onward: str) -> Response:
        door = self._door()
        try:
            token = door.sign_in.arrive(vouched, source, onward)
            if token is None:
                said = _NO_ACCOUNT.format(issuer=vouched.issuer, subject=vouched.subject)
                return PlainTextResponse(said, _FORBIDDEN)
            response = RedirectResponse(onward, _SEE_OTHER)
            if door.sign_in.step(token) is Step.ENTER:
                ticket = door.sign_in.redeem(door.sign_in.ticket(token))
                if ticket:
                    cookie.give(response, door.enter(ticket), secure=self._secure)
            else:
                self._give(response, _ARRIVING, token, ARRIVAL_SECONDS, samesite="strict")
        except SignInRefused:
            return RedirectResponse(FAILED, _SEE_OTHER)
        return response

    def _name(self, what: str) -> str:
        return f"{cookie.cookie_name(secure=self._secure)}-{what}"

    def _give(
        self,
        response: Response,
        what: str,
        value: str,
        seconds: int,
        *,
        samesite: Any,  # noqa: ANN401 - one of three words
    ) -> None:
        response.set_cookie(
            self._name(what),
            value,
            max_age=seconds,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite=samesite,
        )


def claims_in(cookies: Iterable[str]) -> Mapping[str, Any]:
    """Return what Streamlit would have the browser keep of an identity; nothing if there is none.

    Args:
        cookies: The `Set-Cookie` headers of its answer.
    """
    jar: SimpleCookie = SimpleCookie()
    for line in cookies:
        if line.startswith(_STREAMLITS):
            jar.load(line)

    def value(name: str) -> bytes | None:
        if name not in jar:
            return None
        return decode_signed_value(get_cookie_secret(), name, jar[name].value.encode("latin-1"))

    found = get_cookie_with_chunks(value, _STREAMLITS)
    claims = json.loads(found) if found else {}
    return claims if isinstance(claims, dict) else {}


def _without_identity(scope: Scope) -> Scope:
    """Take off a cookie in which Streamlit would believe whatever was signed once."""
    headers = []
    for name, value in scope["headers"]:
        if name == b"cookie":
            pairs = value.decode("latin-1").split(";")
            kept = [one for one in pairs if not one.strip().startswith(_STREAMLITS)]
            headers.append((name, ";".join(kept).encode("latin-1")))
        else:
            headers.append((name, value))
    return {**scope, "headers": headers}


def _asked_for(scope: Scope) -> str:
    """Return the page of ours that a browser comes from, with what its link asked for."""
    parts = urlsplit(header(scope, b"referer"))
    if parts.netloc != header(scope, b"host"):
        return "/"
    return safe_onward(f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/")
