"""That asking at the door for others' records finds a door that answers more than cubes hold."""

from __future__ import annotations

import numpy as np
import pytest

from yardstick.access import scope
from yardstick.results import exclusion_others, exclusions, placement_region
from yardstick.results.cache import Cache
from yardstick.results.shared_numbers import Shown
from yardstick.verify.record_door import Fuzzer
from yardstick.verify.record_region import PEOPLE
from yardstick.verify.record_scene import scenes

pytest_plugins = ("record_region_fixtures",)

EXACT = "numbers of others were exact"


@pytest.fixture
def attack(record_region, monkeypatch):
    """Return how to attack the door as somebody, with nothing kept from another attack."""

    def attacked(people=PEOPLE[:1], parts=2, odd=0):
        monkeypatch.setattr("yardstick.verify.record_region.PEOPLE", people)
        monkeypatch.setattr(record_region.desk, "_made", Cache(400))
        return Fuzzer(record_region, parts, odd, 150, 0, np.random.default_rng(5)).run()

    return attacked


@pytest.fixture
def truly(record_region):
    """Return how many records an authority truly has, by data set, area and part."""
    found = {scene.dataset: scene for scene in scenes(record_region)}
    return lambda dataset, area, part: float(found[dataset].number([area], part))


def test_nothing_that_the_door_answers_gives_a_small_count_away(attack):
    found = attack(PEOPLE, odd=4)
    assert found.failures == []
    assert found.tried["certain"] == 0
    assert min(found.tried[name] for name in ("answers", "small", "refused")) > 0


def test_others_counted_from_their_records_are_worked_out(attack, truly, monkeypatch):
    def numbers(self, _query):
        return {area: (truly(self.dataset, area, self.part), False) for area in self.areas}

    monkeypatch.setattr(Shown, "numbers", numbers)
    found = attack(parts=8)
    assert found.tried["certain"] > 0
    assert found.faults[EXACT] > 0
    assert any("were certain" in failure for failure in found.failures)


def test_a_region_counted_from_records_is_read_without_ones_own(attack, truly, monkeypatch):
    def totals(rows, _over, _per):
        return {"number": sum(truly("school_exclusions", row["part"], "") for row in rows)}

    monkeypatch.setattr(exclusion_others, "totals", totals)
    assert EXACT in attack(parts=0).faults


def test_a_rate_made_of_records_is_read_back(attack, truly, monkeypatch):
    rows = Shown.rows

    def exact(self, found, over, per):
        made = rows(self, found, over, per)
        for row in made:
            row["rate"] = truly(self.dataset, row["part"], self.part) * per / over[row["part"]]
        return made

    monkeypatch.setattr(Shown, "rows", exact)
    assert EXACT in attack().faults


def test_shares_made_of_records_are_read_back(attack, record_region, monkeypatch):
    (scene,) = (one for one in scenes(record_region) if one.dataset == "send_placements")
    true = scene.true.assign(number=1)

    def others(beside, _year):
        return true[true["area"] != beside.focus.code]

    monkeypatch.setattr(placement_region, "_others", others)
    assert "shares were not of a cube's cells" in attack(parts=0).faults


def add(monkeypatch, more):
    numbers = Shown.numbers

    def drawn(self, query):
        found = numbers(self, query)
        return {area: (one[0] + more(self.part), one[1]) for area, one in found.items() if one}

    monkeypatch.setattr(Shown, "numbers", drawn)


def test_a_number_that_is_drawn_anew_is_no_sum_of_cells(attack, monkeypatch):
    add(monkeypatch, lambda part: 5 if part else 0)
    assert "numbers were no sum of a cube's cells" in attack().faults


def test_numbers_beyond_what_is_stated_contradict_each_other(attack, monkeypatch):
    add(monkeypatch, lambda part: 500 if part else 0)
    faults = attack().faults
    assert "numbers were further from the truth than is stated" in faults
    assert "readers were answered what contradicts itself or what is stated" in faults


def test_a_wider_reach_than_was_given_is_noticed(attack, monkeypatch):
    monkeypatch.setattr(scope, "_GUARDED_VIEW", scope._OPEN_VIEW)
    own_only = tuple(one for one in PEOPLE if one.listed)
    assert "numbers of others reached who was given their own" in attack(own_only).faults


def test_filters_that_are_ignored_are_noticed(attack, monkeypatch):
    monkeypatch.setattr(exclusions, "_check_filters", lambda *_: None)
    faults = attack(parts=0, odd=40).faults
    assert "questions about parts of exclusions that there are not were answered" in faults
    assert "questions about phases that there are not were answered" in faults
    assert "questions about years that there are not were answered" not in faults
