"""What is noted at this moment, by a name that pages can ask for at every click.

Asking the database costs a fifth of a page that is drawn again, so it is asked only when it was
written to, and once a second whatever the files say.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.store.notes import notes_edition
from yardstick.store.places import operations

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.store.places import Store

_SECONDS = 1.0  # for which two writes of one moment could pass for one


class Noted:
    """The name of all that is noted in a store."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        """Know nothing yet."""
        self._store, self._clock = store, clock
        self._known = (-_SECONDS, _writes(store), "")

    def edition(self) -> str:
        """Return the name: another one, another text somewhere."""
        now, writes = self._clock(), _writes(self._store)
        asked, known, name = self._known
        if not name or writes != known or now - asked >= _SECONDS:
            name = notes_edition(self._store)
            self._known = (now, writes, name)
        return name


def _writes(store: Store) -> tuple[tuple[int, int], ...]:
    """Return when the database's files were written to and how long they are.

    Of a database that is a server there are none: it is asked once a second.
    """
    database = operations(store).url.database or ""
    files = (Path(f"{database}{ending}") for ending in ("", "-wal"))
    found = (file.stat() for file in files if file.is_file())
    return tuple((one.st_mtime_ns, one.st_size) for one in found)
