"""Pseudonyms of nobody, in the form in which a store keeps them.

The key is known to everybody, so that a demonstration is the same everywhere. Real ones are made
twice, with keys that are secret (docs/pseudonyms.md).
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import DataSet
    from yardstick.demonstration.chance import Counts

_KEY: Final = b"a demonstration's key, secret from nobody"
_DIGITS: Final = 32


def pseudonyms(dataset: DataSet, whose: Counts) -> pa.Array:
    """Return the pseudonym that each of the numbers has in a data set: text, none missing."""
    distinct, places = np.unique(whose, return_inverse=True)
    made = [_pseudonym(dataset, number) for number in distinct.tolist()]
    return pa.array(made, pa.string()).take(pa.array(places))


def _pseudonym(dataset: DataSet, number: int) -> str:
    hashed = hmac.digest(_KEY, f"{dataset.id}|{number}".encode(), "sha256").hex()
    return f"P{dataset.number}-{hashed[:_DIGITS]}"
