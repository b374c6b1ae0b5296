"""Numbers of ten digits whose last one checks the others: whether a text can be one of them.

ULN: ILR derived variable DD01. NHS number: the NHS data dictionary's modulus 11. domain 9.1 has
the published examples. The pupil number (UPN) is `pseudonymise.upn`'s.
"""

from __future__ import annotations

import re

TEN_DIGITS = r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}"
_TEN_DIGITS = re.compile(TEN_DIGITS)
_ELEVEN = 11


def is_nhs_number(text: str) -> bool:
    """Whether a text is an NHS number, with or without a space or hyphen in the usual places."""
    remainder, last = _weighed(text)
    return last is not None and last == (_ELEVEN - remainder) % _ELEVEN


def is_uln(text: str) -> bool:
    """Whether a text is a unique learner number; 9999999999, which many share, is none."""
    remainder, last = _weighed(text)
    return last is not None and text[0] != "0" and remainder > 0 and last == 10 - remainder


def _weighed(text: str) -> tuple[int, int | None]:
    """Return the sum of the first nine digits by their places mod 11, and the last digit."""
    if not _TEN_DIGITS.fullmatch(text):
        return 0, None
    digits = [int(letter) for letter in text if letter.isdigit()]
    weighed = sum(digit * (10 - place) for place, digit in enumerate(digits[:9]))
    return weighed % _ELEVEN, digits[9]
