"""Passwords: what a new one must be, how it is kept, and a check that takes the same time always.

A long phrase is worth more than odd characters, so length is asked for and composition is not.

Source: NIST SP 800-63B section 3.1.1; NCSC, "Three random words".
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yardstick.access.errors import AccountsError
from yardstick.access.guessable import is_guessable

if TYPE_CHECKING:
    from collections.abc import Iterable

MINIMUM_CHARACTERS = 15
MINIMUM_WORDS = 3
LETTERS_IN_A_WORD = 3
MAXIMUM_BYTES = 72  # bcrypt reads no further, so a longer one would be weaker than it looks
COST = 12  # one figure for every account: a cheaper hash would answer sooner than the others
HASH_FORM = re.compile(rf"\$2b\${COST}\$[./A-Za-z0-9]{{53}}")

_CONSONANTS = "bdfghjklmnprstvwz"
_VOWELS = "aeiou"
_SYLLABLES = 12
_DIFFERENT_CHARACTERS = 6
_TELLING_LETTERS = 5  # a shorter name turns up in honest words by chance
_WORD = re.compile(rf"[^\W\d_]{{{LETTERS_IN_A_WORD},}}")
_DENIED = (
    "yardstick",
    "password",
    "passphrase",
    "letmein",
    "qwertyuiop",
    "1234567890",
    "changeme",
    "correct horse battery",
)
# Of no password anybody knows: 32 random bytes were hashed once and thrown away.
_NOBODY = "$2b$12$NiKQ4xH74NNZDeyWEszvaOcj7i0Yzk/OeIS4eFW4IC51oHdGa0qK6"


@dataclass(frozen=True)
class Around:
    """What somebody who guesses at an account's password would know of it.

    Attributes:
        forbidden: Phrases that a password must not contain, compared without case or punctuation:
            the account's own name, the demonstration's passwords.
        known: Words that count for nothing in one: of the person's name, their organisation's.
    """

    forbidden: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


NOTHING_KNOWN = Around()


def weakness(password: str, around: Around = NOTHING_KNOWN) -> str | None:
    """Say what is wrong with a new password, or None where it is good.

    Args:
        password: As typed.
        around: What would be guessed first.
    """
    text = _normal(password)
    if len(text.encode()) > MAXIMUM_BYTES:
        return f"Use at most {MAXIMUM_BYTES} bytes (72 plain letters); this is longer."
    if len(text) < MINIMUM_CHARACTERS and len(_words(text)) < MINIMUM_WORDS:
        return (
            f"Use at least {MINIMUM_CHARACTERS} characters, or {MINIMUM_WORDS} different words "
            f"of {LETTERS_IN_A_WORD} letters or more."
        )
    if len(set(text)) < _DIFFERENT_CHARACTERS:
        return "Use more than a few different characters."
    if _contains_any(text, (*_DENIED, *around.forbidden)):
        return "Choose words that do not name this product, its demonstration or the account."
    if is_guessable(text, around.known):
        return (
            "Somebody would guess it early: it is made of common words, names, dates, repeats or "
            "a row of keys. Choose words that have nothing to do with each other or with you."
        )
    return None


def refuse_if_weak(password: str, around: Around = NOTHING_KNOWN) -> None:
    """Refuse a new password that is not good.

    Raises:
        AccountsError: It is too weak; the message says how.
    """
    if reason := weakness(password, around):
        raise AccountsError(f"The password cannot be used. {reason}")


def hash_password(password: str, around: Around = NOTHING_KNOWN) -> str:
    """Return the hash to keep, made by streamlit-authenticator's hasher (bcrypt).

    Raises:
        AccountsError: As `refuse_if_weak`.
    """
    refuse_if_weak(password, around)
    return str(_hasher().hash(_normal(password)))


def matches(password: str, hashed: str | None) -> bool:
    """Whether a password belongs to a hash; takes as long where there is no hash to compare.

    Args:
        password: As typed.
        hashed: The account's, or None where there is no such account or it may not sign in.
    """
    text = _normal(password)
    if len(text.encode()) > MAXIMUM_BYTES:
        text, hashed = "", None  # nobody's, and no quicker for it
    # Both sides are worked out before they are combined, or `and` would skip the slow one.
    same = bool(_hasher().check_pw(text, hashed or _NOBODY))
    return same and hashed is not None


def starting_password() -> str:
    """Return one to give to somebody, who chooses another at their first sign-in.

    Words of syllables can be read out and typed; 77 bits of them cannot be guessed.
    """
    syllables = [secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(_SYLLABLES)]
    return " ".join("".join(syllables[at : at + 3]) for at in range(0, _SYLLABLES, 3))


@cache
def _hasher() -> Any:  # noqa: ANN401 - the library has no types
    """Load streamlit-authenticator's hasher, and nothing else of it.

    Importing the package would start a browser component that keeps cookies from JavaScript,
    and all of Streamlit with it.
    """
    package = find_spec("streamlit_authenticator")
    if package is None or package.origin is None:
        raise AccountsError("streamlit-authenticator is not installed. Run `make setup`.")
    file = Path(package.origin).parent / "utilities" / "hasher.py"
    spec = spec_from_file_location("streamlit_authenticator_hasher", file)
    if spec is None or spec.loader is None:  # pragma: no cover - a .py file always has a loader
        raise AccountsError(f"{file} cannot be read.")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Hasher


def _normal(password: str) -> str:
    """Write it one way, so that two keyboards give the same bytes."""
    return unicodedata.normalize("NFKC", password).encode(errors="replace").decode()


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _contains_any(text: str, phrases: Iterable[str]) -> bool:
    bare = _bare(text)
    found = (_bare(phrase) for phrase in phrases)
    return any(phrase in bare for phrase in found if len(phrase) >= _TELLING_LETTERS)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())
