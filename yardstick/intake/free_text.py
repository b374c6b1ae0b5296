"""What people write in their own words: no identifier, one line, not too long.

A sentence is not a cell. A number of ten digits is looked for inside it, and a day counts as a
birth only where it is called one: notes name the days of inspections and of new systems.
"""

from __future__ import annotations

import re
import unicodedata

from yardstick.intake.births import DATE
from yardstick.intake.check_characters import TEN_DIGITS, is_nhs_number, is_uln
from yardstick.intake.errors import IntakeError
from yardstick.intake.signs import SIGNS

_TEN_DIGITS = re.compile(rf"(?<![0-9]){TEN_DIGITS}(?![0-9])")
_DAY = re.compile(DATE, re.IGNORECASE)
_BORN = re.compile(r"\b(?:born|births?|birthday|d\.?o\.?b)\b", re.IGNORECASE)
_NUMBERS = (("an NHS number", is_nhs_number), ("a unique learner number (ULN)", is_uln))


def identifier_in(text: str) -> str:
    """Return what kind of identifier a text holds, in the reader's words; empty where none.

    It finds what has a form (numbers, addresses, days of birth). A name has none.
    """
    plain = _plain(text)
    for sign in SIGNS:
        if sign.holds(plain):
            return sign.kind
    for kind, holds in _NUMBERS:
        if any(map(holds, _TEN_DIGITS.findall(plain))):
            return kind
    is_birth = _BORN.search(plain) and _DAY.search(plain)
    return "a date of birth" if is_birth else ""


def checked_text(text: str, longest: int) -> str:
    """Return a text on one line, as it may be kept.

    Args:
        text: As it was written.
        longest: How many characters it may have.

    Raises:
        IntakeError: It is empty, too long, or holds an identifier, which is never repeated.
    """
    seen = "".join(one if one.isprintable() else " " for one in _without_unseen(text))
    line = " ".join(seen.split())
    if not line:
        raise IntakeError("Nothing is written. Write a sentence first.")
    if len(line) > longest:
        raise IntakeError(f"This has {len(line):,} characters. Say it in at most {longest:,}.")
    if found := identifier_in(line):
        raise IntakeError(
            f"This holds what looks like {found}, and nothing of it was kept. Take it out: "
            "no words here may be about one child."
        )
    return line


def _plain(text: str) -> str:
    """Return a text as detectors read it: wide and invisible letters undone."""
    return _without_unseen(unicodedata.normalize("NFKC", text)).strip()


def _without_unseen(text: str) -> str:
    return "".join(one for one in text if unicodedata.category(one) != "Cf")
