"""One release after another: what two tell together, and what stays hidden."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from protection_builders import OWN, rule, shown, table, with_parts

from yardstick.disclosure import NOTHING, protect, withheld
from yardstick.store.withheld import Withheld


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


def test_what_was_withheld_beside_a_release_that_is_gone_stays_withheld_without_it():
    first = protect(table([50, 40, 33, 1]), rule(), OWN)
    after = table([50, 40, 33, 61])
    beside = protect(after, rule(), OWN, earlier=first.earlier)
    kept = withheld(beside, ["A3"])
    assert kept == Withheld(frozenset({("d", "N", "", "A2", "q1")}), frozenset())
    alone = protect(after, rule(), OWN, earlier=replace(NOTHING, withheld=kept))
    assert shown(alone) == [50, 40, None, 61]
    assert shown(protect(after, rule(), OWN, earlier=alone.earlier)) == [50, 40, None, 61]
    mine = frozenset({"A2"})
    assert shown(protect(after, rule(), mine, earlier=replace(NOTHING, withheld=kept)))[2] == 33


def test_of_an_area_that_is_withdrawn_no_word_is_kept():
    first = protect(table([50, 40, 33, 1]), rule(), OWN)
    beside = protect(table([50, 40, 33, 61]), rule(), OWN, earlier=first.earlier)
    assert withheld(beside, ["A2"]) == Withheld()


def test_a_regional_total_that_was_withheld_stays_withheld():
    total = ("d", "N", "", "q1")
    kept = replace(NOTHING, withheld=Withheld(totals=frozenset({total})))
    safe = protect(table([50, 40, 33, 61]), rule(), OWN, earlier=kept)
    assert safe.totals["status"].tolist() == ["c"]
    assert withheld(safe, []).totals == {total}


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
