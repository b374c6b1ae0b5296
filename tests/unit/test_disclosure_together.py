"""All sums of one release together: what none gives away alone is looked for in all of them."""

from __future__ import annotations

import importlib
import itertools
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from protection_builders import OWN, rule, shown, table, with_parts

from yardstick.disclosure import audit, protect
from yardstick.disclosure.audit import narrow, values
from yardstick.disclosure.relations import Cells, Relation

mending = importlib.import_module("yardstick.disclosure.protect")  # `protect` is its function


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


@given(two_ways, st.integers(0, 4))
def test_how_many_values_a_cell_has_agrees_with_trying_every_number(numbers, slack):
    a, b, c, d = numbers
    small = [1 <= number <= 5 for number in numbers]
    cells = Cells(numbers, small, [False] * 4, [not one for one in small])
    told = [
        Relation((0, 1), a + b, a + b + slack),
        Relation((2, 3), c + d, c + d),
        Relation((0, 2), a + c, a + c),
    ]
    expected = {at: max(held) - min(held) + 1 for at, held in by_search(told, cells).items()}
    assert values(told, cells, expected) == expected


def test_a_cell_that_can_never_be_wide_is_left_as_wide_as_it_can_be():
    # Four parts of 1 make 4, and whoever knows all five small knows it to be 4 or 5. The region's
    # 400 is 404 at most, which would leave only the 4.
    rows = [(50, 50, 50, 50), (1, 1, 1, 1), (50, 50, 50, 50)]
    safe = protect(with_parts(rows), rule(), OWN)
    assert shown(safe, "T")[1] is None
    totals = safe.totals.set_index(["item", "part"])["status"]
    assert shown(safe, "T")[2] is None or totals["T", ""] == "c"
    assert safe.given_away == 5


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
    within = {"d": replace(rule()["d"], at_most={"S": ("T",)}, parts_of={})}
    counts = pd.concat([table([9, 5, 40], "S"), table([90, 5, 80], "T")])
    safe = protect(counts, within, OWN)
    assert shown(safe, "S")[1] is None
    assert shown(safe, "T")[1] is None
