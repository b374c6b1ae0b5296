"""Leavers and new placements: counted once, in their term, and forecast from years before."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pytest
from beside_builders import analysed, official, own, tables
from desk_builders import DERBY, DERBYSHIRE
from hypothesis import given
from hypothesis import strategies as st
from placement_builders import commissioner, invented

from yardstick.model import Period
from yardstick.results.placement_forecast import _a_year_older
from yardstick.results.placement_types import PlacementsAsked, Question

READER = commissioner(DERBYSHIRE)
NEWEST = Period.parse("2024/25 Summer")
TERMS = [NEWEST.shifted(step) for step in range(-8, 1)]
AHEAD = ["2025/26 Autumn", "2025/26 Spring", "2025/26 Summer"]


def month_of(term):
    return dt.date(term.end.year, term.end.month, 1)


def returned(stay=10, leave=2, join=1, terms=TERMS):
    """Return terms in each of which some stay, some leave and some join; all in Year 8 or 9."""
    rows = []
    for at, term in enumerate(terms):
        for child in range(stay + leave + join):
            began = month_of(term) if child >= stay + leave else dt.date(2015, 9, 1)
            left = month_of(term) if stay <= child < stay + leave else None
            rows.append({
                "period": term.key, "child_ref": f"P4-{at}-{child}", "start_month": began,
                "actual_end": left, "year_group": "9" if left else "8",
            })  # fmt: skip
    return rows


def answer(question, rows, published=()):
    connection = tables(own_placements=own(*rows), published=list(published))
    return analysed(connection, READER, PlacementsAsked(question), DERBYSHIRE)


def plans(*values, first=2021, area=DERBYSHIRE):
    return [
        official(area, value, f"{first + at}/{(first + at + 1) % 100}")
        for at, value in enumerate(values)
    ]


def by_term(found):
    return {row["part"]: row for row in found.rows.to_dict("records")}


def test_leavers_are_the_share_of_those_a_year_younger_a_year_before():
    found = answer(Question.LEAVERS, returned())
    rows = by_term(found)
    assert list(rows)[-3:] == AHEAD
    assert [rows[term.key]["number"] for term in TERMS] == [2] * 9
    # Of 11 in Year 8 two leave from Year 9 a year later, in each term alike.
    assert [rows[key]["expected"] for key in AHEAD] == pytest.approx([2, 2, 2])
    assert np.isnan([rows[key]["number"] for key in AHEAD]).all()
    assert (found.totals["tested"], found.totals["inside"]) == (3, 3)
    assert (found.totals["error"], found.totals["error_naive"]) == (0, 0)


def test_more_placed_a_year_before_are_more_expected_to_leave():
    rows = [*returned(terms=TERMS[:-3]), *returned(stay=21, terms=TERMS[-3:])]
    expected = by_term(answer(Question.LEAVERS, rows))
    assert [expected[key]["expected"] for key in AHEAD] == pytest.approx([4, 4, 4])


def test_where_nobody_ever_left_nobody_is_expected_to_and_there_is_no_interval():
    found = answer(Question.LEAVERS, returned(leave=0))
    assert found.totals["expected"] == 0
    assert found.rows["upper"].isna().all()
    assert (found.totals["tested"], found.totals["with_interval"]) == (3, 0)


def test_new_placements_grow_with_plans():
    found = answer(Question.STARTS, returned(join=3), plans(1_000, 1_000, 1_000, 1_500))
    rows = by_term(found)
    assert [rows[key]["expected"] for key in AHEAD] == pytest.approx([4.5] * 3)
    assert [rows[key]["last_year"] for key in AHEAD] == [3] * 3
    assert (found.totals["by_plans"], found.totals["last_year"]) == (1, 9)


@pytest.mark.parametrize(
    "published", [(), plans(1_000, 1_000, 1_000), plans(9, 9, 9, 9, area=DERBY)]
)
def test_without_plans_of_every_year_each_year_counts_alike(published):
    found = answer(Question.STARTS, returned(join=3), published)
    assert [by_term(found)[key]["expected"] for key in AHEAD] == pytest.approx([3] * 3)
    assert found.totals["by_plans"] == 0


def test_what_began_or_ended_in_another_year_is_not_counted_again():
    rows = returned()
    for row in rows:
        if row["actual_end"]:
            row["actual_end"] = dt.date(2019, 7, 1)
    assert by_term(answer(Question.LEAVERS, rows))[NEWEST.key]["number"] == 0


@pytest.mark.parametrize("question", [Question.LEAVERS, Question.STARTS])
@pytest.mark.parametrize("gap", [range(2), [4]])
def test_fewer_than_eight_terms_in_a_row_have_no_forecast(question, gap):
    kept = [term for at, term in enumerate(TERMS) if at not in gap]
    found = answer(question, returned(terms=kept))
    assert found.rows.empty
    assert found.totals["points"] < 8
    assert found.period == NEWEST


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_nobody_is_lost_in_growing_older(there):
    counts = np.array(there, dtype=float)
    older = _a_year_older(counts)
    assert older.sum(axis=1).tolist() == counts.sum(axis=1).tolist()
    assert (older[:, 0] == 0).all()


def test_an_invented_region_has_leavers_and_new_placements_in_every_term():
    returns = [one for one in invented() if one.area == DERBYSHIRE]
    rows = [row for one in returns for row in one.tables["placements"].to_pylist()]
    terms = sorted({row["period"] for row in rows}, key=Period.parse)
    for question, month in ((Question.LEAVERS, "actual_end"), (Question.STARTS, "start_month")):
        found = answer(question, rows)
        # Each term's return holds what began and ended in it, so a naive count is of that return.
        naive = Counter(
            row["period"]
            for row in rows
            if row[month]
            and Period.parse(row["period"]).start <= row[month] <= Period.parse(row["period"]).end
        )
        counted = {term: by_term(found)[term]["number"] for term in terms}
        assert counted == {term: naive[term] for term in terms}
        assert found.totals["points"] == len(terms) == 12
        assert found.totals["expected"] > 0
