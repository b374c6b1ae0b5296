"""The files of a release, made in a folder that readers do not look at, and read back.

What belongs here knows one folder and what goes into it; that readers get it is `build`'s.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from yardstick.store.connection import ALIAS, open_folder
from yardstick.store.durable import OWNER_ONLY_FOLDER, sha256_of, sync_file
from yardstick.store.errors import StoreError
from yardstick.store.fill import fill_about, fill_published, fill_reference, fill_returns
from yardstick.store.followed import fill_followed, followed_tables
from yardstick.store.manifest import DATABASE, Inputs, Manifest, WrittenFile, write_manifest
from yardstick.store.own_tables import fill_own, own_tables
from yardstick.store.schema import TABLES
from yardstick.store.shared_tables import shared_tables
from yardstick.store.sharing import Protection, memory_of
from yardstick.store.summaries import fill_summaries, summary_tables

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.store.entries import OfficialRecord, Submission
    from yardstick.store.manifest import AuditHead, SharedRecords
    from yardstick.store.places import Store
    from yardstick.store.schema import Table
    from yardstick.store.shared_tables import Sharing

    # Told the name of a step, and how much is done (0 to 1).
    Progress: TypeAlias = Callable[[str, float], None]

_DRAFT = ".draft-"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "python_enable_replacements": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(frozen=True)
class Work:
    """What one build is made of, and who protects what others are shown of records."""

    store: Store
    catalogue: Catalogue
    submissions: tuple[Submission, ...]
    officials: tuple[OfficialRecord, ...]
    inputs: Inputs
    sharing: Sharing | None = None


def write_release(
    folder: Path,
    work: Work,
    made: dt.datetime,
    audit_head: AuditHead | None,
    progress: Progress,
) -> Manifest:
    """Write a release into its folder, read it back, and return what it says of itself.

    Raises:
        StoreError: A file the ledger names is damaged, a table cannot be read back, or records
            cannot be protected.
    """
    progress("Build the tables", 0.1)
    tables, shared = _write_database(folder, work, progress)
    manifest = Manifest(
        release=folder.name,
        made=made,
        inputs=work.inputs,
        content=work.inputs.content,
        files={name: _written(folder / name) for name in (DATABASE, *_memories(shared))},
        tables=tables,
        audit_head=audit_head,
        shared=shared,
    )
    write_manifest(folder, manifest)
    progress("Verify it", 0.7)
    _verify(folder, manifest, tables_of(work.catalogue))
    return manifest


@contextmanager
def draft_folder(store: Store, release: str) -> Iterator[Path]:
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


def _memories(shared: tuple[SharedRecords, ...]) -> list[str]:
    return [memory_of(one.dataset) for one in shared]


def _write_database(
    folder: Path, work: Work, progress: Progress
) -> tuple[dict[str, int], tuple[SharedRecords, ...]]:
    with closing(duckdb.connect(folder / DATABASE, config=_CONFIG)) as connection:
        tables = tables_of(work.catalogue)
        for table in tables.values():
            connection.execute(table.definition)
        fill_reference(connection, work.catalogue, work.store.region)
        fill_published(connection, work.store, work.officials)
        fill_returns(connection, work.store, work.catalogue, work.submissions)
        fill_own(connection, work.store, work.catalogue, work.submissions)
        fill_followed(connection, tables)
        fill_summaries(connection, work.catalogue)
        protection = Protection(connection, work.store, work.catalogue, work.sharing)
        shared = protection.fill(folder, progress)
        fill_about(connection, _about(work.inputs))
        connection.execute("CHECKPOINT")
        counts = {name: _count(connection.table(name)) for name in tables}
    sync_file(folder / DATABASE)
    return counts, shared


def _about(inputs: Inputs) -> dict[str, str]:
    """Return what is the same whenever the same inputs are built."""
    texts = inputs.model_dump(exclude={"submissions", "officials"})
    return {**texts, "content": inputs.content}


def _written(path: Path) -> WrittenFile:
    return WrittenFile(size=path.stat().st_size, sha256=sha256_of(path))


def tables_of(catalogue: Catalogue) -> dict[str, Table]:
    """Return every table of a release: those of all, those of records, what is shown of them."""
    own = own_tables(catalogue)
    shown = {**shared_tables(catalogue), **summary_tables(catalogue)}
    return {**TABLES, **own, **followed_tables(own), **shown}


def _verify(folder: Path, manifest: Manifest, tables: Mapping[str, Table]) -> None:
    """Open the draft as a reader would, and count."""
    with closing(open_folder(folder)) as connection:
        for table in tables.values():
            rows = connection.table(f"{ALIAS}.{table.name}")
            if _count(rows) != manifest.tables[table.name]:
                raise StoreError(f"Table '{table.name}' cannot be read back. Publish again.")
            if table.is_unique and _count(rows.project(table.sorting).distinct()) != _count(rows):
                keys = ", ".join(table.order)
                raise StoreError(f"Table '{table.name}' has two rows for the same {keys}.")


def _count(rows: duckdb.DuckDBPyRelation) -> int:
    return sum(number for (number,) in rows.count("*").fetchall())
