"""The attack on corrections and late returns, and that it finds a protection that forgets."""

from __future__ import annotations

import pytest

from yardstick.disclosure import NOTHING
from yardstick.results import desk
from yardstick.verify import s06
from yardstick.verify.onlooker import Cell
from yardstick.verify.reconstruction import Version

SEED = 1  # of a region in which a protection that forgets gives two changed counts away


def test_two_releases_together_give_no_changed_count_away(tmp_path):
    changed, narrow = s06._between_two_releases(tmp_path / "store", SEED)
    assert len(changed) > 20
    assert not narrow


def test_a_protection_that_forgets_what_it_showed_is_found_out(tmp_path, monkeypatch):
    remembering = desk.protected_counts
    monkeypatch.setattr(desk, "protected_counts", lambda *given: remembering(*given[:-1], NOTHING))
    assert s06._between_two_releases(tmp_path / "store", SEED)[1]


def test_the_bar_goes_on_until_enough_has_changed_and_says_what_gave_way(tmp_path, monkeypatch):
    told = []

    def between(folder, seed):
        told.append((folder.name, seed))
        version = Version(Cell("d", "R10", "", "E1", "2021-22 Q1"), 3.0)
        return {version, *range(29)}, {version: (3, 4)}

    monkeypatch.setattr(s06, "_between_two_releases", between)
    outcome = s06.check(tmp_path, full=False)
    assert told == [("region-0", 0), ("region-1", 1)]
    assert (outcome.n, outcome.figure["pinpointed"]) == (60, 2)
    assert outcome.failures[0] == "A change of R10 of E1 in 2021-22 Q1 leaves 2 values."
    monkeypatch.setattr(s06, "_between_two_releases", lambda *_: (set(), {}))
    assert not s06.check(tmp_path, full=False).holds


@pytest.mark.parametrize(
    "module", ["linear", "onlooker", "reconstruction", "recomputed", "s04", "s06", "s07"]
)
def test_the_attacker_shares_no_code_with_the_protection(module):
    text = (desk.ROOT / "yardstick" / "verify" / f"{module}.py").read_text("utf-8")
    assert "disclosure" not in text
