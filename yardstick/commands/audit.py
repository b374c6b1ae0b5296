"""Check the audit log from its first line on, or print what to keep of it elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from yardstick.access.audit import KEY_FILE, audit_key, check_chain, newest
from yardstick.commands import Refused
from yardstick.results.settings import here
from yardstick.store.manifest import AuditHead
from yardstick.store.places import open_store, operations
from yardstick.store.release import manifest_of, release_ids

if TYPE_CHECKING:
    import argparse

    from yardstick.store.places import Store

SUMMARY = "Check the audit log, or print its newest line's seal to keep elsewhere."
GAVE_WAY = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    settings = here()
    parser.add_argument("--store", type=Path, default=settings.store)
    database = "URL of the operations database"
    parser.add_argument("--database", default=settings.database, help=database)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="every line, and against releases")
    what.add_argument("--head", action="store_true", help="print an anchor to keep elsewhere")
    parser.add_argument("--anchor", type=Path, help="check against what --head printed into a file")


def run(given: argparse.Namespace) -> int:
    """Check or print; 1 where the log does not hold."""
    store = open_store(given.store, given.database)
    if given.head:
        head = newest(operations(store))
        if head is None:
            raise Refused("The audit log holds no line yet.")
        sys.stdout.write(head.model_dump_json() + "\n")
        return 0
    kept = _anchors(store, given.anchor)
    found = check_chain(operations(store), _key(store), kept)
    if found.holds:
        sys.stdout.write(f"Lines that hold: {found.lines}; as kept elsewhere: {len(kept)}.\n")
        return 0
    sys.stderr.write(
        f"The audit log does not hold: {found.fault}. Lines before it that hold: {found.lines}. "
        "Keep the store as it is, and compare it with its last backup.\n"
    )
    return GAVE_WAY


def _key(store: Store) -> bytes:
    """Return the key, without making one: a new one would fit no line."""
    if not (store.root / KEY_FILE).exists():
        raise Refused(f"{store.root} holds no {KEY_FILE}. Restore it from a backup.")
    return audit_key(store.root)


def _anchors(store: Store, file: Path | None) -> list[AuditHead]:
    """Return what the releases' manifests and a file have kept of the log."""
    heads = (manifest_of(store, release).audit_head for release in release_ids(store))
    return [*(head for head in heads if head), *([_read(file)] if file else [])]


def _read(file: Path) -> AuditHead:
    try:
        return AuditHead.model_validate(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise Refused(
            f"{file} is no anchor. Make one: python -m yardstick audit --head > FILE"
        ) from error
