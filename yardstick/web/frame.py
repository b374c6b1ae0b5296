"""The frame that every page's path is answered with: Streamlit's, with our look and behaviour.

What stands in it comes over the socket, to whoever has signed in. Look and behaviour are files
that a browser keeps; sent with a page they would be a part of every click.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit
from starlette.responses import HTMLResponse, PlainTextResponse

from yardstick.charts import markup
from yardstick.web.assets import Asset, all_files
from yardstick.web.rules import is_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_HERE: Final = Path(__file__).parent
_NAMED: Final = 12  # hexadecimal digits of what a file holds, in its name: it may be kept for ever
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
# Streamlit offers every app to programs there, which the gate lets nobody do, and says so here.
_OFFER: Final = re.compile(r'<!--(?:(?!-->).)*-->\s*<link rel="service-desc"[^>]*>', re.DOTALL)
_WITHOUT_SCRIPTS: Final = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_SAID_THEN: Final = (
    "<noscript><p>Yardstick needs JavaScript, which is switched off in this browser. Switch it on "
    "for this address and load the page again.</p></noscript>"
)


class Frame:
    """ASGI middleware that answers for pages' paths, and for the files of their look."""

    def __init__(self, app: ASGIApp) -> None:
        """Make the frame once."""
        self._app = app
        self._files = look()
        self._theirs = frozenset(all_files())
        self._page = HTMLResponse(framed(_index(), self._files))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path in self._files:
            await self._files[path](scope, receive, send)
        elif is_page(path):
            await self._page(scope, receive, send)
        elif path.startswith("/static/") and path not in self._theirs:
            # Streamlit would answer with a frame of its own.
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def look() -> dict[str, Asset]:
    """Return the files of how pages look and behave, by the path each is asked for with."""
    style = f"{markup.style()}{(_HERE / 'style.css').read_text('utf-8')}"
    behaviour = (_HERE / "behaviour.js").read_text("utf-8")
    files = ((style.encode(), ".css"), (behaviour.encode(), ".js"))
    return {
        f"/static/yardstick.{_digits(body)}{suffix}": Asset.of(body, suffix)
        for body, suffix in files
    }


def framed(index: str, paths: dict[str, Asset]) -> str:
    """Return Streamlit's frame with our name and files in it.

    The style sheet stands last, so that it has the last word over Streamlit's, which are written
    into the head while the page runs.
    """
    links = "".join(_link(path) for path in paths)
    for pattern, ours in (
        (_TITLE, "<title>Yardstick</title>"),
        (_OFFER, ""),
        (_WITHOUT_SCRIPTS, _SAID_THEN),
    ):
        index = pattern.sub(ours, index, count=1)
    return index.replace("</body>", f"{links}</body>")


def _link(path: str) -> str:
    if path.endswith(".css"):
        return f'<link rel="stylesheet" href=".{path}">'
    return f'<script src=".{path}"></script>'


def _index() -> str:
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")


def _digits(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:_NAMED]
