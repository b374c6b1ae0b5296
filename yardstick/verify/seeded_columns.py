"""Columns made by a seed: those that hold identifiers, and honest ones that look like some."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import random
from typing import TYPE_CHECKING, TypeAlias

from yardstick.pseudonymise.upn import LETTERS, check_letter

if TYPE_CHECKING:
    from collections.abc import Callable

Chance: TypeAlias = random.Random
TODAY = dt.date(2026, 3, 1)  # the day that births are counted from, so that a seed says all
_AREAS = ("NG", "DE", "LE", "NN", "LN", "S", "PE", "B")
_FORBIDDEN = (
    *("UPN", "Former UPN", "ULN", "NHS No", "NHS number", "uci", "NINO", "Name", "Forename"),
    *("Surname", "Last name", "Known as", "Initials", "DOB", "Date of birth", "birth_date"),
    *("Address", "Street", "Postcode", "UPRN", "E-mail", "Phone", "Mobile", "Telephone", "Parent"),
    *("Carer", "Guardian", "Social worker name", "Child ID", "pupil_id", "Mosaic ID"),
    *("Liquidlogic ID", "Case number", "Photo", "Latitude", "Longitude", "Notes", "Comments"),
)
_SENTENCES = ("seen in term 2", "moved to KS3", "late return", "see table 3b", "n/a", "")


def chance_of(seed: str) -> Chance:
    """Return the same chance for the same seed."""
    return random.Random(seed)  # noqa: S311 - invented cells, not secrets


def _digits(chance: Chance, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _upn(chance: Chance) -> str:
    last = chance.choice(LETTERS) if chance.random() < 0.2 else _digits(chance, 1)  # noqa: PLR2004 - some are temporary
    rest = f"831{_digits(chance, 8)}{last}"
    return check_letter(f"A{rest}") + rest


def _ten_digits(chance: Chance, last: Callable[[int], int]) -> str:
    """Return ten digits of which the last is what `last` makes of the weighed others."""
    while True:
        nine = chance.choice("123456789") + _digits(chance, 8)
        weighed = sum(int(one) * (10 - place) for place, one in enumerate(nine)) % 11
        if 0 <= (check := last(weighed)) <= 9:  # noqa: PLR2004 - a digit
            return f"{nine}{check}"


def _nhs_number(chance: Chance) -> str:
    bare = _ten_digits(chance, lambda weighed: -weighed % 11)
    return f"{bare[:3]} {bare[3:6]} {bare[6:]}" if chance.random() < 1 / 2 else bare


def _uln(chance: Chance) -> str:
    return _ten_digits(chance, lambda weighed: 10 - weighed if weighed else -1)


def _postcode(chance: Chance) -> str:
    outward = f"{chance.choice(_AREAS)}{chance.randint(1, 29)}"
    gap = chance.choice((" ", ""))
    return f"{outward}{gap}{_digits(chance, 1)}{''.join(chance.choices('ABDEFGHJ', k=2))}"


def _email(chance: Chance) -> str:
    return f"{chance.choice('abc')}.{chance.choice('xyz')}{_digits(chance, 2)}@example.org"


def _nino(chance: Chance) -> str:
    prefix = "".join(chance.choices("ABCEH", k=2))
    return f"{prefix}{_digits(chance, 6)}{chance.choice('ABCD')}"


def _phone(chance: Chance) -> str:
    return chance.choice(("07700 900", "0115 496 0", "+44 7700 900")) + _digits(chance, 3)


def _birth(chance: Chance) -> str:
    born = TODAY - dt.timedelta(days=chance.randint(5 * 365, 18 * 365))
    return born.strftime(chance.choice(("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y")))


def _hash(chance: Chance) -> str:
    how = chance.choice((hashlib.md5, hashlib.sha1, hashlib.sha256))
    return how(_upn(chance).encode()).hexdigest()


def token(chance: Chance) -> str:
    """Return a pseudonym as a keyed hash makes one."""
    made = hmac.new(b"no secret", _digits(chance, 20).encode(), hashlib.sha256)
    return f"P5-{made.hexdigest()[:32]}"


IDENTIFIERS: dict[str, Callable[[Chance], str]] = {
    "upn": _upn,
    "nhs_number": _nhs_number,
    "uln": _uln,
    "postcode": _postcode,
    "email": _email,
    "nino": _nino,
    "phone": _phone,
    "birth": _birth,
    "hash": _hash,
}
FORBIDDEN_HEADERS = _FORBIDDEN
HONEST: dict[str, Callable[[Chance], str]] = {
    "authority": lambda chance: chance.choice(("E06000015", "E10000007", "E06000016")),
    "school": lambda chance: f"1{_digits(chance, 5)}",
    "establishment": lambda chance: f"831{_digits(chance, 4)}",
    "provider": lambda chance: f"1{_digits(chance, 7)}",
    "social_care": lambda chance: f"SC{_digits(chance, 6)}",
    "count": lambda chance: str(chance.randint(0, 5_000)),
    "thousands": lambda chance: f"{chance.randint(1_000, 9_999_999):,}",
    "rate": lambda chance: f"{chance.uniform(0, 500):.1f}",
    "share": lambda chance: repr(chance.random()),
    "price": lambda chance: f"£{chance.randint(1, 300) * 1_000:,}",
    "ten_digits": lambda chance: f"{chance.choice('123456789')}{_digits(chance, 9)}",
    "twelve_digits": lambda chance: _digits(chance, 12),
    "start": lambda chance: f"2025-{chance.randint(9, 12):02}-{chance.randint(1, 28):02}",
    "term": lambda chance: f"20{chance.randint(15, 25)}/{chance.randint(16, 26)} term 2",
    "quarter": lambda chance: f"2025-26 Q{chance.randint(1, 4)}",
    "district": lambda chance: f"{chance.choice(_AREAS)}{chance.randint(1, 29)}",
    "ethnicity": lambda chance: chance.choice(("WBRI", "AIND", "MWBC", "NOBT")),
    "need": lambda chance: chance.choice(("ASD", "SEMH", "SLCN", "MLD", "c", "z")),
    "year_group": lambda chance: f"Y{chance.randint(1, 13)}",
    "item": lambda chance: f"R{chance.randint(1, 24):02}{chance.choice(('', 'M', 'A'))}",
    "letters_and_digits": lambda chance: (
        "".join(chance.choices("ABCDEFGH", k=3)) + _digits(chance, 9) + chance.choice("FGHJ")
    ),
    "sentence": lambda chance: chance.choice(_SENTENCES),
    "pseudonym": token,
}
