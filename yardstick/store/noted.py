"""What is noted at this moment, by a name that pages can ask for at every click.

Asking the database costs a fifth of a page that is drawn again, so it is asked only when it was
written to, and once a second whatever the files say.
"""

from __future__ import annotations

import os
import time
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


def _writes(store: Store) -> tuple[tuple[int, int] | None, ...]:
    """Return when the database's files were written to and how long they are.

    Of a database that is a server there are none: it is asked once a second.
    """
    database = operations(store).url.database or ""
    return _written(database), _written(f"{database}-wal")


def _written(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)  # noqa: PTH116 - a Path takes four times as long, at every click
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size
