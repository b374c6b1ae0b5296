"""What one cell says that no cell may: each kind of identifier, and how a text is told to hold it.

Patterns and check characters are those of domain 9.1; what is done with a hit is decided in
`identifiers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.intake.births import DATE
from yardstick.intake.check_characters import TEN_DIGITS
from yardstick.intake.guessable import PLAIN_HASH
from yardstick.pseudonymise.upn import LETTERS, is_upn

if TYPE_CHECKING:
    from collections.abc import Callable

_UPN = rf"\b[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]\b"
_EMAIL = r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_NINO = r"\b(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]) ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b"
_NEVER_NINO = ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ")
_POSTCODE = r"[A-Z][A-HJ-Y]?[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0A{2}"
_POSTCODE_WITHIN = r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b"
# The letters that postcodes begin with: "KS1 2ND" in a sentence is about a key stage.
_AREAS = frozenset(
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E
    EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL
    LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM
    SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
    """.split()  # noqa: SIM905 - read as prose; as a list it would take a page
)
_PHONE = r"(?:\+44 ?(?:\(0\) ?)?|\b0)[1-37][0-9]{1,4}[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}\b"
_PHONE_DIGITS = 10  # after the first 0 or the +44

# Every text that any detector, of cells or of columns, has to look at, in one pass over a column.
SUSPECT = "(?i)" + "|".join(
    (
        *(_UPN, _EMAIL, _NINO, f"^(?:{_POSTCODE})$", _POSTCODE_WITHIN, _PHONE),
        *("^[0-9A-F]{32,128}$", f"^{TEN_DIGITS}$", f"^(?:{DATE})$"),
    )
)


@dataclass(frozen=True)
class Sign:
    """One kind of identifier.

    Attributes:
        kind: In the reader's words, with its article.
        holds: Whether a cell's text (no blanks around it) holds one.
        by_chance: Whether an honest text can look like one, so that a single hit is a warning.
    """

    kind: str
    holds: Callable[[str], bool]
    by_chance: bool = False


def holds_upn(text: str) -> bool:
    """Whether a text is a UPN or has one among its words; its check letter must be right."""
    return any(map(is_upn, re.findall(_UPN, text.upper())))


def holds_email(text: str) -> bool:
    """Whether an e-mail address stands in a text."""
    return re.search(_EMAIL, text) is not None


def holds_nino(text: str) -> bool:
    """Whether a National Insurance number stands in a text."""
    return any(not found.startswith(_NEVER_NINO) for found in re.findall(_NINO, text.upper()))


def holds_postcode(text: str) -> bool:
    """Whether a text is a full postcode, or has one in capitals of an area there is in it."""
    if re.fullmatch(_POSTCODE, text.upper()):
        return True
    areas = (re.split(r"[0-9]", found)[0] for found in re.findall(_POSTCODE_WITHIN, text))
    return not _AREAS.isdisjoint(areas)


def holds_phone(text: str) -> bool:
    """Whether a telephone number of the United Kingdom stands in a text."""
    numbers = (re.sub(r"^\+44(?: ?\(0\))?|^0|[ -]", "", one) for one in re.findall(_PHONE, text))
    return any(len(number) == _PHONE_DIGITS for number in numbers)


def is_plain_hash(text: str) -> bool:
    """Whether a text is a hash in hexadecimal without the prefix that names a key."""
    return re.fullmatch(PLAIN_HASH, text.upper()) is not None


SIGNS = (
    Sign("a unique pupil number (UPN)", holds_upn, by_chance=True),
    Sign("an e-mail address", holds_email),
    Sign("a full postcode", holds_postcode),
    Sign("a National Insurance number", holds_nino),
    Sign("a telephone number", holds_phone, by_chance=True),
    Sign("a plain hash", is_plain_hash, by_chance=True),
)
