"""Which releases stay, and going back to an earlier one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from yardstick.model import State
from yardstick.store.connection import open_folder
from yardstick.store.errors import StoreError
from yardstick.store.ledger import returns
from yardstick.store.lock import publishing
from yardstick.store.manifest import point_to, pointed_to
from yardstick.store.moves import moves_of
from yardstick.store.release import manifest_of, release, release_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo

KEPT = 8
_GONE = ".gone-"


def rollback(store: Store, release_id: str) -> ReleaseInfo:
    """Have readers get an earlier release. Later ones stay, and links to them work.

    Raises:
        StoreError: There is no such release, it is damaged, it holds a return that was withdrawn
            since, or somebody is publishing. Readers keep the release they had.
    """
    with publishing(store):
        info = release(store, release_id)
        _refuse_withdrawn(store, release_id)
        open_folder(info.path).close()
        point_to(store, release_id)
    return info


def prune(
    store: Store, withhold: Callable[[], None], keep: int = KEPT, pinned: Collection[str] = ()
) -> tuple[str, ...]:
    """Remove old releases, and return the identifiers of those removed, newest first.

    Links to a removed release stop working; whoever reads it now reads it to the end.

    Args:
        store: Where.
        withhold: Has what is withheld because of those to be removed stay so. It is called before
            the first is removed: a reader may have kept what they showed.
        keep: How many of the newest stay.
        pinned: Identifiers of others that stay. The current release always does.

    Raises:
        StoreError: Which release is current cannot be told, or somebody is publishing.
    """
    with publishing(store):
        staying = {*release_ids(store)[:keep], *pinned, pointed_to(store)}
        removed = tuple(found for found in release_ids(store) if found not in staying)
        if removed:
            withhold()
        for release_id in removed:
            # Renamed first, so that a fault cannot leave half a release under its name.
            (store.releases / release_id).rename(store.releases / f"{_GONE}{release_id}")
        for gone in store.releases.glob(f"{_GONE}*"):
            shutil.rmtree(gone)
    return removed


def _refuse_withdrawn(store: Store, release_id: str) -> None:
    used = {one.submission for one in manifest_of(store, release_id).inputs.submissions}
    moves = moves_of(store)
    for one in returns(store):
        if one.submission in used and moves[one.sequence][-1].state is State.WITHDRAWN:
            raise StoreError(
                f"Release {release_id} holds a return that was withdrawn since. Choose a later one."
            )
