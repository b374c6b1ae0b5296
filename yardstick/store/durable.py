"""Files that a fault leaves whole: written in full or not at all, read only against their hash."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from yardstick.store.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700
FOLDERS_SYNC = os.name != "nt"  # Windows cannot open a folder, and does without


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a fault leaves the old one or the new one, never a part.

    On return it is on disk, under its name, readable by its owner only.

    Raises:
        StoreError: The disk is full or the folder is closed to us; the old file stays.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.draft")
    try:
        _write_new(draft, content)
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):  # what is refused us may be to take it away, too
            draft.unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from error


def sync_file(path: Path) -> None:
    """Wait until a file that somebody else wrote is on disk, and close it to other accounts."""
    path.chmod(OWNER_ONLY)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on disk."""
    if not FOLDERS_SYNC:
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_checked(path: Path, sha256: str) -> bytes:
    """Return a file's bytes, having compared the very bytes returned with their hash.

    Raises:
        StoreError: It is missing, cannot be read, or is not what was written.
    """
    content = read(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise damaged(path)
    return content


def check_file(path: Path, sha256: str, size: int) -> None:
    """Compare a file with its size and hash, without holding it in memory.

    Raises:
        StoreError: It is missing, cannot be read, or is not what was written.
    """
    try:
        with path.open("rb") as file:
            as_written = (
                os.fstat(file.fileno()).st_size == size
                and hashlib.file_digest(file, "sha256").hexdigest() == sha256
            )
    except OSError as error:
        raise _unreadable(path, error) from error
    if not as_written:
        raise damaged(path)


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: Path) -> bytes:
    """Return a file's bytes as they stand.

    Raises:
        StoreError: It is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def damaged(path: Path) -> StoreError:
    """Say that a file is not what was written."""
    return StoreError(f"{path} has been damaged and is not used; restore it from a backup.")


def _unreadable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path} cannot be read ({error.strerror}); restore it from a backup.")


def _write_new(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
