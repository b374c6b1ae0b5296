"""Cubes as a data set declares them, and its records in the words that they declare."""

from __future__ import annotations

import pytest
from desk_builders import CATALOGUE
from placement_builders import DATASET, placement
from pydantic import ValidationError
from shared_builders import CUBES, frame

from yardstick.catalogue.cubes import ALL, Cubes, Rung
from yardstick.disclosure.cube_declared import NOT_SAID, spec_of, worded
from yardstick.disclosure.cube_spec import CubeError

PLACEMENTS = CATALOGUE.datasets[DATASET]
DECLARED = [each for each in CATALOGUE.datasets.values() if each.cubes]


@pytest.mark.parametrize("dataset", DECLARED, ids=lambda each: each.id)
def test_every_declared_cube_has_ladders_that_hang_together(dataset):
    spec = spec_of(dataset, dataset.cubes, CATALOGUE.reference)
    for dimension in spec.dimensions:
        assert dimension.values_at(len(dimension.ladder)) == (ALL,)


def test_a_rung_that_joins_what_is_no_word_is_refused():
    first = CUBES.dimensions[0].model_copy(
        update={"rungs": (Rung(name="Two", joins={"Both": ("Key stage 9",)}),)}
    )
    cubes = CUBES.model_copy(update={"dimensions": (first, *CUBES.dimensions[1:])})
    with pytest.raises(CubeError, match="'Key stage 9': no such word"):
        spec_of(PLACEMENTS, cubes, CATALOGUE.reference)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"coupled": [["more", "placements"]]}, "coupled: 'more'"),
        ({"exact": [{"measure": "placements", "by": [["where"]]}]}, "exact: 'where'"),
        ({"exact": [{"measure": "children", "by": [[]]}]}, "coupled: 'children'"),
        ({"impossible": [{"where": ["there"]}]}, "impossible: 'where'"),
        ({"measures": [{"name": "need", "label": "Needs"}]}, "'need' stands twice"),
        ({"measures": [{"name": "number", "label": "Numbers"}]}, "'number' stands twice"),
    ],
)
def test_a_name_that_stands_for_nothing_is_refused(changes, said):
    with pytest.raises(ValidationError, match=said):
        Cubes.model_validate({**CUBES.model_dump(), **changes})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"table": "nothing"}, "'nothing' is not a table here"),
        ({"dimensions": [{"name": "a", "label": "Any", "column": "b"}], "prices": None}, "'b' is"),
        (
            {"dimensions": [{"name": "a", "label": "Any", "column": "miles"}], "prices": None},
            "'miles' has no words",
        ),
    ],
)
def test_cubes_of_what_is_not_in_the_return_are_refused(changes, said):
    cubes = {**CUBES.model_dump(), **changes}
    with pytest.raises(ValidationError, match=said):
        type(PLACEMENTS).model_validate({**PLACEMENTS.model_dump(), "cubes": cubes})


def test_cubes_are_of_returns_of_terms():
    with pytest.raises(ValidationError, match="only returns of terms"):
        type(PLACEMENTS).model_validate({**PLACEMENTS.model_dump(), "cycle": "year"})


def test_a_record_counts_once_a_year_as_last_returned():
    first = placement(primary_need="ASD")
    later = {**first, "period": "2024/25 Spring", "primary_need": "SEMH"}
    year_before = {**first, "period": "2023/24 Summer"}
    rows = worded(PLACEMENTS, CUBES, CATALOGUE.reference, frame([later, first, year_before]))
    assert sorted(zip(rows["period"], rows["need"], strict=True)) == [
        ("2023/24", "Autism"),
        ("2024/25", "Social, emotional and mental health"),
    ]


def test_what_is_missing_is_a_word_of_its_own_and_a_measure_counts_only_its_codes():
    sex = CUBES.dimensions[0].model_copy(update={"name": "sex", "column": "sex", "rungs": ()})
    term = CUBES.dimensions[0].model_copy(update={"name": "term", "column": "period", "rungs": ()})
    day = CUBES.measures[0].model_copy(update={"when": {"placement_basis": ("DAY",)}})
    cubes = CUBES.model_copy(update={"dimensions": (sex, term), "measures": (day,)})
    given = [placement(sex=None), placement(sex="F", child_ref="b", placement_basis="R52")]
    rows = worded(PLACEMENTS, cubes, CATALOGUE.reference, frame(given))
    assert list(rows["sex"]) == [NOT_SAID, "Female"]
    assert list(rows["term"]) == ["Autumn", "Autumn"]
    assert list(rows["placements"]) == [1, 0]
    assert spec_of(PLACEMENTS, cubes, CATALOGUE.reference).dimensions[0].values[-1] == NOT_SAID
