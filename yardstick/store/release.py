"""Releases as they stand in the store: the current one, the earlier ones, what each is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from yardstick.store.errors import StoreError
from yardstick.store.manifest import MANIFEST, RELEASE_ID, pointed_to, read_manifest

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from yardstick.store.manifest import Manifest
    from yardstick.store.places import Kind, Store


@dataclass(frozen=True)
class ReleaseInfo:
    """What a release is of.

    Attributes:
        id: Identifier; part of every link.
        made: When.
        kind: Whether its returns are invented.
        region: Identifier of the region.
        catalogue_version: Of what `data/` said.
        code_version: Of the program that made it.
        instruction: Under which instruction it was published.
        path: Its folder.
    """

    id: str
    made: dt.datetime
    kind: Kind
    region: str
    catalogue_version: str
    code_version: str
    instruction: str
    path: Path


def current_release(store: Store) -> ReleaseInfo:
    """Return the release that readers get.

    Raises:
        StoreError: There is none yet, or what points to it or describes it is damaged.
    """
    return release(store, pointed_to(store))


def release(store: Store, release_id: str) -> ReleaseInfo:
    """Return one release by its identifier.

    Raises:
        StoreError: There is no such release, or its manifest is damaged.
    """
    return info_of(store, manifest_of(store, release_id))


def manifest_of(store: Store, release_id: str) -> Manifest:
    """Return all that a release says of itself.

    Raises:
        StoreError: There is no such release, or its manifest is damaged.
    """
    if release_id not in release_ids(store):
        raise StoreError(
            f"There is no release '{release_id[:40]}' in this store; it may have been removed. "
            "Choose another."
        )
    return read_manifest(store.releases / release_id)


def list_releases(store: Store) -> tuple[ReleaseInfo, ...]:
    """Return every release, newest first.

    A manifest never changes, and is read again only where its file was written to: it lists every
    return, and a page lists every release.

    Raises:
        StoreError: The manifest of one of them is damaged.
    """
    return tuple(_unless_written(store, release_id) for release_id in release_ids(store))


def _unless_written(store: Store, release_id: str) -> ReleaseInfo:
    file = store.releases / release_id / MANIFEST
    if not file.is_file():
        return release(store, release_id)  # says what is wrong
    found = file.stat()
    return _as_written(store, release_id, (found.st_ino, found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=64)
def _as_written(store: Store, release_id: str, _written: tuple[int, int, int]) -> ReleaseInfo:
    return release(store, release_id)


def release_ids(store: Store) -> tuple[str, ...]:
    """Return the identifiers of the releases there are, newest first, without reading any."""
    names = [path.name for path in store.releases.iterdir() if re.fullmatch(RELEASE_ID, path.name)]
    return tuple(sorted(names, key=sequence_of, reverse=True))


def release_before(store: Store, release_id: str) -> str | None:
    """Return the release that was made last before one, or None where there is none."""
    place = sequence_of(release_id)
    return next((found for found in release_ids(store) if sequence_of(found) < place), None)


def sequence_of(release_id: str) -> int:
    """Return the place of a release in the row of all."""
    return int(release_id[1:].partition("-")[0])


def info_of(store: Store, manifest: Manifest) -> ReleaseInfo:
    """Return what a manifest says, in short."""
    inputs = manifest.inputs
    return ReleaseInfo(
        id=manifest.release,
        made=manifest.made,
        kind=inputs.kind,
        region=inputs.region,
        catalogue_version=inputs.catalogue_version,
        code_version=inputs.code_version,
        instruction=inputs.instruction,
        path=store.releases / manifest.release,
    )
