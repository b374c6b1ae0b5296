"""What stays withheld because of releases that are gone: names of counts and totals, no number.

A withdrawal removes the releases that held the partner. Somebody may have kept what they showed,
so that what the release after them withholds beside them is kept here, for all that follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yardstick.store.durable import write_whole
from yardstick.store.seal import read_sealed, sealed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from yardstick.store.places import Store

_FILE = "withheld.json"


class Withheld(NamedTuple):
    """What stays withheld from everybody.

    Attributes:
        cells: `dataset`, `item`, `part`, `area` and `period` of counts hidden as second ones.
        totals: `dataset`, `item`, `part` and `period` of regional totals.
    """

    cells: frozenset[tuple[str, ...]] = frozenset()
    totals: frozenset[tuple[str, ...]] = frozenset()


def read_withheld(store: Store) -> Withheld:
    """Return what was kept so far; nothing where no partner was ever withdrawn.

    Raises:
        StoreError: The file is damaged.
    """
    path = _path(store)
    held = read_sealed(path) if path.exists() else {"cells": [], "totals": []}
    return Withheld(*(frozenset(map(tuple, held[name])) for name in Withheld._fields))


def keep_withheld(store: Store, found: Iterable[Withheld]) -> None:
    """Add to what is kept; when it comes back, it is on disk.

    Raises:
        StoreError: The file is damaged, or cannot be written.
    """
    every = zip(read_withheld(store), *found, strict=True)
    kept = (sorted(frozenset[tuple[str, ...]]().union(*keys)) for keys in every)
    write_whole(_path(store), sealed(dict(zip(Withheld._fields, kept, strict=True))))


def _path(store: Store) -> Path:
    return store.root / _FILE
