"""How soon somebody who tries likely passwords first would come to one.

Common passwords, names, English words, rows of keys, dates and repeats are tried before anything
else, so their combinations are worth less than their length says. Words of the person and of the
place are known to whoever tries, and are worth nothing.

Source: Wheeler, "zxcvbn: low-budget password strength estimation" (USENIX Security 2016); its
lists hold the 30,000 commonest passwords of what was stolen elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST_GUESSES = 10**10  # the best of its five classes: safe even where the hashes were stolen
PLACE = (  # what a password here would be made of; say in docs/security.md what is added
    "authority",
    "borough",
    "children",
    "city",
    "council",
    "county",
    "director",
    "east",
    "midlands",
    "ofsted",
    "region",
    "safeguarding",
    "services",
    "social",
    "trust",
    "yardstick",
)
_LETTERS = 4  # a shorter word turns up in honest ones by chance


def is_guessable(password: str, known: Iterable[str] = ()) -> bool:
    """Whether a password comes early among those that somebody would try.

    Args:
        password: At most 72 characters.
        known: Words that whoever tries knows: the person's name and post, their organisation's.
    """
    # Read at the first new password: its lists take a fifth of a second, which a start need not.
    from zxcvbn import zxcvbn  # noqa: PLC0415 - see above

    rest = password.casefold()
    for word in (*PLACE, *known):
        if len(word) >= _LETTERS:
            rest = rest.replace(word.casefold(), "")
    return not rest or bool(zxcvbn(rest[:72])["guesses"] < FEWEST_GUESSES)
