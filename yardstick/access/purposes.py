"""What a session said it looks at closely limited records for: asked once, kept while it lasts.

Kept in this process only. After a restart the question is asked again, which is the safe way round.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

from yardstick.access.errors import AccessDenied

SHORTEST: Final = 10  # letters: less says nothing
LONGEST: Final = 200
_MOST: Final = 2_000  # sessions times data sets; the oldest are asked again


def words_of(session: str, purpose: str) -> str:
    """Return a purpose as it is kept.

    Raises:
        AccessDenied: There is no session, or the words are too few or too many.
    """
    said = " ".join(purpose.split())
    if not session or not SHORTEST <= len(said) <= LONGEST:
        raise AccessDenied(
            f"Say in {SHORTEST} to {LONGEST} letters what you look at these records for."
        )
    return said


class Purposes:
    """Purposes by session and data set. Safe between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._guard = threading.Lock()

    def keep(self, session: str, dataset: str, said: str) -> None:
        """Keep what a session said, as `words_of` gives it."""
        with self._guard:
            self._kept[session, dataset] = said
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def stated(self, session: str, dataset: str) -> str:
        """Return what a session said; empty where it has not."""
        with self._guard:
            return self._kept.get((session, dataset), "")


PURPOSES: Final = Purposes()
