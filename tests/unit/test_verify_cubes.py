"""The bars of protected cubes, and that their attacker can tell a protection from none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from yardstick.verify import s03, s05
from yardstick.verify.filter_attack import subtract_filters
from yardstick.verify.invented_records import exclusion_records

pytest_plugins = ("record_region_fixtures",)


@pytest.fixture
def quick(monkeypatch, record_region):
    """Hold the full size at the small one: what differs is only the size."""
    monkeypatch.setattr(s03, "SHARES", (0.2, 0.8))
    monkeypatch.setattr(s03, "FULL", 1_000)
    monkeypatch.setattr(s03, "FULL_PROGRAMS", 1)
    monkeypatch.setattr(s03, "FULL_RECORDS", 900)
    monkeypatch.setattr(s03, "SMALL_RECORDS", 900)
    monkeypatch.setattr(s03.RecordRegion, "make", lambda _folder, _size: record_region)
    monkeypatch.setattr(s03, "SMALL_DOOR", (1, 1, 50, 0))
    monkeypatch.setattr(s03, "FULL_DOOR", (1, 1, 50, 0))
    monkeypatch.setattr(s05, "SHARES", s05.SMALL_SHARES)
    monkeypatch.setattr(s05, "FULL", s05.SMALL)
    monkeypatch.setattr(s05, "cpu_count", lambda: 1)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("full", [False, True])
def test_no_pair_of_filters_gives_a_count_away(tmp_path, full):
    outcome = s03.check(tmp_path, full=full)
    assert outcome.holds
    assert outcome.figure["small_differences"] > 0
    assert outcome.figure["door_answers"] > 0


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("full", [False, True])
def test_cubes_stay_close_to_the_truth(tmp_path, full):
    assert s05.check(tmp_path, full=full).holds


@pytest.mark.usefixtures("quick")
def test_numbers_further_off_than_promised_fail_the_bar(tmp_path, monkeypatch):
    monkeypatch.setitem(s05.MOST, "one_way_error_mean", 0.0)
    (failure,) = s05.check(tmp_path, full=False).failures
    assert failure.startswith("one_way_error_mean is")


def counts(numbers):
    index = pd.MultiIndex.from_product([("a", "b"), ("x", "y")], names=["one", "two"])
    return pd.Series(numbers, index=index)


def test_the_attacker_finds_what_a_cube_gives_away(monkeypatch):
    true = counts([8, 2, 9, 3])
    monkeypatch.setattr("yardstick.verify.filter_attack.SLACK", 0)  # shown exactly: no protection
    found = subtract_filters(true, true, 500, 0, np.random.default_rng(1))
    assert found.small > 0
    assert found.certain == found.small


def test_programs_find_what_published_tables_and_a_cube_give_away_together():
    """A published 6 of which a cell is shown as 10, so holds 6 at least: the other holds none."""
    true, cube = counts([9, 1, 0, 6]), counts([10, 5, 0, 10])
    found = subtract_filters(true, cube, 200, 10, np.random.default_rng(1))
    assert found.solved == 10
    assert found.certain > 0


def test_what_published_tables_give_away_alone_is_not_held_against_the_cube():
    true = pd.Series([9, 2], index=pd.MultiIndex.from_tuples([("a", "x"), ("b", "x")]))
    found = subtract_filters(true, true * 0 + [10, 0], 200, 5, np.random.default_rng(1))
    assert found.certain_by_tables == found.solved > 0
    assert found.certain == 0


@pytest.mark.usefixtures("quick")
def test_a_cube_that_gives_counts_away_fails_the_bar(tmp_path, monkeypatch):
    monkeypatch.setattr(s03, "SMALL_PROGRAMS", 0)  # nothing agrees with numbers that are wrong
    monkeypatch.setattr("yardstick.verify.filter_attack.SLACK", 0)
    as_made, at_the_door = s03.check(tmp_path, full=False).failures
    assert "were certain" in as_made
    assert "were certain" in at_the_door


def test_an_invented_region_is_skewed_like_a_real_one():
    records = exclusion_records(5_000, 1)
    sizes = records.groupby("area").size()
    assert sizes.max() > 30 * sizes.min()
    suspended = records[records["suspensions"] == 1]
    each = suspended.groupby(["area", "pupil"]).size()
    assert each.max() >= 10
    assert (records["pupils"] <= records["suspensions"]).all()
    assert records.groupby(["area", "pupil"])["pupils"].sum().max() == 1
