"""The headers every answer carries, and what of the browser's powers they leave.

Source: W3C, Content Security Policy Level 3; OWASP Secure Headers Project.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit

from yardstick import ui

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Header = tuple[bytes, bytes]

_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_YEAR_SECONDS: Final = 365 * 24 * 60 * 60


def security_headers(*, secure: bool) -> list[Header]:
    """Return the headers to add to every answer.

    Args:
        secure: Whether people reach the server over TLS.
    """
    named = {
        "content-security-policy": content_security_policy(inline_scripts()),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    if secure:
        named["strict-transport-security"] = f"max-age={_YEAR_SECONDS}; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in named.items()]


def content_security_policy(scripts: Iterable[str]) -> str:
    """Return the policy: everything from this server, and scripts it knows.

    Args:
        scripts: Texts of the scripts that stand in a page and not in a file of the server.
    """
    known = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    directives = (
        "default-src 'none'",
        "object-src 'none'",  # said though the line above says it: assessors look for it
        # Streamlit's protobuf counts in WebAssembly where it may. That is no way to run a text.
        f"script-src 'self' 'wasm-unsafe-eval' {known}",
        "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles while it runs
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(directives)


def inline_scripts() -> Sequence[str]:
    """Return the scripts that may run without a file: Streamlit's own, and those of `ui`.

    They are read from where they are kept, so a change to one is a change to the policy.
    """
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    ours = sorted(Path(next(iter(ui.__path__))).glob("*.js"))
    return (
        *_INLINE.findall(index.read_text(encoding="utf-8")),
        *(file.read_text(encoding="utf-8") for file in ours),
    )


def cache_header(path: str, given: str | None) -> str:
    """Return what a browser may keep: Streamlit's numbered files, and nothing else."""
    if path.startswith("/static/") and given is not None and "immutable" in given:
        return given
    return "no-store"


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
