"""S02: without a session no door opens: no path, no method, no message over the socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from yardstick.verify.bars import Outcome
from yardstick.verify.doors import METHODS, addresses, pages
from yardstick.verify.served import demonstration, product, session_of
from yardstick.verify.visitor import StreamlitClient, ask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.verify.visitor import Answer, Run

STATEMENT = "No door without a session: HTTP, media, upload, websocket, every route."
TARGET = "0 of at least 500 paths answer"

_REFUSED: Final = 400  # and above
_HOSTILE: Final = {"X-Yardstick-Account": "host.publisher", "X-Yardstick-Session": "0" * 64}
_ACCOUNT: Final = "derbyshire.dcs"


def check(folder: Path, *, full: bool) -> Outcome:
    """Attack a server of its own; the full size has figures to leak."""
    store = demonstration(folder, filled=full)
    with product(store, folder) as server:
        return attack(server.url, session_of(store, _ACCOUNT), full=full)


def attack(url: str, cookie: str, *, full: bool) -> Outcome:
    """Try every address, then the socket in every way.

    Args:
        url: Of the server.
        cookie: Of somebody who has signed in, whose Streamlit session is tried to be taken over.
        full: Whether with every method.
    """
    frame = ask(url, "/").body
    tried = list(_over_http(url, frame, full=full))
    spoken = list(_over_the_socket(url, cookie))
    failures = tuple(said for said in (*tried, *spoken) if said)
    figure = {"addresses": len(tried), "sockets": len(spoken)}
    return Outcome(len(tried) + len(spoken), failures, figure)


def _over_http(url: str, frame: bytes, *, full: bool) -> Iterator[str]:
    """Yield what is wrong with each answer; nothing where nothing is."""
    for method, path in addresses(full=full):
        got = ask(url, path, method=method, headers=_HOSTILE)
        yield _leak(method, path, got, frame)
    for method in METHODS:
        for path in pages():
            got = ask(url, path, method=method, headers={"Cookie": "yardstick=forged"})
            yield _leak(method, path, got, frame)


def _leak(method: str, path: str, got: Answer, frame: bytes) -> str:
    """Say what an answer gave away. The empty frame of the app is what anybody gets."""
    is_frame = got.body == frame or (method == "HEAD" and not got.body)
    if got.status >= _REFUSED or is_frame:
        return ""
    return f"{method} {path} was answered with {got.status} and {len(got.body)} bytes."


def _over_the_socket(url: str, cookie: str) -> Iterator[str]:
    for path in pages():
        with StreamlitClient(url) as nobody:
            yield _shown(f"The page {path}", nobody.run(path.strip("/")))
    yield from _messages(url)
    yield _taken_over(url, cookie)
    for origin in ("http://evil.test", "null", "https://127.0.0.1"):
        yield _from_elsewhere(url, origin)


def _shown(what: str, run: Run) -> str:
    """Say what a run showed besides the sign-in page."""
    boxes = [one.text_input.label for one in run.elements if one.WhichOneof("type") == "text_input"]
    charts = any(one.WhichOneof("type") == "plotly_chart" for one in run.elements)
    is_sign_in = boxes[:1] == ["Name"] and not charts and "Sign out" not in run.text
    return "" if is_sign_in and not run.failures else f"{what} showed more than the sign-in page."


def _messages(url: str) -> Iterator[str]:
    """Send every kind of message that Streamlit knows; whoever does it must still be nobody."""
    for kind in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields:
        if kind.name in {"rerun_script", "debug_shutdown_runtime"}:
            continue  # the first is tried with every page; the second is for Streamlit's own tests
        with StreamlitClient(url) as nobody:
            nobody.run()
            message = BackMsg()
            if kind.message_type:
                getattr(message, kind.name).SetInParent()
            else:
                setattr(message, kind.name, True)
            nobody.send(message)
            yield _shown(f"After {kind.name}, the page", nobody.run())


def _taken_over(url: str, cookie: str) -> str:
    """Take up somebody's Streamlit session without their cookie."""
    with StreamlitClient(url, cookie=cookie) as owner:
        owner.run()
        with StreamlitClient(url, session_id=owner.session_id) as thief:
            return _shown("A session taken up by its id", thief.run())


def _from_elsewhere(url: str, origin: str) -> str:
    try:
        with StreamlitClient(url, origin=origin):
            return f"A page of {origin} could open a socket."
    except InvalidStatus:
        return ""
