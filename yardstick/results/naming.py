"""How a comparator is named inside a sentence: by findings here, and by every chart's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yardstick.model import Comparator

if TYPE_CHECKING:
    from yardstick.results.types import Against

_LABEL_WORDS = 4  # a group's name longer than this would push the finding out of a headline


def the(against: Against) -> str:
    """Return a comparator as a sentence names it: `the East Midlands`, `England`."""
    if against.kind is Comparator.NEIGHBOURS:
        return "its statistical neighbours"
    if against.kind is Comparator.NEIGHBOURS_MEDIAN:
        return "its neighbours' median"
    if len(against.label.split()) > _LABEL_WORDS:
        return "its chosen group"
    return with_article(against.label)


def whose(against: Against, area: str) -> str:
    """Return the same where others are held against it too: `Derbyshire's neighbours' median`."""
    return re.sub(r"^its\b", f"{area}'s", the(against))


def with_article(name: str) -> str:
    """Return what begins with a name as a sentence has it: a compass point takes `the`."""
    return f"the {name}" if re.match(r"(North|South|East|West)\b", name) else name
