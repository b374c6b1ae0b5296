"""What the bar of filters takes for true, and how it reads what the door answers."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from desk_builders import CATALOGUE, DERBY

from yardstick.demonstration.records import RecordReturn
from yardstick.verify.record_region import DERBYSHIRE
from yardstick.verify.record_scene import scenes
from yardstick.verify.record_sight import Asked, Reader
from yardstick.verify.true_records import coarser, cubes_of, true_records

pytest_plugins = ("record_region_fixtures",)

EXCLUSIONS, PLACEMENTS = "school_exclusions", "send_placements"
CUBES = cubes_of(CATALOGUE.datasets[EXCLUSIONS])
RECORD = {
    "la_code": DERBY, "pupil_ref": "a", "school_urn": "1", "start_date": "2024-01-08",
    "category": "SUSP", "sex": "F", "ethnic_group": "B", "sen_provision": "N", "fsm": True,
    "reason_1": "DB",
}  # fmt: skip


def sent(term, *rows):
    tables = {"exclusions": pa.Table.from_pylist([RECORD | row for row in rows])}
    return RecordReturn(EXCLUSIONS, DERBY, f"2023/24 {term}", tables)


def test_a_record_counts_once_in_a_year_as_it_was_last_returned():
    late, early = sent("Summer", {"sex": "M"}), sent("Spring", {}, {"category": "LNCH"})
    (row,) = true_records(CATALOGUE, [late, early], EXCLUSIONS).to_dict("records")
    assert (row["area"], row["year"], row["sex"], row["fsm"]) == (DERBY, "2023/24", "Male", "Yes")


def test_what_a_record_does_not_say_is_a_word_of_its_own():
    (row,) = true_records(CATALOGUE, [sent("Spring", {"fsm": None})], EXCLUSIONS).to_dict("records")
    assert row["fsm"] == "Not said"


def test_records_are_worded_as_a_coarser_cube_is():
    rows = pd.DataFrame({"ethnic_group": ["White", "Black"], "sex": ["Female", "Male"]})
    found = coarser(rows, CUBES, "ethnic_group: Two groups; sex: All")
    assert list(found["ethnic_group"]) == ["White", "Any other or unknown"]
    assert list(found["sex"]) == ["All", "All"]
    assert coarser(rows, CUBES, "").equals(rows)


def test_a_data_set_of_counts_shows_nothing_of_records():
    with pytest.raises(LookupError):
        cubes_of(CATALOGUE.datasets["riia_quarterly"])


def test_placements_are_answered_of_their_newest_year_only(record_region):
    viewer = record_region.viewers()[0]
    reader = Reader(record_region.desk.results(viewer), {})
    assert reader.answers(Asked(PLACEMENTS, DERBYSHIRE, "2023/24"))
    assert reader.answers(Asked(PLACEMENTS, DERBYSHIRE, "2022/23")) == []


def test_cells_add_up_over_the_needs_of_a_basis(record_region):
    (scene,) = (one for one in scenes(record_region) if one.dataset == PLACEMENTS)
    needs = set(scene.cells["need"])
    assert scene.mixed(scene.areas, "Day", "All") > 0
    assert scene.mixed(scene.areas, "Day", "All") == sum(
        scene.mixed(scene.areas, "Day", need) for need in needs
    )


def test_cells_of_a_cube_add_up_to_what_is_true_within_what_is_stated(record_region):
    for scene in scenes(record_region):
        for area in scene.areas:
            assert abs(scene.shown([area], "") - scene.number([area], "")) <= 4
