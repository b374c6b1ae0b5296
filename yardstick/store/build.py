"""Building a release: drafted in a folder of its own, verified, then swapped into place.

A fault at any point leaves readers with the release they had or with the new one.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from yardstick.store.connection import ALIAS, open_folder
from yardstick.store.durable import OWNER_ONLY_FOLDER, sha256_of, sync_file, sync_folder
from yardstick.store.errors import StoreError
from yardstick.store.fill import fill_about, fill_published, fill_reference, fill_returns
from yardstick.store.ledger import officials, returns
from yardstick.store.lock import publishing
from yardstick.store.manifest import (
    DATABASE,
    Inputs,
    Manifest,
    UsedFile,
    UsedSubmission,
    WrittenFile,
    check_files,
    point_to,
    pointed_to,
    write_manifest,
)
from yardstick.store.release import info_of, manifest_of, release_ids, sequence_of
from yardstick.store.schema import TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.store.entries import OfficialRecord, Submission
    from yardstick.store.manifest import AuditHead
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo

_CONTENT_DIGITS = 8
_DRAFT = ".draft-"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(frozen=True)
class _Work:
    """What one build is made of."""

    store: Store
    catalogue: Catalogue
    submissions: tuple[Submission, ...]
    officials: tuple[OfficialRecord, ...]
    inputs: Inputs


def build_release(  # noqa: PLR0913 - all but two by name, and each stands in the manifest
    store: Store,
    catalogue: Catalogue,
    *,
    made: dt.datetime,
    code_version: str,
    instruction: str,
    audit_head: AuditHead | None = None,
) -> ReleaseInfo:
    """Build a release from all that the ledger holds, and have readers get it.

    Where the current release was built from the same inputs and is sound, nothing is built and
    it is returned.

    Args:
        store: Where.
        catalogue: Read from `data/`; it must declare the store's region.
        made: The moment, with its time zone. It changes no table.
        code_version: Of the program, for the manifest.
        instruction: Under which instruction it is published, for the manifest.
        audit_head: The newest line of the audit log, for the manifest.

    Raises:
        StoreError: Somebody else is publishing, a file the ledger names is damaged, the region
            is not declared, or the disk is full. Readers keep the release they had.
        ValueError: `made` has no time zone.
    """
    if made.tzinfo is None:
        raise ValueError("made: a moment needs its time zone")
    if store.region not in catalogue.regions:
        raise StoreError(
            f"The store is of the region '{store.region}', which is not declared. Declared are "
            f"{', '.join(catalogue.regions)}."
        )
    with publishing(store):
        work = _work(store, catalogue, code_version, instruction)
        return _current_if_same(work) or _publish(work, made, audit_head)


def _work(store: Store, catalogue: Catalogue, code_version: str, instruction: str) -> _Work:
    submissions, files = returns(store), officials(store)
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
    return _Work(store, catalogue, submissions, files, inputs)


def _current_if_same(work: _Work) -> ReleaseInfo | None:
    try:
        manifest = manifest_of(work.store, pointed_to(work.store))
        if manifest.inputs != work.inputs:
            return None
        info = info_of(work.store, manifest)
        check_files(info.path, manifest)
    except StoreError:
        return None  # there is none yet, or it is damaged: building one is what mends that
    return info


def _publish(work: _Work, made: dt.datetime, audit_head: AuditHead | None) -> ReleaseInfo:
    content = work.inputs.content
    release = f"r{_next_sequence(work.store):04}-{content[:_CONTENT_DIGITS]}"
    with _draft_folder(work.store, release) as folder:
        tables = _write_database(folder / DATABASE, work)
        manifest = Manifest(
            release=release,
            made=made,
            inputs=work.inputs,
            content=content,
            files={DATABASE: _written(folder / DATABASE)},
            tables=tables,
            audit_head=audit_head,
        )
        write_manifest(folder, manifest)
        _verify(folder, manifest)
        folder.replace(work.store.releases / release)
        sync_folder(work.store.releases)
    point_to(work.store, release)
    return info_of(work.store, manifest)


def _next_sequence(store: Store) -> int:
    return max((sequence_of(found) for found in release_ids(store)), default=0) + 1


@contextmanager
def _draft_folder(store: Store, release: str) -> Iterator[Path]:
    """Give a folder of the release's name inside one that readers do not look at."""
    draft = store.releases / f"{_DRAFT}{secrets.token_hex(4)}"
    try:
        for left_by_a_fault in store.releases.glob(f"{_DRAFT}*"):
            shutil.rmtree(left_by_a_fault)
        (draft / release).mkdir(OWNER_ONLY_FOLDER, parents=True)
        yield draft / release
    except (OSError, duckdb.OperationalError, duckdb.FatalException) as error:
        raise StoreError(
            "The release could not be written; is the disk full? Readers keep the one they had."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_database(path: Path, work: _Work) -> dict[str, int]:
    with closing(duckdb.connect(path, config=_CONFIG)) as connection:
        for table in TABLES.values():
            connection.execute(table.definition)
        fill_reference(connection, work.catalogue, work.store.region)
        fill_returns(connection, work.store, work.submissions)
        fill_published(connection, work.store, work.officials)
        fill_about(connection, _about(work.inputs))
        connection.execute("CHECKPOINT")
        counts = {name: _count(connection.table(name)) for name in TABLES}
    sync_file(path)
    return counts


def _about(inputs: Inputs) -> dict[str, str]:
    """Return what is the same whenever the same inputs are built."""
    texts = inputs.model_dump(exclude={"submissions", "officials"})
    return {**texts, "content": inputs.content}


def _written(path: Path) -> WrittenFile:
    return WrittenFile(size=path.stat().st_size, sha256=sha256_of(path))


def _verify(folder: Path, manifest: Manifest) -> None:
    """Open the draft as a reader would, and count."""
    with closing(open_folder(folder)) as connection:
        for table in TABLES.values():
            rows = connection.table(f"{ALIAS}.{table.name}")
            if _count(rows) != manifest.tables[table.name]:
                raise StoreError(f"Table '{table.name}' cannot be read back. Publish again.")
            if table.is_unique and _count(rows.project(table.sorting).distinct()) != _count(rows):
                keys = ", ".join(table.order)
                raise StoreError(f"Table '{table.name}' has two rows for the same {keys}.")


def _count(rows: duckdb.DuckDBPyRelation) -> int:
    return sum(number for (number,) in rows.count("*").fetchall())
