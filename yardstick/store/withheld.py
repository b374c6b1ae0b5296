"""What stays withheld because of releases that are gone: names of counts and totals, no number.

A withdrawal removes the releases that held the partner. Somebody may have kept what they showed,
so that what the release after them withholds beside them is kept here, for all that follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yardstick.store.durable import write_whole
from yardstick.store.seal import read_sealed, sealed

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from yardstick.store.places import Store

_FILE = "withheld.json"


class Named(NamedTuple):
    """What is withheld.

    Attributes:
        cells: `dataset`, `item`, `part`, `area` and `period` of each count.
        totals: `dataset`, `item`, `part` and `period` of each regional total.
    """

    cells: frozenset[tuple[str, ...]]
    totals: frozenset[tuple[str, ...]]


def read_withheld(store: Store) -> Named:
    """Return what was kept so far; nothing where no partner was ever withdrawn.

    Raises:
        StoreError: The file is damaged.
    """
    path = _path(store)
    held = read_sealed(path) if path.exists() else {"cells": [], "totals": []}
    return Named(*(frozenset(map(tuple, held[name])) for name in Named._fields))


def keep_withheld(
    store: Store, cells: Collection[tuple[str, ...]], totals: Collection[tuple[str, ...]]
) -> None:
    """Add to what is kept; when it comes back, it is on disk.

    Raises:
        StoreError: The file is damaged, or cannot be written.
    """
    before = read_withheld(store)
    every = {"cells": before.cells.union(cells), "totals": before.totals.union(totals)}
    write_whole(_path(store), sealed({name: sorted(keys) for name, keys in every.items()}))


def _path(store: Store) -> Path:
    return store.root / _FILE
