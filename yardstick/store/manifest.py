"""What a release says of itself, and the pointer to the one that readers get."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the models below need it when they run
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from yardstick.store.durable import check_file, damaged, read, write_whole
from yardstick.store.errors import StoreError
from yardstick.store.places import Kind  # noqa: TC001 - the model below needs it when it runs
from yardstick.store.seal import read_sealed, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.places import Store

DATABASE = "yardstick.duckdb"
MANIFEST = "manifest.json"
RELEASE_ID = r"r\d{4,}-[0-9a-f]{8}"

_POINTER = re.compile(rf"(?P<release>{RELEASE_ID}) (?P<manifest>[0-9a-f]{{64}})\n", re.ASCII)


@dataclass(frozen=True)
class Pointer:
    """Which release readers get, and the SHA-256 of its manifest."""

    release: str
    manifest: str


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class WrittenFile(_Strict):
    """A file of a release: its size in bytes and its SHA-256."""

    size: int
    sha256: str


class UsedSubmission(_Strict):
    """A submission that a release was made from, but for who sent it."""

    submission: str
    dataset: str
    area: str
    period: str
    version: int
    received: dt.date
    due: dt.date
    file: str
    rows: int
    tables: str
    sha256: str


class UsedFile(_Strict):
    """An official file that a release was made from."""

    file: str
    source: str
    title: str
    name: str
    release: str
    rows: int
    measures: int
    loaded: dt.date
    sha256: str


class Inputs(_Strict):
    """Everything that decides what a release holds. The same inputs give the same content.

    Attributes:
        kind: Whether its returns are invented.
        region: Identifier of the region.
        catalogue_version: Of what `data/` says.
        code_version: Of the program that made it.
        engine: Version of DuckDB that wrote it.
        instruction: Under which instruction it was published.
        submissions: In the order of the ledger, superseded ones too.
        officials: In the order in which they were loaded.
    """

    kind: Kind
    region: str
    catalogue_version: str
    code_version: str
    engine: str
    instruction: str
    submissions: tuple[UsedSubmission, ...]
    officials: tuple[UsedFile, ...]

    @property
    def content(self) -> str:
        """Return the SHA-256 of all of them."""
        return hashlib.sha256(sealed(self.model_dump(mode="json"))).hexdigest()


class AuditHead(_Strict):
    """The newest line of the audit log at a moment: its number, and its seal."""

    lines: int
    seal: str


class SharedRecords(_Strict):
    """What is shown to others of one data set's records; `shared_cube` says it of each cube.

    Attributes:
        dataset: Identifier.
        key: Names the key that cells were drawn with.
        sha256: Of the cubes.
        rows: How many each table has.
    """

    dataset: str
    key: str
    sha256: str
    rows: dict[str, int]


class Manifest(_Strict):
    """What stands in a release's `manifest.json`.

    Attributes:
        release: Identifier; the folder bears the same name.
        made: When.
        inputs: What it was made from.
        content: SHA-256 of the inputs.
        files: Every other file of the folder.
        tables: How many rows each table has.
        shared: What is shown to others of records, by data set; none where nothing is.
        audit_head: Of the audit log when the release was made, so that an end of it that is cut
            off later can be missed. None where nothing had been written.
    """

    release: str
    made: AwareDatetime
    inputs: Inputs
    content: str
    files: dict[str, WrittenFile]
    tables: dict[str, int]
    audit_head: AuditHead | None = None
    shared: tuple[SharedRecords, ...] = ()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a release's manifest into its folder."""
    write_whole(folder / MANIFEST, sealed(manifest.model_dump(mode="json")))


def read_manifest(folder: Path) -> Manifest:
    """Return what a release says of itself.

    Raises:
        StoreError: It is missing, damaged, of another release or of a newer version.
    """
    fields = read_sealed(folder / MANIFEST)
    try:
        manifest = Manifest.model_validate(fields)
    except ValidationError as error:
        raise StoreError(
            f"Release {folder.name} was made by another version of Yardstick. Publish again: "
            "python -m yardstick publish"
        ) from error
    if manifest.release != folder.name:
        raise damaged(folder / MANIFEST)
    return manifest


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file of a release with what was written.

    Raises:
        StoreError: One is missing or damaged.
    """
    for name, written in manifest.files.items():
        check_file(folder / name, written.sha256, written.size)


def point_to(store: Store, release: str) -> None:
    """Have readers get a release from now on. A fault leaves the old pointer or the new one."""
    sha256 = hashlib.sha256(read(store.releases / release / MANIFEST)).hexdigest()
    write_whole(store.current, f"{release} {sha256}\n".encode())


def pointed_to(store: Store) -> str:
    """Return the identifier of the release that readers get.

    Raises:
        StoreError: There is none yet, or the pointer or the manifest it names is damaged.
    """
    pointer = read_pointer(store)
    manifest = store.releases / pointer.release / MANIFEST
    if hashlib.sha256(read(manifest)).hexdigest() != pointer.manifest:
        raise _lost_pointer(store)
    return pointer.release


def read_pointer(store: Store) -> Pointer:
    """Return what the pointer says, without a look at what it points to.

    Raises:
        StoreError: There is none yet, or it cannot be read as one.
    """
    if not store.current.exists():
        raise StoreError(
            f"The store at {store.root} holds no release yet. Run: python -m yardstick publish "
            f"--store {store.root}"
        )
    found = _POINTER.fullmatch(read(store.current).decode("utf-8", "replace"))
    if found is None:
        raise _lost_pointer(store)
    return Pointer(**found.groupdict())


def _lost_pointer(store: Store) -> StoreError:
    return StoreError(
        f"{store.current} or the release it names has been damaged. Restore it from a backup, or "
        f"publish again: python -m yardstick publish --store {store.root}"
    )
