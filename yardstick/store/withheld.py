"""What stays withheld because of releases that are gone: names of counts and totals, no number.

Somebody may have kept what a removed release showed, so that what the release after it withholds
beside it is kept here, for all that follow. It is kept for each scope: what is withheld from some
readers was shown to others, and they know it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from yardstick.store.durable import write_whole
from yardstick.store.seal import read_sealed, sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from yardstick.store.places import Store

_FILE = "withheld.json"


class Withheld(NamedTuple):
    """What stays withheld from readers of one scope.

    Attributes:
        cells: `dataset`, `item`, `part`, `area` and `period` of counts hidden as second ones.
        totals: `dataset`, `item`, `part` and `period` of regional totals.
    """

    cells: frozenset[tuple[str, ...]] = frozenset()
    totals: frozenset[tuple[str, ...]] = frozenset()

    def with_all(self, others: Iterable[Withheld]) -> Withheld:
        """Return it with what is withheld in others."""
        return Withheld(*(one.union(*more) for one, *more in zip(self, *others, strict=True)))


def read_withheld(store: Store, scope: str) -> Withheld:
    """Return what was kept for a scope so far; nothing where no release was ever removed.

    For one that there was not then, all that was kept for any.

    Raises:
        StoreError: The file is damaged.
    """
    kept, named = _read(store), _named(scope)
    return kept[named] if named in kept else Withheld().with_all(kept.values())


def keep_withheld(store: Store, found: Mapping[str, Withheld]) -> None:
    """Add to what is kept of each scope; when it comes back, it is on disk.

    Raises:
        StoreError: The file is damaged, or cannot be written.
    """
    added = {
        _named(scope): read_withheld(store, scope).with_all([one])._asdict()
        for scope, one in found.items()
    }
    kept = {scope: one._asdict() for scope, one in _read(store).items()} | added
    scopes = {
        scope: {name: sorted(keys) for name, keys in one.items()} for scope, one in kept.items()
    }
    write_whole(_path(store), sealed({"scopes": scopes}))


def _read(store: Store) -> dict[str, Withheld]:
    path = _path(store)
    held = read_sealed(path)["scopes"] if path.exists() else {}
    return {
        scope: Withheld(*(frozenset(map(tuple, one[name])) for name in Withheld._fields))
        for scope, one in held.items()
    }


def _named(scope: str) -> str:
    """Name a scope without the areas that it is of: one of them may be withdrawn."""
    return hashlib.sha256(scope.encode()).hexdigest()


def _path(store: Store) -> Path:
    return store.root / _FILE
