"""Attacks on pseudonyms: by the host on tokens, and by a partner on what the host keeps.

Each attacker knows everything but the one key that the other side holds, and tries pupil numbers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import md5, sha1, sha256
from typing import TYPE_CHECKING

from yardstick.intake.tokens import kept_token
from yardstick.pseudonymise.tokens import KEY_BYTES, purpose_key, token
from yardstick.pseudonymise.upn import check_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue.declarations import DataSet

_PLAIN = (md5, sha1, sha256)
YEAR, REGION = "2024/25", "EM"


@dataclass(frozen=True)
class Tried:
    """How many numbers were tried, and how many told something."""

    n: int
    hits: int


def pupil_numbers(how_many: int) -> Iterator[str]:
    """Give valid pupil numbers of one authority, as an attacker would list them."""
    for serial in range(how_many):
        digits = f"831{4000 + serial // 1000:04}24{serial % 1000:03}"
        yield check_letter(f"A{digits}") + digits


def host_tries(dataset: DataSet, how_many: int) -> Tried:
    """Try to find a token's number as the host could: without the region's key.

    Every plain hash of a number, and a token made with each of a few wrong keys, is compared with
    the tokens of all the numbers.
    """
    own = purpose_key(secrets.token_bytes(KEY_BYTES), REGION, dataset.id, YEAR)
    wrong = [
        purpose_key(bytes(KEY_BYTES), REGION, dataset.id, YEAR),
        purpose_key(bytes(KEY_BYTES), REGION, "send_placements", YEAR),
        purpose_key(secrets.token_bytes(KEY_BYTES), REGION, dataset.id, YEAR),
    ]
    numbers = list(pupil_numbers(how_many))
    sent = {token(own, "UPN", number).split("-")[2] for number in numbers}
    guesses = {token(key, "UPN", number).split("-")[2] for key in wrong for number in numbers}
    hashed = {how(number.encode()).hexdigest() for how in _PLAIN for number in numbers}
    return Tried(how_many * (len(wrong) + len(_PLAIN)), len(sent & guesses) + len(sent & hashed))


def partner_tries(dataset: DataSet, how_many: int) -> Tried:
    """Try to find own pupils among what is kept: with the region's key, without the host's."""
    key = purpose_key(secrets.token_bytes(KEY_BYTES), REGION, dataset.id, YEAR)
    host_key = secrets.token_bytes(KEY_BYTES)
    tokens = [token(key, "UPN", number) for number in pupil_numbers(how_many)]
    kept = {kept_token(one, dataset, host_key) for one in tokens}
    wrong = (bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES), key.secret)
    guesses = {kept_token(one, dataset, guessed) for guessed in wrong for one in tokens}
    plain = {f"P{dataset.number}-{sha256(one.encode()).hexdigest()[:32]}" for one in tokens}
    return Tried(how_many * (len(wrong) + 1), len(kept & guesses) + len(kept & plain))
