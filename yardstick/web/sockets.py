"""What a browser may say over its socket, and for how long.

Streamlit takes every message from anybody: one of them empties everybody's caches. Here each
kind that passes is named, and a session that has ended says nothing more.
"""

from __future__ import annotations

import functools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from anyio import to_thread
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # ships none
from streamlit.proto.BackMsg_pb2 import BackMsg

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Receive, Send

    from yardstick.access.sessions import Session

_ANYBODY: Final = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
_SIGNED_IN: Final = _ANYBODY | {"file_urls_request", "backend_operation_request"}
_CHECK_SECONDS: Final = 1.0  # an ended session is noticed within this
_POLICY_VIOLATION: Final = 1008


class StillOpen(Protocol):
    """Whether a session may go on (`Door.still_open`)."""

    def __call__(self, session_hash: str, *, used: bool) -> bool:
        """Answer, and note the use."""


@dataclass
class Listener:
    """Stands between one socket and Streamlit, and passes on what may be.

    Attributes:
        receive: Where messages come from.
        send: Where answers go.
        session: Whose socket; None for somebody who has not signed in.
        still_open: Asked at most once in `_CHECK_SECONDS`.
        clock: Seconds of no particular start.
    """

    receive: Receive
    send: Send
    session: Session | None
    still_open: StillOpen
    clock: Callable[[], float] = time.monotonic
    _checked: float = field(default=float("-inf"), init=False)

    async def __call__(self) -> Message:
        """Return the next message that may pass, or the end of the connection."""
        while True:
            message = await self.receive()
            data = message.get("bytes")
            if message["type"] != "websocket.receive" or data is None:
                return message  # Streamlit itself closes on text
            said = _read(data)
            if said.WhichOneof("type") not in (_SIGNED_IN if self.session else _ANYBODY):
                continue
            if await self._is_over(used=_by_hand(said)):
                await self.send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return {"type": "websocket.disconnect", "code": _POLICY_VIOLATION}
            return message

    async def _is_over(self, *, used: bool) -> bool:
        if self.session is None or self.clock() - self._checked < _CHECK_SECONDS:
            return False
        self._checked = self.clock()
        asked = functools.partial(self.still_open, self.session.hash, used=used)
        return not await to_thread.run_sync(asked)


def _read(data: bytes) -> BackMsg:
    """Return the message; an empty one, which is of no kind, where it cannot be read."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return BackMsg()
    return message


def _by_hand(message: BackMsg) -> bool:
    """Whether a person did something, as opposed to a part of the page that renews itself."""
    return message.HasField("rerun_script") and not message.rerun_script.is_auto_rerun
