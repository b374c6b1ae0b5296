"""A forecast by ratios of the same season: by hand, by a naive twin, and honest of the past."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.stats.forecast import LEAST_POINTS, forecast

COUNT = st.integers(0, 30)


@st.composite
def series(draw):
    held, groups = draw(st.integers(LEAST_POINTS, 14)), draw(st.integers(1, 3))
    row = st.lists(COUNT, min_size=groups, max_size=groups)
    unknown = draw(st.integers(0, 3))
    sources = draw(st.lists(row, min_size=held + 3, max_size=held + 3))
    sources[:unknown] = [[math.nan] * groups] * unknown
    return draw(st.lists(row, min_size=held, max_size=held)), sources


def naive(events, sources, at):
    """Return what is expected at one place, one group at a time; None where nothing is."""
    base = [one for one in range(at) if (at - one) % 3 == 0 and sources[one][0] == sources[one][0]]
    if not base or sources[at][0] != sources[at][0]:
        return None
    everybody = sum(sum(sources[one]) for one in base)
    events_of_all = sum(sum(events[one]) for one in base)
    expected = 0.0
    for group, stands in enumerate(sources[at]):
        of = sum(sources[one][group] for one in base)
        seen = sum(events[one][group] for one in base)
        if of:
            expected += seen / of * stands
        elif everybody:
            expected += events_of_all / everybody * stands
    return expected


@given(series())
def test_it_is_what_one_group_after_the_other_gives(of):
    events, sources = of
    found = forecast(events, sources, 3)
    for at, made in enumerate(found.expected):
        expected = naive(events, sources, at)
        assert (made != made) if expected is None else made == pytest.approx(expected)  # noqa: PLR0124 - missing is what is no number
    assert (found.lower <= found.expected)[~np.isnan(found.lower)].all()
    assert (found.lower >= 0)[~np.isnan(found.lower)].all()


@given(series(), st.integers(0, 7), COUNT)
def test_no_forecast_knows_what_came_after(of, place, other):
    events, sources = of
    changed = [list(row) for row in events]
    changed[place][0] = other
    one, two = forecast(events, sources, 3), forecast(changed, sources, 3)
    for name in ("expected", "lower", "upper"):
        before = slice(place + 1)
        assert np.array_equal(
            getattr(one, name)[before], getattr(two, name)[before], equal_nan=True
        )


def test_by_hand():
    """Autumns 10 of 100 and 20 of 100; 120 stand: 18. Springs and summers: 3 of 50."""
    events = [[10], [3], [3], [20], [3], [3], [14], [3], [3]]
    sources = [[100], [50], [50], [100], [50], [50], [100], [50], [50], [120], [50], [50]]
    found = forecast(events, sources, 3)
    assert found.expected[3:].tolist() == pytest.approx([10, 3, 3, 15, 3, 3, 120 * 44 / 300, 3, 3])
    assert np.isnan(found.expected[:3]).all()
    assert found.naive[3:].tolist() == [10, 3, 3, 20, 3, 3, 14, 3, 3]
    assert found.tested == 6
    assert found.error == pytest.approx((10 + 1) / 6)
    assert found.error_naive == pytest.approx((10 + 6) / 6)
    # The first: 10 expected of 10 seen has a variance of 20, and 20 lies 10 away.
    reach = 1.2815515655446004 * math.sqrt(20)
    assert (found.lower[3], found.upper[3]) == pytest.approx((10 - reach, 10 + reach))
    assert (found.inside, found.with_interval) == (5, 6)
    # Misses of more than chance widen what comes after: squares of 100, 0, 0 where 20, 6, 6 are
    # those of chance.
    wide = 1.2815515655446004 * math.sqrt(100 / 32 * (15 + 15**2 / 30))
    assert found.upper[6] == pytest.approx(15 + wide)


def test_where_nothing_was_ever_counted_nothing_is_expected_and_there_is_no_interval():
    found = forecast([[0]] * 8, [[5]] * 11, 3)
    assert found.expected[-1] == 0
    assert np.isnan(found.upper[-1])
    assert (found.inside, found.with_interval) == (0, 0)


def test_a_miss_where_next_to_nothing_was_expected_does_not_swamp_the_others():
    events = [[40]] * 7 + [[43]] + [[40]] * 4
    sources = [[400]] * 7 + [[1]] + [[400]] * 7  # 0.1 expected there, and 43 counted
    found = forecast(events, sources, 3)
    assert found.upper[-1] - found.lower[-1] < 40


def test_where_nobody_was_there_nobody_leaves():
    assert forecast([[0]] * 8, [[0]] * 11, 3).expected[-1] == 0


def test_without_anything_to_go_on_there_is_no_forecast_and_no_error_of_one():
    found = forecast([[1]] * 8, [[math.nan]] * 11, 3)
    assert (found.tested, found.inside) == (0, 0)
    assert np.isnan([*found.expected, found.error, found.error_naive]).all()


def test_below_eight_periods_there_is_none():
    with pytest.raises(ValueError, match="needs 8 periods; there are 7"):
        forecast([[1]] * 7, [[1]] * 10, 3)
