"""Every data set's sample passes every check, and each way to break it is found by its check."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from return_builders import DERBY, REFERENCE, RETURNS, checked, submissions

from yardstick.intake.broken import breaks, draft_of
from yardstick.intake.samples import sample_sheets
from yardstick.intake.structure import STRUCTURE

# Ways that change one cell each are tried together, every other one at a time: a row without a cell
# would be no row, and a part beyond its whole hides behind a whole beyond its own.
TOGETHER = {"COL-02", "PART-01"} | {f"CELL-0{number}" for number in range(1, 8)}


def _grouped():
    for dataset in RETURNS.values():
        ways = {}
        for way in breaks(dataset, REFERENCE):
            ways.setdefault(way.code, []).append(way)
        for code, alike in ways.items():
            if code in TOGETHER:
                for half in filter(None, (alike[::2], alike[1::2])):
                    yield pytest.param(dataset, code, half, id=f"{dataset.id} {code}")
            else:
                for way in alike:
                    yield pytest.param(dataset, code, [way], id=f"{dataset.id} {code} {way.name}")


BREAKS = list(_grouped())
each_return = pytest.mark.parametrize("dataset", RETURNS.values(), ids=RETURNS)


@each_return
def test_a_sample_passes_and_asks_nothing(dataset):
    answer = checked(dataset, sample_sheets(dataset, REFERENCE, DERBY).values())
    assert answer.findings == ()
    assert len(answer.counts) or answer.tables


def test_every_thing_that_is_looked_for_has_a_return_that_it_refuses():
    assert {one.values[1] for one in BREAKS} == set(STRUCTURE)
    assert all(check.example or check.code == "CELL-01" for check in STRUCTURE.values())


@pytest.mark.parametrize(("dataset", "code", "ways"), BREAKS)
def test_a_broken_sample_is_found_by_the_check_it_was_broken_for(dataset, code, ways):
    draft = draft_of(sample_sheets(dataset, REFERENCE, DERBY))
    for way in ways:
        way.apply(draft)
    answer = checked(dataset, draft)
    found = [one for one in answer.findings if one.code == code]
    assert len(found) >= len({way.name for way in ways})
    assert {one.severity for one in found} == {STRUCTURE[code].severity}
    assert answer.refused == any(one.severity == "reject" for one in answer.findings)
    if answer.refused:
        assert not len(answer.counts)
        assert not answer.tables


@each_return
@settings(max_examples=4)
@given(data=st.data())
def test_a_valid_return_passes_and_a_broken_one_is_found(dataset, data):
    draft = data.draw(submissions(dataset))
    assert [one.code for one in checked(dataset, draft).findings] == []
    way = data.draw(st.sampled_from(list(breaks(dataset, REFERENCE))), label="broken")
    way.apply(draft)
    assert way.code in {one.code for one in checked(dataset, draft).findings}
