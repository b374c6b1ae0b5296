"""A key on disk: sealed by a passphrase, so that a stolen file opens nothing by itself.

The standard library has no cipher, so one is made of the hash it has: HMAC-SHA256 in counter mode
for the bytes, and a second HMAC over all that was written. That is a textbook construction
(encrypt-then-MAC with independent keys), and it seals 32 bytes, once, under a salt of its own;
it is not meant for anything larger.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from typing import TYPE_CHECKING

from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.tokens import KEY_BYTES

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "yardstick-key-1"
COST = 2**16  # scrypt's n: about a quarter of a second and 64 MiB, each time it is opened
SHORTEST = 15
_BLOCK, _LANES = 8, 1
_MEMORY = 2**28
_OWNER_ONLY = 0o600
_CHANGED = "has been changed, or the passphrase is another. Nothing was opened."


def new_key(extra: str = "") -> bytes:
    """Return a new secret of 32 bytes.

    Args:
        extra: What people added by hand, such as rolls of dice; it can only make the key better.
    """
    return hashlib.sha256(secrets.token_bytes(KEY_BYTES) + extra.encode()).digest()


def save(path: Path, key: bytes, passphrase: str, region: str, cost: int = COST) -> None:
    """Write a key, sealed, to a file that did not exist, readable by its owner only.

    Raises:
        PseudonymiseError: The passphrase is short, or the file exists already.
    """
    if len(passphrase) < SHORTEST:
        raise PseudonymiseError(f"A passphrase has at least {SHORTEST} characters. Use four words.")
    head = {"format": FORMAT, "region": region, "cost": cost, "salt": secrets.token_hex(16)}
    stream, seal = _keys(head, passphrase)
    sealed = _mixed(key, stream)
    body = {**head, "sealed": sealed.hex(), "seal": _seal(seal, head, sealed)}
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError as error:
        raise PseudonymiseError(
            f"{path.name} exists already. A key is never written over; give another name."
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(body, file, indent=1)


def load(path: Path, passphrase: str) -> tuple[bytes, str]:
    """Return the key of a file and the letters of its region.

    Raises:
        PseudonymiseError: It is no key, it has been changed, or the passphrase is another.
    """
    try:
        body = json.loads(path.read_text("utf-8"))
        head = {name: body[name] for name in ("format", "region", "cost", "salt")}
        sealed, written = bytes.fromhex(body["sealed"]), body["seal"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PseudonymiseError(f"{path.name} is not a key of Yardstick, or is damaged.") from error
    if head["format"] != FORMAT or head["cost"] not in [2**power for power in range(4, 21)]:
        raise PseudonymiseError(f"{path.name} was made by another version of this tool.")
    stream, seal = _keys(head, passphrase)
    if not hmac.compare_digest(_seal(seal, head, sealed), written):
        raise PseudonymiseError(f"{path.name} {_CHANGED}")
    return _mixed(sealed, stream), head["region"]


def split(key: bytes) -> tuple[bytes, bytes]:
    """Return two halves that tell nothing alone, for two people to keep."""
    half = secrets.token_bytes(len(key))
    return half, _mixed(key, half)


def joined(one: bytes, other: bytes) -> bytes:
    """Return the key that was split into two halves."""
    return _mixed(one, other)


def _keys(head: dict[str, object], passphrase: str) -> tuple[bytes, bytes]:
    """Return one key for the bytes and another for the seal."""
    made = hashlib.scrypt(
        passphrase.encode(),
        salt=bytes.fromhex(str(head["salt"])),
        n=int(str(head["cost"])),
        r=_BLOCK,
        p=_LANES,
        maxmem=_MEMORY,
        dklen=2 * KEY_BYTES,
    )
    return hmac.digest(made[:KEY_BYTES], b"block 1", "sha256"), made[KEY_BYTES:]


def _seal(key: bytes, head: dict[str, object], sealed: bytes) -> str:
    return hmac.digest(key, json.dumps(head, sort_keys=True).encode() + sealed, "sha256").hex()


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
