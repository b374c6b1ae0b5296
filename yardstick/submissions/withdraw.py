"""Withdrawing a partner: all it sent is taken out, others stay as they are, and it is proved."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from typing import TYPE_CHECKING, Final

import yardstick
from yardstick.access.audit import newest
from yardstick.disclosure.sharing import share
from yardstick.store.build import build_release
from yardstick.store.connection import ALIAS, open_release, tables_in
from yardstick.store.durable import OWNER_ONLY_FOLDER, sync_folder, write_whole
from yardstick.store.errors import StoreError
from yardstick.store.ledger import returns
from yardstick.store.manifest import pointed_to
from yardstick.store.places import operations
from yardstick.store.seal import sealed
from yardstick.store.searching import search, tokens_in
from yardstick.store.shared_tables import CUBE
from yardstick.store.withdrawal import (
    remove_files,
    remove_releases,
    rewrite_operations,
    withdraw_all,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.store.draft import Progress
    from yardstick.store.moves import Act
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo

# A cube whose records did not change is kept, and not attacked again: its figures are the same.
_HOW_MADE: Final = {(CUBE, name) for name in ("tried", "public", "held")}


def take_out(  # noqa: PLR0913, PLR0917 - what, of whom, and under what
    store: Store,
    catalogue: Catalogue,
    partner: str,
    areas: Collection[str],
    act: Act,
    withhold: Callable[[Collection[str]], None],
    progress: Progress,
) -> Path:
    """Take out everything that was ever sent of some areas, and write the certificate of it.

    A child who moved is in another's returns as well, and stays there. `withhold` is called while
    both are there: the release without the areas, and those that held them. It can be run again
    after a fault, and then finishes what was begun.

    Returns:
        Where the certificate is.

    Raises:
        StoreError: Somebody is publishing, something of it was left, or another's figure changed.
    """
    progress("Withdraw its returns", 0.0)
    gone = returns(store, areas)
    others = [one for one in returns(store) if one.area not in areas]
    columns = _token_columns(catalogue)
    theirs = tokens_in(store, gone, columns)
    tokens = theirs - tokens_in(store, others, columns)
    before = others_figures(store, areas)
    withdraw_all(store, gone, areas, act)
    progress("Build the release without it", 0.2)
    info = _build_without(store, catalogue, act)
    after = others_figures(store, areas)
    if before not in {"", after}:
        raise StoreError("Another partner's figure changed with the withdrawal. Call for help.")
    progress("Keep withheld what those who kept a page could use", 0.4)
    withhold(areas)
    progress("Remove what held it", 0.5)
    removed = remove_releases(store, gone)
    files = remove_files(store, gone)
    rewrite_operations(store)
    progress("Search every byte for what is left", 0.7)
    found = search(store, gone, tokens, areas)
    if found.left:
        raise StoreError(f"Something of the partner was left in {found.left[0]}. Run it again.")
    said = {
        **_act_said(partner, areas, act),
        "returns": [one.submission for one in gone],
        "files removed": files,
        "releases removed": list(removed),
        "release without it": info.id,
        "tokens searched for": len(tokens),
        "tokens that others' own returns hold too": len(theirs) - len(tokens),
        "files searched": found.files,
        "bytes searched": found.size,
        "others' figures, SHA-256 before and after": after,
    }
    path = _write(store, f"{act.at:%Y-%m-%d-%H%M%S}-{partner}.json", said)
    progress("Done", 1.0)
    return path


def _build_without(store: Store, catalogue: Catalogue, act: Act) -> ReleaseInfo:
    """Build a release that takes nothing new in."""
    return build_release(
        store,
        catalogue,
        made=act.at,
        code_version=yardstick.__version__,
        instruction=act.instruction,
        audit_head=newest(operations(store)),
        account=act.account,
        witness=act.witness,
        states=(),
        sharing=share,
    )


def _act_said(partner: str, areas: Collection[str], act: Act) -> dict[str, object]:
    return {
        "partner": partner,
        "areas": sorted(areas),
        "why": act.why,
        "by": act.account,
        "at": act.at.isoformat(timespec="seconds"),
    }


def others_figures(store: Store, areas: Collection[str]) -> str:
    """Return the SHA-256 of every figure of the others in the current release; '' without one."""
    if not store.current.exists():
        return ""
    opened = open_release(store, pointed_to(store))
    with closing(opened.connection):
        rows = [
            _figures(table, row)
            for table in tables_in(opened.connection)
            for row in opened.connection.table(f"{ALIAS}.{table}").to_arrow_table().to_pylist()
            if {"dataset", "area"} <= row.keys() and row["area"] not in areas
        ]
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


def _figures(table: str, row: Mapping[str, object]) -> dict[str, object]:
    """Leave out of a row what says how a release came to it: of a cube, whether it was kept."""
    return {name: held for name, held in row.items() if (table, name) not in _HOW_MADE}


def _token_columns(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(
        column.name
        for dataset in catalogue.datasets.values()
        for table in dataset.tables
        for column in table.columns
        if column.type == "token"
    )


def _write(store: Store, name: str, said: dict[str, object]) -> Path:
    store.certificates.mkdir(OWNER_ONLY_FOLDER, exist_ok=True)
    sync_folder(store.root)
    path = store.certificates / name
    write_whole(path, sealed(said))
    return path
