"""What protection promises, for any counts: checked by an attacker that shares no code with it."""

from __future__ import annotations

import importlib
import itertools
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yardstick.disclosure import Rule, audit, protect
from yardstick.disclosure.audit import narrow
from yardstick.disclosure.relations import Cells, Relation, is_safe
from yardstick.model import Protection

OWN = frozenset({"A0"})
mending = importlib.import_module("yardstick.disclosure.protect")  # `protect` is its function
PARTS = {"S": "T"}


def rule(profile=Protection.PARTNER_SUPPRESSED, *, whole_region=True, people=("T", "S", "N")):
    return {"d": Rule(profile, frozenset(people), PARTS, whole_region=whole_region)}


def table(numbers, item="N", part="", period="q1"):
    """One row per area, with a missing number where None."""
    return pd.DataFrame(
        {
            "dataset": "d",
            "item": item,
            "part": part,
            "area": [f"A{at}" for at in range(len(numbers))],
            "period": period,
            "number": pd.array(numbers, dtype="Float64"),
            "status": ["x" if number is None else "shown" for number in numbers],
        }
    ).astype({"number": float})


def with_parts(rows):
    """Areas by parts, and the total that each area's parts add to."""
    tables = [table([row[at] for row in rows], "S", f"p{at}") for at in range(len(rows[0]))]
    return pd.concat([*tables, table([sum(row) for row in rows], "T")], ignore_index=True)


def shown(safe, item="N", part=""):
    rows = safe.cells[(safe.cells["item"] == item) & (safe.cells["part"] == part)]
    return [None if np.isnan(number) else number for number in rows["number"]]


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


# ---- all sums together --------------------------------------------------------------------


def by_search(told, cells, most=14):
    """Every value that each hidden small cell takes in any way of filling all hidden cells."""
    hidden = sorted({at for one in told for at in one.positions if cells.is_unknown(at)})
    spans = [
        range(1, 6) if cells.small[at] else range(min(6, int(cells.number(at))), most)
        for at in hidden
    ]
    found = {at: set() for at in hidden if cells.small[at]}
    for guess in itertools.product(*spans):
        number = dict(zip(hidden, guess, strict=True))
        if all(number[at] <= cells.most(at) for at in hidden) and all(
            one.least
            <= sum(number.get(at, cells.number(at)) for at in one.members)
            - (0 if one.total is None else number.get(one.total, cells.number(one.total)))
            <= one.most
            for one in told
        ):
            for at, values in found.items():
                values.add(number[at])
    return found


two_ways = st.lists(st.integers(0, 9), min_size=4, max_size=4)


@given(two_ways, st.lists(st.booleans(), min_size=4, max_size=4), st.integers(0, 4))
def test_the_audit_agrees_with_trying_every_number(numbers, hidden, slack):
    small = [hide and 1 <= number <= 5 for number, hide in zip(numbers, hidden, strict=True)]
    extra = [hide and number > 5 for number, hide in zip(numbers, hidden, strict=True)]
    cells = Cells(numbers, small, [False] * 4, extra)
    a, b, c, d = numbers
    told = [
        Relation((0, 1), a + b, a + b),
        Relation((2, 3), c + d, c + d),
        Relation((0, 2), a + c - slack, a + c),
        Relation((1, 3), b + d, b + d + slack),
    ]
    expected = {at for at, found in by_search(told, cells).items() if max(found) - min(found) < 2}
    assert narrow(told, cells, ()) == expected


def test_cells_that_no_common_move_proves_wide_are_asked_for_one_by_one(monkeypatch):
    monkeypatch.setattr(audit, "ROUNDS", 0)
    cells = Cells([3, 4, 5, 5], [True] * 4, [False] * 4, [False] * 4)
    assert narrow([Relation((0, 1), 7, 7), Relation((2, 3), 10, 10)], cells, ()) == {2, 3}


def test_a_solver_that_finds_no_proof_in_time_leaves_a_cell_narrow(monkeypatch):
    monkeypatch.setattr(audit, "milp", lambda *_, **__: SimpleNamespace(x=None))
    cells = Cells([3, 4], [True, True], [False, False], [False, False])
    assert narrow([Relation((0, 1), 7, 7)], cells, ()) == {0, 1}


def test_a_second_cell_that_was_the_smallest_does_not_tell_the_first_by_that():
    # 5 and 7 are hidden of 5, 7, 8 and 40; they add to 12, and who knows that the smallest is
    # taken knows that the second is at most 8, so the first is 4 or 5: the 8 must go as well.
    safe = protect(with_parts([(9, 9, 9, 9), (5, 7, 8, 40)]), rule(), OWN)
    assert [shown(safe, "S", f"p{at}")[1] for at in range(4)] == [None, None, None, 40]


def year(periods, area="A1", item="N"):
    return pd.DataFrame(
        {"dataset": "d", "item": item, "part": "", "area": area, "period": periods, "year": "y"}
    )


def quarters(*rows):
    return pd.concat([table(row, period=f"q{at}") for at, row in enumerate(rows)])


def test_a_hidden_quarter_beside_a_published_year_takes_another_quarter_with_it():
    counts = quarters([50, 8, 60], [50, 3, 60], [50, 20, 60])
    alone = protect(counts, rule(), OWN)
    beside = protect(counts, rule(), OWN, year(["q0", "q1", "q2"]))
    assert shown(alone)[1::3] == [8, None, 20]
    assert shown(beside)[1::3] in ([None, None, 20], [None, None, None])


def test_zeros_are_hidden_only_where_nothing_else_can_keep_a_count():
    # The year is 9, and all its other quarters are 0: 4 and 5 would be all there is.
    counts = quarters([50, 4, 60], [50, 5, 60], [50, 0, 60])
    assert shown(protect(counts, rule(), OWN))[1::3] == [None, None, 0]
    safe = protect(counts, rule(), OWN, year(["q0", "q1", "q2"]))
    assert shown(safe)[1::3] == [None, None, None]
    assert safe.given_away == 0


def test_where_no_proof_is_found_everything_that_can_be_is_hidden_and_the_rest_is_counted(
    monkeypatch,
):
    """A solver that proves nothing must not keep protection from coming to its end."""
    answers = itertools.chain([{1}, set()], itertools.repeat({1}))  # narrow; not given away; narrow
    monkeypatch.setattr(mending, "narrow", lambda *_: next(answers))
    safe = protect(table([50, 4, 0, 30, 8]), rule(), OWN)
    assert shown(safe) == [50, None, None, None, None]
    assert safe.totals["status"].tolist() == ["c"]
    assert safe.given_away == 1


def test_what_a_publication_gives_away_is_counted_and_nothing_is_hidden_for_it():
    # Both 5 in a published year of 10 are told by it, whatever is hidden here.
    counts = quarters([50, 5, 63], [50, 5, 63])
    safe = protect(counts, rule(), OWN, year(["q0", "q1"]))
    assert safe.given_away == 2
    assert shown(safe) == [50, None, 63, 50, None, 63]


def test_a_count_that_is_published_itself_is_no_cover_for_another():
    # A2's 10 is published, so that hiding it would leave A1's 1 alone against the total.
    counts = table([100, 1, 10, 30])
    alone = year(["q1"], area="A2")
    assert shown(protect(counts, rule(), OWN, alone))[2] == 10


def test_a_quarter_that_was_not_sent_leaves_a_year_that_tells_nothing():
    counts = quarters([50, 3, 60], [50, None, 60])
    safe = protect(counts, rule(), OWN, year(["q0", "q1", "q2"]))
    assert shown(safe)[1] is None
    assert safe.given_away == 0


def test_repeat_referrals_hidden_within_referrals_stay_wide():
    within = {"d": replace(rule()["d"], at_most={"S": "T"}, parts_of={})}
    counts = pd.concat([table([9, 5, 40], "S"), table([90, 5, 80], "T")])
    safe = protect(counts, within, OWN)
    assert shown(safe, "S")[1] is None
    assert shown(safe, "T")[1] is None


# ---- one release after another ------------------------------------------------------------


def test_what_an_earlier_release_hid_and_did_not_change_stays_hidden():
    first = protect(table([50, 40, 33, 1]), rule(), OWN)
    assert shown(first) == [50, 40, None, None]
    # The 1 was wrong and is 61: alone, nothing here would be hidden any more.
    after = table([50, 40, 33, 61])
    assert shown(protect(after, rule(), OWN)) == [50, 40, 33, 61]
    assert shown(protect(after, rule(), OWN, earlier=first.earlier))[2] is None


def test_a_release_like_the_one_before_shows_the_same():
    counts = with_parts([(9, 9, 9), (5, 7, 40), (12, 3, 30)])
    first = protect(counts, rule(), OWN)
    second = protect(counts, rule(), OWN, earlier=first.earlier)
    pd.testing.assert_frame_equal(first.cells, second.cells)
    pd.testing.assert_frame_equal(first.totals, second.totals)


corrected = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=2, max_size=2)


@settings(max_examples=25)
@given(corrected, st.integers(55, 65))
def test_two_releases_together_leave_three_values_of_every_small_count(pairs, mine):
    """Both totals and both sets of hidden cells at once, tried out in full."""
    before, after = ([mine, *numbers] for numbers in zip(*pairs, strict=True))
    first = protect(table(before), rule(), OWN)
    second = protect(table(after), rule(), OWN, earlier=first.earlier)
    known, unknown = set(), {}
    for numbers, safe in ((before, first), (after, second)):
        for at, number in enumerate(shown(safe)):
            known |= {(at, numbers[at])} if number is not None else set()
            unknown[at, numbers[at]] = range(1, 6) if numbers[at] <= 5 else range(6, 12)
    unknown = {version: span for version, span in unknown.items() if version not in known}
    found = {version: set() for version in unknown if version[1] <= 5}
    for guess in itertools.product(*unknown.values()):
        taken = dict(zip(unknown, guess, strict=True))
        if fits(taken, before, first) and fits(taken, after, second):
            for version, values in found.items():
                values.add(taken[version])
    assert all(len(values) >= 3 for values in found.values())


def fits(taken, numbers, safe):
    """Whether a release's total, where it is shown, could be that of what is taken."""
    total = safe.totals["number"].iloc[0]
    summed = sum(taken.get((at, number), number) for at, number in enumerate(numbers))
    return np.isnan(total) or int(summed / 10 + 0.5) * 10 == total
