"""Results that were made before, kept for the next reader with the same rights.

Not Streamlit's cache: that one is shared by all users, and two argument tuples can share a key
(architecture, fact 3). Here the key is a plain tuple that names the release and the scope.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Made = TypeVar("Made")


class Cache(Generic[Made]):
    """A bounded store of made things, least recently used out first. Safe between threads."""

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._most = most
        self._made: OrderedDict[Hashable, Made] = OrderedDict()
        self._locks: dict[Hashable, threading.Lock] = {}
        self._guard = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what stands under a key, made now if it is not there.

        Two readers who ask at once wait for one making, not two.
        """
        with self._guard:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            return self._kept(key, make)

    def _kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self._guard:
            if key in self._made:  # another reader made it while this one waited
                return self._made[key]
        made = make()  # an error is the caller's; nothing is kept, so the next one tries again
        with self._guard:
            self._made[key] = made
            while len(self._made) > self._most:
                gone, _ = self._made.popitem(last=False)
                self._locks.pop(gone, None)
        return made
