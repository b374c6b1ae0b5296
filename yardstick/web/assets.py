"""Files that a browser keeps, compressed: once in a process, and not once for each browser.

Streamlit sends its own as they are, nine megabytes on a first visit. Compressed they are three.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit
from anyio import to_thread
from starlette.responses import Response

from yardstick.web.origin import header

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

# Named here and not guessed from the system's list, which a Windows program can change: with
# `nosniff`, a script under another name does not run.
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
}
_CACHED_SECONDS: Final = 365 * 24 * 60 * 60
_LEVEL: Final = 6  # 9 takes three times as long for one part in a hundred


class CompressedAssets:
    """ASGI middleware that answers for Streamlit's files."""

    def __init__(self, app: ASGIApp) -> None:
        """List the files, so that no path from outside is ever opened."""
        self._app = app
        self._files = static_files()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file, or pass the request on."""
        file = self._files.get(scope["path"]) if scope["type"] == "http" else None
        if file is None:
            await self._app(scope, receive, send)
        else:
            asset = await to_thread.run_sync(_read, file)
            await asset(scope, receive, send)


@dataclass(frozen=True)
class Asset:
    """A file whose name changes with what it holds: an ASGI app that sends it.

    Attributes:
        packed: What it holds, compressed.
        suffix: Its kind, as `.css`.
    """

    packed: bytes
    suffix: str

    @classmethod
    def of(cls, body: bytes, suffix: str) -> Asset:
        """Compress what a file holds."""
        return cls(gzip.compress(body, _LEVEL, mtime=0), suffix)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, as it is only to a browser that takes no other."""
        headers = {
            "vary": "accept-encoding",
            "cache-control": f"public, max-age={_CACHED_SECONDS}, immutable",
        }
        if "gzip" in header(scope, b"accept-encoding"):
            body, headers["content-encoding"] = self.packed, "gzip"
        else:
            body = await to_thread.run_sync(gzip.decompress, self.packed)
        await Response(body, headers=headers, media_type=_TYPES[self.suffix])(scope, receive, send)


def static_files() -> dict[str, Path]:
    """Return the paths of Streamlit's compressible files, whose names change with their content."""
    return {path: file for path, file in all_files().items() if file.suffix in _TYPES}


def all_files() -> dict[str, Path]:
    """Return the paths of all files that Streamlit's pages are made of."""
    root = Path(streamlit.__file__).parent / "static"
    return {
        f"/{file.relative_to(root).as_posix()}": file
        for file in sorted((root / "static").rglob("*"))
        if file.is_file()
    }


@cache
def _read(file: Path) -> Asset:
    return Asset.of(file.read_bytes(), file.suffix)
