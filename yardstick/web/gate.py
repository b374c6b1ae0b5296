"""The gate in front of everything: who is asking, may they be answered, and with what headers.

Identity reaches Streamlit in headers that only this gate can write, so it is the cookie's and
not the socket's: a Streamlit session id is no key here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse

from yardstick.access.errors import AccountsError
from yardstick.web.cookie import cookie_name, token_in
from yardstick.web.headers import cache_header, security_headers
from yardstick.web.origin import is_foreign
from yardstick.web.room import Room, busy
from yardstick.web.rules import SOCKET, Answer, answer, is_page
from yardstick.web.sockets import Listener

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from yardstick.access.sessions import Session
    from yardstick.web.headers import Header

OWN_HEADERS: Final = b"x-yardstick-"
ACCOUNT: Final = b"x-yardstick-account"
SESSION: Final = b"x-yardstick-session"
SOURCE: Final = b"x-yardstick-source"
STATE: Final = "yardstick.session"  # where routes of ours find it

_POLICY_VIOLATION: Final = 1008
_TRY_AGAIN_LATER: Final = 1013


class Keeper(Protocol):
    """What the gate asks (`Door`)."""

    def session(self, token: str) -> Session | None:
        """Return the open session of a token."""

    def still_open(self, session_hash: str, *, used: bool) -> bool:
        """Whether a session may go on."""


@dataclass(frozen=True)
class GateSettings:
    """How people reach the server.

    Attributes:
        secure: Whether over TLS.
        room: The places for open sockets.
    """

    secure: bool
    room: Room = field(default_factory=Room)

    @property
    def cookie(self) -> str:
        """Return the name of the cookie."""
        return cookie_name(secure=self.secure)


class Gate:
    """ASGI middleware, outermost."""

    def __init__(self, app: ASGIApp, keeper: Keeper, settings: GateSettings) -> None:
        """Put the gate in front of an app."""
        self._app = app
        self._keeper = keeper
        self._settings = settings
        self._headers = security_headers(secure=settings.secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or pass on one request, socket or lifespan."""
        if scope["type"] == "http":
            await self._http(_cleaned(scope), receive, _Answering(scope, send, self._headers))
        elif scope["type"] == "websocket":
            await self._socket(_cleaned(scope), receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = answer(scope["path"], scope["method"])
        if who is Answer.ANYBODY and is_page(scope["path"]) and not await self._has_place(scope):
            await busy()(scope, receive, send)
        elif who is Answer.ANYBODY:
            await self._app(scope, receive, send)
        elif who is Answer.SIGNED_IN:
            await self._for_signed_in(scope, receive, send)
        else:
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)

    async def _for_signed_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = await self._who(scope)
        if session is None:
            refusal = PlainTextResponse("Sign in first, then follow the link again.", 401)
            await refusal(scope, receive, send)
            return
        await self._app(_introduced(scope, session), receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != SOCKET or is_foreign(scope):
            await _decline(receive, send, _POLICY_VIOLATION)
            return
        session = await self._who(scope)
        known = session is not None
        if not self._settings.room.has_place(signed_in=known):
            await _decline(receive, send, _TRY_AGAIN_LATER)
            return
        listener = Listener(receive, send, session, self._keeper.still_open)
        with self._settings.room.place(signed_in=known):
            await self._app(_introduced(scope, session), listener, send)

    async def _has_place(self, scope: Scope) -> bool:
        """Whether the socket that a page will open finds a place: who asks matters only if not."""
        room = self._settings.room
        if room.has_place(signed_in=False):
            return True
        return room.has_place(signed_in=True) and await self._who(scope) is not None

    async def _who(self, scope: Scope) -> Session | None:
        """Look the cookie up, off the event loop: everybody else's answers wait on that.

        Nobody is known while the rights of accounts cannot be read: the page says so.
        """
        token = token_in(scope, self._settings.cookie)
        try:
            return await to_thread.run_sync(self._keeper.session, token) if token else None
        except AccountsError:
            return None


class _Answering:
    """Sends an answer with the security headers on it."""

    def __init__(self, scope: Scope, send: Send, headers: list[Header]) -> None:
        self._path: str = scope["path"]
        self._send = send
        self._added = headers

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": self._complete(message)}
        await self._send(message)

    def _complete(self, message: Message) -> list[Header]:
        headers = MutableHeaders(raw=list(message.get("headers", [])))
        for name, value in self._added:
            headers[name.decode()] = value.decode()
        headers["cache-control"] = cache_header(self._path, headers.get("cache-control"))
        return headers.raw


async def _decline(receive: Receive, send: Send, code: int) -> None:
    await receive()  # the offer to connect
    await send({"type": "websocket.close", "code": code})


def _cleaned(scope: Scope) -> Scope:
    """Take off what only this gate may write, and say where the request comes from."""
    kept = [(name, value) for name, value in scope["headers"] if not _is_own(name)]
    client = scope.get("client")
    source = client[0] if client else "unknown"
    return {**scope, "headers": [*kept, (SOURCE, source.encode())]}


def _introduced(scope: Scope, session: Session | None) -> Scope:
    """Say who is asking, for Streamlit in headers and for our routes in the scope."""
    if session is None:
        return scope
    named = [(ACCOUNT, session.account.encode()), (SESSION, session.hash.encode())]
    return {**scope, STATE: session, "headers": [*scope["headers"], *named]}


def _is_own(name: bytes) -> bool:
    return name.lower().startswith(OWN_HEADERS)
