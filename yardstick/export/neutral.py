"""Text that stays text when a spreadsheet opens it."""

from __future__ import annotations

from yardstick.charts.markup import inert

# What makes a spreadsheet take a cell for a formula, or split it (OWASP, CSV injection): the
# signs, their full-width forms, which some locales read alike, and what may stand before them.
_SIGNS = tuple("=+-@＝＋－＠")
_SPLITTERS = ("\t", "\r", "\n")


def as_text(value: object) -> str:
    """Return a value that is no number: nothing for a missing one, true or false, or its text."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else inert(str(value))


def is_live(text: str) -> bool:
    """Whether a spreadsheet could run this instead of showing it."""
    return text.startswith(_SPLITTERS) or text.lstrip().startswith(_SIGNS)


def neutral(text: str) -> str:
    """Return text for a comma-separated file: an apostrophe before what could be run.

    Characters that reorder their neighbours are taken out. Numbers never come here: a value of
    −0.05 is written as a number.
    """
    bare = inert(text)
    return f"'{bare}" if is_live(bare) else bare
