"""Asks an ASGI app without a server, as a server would, and stands in for one behind another."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse

from yardstick.web.rules import SOCKET

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Got:
    """What was sent back."""

    sent: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        return next(one["status"] for one in self.sent if one["type"] == "http.response.start")

    @property
    def headers(self) -> dict[str, str]:
        start = next(one for one in self.sent if one["type"] == "http.response.start")
        pairs = [(name.decode(), value.decode()) for name, value in start["headers"]]
        assert len({name for name, _ in pairs}) == len(pairs), f"A header stands twice: {pairs}"
        return dict(pairs)

    @property
    def body(self) -> bytes:
        return b"".join(one.get("body", b"") for one in self.sent)

    @property
    def text(self) -> str:
        return self.body.decode()


def scope_of(path: str, method: str = "GET", **headers: str) -> Scope:
    path, _, query = path.partition("?")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in ({"host": "yardstick.test"} | named).items()
        ],
        "client": ("10.0.0.7", 5000),
        "server": ("yardstick.test", 80),
    }


def ask(app: ASGIApp, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Got:
    return drive(app, scope_of(path, method, **headers), [{"type": "http.request", "body": body}])


def drive(app: ASGIApp, scope: Scope, messages: list[dict[str, Any]]) -> Got:
    """Run the app with these messages, and then the end of the connection."""
    got = Got()
    waiting = iter(messages)

    async def receive() -> Message:
        kind = scope["type"]
        return next(waiting, {"type": f"{kind}.disconnect"})

    async def send(message: Message) -> None:
        got.sent.append(message)

    async def whole() -> None:
        await app(scope, receive, send)

    asyncio.run(whole())
    return got


def talk(app: ASGIApp, messages: list[Message], path: str = SOCKET, **headers: str) -> Got:
    """Open a socket and send these messages."""
    kind = {"type": "websocket", "scheme": "ws", "subprotocols": []}
    return drive(app, scope_of(path, **headers) | kind, messages)


class Behind:
    """An app behind the gate that keeps what reached it."""

    def __init__(self, response: Response | None = None) -> None:
        self.response = response or PlainTextResponse("behind")
        self.scopes: list[Scope] = []
        self.heard: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "http":
            await self.response(scope, receive, send)
        elif scope["type"] == "websocket":
            while (message := await receive())["type"] != "websocket.disconnect":
                self.heard.append(message)

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(name.decode(), value.decode()) for name, value in self.scopes[-1]["headers"]]
