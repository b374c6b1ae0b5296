"""What protection promises, for any counts: checked by an attacker that shares no code with it."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protection_builders import OWN, rule, shown, table, with_parts

from yardstick.disclosure import protect
from yardstick.disclosure.relations import Cells, Relation, is_safe
from yardstick.model import Protection

counts = st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=1, max_size=7)


@settings(max_examples=40)
@given(counts)
def test_no_small_count_of_another_area_is_left(numbers):
    for at, number in enumerate(shown(protect(table(numbers), rule(), OWN))):
        assert at == 0 or number is None or number == 0 or number > 5


@settings(max_examples=40)
@given(counts)
def test_own_figures_and_zeros_stay_exact(numbers):
    safe = shown(protect(table(numbers), rule(), OWN))
    assert safe[0] == numbers[0]
    assert all(safe[at] == 0 for at, number in enumerate(numbers) if number == 0)


@settings(max_examples=40)
@given(counts)
def test_what_is_hidden_says_so_and_what_is_missing_stays_missing(numbers):
    cells = protect(table(numbers), rule(), OWN).cells
    for number, status, given_number in zip(cells["number"], cells["status"], numbers, strict=True):
        assert np.isnan(number) == (status in {"c", "x"})
        assert (status == "x") == (given_number is None)


@settings(max_examples=40)
@given(counts)
def test_input_is_not_changed(numbers):
    given_table = table(numbers)
    before = given_table.copy(deep=True)
    protect(given_table, rule(), OWN)
    pd.testing.assert_frame_equal(given_table, before)


def candidates(total, known, hidden, small_if):
    """Every assignment of hidden cells that the shown ones and the rounded total allow."""
    spans = [range(1, 6) if small else range(6, 46) for small in small_if]
    for guess in itertools.product(*spans):
        if total is None or (int((sum(guess) + known) / 10 + 0.5) * 10) == total:
            yield dict(zip(hidden, guess, strict=True))


@settings(max_examples=40)
@given(st.lists(st.integers(0, 25), min_size=2, max_size=5))
def test_a_reader_who_adds_up_the_region_cannot_narrow_a_small_count_below_three_values(numbers):
    safe = protect(table(numbers), rule(), OWN)
    cells = shown(safe)
    hidden = [at for at, number in enumerate(cells) if number is None]
    if not hidden or len(hidden) > 3:
        return  # nothing to find, or more than this search can try
    total = safe.totals["number"].iloc[0]
    known = sum(number for number in cells if number is not None)
    small_if = [numbers[at] <= 5 for at in hidden]  # more than an attacker knows
    found = list(candidates(None if np.isnan(total) else total, known, hidden, small_if))
    for at, small in zip(hidden, small_if, strict=True):
        if small:
            assert len({guess[at] for guess in found}) >= 3


def test_one_hidden_cell_beside_a_telling_total_takes_a_second_with_it():
    # The others add to 123 and the rounded total says 115 to 124: the hidden one must be 1.
    cells = shown(protect(table([50, 40, 33, 1]), rule(), frozenset({"A0"})))
    assert cells == [50, 40, None, None]


def test_a_total_that_nothing_can_save_is_not_shown():
    # 13 of the viewer's own and a total of "10", at most 14, leave only 1 for the other.
    safe = protect(table([13, 1]), rule(), frozenset({"A0"}))
    assert safe.totals["status"].tolist() == ["c"]
    assert np.isnan(safe.totals["number"].iloc[0])


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12)),
        min_size=2,
        max_size=4,
    )
)
def test_parts_cannot_be_worked_out_from_their_total(rows):
    safe = protect(with_parts(rows), rule(), OWN)
    parts = [shown(safe, "S", f"p{at}") for at in range(3)]
    totals = shown(safe, "T")
    for area in range(1, len(rows)):
        cells = [part[area] for part in parts]
        hidden = [at for at, cell in enumerate(cells) if cell is None]
        if not hidden or totals[area] is None:
            continue
        rest = totals[area] - sum(cell for cell in cells if cell is not None)
        spans = [range(1, 6) if rows[area][at] <= 5 else range(6, 40) for at in hidden]
        fits = [guess for guess in itertools.product(*spans) if sum(guess) == rest]
        for place, at in enumerate(hidden):
            if rows[area][at] <= 5:
                assert len({guess[place] for guess in fits}) >= 3


def test_regional_totals_are_to_the_nearest_ten_and_count_who_sent_a_number():
    totals = protect(table([50, 40, 35, None]), rule(), OWN).totals
    assert totals[["number", "with_value", "status"]].to_numpy().tolist() == [[130.0, 3, "shown"]]


def test_nobody_sent_anything_is_not_a_total_of_zero():
    totals = protect(table([None, None]), rule(), OWN).totals
    assert totals["status"].tolist() == ["x"]
    assert np.isnan(totals["number"].iloc[0])


def test_a_viewer_with_own_rows_only_gets_no_total():
    assert protect(table([3]), rule(whole_region=False), OWN).totals.empty


def test_full_sharing_hides_nothing_and_the_public_rule_hides_the_viewers_own_too():
    assert shown(protect(table([3, 4]), rule(Protection.PARTNER_FULL), OWN)) == [3, 4]
    assert shown(protect(table([3, 60, 70, 80]), rule(Protection.PUBLIC), OWN))[0] is None


def test_days_are_not_children_and_are_not_hidden_for_being_few():
    assert shown(protect(table([30, 4]), rule(people=()), OWN)) == [30, 4]


def test_a_data_set_without_a_rule_shows_nothing_at_all():
    with pytest.raises(KeyError):
        protect(table([3, 4]), {}, OWN)


def test_parts_without_a_total_row_are_hidden_one_by_one():
    lone = table([9, 3], "S", "p0")
    assert shown(protect(lone, rule(whole_region=False), OWN), "S", "p0") == [9, None]


def test_a_part_that_is_the_whole_total_hides_the_total_of_that_area():
    # One part holds all: its total is the same small number, and goes with it.
    safe = protect(with_parts([(9, 9, 9), (0, 4, 0), (8, 8, 8)]), rule(), OWN)
    assert shown(safe, "S", "p1")[1] is None
    assert shown(safe, "T")[1] is None


def test_a_total_that_gives_a_part_away_is_hidden_where_no_other_part_can_be():
    # Two small parts that add to 10 can only be 5 and 5.
    safe = protect(with_parts([(9, 9, 9), (5, 5, 0), (60, 60, 60), (70, 70, 70)]), rule(), OWN)
    assert shown(safe, "T")[1] is None


def test_a_sum_with_nothing_small_in_it_is_safe():
    cells = Cells([8.0, 9.0], [False, False], [False, False], [False, False])
    assert is_safe(Relation((0, 1), 15, 24), cells)
