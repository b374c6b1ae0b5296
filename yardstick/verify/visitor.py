"""A browser's side of the server: asks over HTTP, talks over the socket, sees what is sent.

Everything a browser could send can be sent, and what it never would as well: that is what attacks
on the gate are made of. What pages look like is not seen here.
"""

from __future__ import annotations

import http.client
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.proto.Element_pb2 import Element
    from streamlit.proto.Navigation_pb2 import Navigation

WAIT_SECONDS = 60
_STREAM = "/_stcore/stream"
_RERUN_FOLLOWS = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


@dataclass(frozen=True)
class Answer:
    """An answer over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass
class Run:
    """What one run of the script sent.

    `address` is what it put after the question mark in the browser's address; empty where it left
    that alone.
    """

    elements: list[Element] = field(default_factory=list)
    navigation: Navigation | None = None
    redirect: str = ""
    address: str = ""
    not_found: bool = False
    fragments: set[str] = field(default_factory=set)
    received_bytes: int = 0
    messages: int = 0
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """Return everything that was sent to be read, in the order it came."""
        return "\n".join(_text(element) for element in self.elements)

    @property
    def failures(self) -> list[str]:
        """Return the faults that a page showed."""
        kind = "exception"
        return [one.exception.message for one in self.elements if one.WhichOneof("type") == kind]

    def widget(self, label: str) -> Any:  # noqa: ANN401 - a control of any kind, as protobuf has it
        """Return the control with a label.

        Raises:
            LookupError: There is none.
        """
        for element in self.elements:
            held = getattr(element, element.WhichOneof("type") or "", None)
            if getattr(held, "label", None) == label and getattr(held, "id", ""):
                return held
        raise LookupError(f"No control is labelled '{label}'.")

    @property
    def pages(self) -> list[str]:
        """Return the paths in the menu, hidden ones too."""
        return [page.url_pathname for page in self.navigation.app_pages] if self.navigation else []


class StreamlitClient:
    """One connection, as a browser's tab has it.

    Args:
        url: Of the server: `http://127.0.0.1:8501`.
        cookie: The `Cookie` header; empty for none.
        headers: Further headers, as somebody might forge them.
        origin: The `Origin` header; None for the server's own.
        session_id: A Streamlit session to ask to be taken back into.
        keeps: Whether it keeps large messages, as a browser does, and is sent their names only.
    """

    def __init__(  # noqa: PLR0913 - whatever a browser could send
        self,
        url: str,
        *,
        cookie: str = "",
        headers: Mapping[str, str] | None = None,
        origin: str | None = None,
        session_id: str = "",
        keeps: bool = False,
    ) -> None:
        """Open the socket."""
        self.url = url
        self.session_id = ""
        self._page_hash = ""
        self._last = Run()
        self._kept: set[str] = set()
        self._keeps = keeps
        protocols = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([session_id] if session_id else [])]
        sent = dict(headers or {}) | ({"Cookie": cookie} if cookie else {})
        self._until_closed = ExitStack()
        opening = connect(
            url.replace("http", "ws", 1) + _STREAM,
            subprotocols=[Subprotocol(one) for one in protocols],
            additional_headers=sent,
            origin=Origin(url if origin is None else origin),
            max_size=None,
            compression=None,
        )
        self._socket = self._until_closed.enter_context(opening)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave."""
        self.close()

    def close(self) -> None:
        """Leave."""
        self._until_closed.close()

    def send(self, message: BackMsg) -> None:
        """Send any message at all."""
        self._socket.send(message.SerializeToString())

    def run(
        self,
        page: str = "",
        query: str = "",
        widgets: list[WidgetState] | None = None,
        *,
        fragment: str = "",
        by_itself: bool = False,
    ) -> Run:
        """Have the script run, and return what it sent.

        Args:
            page: Path of the page asked for; empty for the one being looked at.
            query: What stands in the address after the question mark.
            widgets: What the controls are set to.
            fragment: Identifier of the only part to run.
            by_itself: Whether it says that nobody did anything.
        """
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name = page
        asked.page_script_hash = "" if page else self._page_hash
        asked.query_string = query
        asked.fragment_id = fragment
        asked.is_auto_rerun = by_itself
        asked.context_info.url = f"{self.url}/{page}"
        asked.widget_states.widgets.extend(widgets or [])
        asked.cached_message_hashes.extend(self._kept)
        begun = time.perf_counter()
        self.send(message)
        self._last = self._collect()
        self._last.seconds = time.perf_counter() - begun
        return self._last

    def click(self, label: str, typed: Mapping[str, str] | None = None, query: str = "") -> Run:
        """Choose a button of what is on screen, with text typed into boxes first."""
        states = [
            WidgetState(id=self._last.widget(box).id, string_value=text)
            for box, text in (typed or {}).items()
        ]
        states.append(WidgetState(id=self._last.widget(label).id, trigger_value=True))
        return self.run(query=query, widgets=states)

    def _collect(self) -> Run:
        run = Run()
        while True:
            data = self._socket.recv(WAIT_SECONDS, decode=False)
            run.received_bytes += len(data)
            run.messages += 1
            message = ForwardMsg.FromString(bytes(data))
            if self._keeps and message.metadata.cacheable:
                self._kept.add(message.hash)
            match message.WhichOneof("type"):
                case "new_session":
                    run.elements.clear()  # a run that began again
                    self.session_id = message.new_session.initialize.session_id or self.session_id
                    self._page_hash = message.new_session.page_script_hash
                case "navigation":
                    run.navigation = message.navigation
                    self._page_hash = message.navigation.page_script_hash
                case "page_info_changed":
                    run.address = message.page_info_changed.query_string
                case "auth_redirect":
                    run.redirect = message.auth_redirect.url
                case "page_not_found":
                    run.not_found = True
                case "delta" if message.delta.HasField("new_element"):
                    run.elements.append(message.delta.new_element)
                    run.fragments |= {message.delta.fragment_id} - {""}
                case "script_finished" if message.script_finished != _RERUN_FOLLOWS:
                    return run
                case _:
                    pass


def ask(
    url: str,
    path: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """Ask over HTTP for exactly this path, and follow nothing."""
    connection = _connection(url)
    try:
        connection.request(method, path, body, dict(headers or {}))
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, named, answer.read())
    finally:
        connection.close()


def _connection(url: str) -> http.client.HTTPConnection:
    where = urlsplit(url)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    return kind(where.hostname or "", where.port, timeout=WAIT_SECONDS)


def _text(element: Element) -> str:
    kind = element.WhichOneof("type") or ""
    held = getattr(element, kind, None)
    words = (getattr(held, name, "") for name in ("body", "label", "value"))
    return " ".join(word for word in words if isinstance(word, str))
