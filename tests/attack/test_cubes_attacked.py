"""The attack on one authority's cubes, and that it finds rules of the defence that are off."""

from __future__ import annotations

from pathlib import Path

import cube_attacker
import numpy as np
import pytest
from cube_attacker import laid_out, narrowed
from cube_builders import KEY, REASONS, SEXES, YEARS, records, spec

from yardstick.disclosure import cube_block
from yardstick.disclosure.cube_attack import Findings
from yardstick.disclosure.cube_rounding import _Caps
from yardstick.disclosure.cubes import protect_records

LEVELS = (YEARS, SEXES, REASONS)
NAMES = ["year", "sex", "reason"]
SUSPENSIONS = spec(
    public=[("suspensions", kept) for kept in ((), ("year",), ("sex",), ("reason",))]
)
FINEST = {"finest"}


def true(rows):
    return laid_out(rows.groupby(NAMES)["suspensions"].sum(), LEVELS)


def shown(cubes):
    assert set(cubes.reports[0].wording.values()) == FINEST
    found = cubes.published[cubes.published["measure"] == "suspensions"]
    return laid_out(found.set_index(NAMES)["number"], LEVELS)


def everywhere(counts):
    return np.ones_like(counts, dtype=bool)


def attacked(rows):
    counts = true(rows)
    return narrowed(counts, (shown(protect_records(rows, SUSPENSIONS, KEY)), everywhere(counts)))


def find_nothing(monkeypatch):
    monkeypatch.setattr(cube_block, "attack", lambda _case: Findings(0))


def forget_small_published_numbers(monkeypatch):
    find_nothing(monkeypatch)
    monkeypatch.setattr(_Caps, "full", lambda _self, cells: np.zeros(cells.shape[-1], dtype=bool))
    monkeypatch.setattr(_Caps, "room", lambda self, _cells: np.full(len(self.rows), 10**6))


@pytest.mark.parametrize(("count", "seed"), [(15, 4), (60, 1)])
def test_a_solver_works_no_small_number_out(count, seed):
    assert attacked(records(count, seed)) == 0


@pytest.mark.parametrize(
    ("seed", "switch_off"), [(5, find_nothing), (4, forget_small_published_numbers)]
)
def test_the_solver_finds_a_rule_that_is_switched_off(monkeypatch, seed, switch_off):
    switch_off(monkeypatch)
    assert attacked(records(15, seed)) > 0


def kept_and_read(rows, memory_of, key):
    """Attack with the cube of before and the one after fifteen records were taken back."""
    first = protect_records(rows, SUSPENSIONS, KEY)
    later = rows.drop(rows[rows["year"] == "10"].index[:15])
    second = protect_records(later, SUSPENSIONS, key, memory_of(first))
    assert not second.reports[0].held
    before = true(rows)
    return narrowed(
        before, (shown(first), everywhere(before)), (shown(second), before == true(later))
    )


def test_two_releases_together_give_no_small_number_away():
    assert kept_and_read(records(60, 1), lambda first: first.memory, KEY) == 0


def test_cubes_that_are_drawn_anew_each_release_are_found_out():
    assert kept_and_read(records(60, 1), lambda _first: None, b"l" * 32) > 0


def test_the_attacker_shares_no_code_with_the_cubes():
    assert "yardstick" not in Path(cube_attacker.__file__).read_text("utf-8")
