"""What stays withheld is kept by name, added to, and never read where it is damaged."""

from __future__ import annotations

import pytest

from yardstick.store.errors import StoreError
from yardstick.store.places import create_store
from yardstick.store.withheld import Withheld, keep_withheld, read_withheld

CELL = ("d", "R02", "", "E1", "2025-26 Q1")
TOTAL = ("d", "R02", "", "2025-26 Q1")


@pytest.fixture
def store(tmp_path):
    return create_store(tmp_path / "store", "demonstration", "east_midlands")


def test_nothing_is_withheld_where_nobody_was_withdrawn(store):
    assert read_withheld(store, "one") == Withheld()


def test_what_is_kept_is_added_to(store):
    cell, total = Withheld(cells=frozenset({CELL})), Withheld(totals=frozenset({TOTAL}))
    keep_withheld(store, {"one": cell, "other": Withheld()})
    keep_withheld(store, {"one": total})
    keep_withheld(store, {})
    assert read_withheld(store, "one") == Withheld(frozenset({CELL}), frozenset({TOTAL}))


def test_what_is_withheld_from_one_scope_is_not_from_another(store):
    # Another was shown it, so that hiding it from them hides nothing: they would be taken for
    # somebody who does not know it.
    keep_withheld(store, {"one": Withheld(cells=frozenset({CELL})), "other": Withheld()})
    assert read_withheld(store, "other") == Withheld()


def test_from_a_scope_that_nobody_had_then_all_is_withheld(store):
    cell, total = Withheld(cells=frozenset({CELL})), Withheld(totals=frozenset({TOTAL}))
    keep_withheld(store, {"one": cell, "other": total})
    assert read_withheld(store, "new") == Withheld(frozenset({CELL}), frozenset({TOTAL}))


def test_a_damaged_file_is_refused(store):
    keep_withheld(store, {"one": Withheld(frozenset({CELL}), frozenset({TOTAL}))})
    path = store.root / "withheld.json"
    path.write_text(path.read_text("utf-8").replace("R02", "R03"), "utf-8")
    with pytest.raises(StoreError, match=r"withheld\.json"):
        read_withheld(store, "one")
