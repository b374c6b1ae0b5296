"""Building a release: drafted in a folder of its own, verified, then swapped into place.

A fault at any point leaves readers with the release they had or with the new one.
"""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from yardstick.store.connection import OpenRelease, open_folder
from yardstick.store.draft import Work, draft_folder, write_release
from yardstick.store.durable import sync_folder
from yardstick.store.errors import BusyError, StoreError
from yardstick.store.ledger import officials
from yardstick.store.lock import publishing
from yardstick.store.manifest import (
    Inputs,
    UsedFile,
    UsedSubmission,
    check_files,
    point_to,
    pointed_to,
)
from yardstick.store.moves import Act, unwitnessed
from yardstick.store.releasable import APPROVED, releasable, settle
from yardstick.store.release import info_of, manifest_of, release_ids, sequence_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.model import State
    from yardstick.store.draft import Progress
    from yardstick.store.manifest import AuditHead, Manifest
    from yardstick.store.moves import Witness
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo
    from yardstick.store.shared_tables import Sharing

_CONTENT_DIGITS = 8


def untold(_step: str, _done: float) -> None:
    """Tell nobody."""


def build_release(  # noqa: PLR0913 - all but two by name, and each stands in the manifest or a move
    store: Store,
    catalogue: Catalogue,
    *,
    made: dt.datetime,
    code_version: str,
    instruction: str,
    audit_head: AuditHead | None = None,
    account: str = "",
    witness: Witness = unwitnessed,
    states: Iterable[State] = APPROVED,
    sharing: Sharing | None = None,
    progress: Progress = untold,
) -> ReleaseInfo:
    """Build a release from what the ledger holds for it, and have readers get it.

    Where the current release was built from the same inputs and is sound, nothing is built and
    it is returned. Either way the returns in it are then released, and what they supersede
    superseded.

    Args:
        store: Where.
        catalogue: Read from `data/`; it must declare the store's region.
        made: The moment, with its time zone. It changes no table.
        code_version: Of the program, for the manifest.
        instruction: Under which instruction it is published, for the manifest.
        audit_head: The newest line of the audit log, for the manifest.
        account: Who publishes, for the moves.
        witness: Writes what must stand if and only if a move does.
        states: Which returns are taken in beside those that were in a release before.
        sharing: Makes what others are shown of records; without it they are shown nothing.
        progress: Told each step by name, with how much is done (0 to 1).

    Raises:
        StoreError: Somebody else is publishing, a file the ledger names is damaged, the region
            is not declared, there is no instruction, records cannot be protected, or the disk is
            full. Readers keep the release they had.
        ValueError: `made` has no time zone.
    """
    _check_made(store, catalogue, made)
    if not instruction.strip():
        raise StoreError("Name the partners' instruction that the release is published under.")
    with publishing(store):
        progress("Read the ledger", 0.0)
        work = replace(_work(store, catalogue, code_version, instruction, states), sharing=sharing)
        manifest = _current_if_same(work) or _publish(work, made, audit_head, progress)
        progress("Write down what is released", 0.95)
        settle(store, manifest, Act(account, made, manifest.release, instruction, witness))
        progress("Done", 1.0)
        return info_of(store, manifest)


@contextmanager
def draft_release(
    store: Store,
    catalogue: Catalogue,
    *,
    made: dt.datetime,
    states: Iterable[State],
    progress: Progress = untold,
) -> Iterator[OpenRelease]:
    """Give what a release would be, open for reading; nobody else sees it, and nothing is kept.

    Args:
        store: Where; nobody can publish meanwhile.
        catalogue: Read from `data/`; it must declare the store's region.
        made: The moment, with its time zone.
        states: As `build_release`.
        progress: Told each step by name, with how much is done (0 to 1).

    Raises:
        StoreError, ValueError: As `build_release`.
    """
    _check_made(store, catalogue, made)
    with publishing(store):
        progress("Read the ledger", 0.0)
        work = _work(store, catalogue, "", "draft", states)
        with draft_folder(store, _named(work)) as folder:
            manifest = write_release(folder, work, made, None, progress)
            connection = open_folder(folder)
            with closing(connection):
                yield OpenRelease(replace(info_of(store, manifest), path=folder), connection)


def finish(store: Store, made: dt.datetime, witness: Witness = unwitnessed) -> None:
    """Finish what a publisher who died after the swap left: the moves into the release.

    Does nothing where there is no release, or somebody is publishing and will see to it.

    Raises:
        StoreError: What points to the release or describes it is damaged.
    """
    if not store.current.exists():
        return
    with suppress(BusyError), publishing(store):
        manifest = manifest_of(store, pointed_to(store))
        instruction = manifest.inputs.instruction
        settle(store, manifest, Act("", made, manifest.release, instruction, witness))


def _check_made(store: Store, catalogue: Catalogue, made: dt.datetime) -> None:
    if made.tzinfo is None:
        raise ValueError("made: a moment needs its time zone")
    if store.region not in catalogue.regions:
        raise StoreError(
            f"The store is of the region '{store.region}', which is not declared. Declared are "
            f"{', '.join(catalogue.regions)}."
        )


def _work(
    store: Store,
    catalogue: Catalogue,
    code_version: str,
    instruction: str,
    states: Iterable[State],
) -> Work:
    submissions, files = releasable(store, states), officials(store)
    inputs = Inputs(
        kind=store.kind,
        region=store.region,
        catalogue_version=catalogue.version,
        code_version=code_version,
        engine=duckdb.__version__,
        instruction=instruction,
        submissions=tuple(UsedSubmission.model_validate(found) for found in submissions),
        officials=tuple(UsedFile.model_validate(found) for found in files),
    )
    return Work(store, catalogue, submissions, files, inputs)


def _current_if_same(work: Work) -> Manifest | None:
    try:
        manifest = manifest_of(work.store, pointed_to(work.store))
        if manifest.inputs != work.inputs:
            return None
        check_files(work.store.releases / manifest.release, manifest)
    except StoreError:
        return None  # there is none yet, or it is damaged: building one is what mends that
    return manifest


def _publish(
    work: Work, made: dt.datetime, audit_head: AuditHead | None, progress: Progress
) -> Manifest:
    release = _named(work)
    with draft_folder(work.store, release) as folder:
        manifest = write_release(folder, work, made, audit_head, progress)
        progress("Let readers have it", 0.9)
        folder.replace(work.store.releases / release)
        sync_folder(work.store.releases)
    point_to(work.store, release)
    return manifest


def _named(work: Work) -> str:
    return f"r{_next_sequence(work.store):04}-{work.inputs.content[:_CONTENT_DIGITS]}"


def _next_sequence(store: Store) -> int:
    return max((sequence_of(found) for found in release_ids(store)), default=0) + 1
