"""Keys and tokens: from a region's secret and a pupil number to what may leave.

The region's key is held by its data teams and never by the host. A token is of one data set and
one academic year, so that nobody can follow a pupil from one into another.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

from yardstick.pseudonymise.errors import PseudonymiseError

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # RFC 4648, base 32
KEY_BYTES = 32
VERSION = 1
_BODY, _ID = 32, 4
TOKEN = re.compile(
    rf"(?P<region>[A-Z]{{2,4}}){VERSION}-(?P<key_id>[A-Z2-7]{{{_ID}}})"
    rf"-(?P<body>[A-Z2-7]{{{_BODY}}})-(?P<check>[A-Z2-7])",
    re.ASCII,
)


@dataclass(frozen=True)
class PurposeKey:
    """The key of one data set and academic year.

    Attributes:
        region: Its two to four letters, as tokens begin.
        secret: 32 bytes.
        key_id: Four characters that name the key and tell nothing of it.
    """

    region: str
    secret: bytes
    key_id: str


def purpose_key(region_key: bytes, region: str, dataset: str, year: str) -> PurposeKey:
    """Derive the key of a data set and an academic year such as `2024/25`.

    Source: RFC 5869, HKDF with SHA-256 and no salt.
    """
    if len(region_key) != KEY_BYTES:
        raise PseudonymiseError("The region's key must be 32 bytes. Make one: make-key")
    secret = hkdf(region_key, b"", f"{region}|{dataset}|v{VERSION}|{year}".encode(), KEY_BYTES)
    named = hmac.digest(secret, b"key id", sha256)
    return PurposeKey(region, secret, b32encode(named).decode()[:_ID])


def token(key: PurposeKey, kind: str, normal: str) -> str:
    """Return the token of an identifier.

    Args:
        key: Of the data set and year.
        kind: What is hashed (`UPN`), so that two kinds of number cannot meet.
        normal: The identifier in its one spelling.

    Source: RFC 2104, HMAC-SHA256; 160 of its 256 bits are kept, so that in a million pupils two
    share one with a chance of less than 10^-36.
    """
    hashed = hmac.digest(key.secret, f"{kind}|{normal}".encode(), sha256)
    body = b32encode(hashed).decode()[:_BODY]
    return f"{key.region}{VERSION}-{key.key_id}-{body}-{_check(key.region, key.key_id, body)}"


def key_id_of(written: str) -> str | None:
    """Return the key id of a token that is whole; None where it is none, or one was mistyped."""
    found = TOKEN.fullmatch(written)
    if found is None or found["check"] != _check(found["region"], found["key_id"], found["body"]):
        return None
    return found["key_id"]


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Derive bytes from a secret. Source: RFC 5869 with SHA-256."""
    extracted = hmac.digest(salt or bytes(sha256().digest_size), secret, sha256)
    made, block = b"", b""
    while len(made) < length:
        counter = len(made) // sha256().digest_size + 1
        block = hmac.digest(extracted, block + info + bytes([counter]), sha256)
        made += block
    return made[:length]


def _check(*parts: str) -> str:
    """Return the character that finds every single slip in the others (Luhn modulo 32)."""
    total = 0
    for place, one in enumerate(reversed("".join(parts))):
        weighted = ALPHABET.index(one) * (2 - place % 2)
        total += weighted // len(ALPHABET) + weighted % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]
