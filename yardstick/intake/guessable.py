"""Whether pseudonyms can be guessed: a plain hash, a running number, or too short to be keyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

if TYPE_CHECKING:
    import pyarrow as pa

# MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512 in hexadecimal, without a prefix that names a
# key: of a pupil number every one of them is found in minutes (protection 3).
PLAIN_HASH = "|".join(rf"[0-9A-F]{{{length}}}" for length in (32, 40, 56, 64, 96, 128))
_LONG_ENOUGH = "[0-9A-Za-z]{16}"  # a shorter run holds too few bits for a keyed hash
# A running number changes few characters at the end, or at the start where it is padded behind.
# Two of a million keyed hashes never have so much in common: 96 and 80 bits in hexadecimal.
_LAST, _BEHIND = 8, 20


def is_guessable(tokens: pa.Array) -> bool:
    """Whether any of the different pseudonyms of a column can be guessed.

    They can where one of them is short, or where two of them differ in a few characters at one
    end only: numbers given one after the other, however they are padded.
    """
    if not pc.all(pc.match_substring_regex(tokens, _LONG_ENOUGH), min_count=0).as_py():
        return True
    differing = len(tokens)
    heads = pc.utf8_slice_codeunits(tokens, 0, -_LAST)
    tails = pc.utf8_slice_codeunits(tokens, -_BEHIND)
    return any(pc.count_distinct(part).as_py() < differing for part in (heads, tails))
