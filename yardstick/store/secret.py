"""Secrets that a store makes for itself: random, at the first need, for its owner only."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from yardstick.store.errors import StoreError

_BYTES = 32


def secret(folder: Path, name: str) -> bytes:
    """Return 32 bytes that nobody else has, made when the folder holds none of that name yet.

    Args:
        folder: The store's folder.
        name: Of the file, such as `audit.key`.

    Raises:
        StoreError: The file is damaged.
    """
    file = folder / name
    if not file.exists():
        _make(file)
    found = file.read_bytes()
    if len(found) != _BYTES:
        raise StoreError(
            f"{file} is damaged. Restore it from a backup: nothing goes on without it."
        )
    return found


def _make(file: Path) -> None:
    """Make it under another name first, so that nobody reads half of one."""
    handle, name = tempfile.mkstemp(dir=file.parent)  # which only its owner may read
    with os.fdopen(handle, "wb") as new:
        new.write(secrets.token_bytes(_BYTES))
    with contextlib.suppress(FileExistsError):  # another process was first: its secret stands
        os.link(name, file)
    Path(name).unlink()
