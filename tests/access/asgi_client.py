"""Asks an ASGI app without a server, as a server would."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Scope


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
