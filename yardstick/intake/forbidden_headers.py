"""Headers under which nothing may come in: names, numbers, addresses and notes about a child."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z0-9]+")
# Refused as the whole of a header (domain 9.2).
_WHOLE = frozenset(
    """
    upn formerupn uln nhs nhsnumber nhsno uci nino name forename forenames firstname surname
    familyname lastname givenname givennames middlename middlenames fullname childname pupilname
    knownas aka initials dob dateofbirth birthdate birthday address addressline1 address1 street
    postcode fullpostcode homepostcode uprn email emailaddress phone phonenumber mobile
    mobilenumber telephone telephonenumber tel parent parents parentname carer carername guardian
    guardianname socialworker socialworkername childid pupilid personid studentid mosaicid
    liquidlogicid casenumber caseid casereference photo photograph latitude longitude notes note
    comments comment freetext nationalinsurancenumber uniquepupilnumber uniquelearnernumber
    """.split()  # noqa: SIM905 - read as prose; as a list it would take a page
)
# Refused wherever they stand among a header's words: "UPN of child", "Pupil_DOB".
_WORDS = frozenset({"upn", "uln", "nino", "dob", "uprn", "forename", "surname", "mosaicid"})
# Refused anywhere in a header, as these words name nothing else.
_PARTS = ("dateofbirth", "birthdate", "nhsnumber", "emailaddress", "pupilnumber", "learnernumber")


def plain_header(text: str) -> str:
    """Return a header as headers are compared: small letters and digits only."""
    return "".join(_WORD.findall(text.casefold()))


def is_forbidden(text: str, allowed: Collection[str] = ()) -> bool:
    """Whether nothing may come in under a header.

    Args:
        text: As it stands in the file.
        allowed: Headers that a data set declares all the same, as `plain_header` gives them.
    """
    plain = plain_header(text)
    if plain in allowed:
        return False
    words = _WORD.findall(_CAMEL.sub(" ", text).casefold())
    return plain in _WHOLE or not _WORDS.isdisjoint(words) or any(part in plain for part in _PARTS)
