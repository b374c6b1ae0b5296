"""Files that were made for one session and wait for it to fetch them: in memory, and not for long.

The report on a refused return is such a file: nothing of the return is kept, so it cannot be made
again. Each session has the last one that was made for it; another session never gets it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.access.errors import AccessDenied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yardstick.export.files import ExportFile

MOST_SESSIONS: Final = 100
KEPT_SECONDS: Final = 3_600


@dataclass(frozen=True)
class _Kept:
    name: str
    files: Mapping[str, ExportFile]
    at: float


class Shelf:
    """What waits to be fetched."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Make an empty one."""
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, session: str, files: Mapping[str, ExportFile]) -> str:
        """Keep files for a session in place of what it had; return the name to ask for them by.

        Args:
            session: Hash of the session's token.
            files: By format.
        """
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[session] = _Kept(name, files, self._clock())
            self._kept.move_to_end(session)
            while len(self._kept) > MOST_SESSIONS:
                self._kept.popitem(last=False)
        return name

    def get(self, session: str, name: str, form: str) -> ExportFile:
        """Return a file that was kept for a session.

        Raises:
            AccessDenied: It was not, or no longer is.
        """
        with self._lock:
            self._sweep()
            kept = self._kept.get(session)
        if kept is None or kept.name != name or form not in kept.files:
            raise AccessDenied
        return kept.files[form]

    def _sweep(self) -> None:
        oldest = self._clock() - KEPT_SECONDS
        for session in [one for one, kept in self._kept.items() if kept.at < oldest]:
            del self._kept[session]


SHELF: Final = Shelf()
