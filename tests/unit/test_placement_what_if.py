"""Moving placements to another price: parts add up, none is none, too many are all, and said."""

from __future__ import annotations

import pandas as pd
import pytest
from beside_builders import AUTISM, DISTRESS, LIBRARY, analysed, price, shown
from desk_builders import DERBYSHIRE
from hypothesis import given
from hypothesis import strategies as st
from placement_builders import commissioner

from yardstick.access.errors import AccessDenied
from yardstick.results import own_records
from yardstick.results.placement_types import REGION_MEAN, Move, PlacementsAsked, Question
from yardstick.results.placement_what_if import moved

READER = commissioner(DERBYSHIRE)
SUMS = ("placements", "moved", "unpriced", "now", "then", "difference")
MINE = [
    {"annual_price": 40_000.0},
    {"annual_price": 90_000.0},
    {"annual_price": 70_000.0, "primary_need": "SEMH"},
    {"annual_price": 200_000.0, "primary_need": "SEMH", "placement_basis": "R52"},
]
POUNDS = st.integers(1_000, 500_000).map(float)
ROWS = st.lists(st.tuples(POUNDS, st.none() | POUNDS, st.integers(1, 4)), max_size=8)


def held(rows):
    frame = pd.DataFrame(rows, columns=["price", "target", "placements"])
    return frame.astype({"price": float, "target": float, "placements": int})


def naive(rows, number):
    """Return what changes, one placement at a time, the dearest first."""
    each = [(price, target) for price, target, many in rows for _ in range(many)]
    can = [pair for pair in each if pair[1] is not None]
    taken = sorted(can, key=lambda pair: -pair[0])[:number]
    return len(taken), sum(price for price, _ in taken)


def answer(part="", move=None, prices=()):
    asked = PlacementsAsked(Question.WHAT_IF, part, move or Move())
    return analysed(shown(mine=MINE, prices=prices), READER, asked, DERBYSHIRE)


@given(ROWS, st.integers(0, 40))
def test_the_dearest_are_moved_and_no_more_than_there_are(rows, number):
    found = moved(held(rows), number)
    many, now = naive(rows, number)
    assert found["moved"].sum() == many
    assert found["now"].sum() == now
    assert (found["moved"] <= found["placements"] - found["unpriced"]).all()
    assert found["difference"].sum() == found["then"].sum() - found["now"].sum()
    assert (found["dearer"] <= found["moved"]).all()


@given(ROWS)
def test_moving_none_changes_nothing(rows):
    assert moved(held(rows), 0)[["moved", "now", "then", "difference", "dearer"]].sum().sum() == 0


def test_the_dearest_of_all_are_moved_to_the_price():
    found = answer(move=Move(2, 60_000))
    rows = {row["label"]: row for row in found.rows.to_dict("records")}
    assert rows[DISTRESS]["difference"] == 60_000 - 200_000
    assert rows[AUTISM]["difference"] == 60_000 - 90_000
    assert found.rows["label"].tolist() == [DISTRESS, AUTISM], "the larger change is first"
    assert (found.totals["spend"], found.totals["bases"]) == (400_000, 2)
    assert found.stamp.basis == own_records.OWN


def test_more_than_there_are_is_all_of_them_and_what_costs_more_is_counted():
    found = answer("basis.day", Move(50, 60_000))
    assert (found.totals["moved"], found.totals["dearer"]) == (3, 1)
    assert found.totals["difference"] == 180_000 - 200_000
    assert found.about == "Day or residential: Day"


def test_parts_add_up_to_the_whole():
    found = answer(move=Move(3, 55_000))
    for name in SUMS:
        assert found.rows[name].sum() == found.totals[name]


def test_the_regions_mean_is_of_the_need_else_of_the_basis_else_nothing_is_moved():
    prices = [
        price(1.0, "Day", AUTISM, period="2022/23"), price(66_000), price(65_000, "Day"),
        price(50_000, "Day", AUTISM),
    ]  # fmt: skip
    found = answer(move=Move(9, REGION_MEAN), prices=prices)
    rows = {row["label"]: row for row in found.rows.to_dict("records")}
    assert rows[AUTISM]["then"] == 100_000
    assert (rows[DISTRESS]["then"], rows[DISTRESS]["unpriced"]) == (65_000, 1)
    assert (found.totals["year"], found.totals["moved"]) == (2024, 3)
    assert found.stamp.basis == own_records.BESIDE


def test_without_a_price_of_the_region_nothing_is_moved():
    found = answer(move=Move(9, REGION_MEAN))
    assert (found.totals["moved"], found.totals["unpriced"]) == (0, 4)
    assert found.totals["difference"] == 0
    assert "year" not in found.totals


def test_a_need_without_a_placement_has_nothing_to_move():
    found = answer("need.vision_impairment")
    assert found.period is not None
    assert found.rows.empty


def test_a_part_that_there_is_not_is_refused():
    with pytest.raises(AccessDenied):
        answer("need.height")
    assert "need.vision_impairment" in {
        f"need.{part.part}" for part in LIBRARY.catalogue.reference.parts_of("sen_need")
    }
