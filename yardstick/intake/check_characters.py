"""Numbers of people that carry a check character: whether a text can be one.

UPN: DfE, UPN guide 1.2, as quoted in children in need rule 1510. ULN: ILR derived variable DD01.
NHS number: the NHS data dictionary's modulus 11. domain 9.1 has the published examples.
"""

from __future__ import annotations

import re

# A UPN's letters in the order of their values; I, O and S are never used.
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN = r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]"
TEN_DIGITS = r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}"
_UPN = re.compile(UPN)
_TEN_DIGITS = re.compile(TEN_DIGITS)
_ELEVEN = 11


def is_upn(text: str) -> bool:
    """Whether a text in capitals is a unique pupil number, a temporary one too."""
    if not _UPN.fullmatch(text):
        return False
    values = (_value(letter) for letter in text[1:])
    total = sum(value * place for place, value in enumerate(values, start=2))
    return _LETTERS[total % len(_LETTERS)] == text[0]


def _value(letter: str) -> int:
    return int(letter) if letter.isdigit() else _LETTERS.index(letter)


def is_nhs_number(text: str) -> bool:
    """Whether a text is an NHS number, with or without a space or hyphen in the usual places."""
    remainder, last = _weighed(text)
    return last is not None and last == (_ELEVEN - remainder) % _ELEVEN


def is_uln(text: str) -> bool:
    """Whether a text is a unique learner number other than the temporary 9999999999."""
    remainder, last = _weighed(text)
    return last is not None and text[0] != "0" and remainder > 0 and last == 10 - remainder


def _weighed(text: str) -> tuple[int, int | None]:
    """Return the sum of the first nine digits by their places mod 11, and the last digit."""
    if not _TEN_DIGITS.fullmatch(text):
        return 0, None
    digits = [int(letter) for letter in text if letter.isdigit()]
    weighed = sum(digit * (10 - place) for place, digit in enumerate(digits[:9]))
    return weighed % _ELEVEN, digits[9]
