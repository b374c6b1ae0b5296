"""Taking out for good what a partner has sent: files, releases, figures in people's words.

The ledger keeps that there was a return, and of what, and no figure of it. Deleted rows can be
read in a database's file long after, so that releases are built anew and the rest is rewritten.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from yardstick.model import State
from yardstick.store import entries
from yardstick.store.answers import erase_answers
from yardstick.store.errors import StoreError
from yardstick.store.lock import publishing
from yardstick.store.manifest import pointed_to, read_manifest
from yardstick.store.moves import LEGAL, add_move, erase_reasons, states_in
from yardstick.store.notes import erase_notes
from yardstick.store.release import release_ids

if TYPE_CHECKING:
    from collections.abc import Collection

    from yardstick.store.entries import Submission
    from yardstick.store.moves import Act
    from yardstick.store.places import Store

WAIT_SECONDS = 30  # for those who read or write the database


def withdraw_all(
    store: Store, submissions: Collection[Submission], areas: Collection[str], act: Act
) -> None:
    """Withdraw the returns of areas, and empty what people wrote about them, in one transaction."""
    with entries.adding(store) as connection:
        states = states_in(connection)
        for one in submissions:
            if State.WITHDRAWN in LEGAL[states[one.sequence]]:
                add_move(connection, one, State.WITHDRAWN, act)
        erase_reasons(connection, [one.sequence for one in submissions])
        erase_answers(connection, [one.sequence for one in submissions])
        erase_notes(connection, areas)


def remove_releases(store: Store, submissions: Collection[Submission]) -> tuple[str, ...]:
    """Remove every release that holds any of some returns, and drafts left by a fault.

    Raises:
        StoreError: The release that readers get is one of them, or somebody is publishing.
    """
    gone = {one.submission for one in submissions}
    with publishing(store):
        held = [found for found in release_ids(store) if gone & _used_by(store, found)]
        if store.current.exists() and pointed_to(store) in held:
            raise StoreError("The release that readers get still holds the returns. Publish first.")
        for release in held:
            # Renamed first, so that a fault cannot leave half a release under its name.
            (store.releases / release).rename(store.releases / f".gone-{release}")
        for left in (*store.releases.glob(".gone-*"), *store.releases.glob(".draft-*")):
            shutil.rmtree(left)
    return tuple(held)


def remove_files(store: Store, submissions: Collection[Submission]) -> int:
    """Remove the files of returns, with drafts of files, and say how many there were."""
    names = {f"{sha256}.parquet" for one in submissions for sha256 in one.kept.values()}
    found = [path for path in store.submissions.iterdir() if _is_of(path.name, names)]
    for path in found:
        path.unlink()
    return len(found)


def rewrite_operations(store: Store) -> None:
    """Write the operations database anew, so that no byte of a deleted or emptied row is left.

    Raises:
        StoreError: Somebody keeps it busy; try again.
    """
    if store.operations_url.get_backend_name() != "sqlite":
        return  # the database's own keeper sees to it; docs/operations.md says how
    database = str(store.operations_url.database)
    try:
        opened = sqlite3.connect(database, timeout=WAIT_SECONDS, isolation_level=None)
        with closing(opened) as connection:
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        raise StoreError(f"{database} cannot be written anew ({error}). Try again.") from error
    if busy:
        raise StoreError(f"{database} is in use. Try again in a moment.")


def _used_by(store: Store, release: str) -> set[str]:
    """Return what a release was made from; a damaged one must be told apart by hand."""
    manifest = read_manifest(store.releases / release)
    return {one.submission for one in manifest.inputs.submissions}


def _is_of(name: str, names: Collection[str]) -> bool:
    """Whether a file is one of those, or a draft of any file that a fault has left."""
    return name in names or name.endswith(".draft")
