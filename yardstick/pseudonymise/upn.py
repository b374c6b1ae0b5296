"""Unique pupil numbers: one spelling for each, and a check letter that finds a slip of the hand.

A number that is mistyped would become a token that links to nobody, so it is refused here, where
it can still be mended.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # without I, O and S, which are read as digits
_FORM = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")
_FIRST_WEIGHT = 2


def normal(number: str) -> str:
    """Return a pupil number as it is hashed: compatibility forms alike, capitals, no spaces."""
    return "".join(unicodedata.normalize("NFKC", number).upper().split())


def check_letter(number: str) -> str:
    """Return the letter that belongs before the other twelve characters.

    Source: DfE, Unique pupil numbers: guide 1.2; a temporary number's last letter counts as its
    place among the letters.
    """
    digits = (int(one) if one.isdigit() else LETTERS.index(one) for one in number[1:])
    total = sum(place * digit for place, digit in enumerate(digits, start=_FIRST_WEIGHT))
    return LETTERS[total % len(LETTERS)]


def is_upn(number: str) -> bool:
    """Whether a normal number has the form of a pupil number and the check letter it must have."""
    return _FORM.fullmatch(number) is not None and number[0] == check_letter(number)
