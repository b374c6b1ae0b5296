"""Random tokens: given to a browser, kept here only as a hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import TypeAlias

Clock: TypeAlias = Callable[[], float]  # seconds since 1970, as `time.time`

_BYTES = 32


def new_token() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(_BYTES)


def hashed(text: str) -> str:
    """Return the form that is kept. A token needs no salt: it cannot be guessed."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
