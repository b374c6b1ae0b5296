"""What a data set may declare of its cubes, and what is refused."""

from __future__ import annotations

import pytest
from cube_builders import EVERY, STAGES, YEARS, records, spec

from yardstick.disclosure.cube_counts import possible, tally
from yardstick.disclosure.cube_design import coarser, design, fullness
from yardstick.disclosure.cube_spec import CubeError, CubeSpec, Dimension, Measure, Rung


def test_a_rung_must_say_what_becomes_of_every_value():
    with pytest.raises(CubeError, match="must say what becomes"):
        Dimension("year", YEARS, (Rung("Half", {"7": "low"}),))


def test_a_rung_may_not_split_what_was_joined():
    with pytest.raises(CubeError, match="splits an earlier group"):
        Dimension("year", YEARS, (EVERY, STAGES))


def test_an_unknown_name_is_refused():
    with pytest.raises(CubeError, match="'age' is named"):
        spec(public=[("suspensions", ("age",))])


def test_cubes_need_something_to_count_and_to_draw_from():
    with pytest.raises(CubeError, match="a measure and a token"):
        CubeSpec("d", (Dimension("year", YEARS),), (Measure("n"),), ())


def test_measures_that_are_not_coupled_are_cubes_of_their_own():
    declared = CubeSpec(
        "d",
        (Dimension("year", YEARS),),
        (Measure("a"), Measure("b"), Measure("c")),
        ("record",),
        coupled=(("a", "c"),),
    )
    assert [[each.name for each in family] for family in declared.families] == [["a", "c"], ["b"]]


def test_a_coarse_cell_is_impossible_only_where_all_it_joins_is():
    declared = spec(impossible=({"year": ("7", "8"), "sex": ("F",)},))
    assert possible(declared, (0, 0, 0)).sum() == 4 * 2 * 3 - 2 * 3
    assert possible(declared, (1, 0, 0)).all()


def test_a_design_is_coarsened_until_its_cells_hold_enough():
    rows, declared = records(14), spec()
    (family,) = declared.families
    rungs = design(rows, declared, family)
    assert fullness(tally(rows, declared, family, (0, 0, 0))) < 1.5
    assert fullness(tally(rows, declared, family, rungs)) >= 1.5


def test_a_coarser_design_is_one_rung_up_until_the_ladders_end():
    rows, declared = records(50), spec()
    (family,) = declared.families
    assert sum(coarser(rows, declared, family, (0, 0, 0))) == 1
    with pytest.raises(CubeError, match="add a rung"):
        coarser(rows, declared, family, (2, 1, 1))
