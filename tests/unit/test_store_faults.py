"""Damage and death: a flipped bit is never read, and a killed process leaves before or after."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from store_builders import DERBY, RUTLAND, build, counts, load, new_store, send, values

from yardstick.store import connection, ledger
from yardstick.store.connection import open_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import counts_of, officials, returns, values_of
from yardstick.store.manifest import DATABASE, MANIFEST
from yardstick.store.places import Store, open_store
from yardstick.store.release import current_release, list_releases, release_ids

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


# ---- flipped bits -------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """A file of a store, and how it is read."""

    path: Path
    content: bytes
    read: Callable[[], object]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kept]:
    store = new_store(tmp_path_factory.mktemp("flipped"))
    sent = send(store, counts(R02=40, R03="c"))
    loaded = load(store, values(("cin", RUTLAND, "2025", 1.0, "shown")), "f1")
    build(store)
    made = build(store, code_version="2")
    readers: dict[Path, Callable[[], object]] = {
        store.current: lambda: open_release(store),
        made.path / MANIFEST: lambda: open_release(store),
        made.path / DATABASE: lambda: open_release(store),
        store.submissions / f"{sent.sha256}.parquet": lambda: counts_of(store, sent),
        store.official / f"{loaded.sha256}.parquet": lambda: values_of(store, loaded),
        store.root / "store.json": lambda: open_store(store.root),
    }
    return {path.name: Kept(path, path.read_bytes(), read) for path, read in readers.items()}


@pytest.mark.parametrize("place", range(6))
@settings(max_examples=35)
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_is_never_read(files: dict[str, Kept], place: int, where: float, bit: int):
    kept = list(files.values())[place]
    damaged = bytearray(kept.content)
    damaged[int(where * len(damaged))] ^= 1 << bit
    kept.path.write_bytes(damaged)
    with pytest.MonkeyPatch.context() as reading:
        reading.setattr(connection, "_attached", lambda *_given: pytest.fail("it was attached"))
        reading.setattr(ledger, "from_parquet", lambda *_given: pytest.fail("it was parsed"))
        with pytest.raises(StoreError):
            kept.read()
    kept.path.write_bytes(kept.content)


def test_every_bit_of_the_pointer_counts(files: dict[str, Kept]):
    kept = files["CURRENT"]
    for place in range(8 * len(kept.content)):
        damaged = bytearray(kept.content)
        damaged[place // 8] ^= 1 << place % 8
        kept.path.write_bytes(damaged)
        with pytest.raises(StoreError):
            kept.read()
    kept.path.write_bytes(kept.content)


def test_the_files_are_read_where_no_bit_is_flipped(files: dict[str, Kept]):
    assert len(files) == 6
    assert all(kept.read() is not None for kept in files.values())


def test_a_file_cut_short_or_longer_is_refused(files: dict[str, Kept]):
    for kept in files.values():
        for content in (b"", kept.content[:-1], kept.content + b"\0"):
            kept.path.write_bytes(content)
            with pytest.raises(StoreError):
                kept.read()
        kept.path.write_bytes(kept.content)


# ---- killed processes ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Store]:
    """What is left of a store by processes that died, each at another point."""
    folder = tmp_path_factory.mktemp("killed")
    store = new_store(folder)
    send(store, counts(R02=40))
    build(store)
    send(store, counts(R02=41))
    build(store)
    send(store, counts(R02=50), area=DERBY)
    copies = folder / "copies"
    copies.mkdir()
    subprocess.run(
        [sys.executable, ROOT / "tests" / "store_crash.py", store.root, copies],
        check=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
    )
    return {path.name: open_store(path) for path in copies.iterdir()}


def stores(left: dict[str, Store], action: str) -> list[Store]:
    found = [store for name, store in left.items() if name.startswith(action)]
    assert len(found) > 3
    return found


def test_a_killed_sender_leaves_the_version_before_or_after(left: dict[str, Store]):
    lengths = set()
    for store in stores(left, "send"):
        kept = [
            {item: number for item, _, number, *_ in counts_of(store, one).itertuples(index=False)}
            for one in returns(store)
        ]
        assert kept[:3] == [{"R02": 40.0}, {"R02": 41.0}, {"R02": 50.0}]
        assert kept[3:] in ([], [{"R02": 42.0}])
        lengths.add(len(kept))
        assert send(store, counts(R02=42)).version == 3
        assert len(returns(store)) == 4
        assert officials(store) == ()
    assert lengths == {3, 4}


def test_a_killed_publisher_leaves_the_release_before_or_after(left: dict[str, Store]):
    current = set()
    for store in stores(left, "build"):
        found = current_release(store)
        number = int(found.id[1:5])
        current.add(number)
        rows = open_release(store).connection.table("release.returned").fetchall()
        assert [row[5] for row in rows] == ([41.0] if number == 2 else [50.0, 41.0])
        made = build(store)
        assert current_release(store) == made
        assert (made.id == found.id) == (number == 3)
        assert {path.name for path in store.releases.iterdir()} == {
            ".publishing",
            *release_ids(store),
        }
    assert current == {2, 3}


def test_a_killed_removal_leaves_whole_releases(left: dict[str, Store]):
    for store in stores(left, "prune"):
        assert current_release(store).id.startswith("r0002")
        for found in list_releases(store):
            assert open_release(store, found.id).info == found
