"""Protected cubes: what they promise, and that they hold back what they must."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from cube_builders import KEY, SEXES, YEARS, records, spec
from hypothesis import given, settings
from hypothesis import strategies as st

from yardstick.disclosure import cube_block
from yardstick.disclosure.cube_attack import Findings
from yardstick.disclosure.cube_memory import Memory
from yardstick.disclosure.cube_spec import CubeError, Headcount
from yardstick.disclosure.cubes import protect_records

DIMENSIONS = ["year", "sex", "reason"]


def true_counts(rows, measure):
    return rows[rows[measure] == 1].groupby(DIMENSIONS).size()


def shown_counts(cubes, measure):
    rows = cubes.published[cubes.published["measure"] == measure]
    return rows.set_index(DIMENSIONS)["number"]


def test_every_shown_number_is_a_multiple_of_five_within_four_of_the_truth():
    rows = records()
    cubes = protect_records(rows, spec(), KEY)
    for measure in ("suspensions", "pupils"):
        true = true_counts(rows, measure)
        shown = shown_counts(cubes, measure).reindex(true.index, fill_value=0)
        assert (shown % 5 == 0).all()
        assert (abs(shown - true) <= 4).all()
        assert len(shown_counts(cubes, measure).index.difference(true.index)) == 0


def test_pupils_never_exceed_suspensions_in_any_cell():
    cubes = protect_records(records(400), spec(), KEY)
    pupils, suspensions = shown_counts(cubes, "pupils"), shown_counts(cubes, "suspensions")
    assert (pupils <= suspensions.reindex(pupils.index, fill_value=0)).all()


def test_the_same_records_give_the_same_cubes_in_any_order_and_number_of_workers():
    rows = pd.concat([records(), records(seed=2, area="B")], ignore_index=True)
    told = []
    one = protect_records(rows, spec(), KEY, progress=lambda *done: told.append(done))
    two = protect_records(rows.sample(frac=1, random_state=3), spec(), KEY, workers=2)
    assert one.sha256 == two.sha256
    assert told == [(1, 2), (2, 2)]


def test_another_key_gives_another_cube_and_another_name_of_it():
    one, two = (protect_records(records(), spec(), key) for key in (KEY, b"x" * 32))
    assert one.sha256 != two.sha256
    assert one.key_id != two.key_id
    assert KEY.hex() not in one.key_id


def test_a_correction_of_few_records_is_held_back():
    rows = records()
    first = protect_records(rows, spec(), KEY)
    second = protect_records(rows.iloc[9:], spec(), KEY, first.memory)
    assert second.sha256 == first.sha256
    assert second.reports[0].held
    assert "previous figures stand" in second.reports[0].sentences()[0]


def test_late_records_add_up_until_they_are_enough():
    rows = records()
    first = protect_records(rows, spec(), KEY)
    second = protect_records(rows.iloc[6:], spec(), KEY, first.memory)
    third = protect_records(rows.iloc[12:], spec(), KEY, second.memory)
    assert not third.reports[0].held


def test_a_cell_whose_count_did_not_change_shows_what_it_showed():
    rows = records()
    first = protect_records(rows, spec(), KEY)
    changed = rows.drop(rows[rows["year"] == "10"].index[:15])
    second = protect_records(changed, spec(), KEY, first.memory)
    assert not second.reports[0].held
    same = true_counts(rows, "suspensions").drop("10", level="year").index
    before, after = (shown_counts(each, "suspensions") for each in (first, second))
    assert before.reindex(same, fill_value=0).equals(after.reindex(same, fill_value=0))


def test_a_new_period_publishes_an_areas_corrections_with_it():
    rows = records()
    first = protect_records(rows, spec(), KEY)
    both = pd.concat([rows.iloc[1:], records(period="2025-26", seed=5)], ignore_index=True)
    second = protect_records(both, spec(), KEY, first.memory)
    assert not any(report.held for report in second.reports)


def test_a_design_is_never_finer_than_before():
    few, many = records(12), records(400, seed=3)
    first = protect_records(few, spec(), KEY)
    second = protect_records(many, spec(), KEY, first.memory)
    rungs = {name: made.rungs for name, made in first.memory.blocks.items()}
    for name, made in second.memory.blocks.items():
        assert all(now >= before for now, before in zip(made.rungs, rungs[name], strict=True))


def test_a_memory_that_was_a_file_is_as_good_and_holds_no_token():
    rows = records()
    first = protect_records(rows, spec(), KEY)
    content = first.memory.as_bytes()
    assert rows["record"].iloc[0].encode() not in content
    changed = rows.iloc[30:]
    one, two = (
        protect_records(changed, spec(), KEY, memory)
        for memory in (first.memory, Memory.from_bytes(content))
    )
    assert one.sha256 == two.sha256
    assert Memory.from_bytes(two.memory.as_bytes()).as_bytes() == two.memory.as_bytes()


def test_the_memory_of_cubes_held_back_is_read_too():
    rows = records()
    first = protect_records(rows, spec(), KEY)
    held = protect_records(rows, spec(), KEY, first.memory)
    again = Memory.from_bytes(held.memory.as_bytes())
    assert [made.report.held for made in again.blocks.values()] == [True]
    empty = protect_records(records(1).assign(suspensions=0, pupils=0), spec(), KEY)
    assert Memory.from_bytes(empty.memory.as_bytes()).as_bytes() == empty.memory.as_bytes()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"version": 2, "cubes": []}', b'{"version": 1}'])
def test_a_memory_that_cannot_be_read_is_no_empty_one(content):
    with pytest.raises(CubeError, match="restore its file"):
        Memory.from_bytes(content)


def failing(monkeypatch, times):
    """An attack that finds a small count out, so many times."""
    real, done = cube_block.attack, []

    def attack(case):
        done.append(case)
        return Findings(1, exact=1) if len(done) <= times else real(case)

    monkeypatch.setattr(cube_block, "attack", attack)
    return done


def test_a_cube_that_was_broken_is_drawn_again(monkeypatch):
    done = failing(monkeypatch, 2)
    cubes = protect_records(records(), spec(), KEY)
    assert len(done) == 3
    assert cubes.reports[0].wording["year"] == "finest"


def test_a_cube_that_every_seed_leaves_broken_is_worded_more_coarsely(monkeypatch):
    failing(monkeypatch, cube_block.MOST_SEEDS)
    (report,) = protect_records(records(), spec(), KEY).reports
    assert set(report.wording.values()) != {"finest"}


def test_a_cube_that_no_wording_protects_is_refused(monkeypatch):
    failing(monkeypatch, 10**6)
    with pytest.raises(CubeError, match="No rounding of 'exclusions' protects"):
        protect_records(records(), spec(), KEY)


def test_a_report_says_where_tables_are_further_off_than_is_aimed_at():
    (report,) = protect_records(records(), spec(), KEY).reports
    assert "further from the truth" not in " ".join(report.sentences())
    assert "further from the truth" in " ".join(replace(report, is_close=False).sentences())


def test_records_beside_an_impossible_cell_are_accepted():
    declared = spec(impossible=({"year": ("7",), "reason": ("other",)},))
    rows = records().query("year != '7'")
    assert not protect_records(rows, declared, KEY).published.empty


def headcount(people):
    rows = [
        {"area": "A", "period": "2024-25", "year": year, "sex": sex, "number": people}
        for year in YEARS
        for sex in SEXES
    ]
    return Headcount(("year", "sex"), pd.DataFrame(rows))


def test_a_group_that_could_nearly_all_be_counted_is_merged():
    rows = records()
    plain = protect_records(rows, spec(), KEY)
    merged = protect_records(rows, spec(), KEY, public=[headcount(25)])
    assert plain.reports[0].wording["year"] == "finest"
    assert merged.reports[0].wording["year"] != "finest"


def test_a_large_group_is_left_as_it_is():
    cubes = protect_records(records(), spec(), KEY, public=[headcount(5000)])
    assert cubes.reports[0].wording["year"] == "finest"


def test_a_group_that_cannot_be_merged_further_is_refused():
    with pytest.raises(CubeError, match="so small that nearly all"):
        protect_records(records(), spec(), KEY, public=[headcount(1)])


def test_the_report_says_what_was_tried_and_what_is_stated():
    cubes = protect_records(records(), spec(public=[("suspensions", ("year",))]), KEY)
    said = " ".join(cubes.reports[0].sentences())
    assert "none could be worked out" in said
    assert "suspensions: the total within 4, one-way tables within" in said
    assert cubes.reports[0].findings.safe


def test_no_records_make_no_cubes():
    cubes = protect_records(records(0), spec(), KEY)
    assert cubes.published.empty
    assert cubes.reports == ()


def test_a_period_without_people_says_that_there_is_nothing_to_find():
    rows = records(1).assign(suspensions=0, pupils=0)
    cubes = protect_records(rows, spec(), KEY)
    assert cubes.published.empty
    assert "no small number" in cubes.reports[0].sentences()[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sex": None}, "needs a 'sex'"),
        ({"sex": "X"}, "'sex' holds a value"),
        ({"pupils": 2}, "must be 0 or 1"),
        ({"suspensions": 0, "pupils": 1}, "counts for 'pupils' and not for 'suspensions'"),
    ],
)
def test_records_that_are_not_as_declared_are_refused_without_their_values(change, said):
    with pytest.raises(CubeError, match=said) as refused:
        protect_records(records(5).assign(**change), spec(), KEY)
    assert "X" not in str(refused.value).replace("'sex'", "")


def test_a_record_in_an_impossible_cell_is_refused():
    declared = spec(impossible=({"year": ("7",), "reason": ("other",)},))
    with pytest.raises(CubeError, match="combination of reason with year"):
        protect_records(records(1).assign(year="7", reason="other"), declared, KEY)


def test_a_short_key_is_refused():
    with pytest.raises(CubeError, match="at least 32"):
        protect_records(records(5), spec(), b"short")


@settings(max_examples=5)
@given(st.integers(1, 60), st.integers(0, 10**6))
def test_any_records_are_shown_within_four_and_in_multiples_of_five(count, seed):
    cubes = protect_records(records(count, seed), spec(), KEY)
    assert cubes.reports[0].findings.safe
    (made,) = cubes.memory.blocks.values()
    assert (made.shown % 5 == 0).all()
    assert (np.abs(made.shown - made.counts.numbers) <= 4).all()
    assert (made.shown[1] <= made.shown[0]).all()
