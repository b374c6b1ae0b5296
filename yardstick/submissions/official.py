"""Official files: read, recorded and published without anybody's approval, for they are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yardstick
from yardstick.access.audit import newest
from yardstick.disclosure.sharing import share
from yardstick.intake.accept import accept_official
from yardstick.intake.official import read_official
from yardstick.store.build import build_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import officials
from yardstick.store.manifest import pointed_to
from yardstick.store.places import operations
from yardstick.store.releasable import APPROVED
from yardstick.store.release import manifest_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.intake.dictionary import Entry
    from yardstick.intake.official import OfficialFile
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo

# Official statistics are open: publishing them needs no partner's instruction.
OPEN_STATISTICS = "Open Government Licence v3.0; no personal data"


@dataclass(frozen=True)
class Loaded:
    """One official file as it was taken in.

    Attributes:
        file: What was read, with its problems.
        new: Whether the ledger did not hold it before.
    """

    file: OfficialFile
    new: bool


def add_official(
    store: Store, catalogue: Catalogue, paths: Iterable[Path], today: dt.date
) -> Iterator[Loaded]:
    """Read official files one by one and record each in the ledger.

    A file read twice is recorded once. A dictionary makes the codes it explains known to the
    files after it. Nothing is shown until a release is built.

    Raises:
        IntakeError: A file cannot be read; those before it are recorded.
    """
    held = {record.file for record in officials(store)}
    known: tuple[Entry, ...] = ()
    for path in paths:
        file = read_official(path, catalogue, dictionary=known)
        known += file.dictionary
        accept_official(store, catalogue, file, today)
        yield Loaded(file, new=file.sha256 not in held)
        held.add(file.sha256)


def publish(store: Store, catalogue: Catalogue, made: dt.datetime) -> ReleaseInfo:
    """Build a release of the official files and of what was released before.

    A return that is approved and was in no release waits for a publisher, but in a demonstration,
    where all of them are invented.

    Raises:
        StoreError: Another is publishing, or something in the ledger is damaged.
    """
    return build_release(
        store,
        catalogue,
        made=made,
        code_version=yardstick.__version__,
        instruction=_instruction(store),
        audit_head=newest(operations(store)),
        states=APPROVED if store.kind == "demonstration" else (),
        sharing=share,
    )


def _instruction(store: Store) -> str:
    """Return what the returns of the current release were published under, if it has any."""
    try:
        inputs = manifest_of(store, pointed_to(store)).inputs
    except StoreError:
        return OPEN_STATISTICS  # there is none yet, or it is damaged: building one mends that
    return inputs.instruction if inputs.submissions else OPEN_STATISTICS
