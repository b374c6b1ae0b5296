"""How many times as likely: against a published example, and where nothing can be said."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.stats.ratios import relative_rate


def test_the_ratio_and_its_interval_agree_with_a_textbook():
    """Altman (1991), relative risk: 189 of 11,034 against 104 of 11,037 (Physicians' Health)."""
    ratio, lower, upper = relative_rate([189], [11_034], 104, 11_037)
    assert ratio[0] == pytest.approx(1.818, abs=5e-4)
    assert lower[0] == pytest.approx(1.433, abs=5e-4)
    assert upper[0] == pytest.approx(2.306, abs=5e-4)


@pytest.mark.parametrize(
    "parts",
    [(1, 0, 1, 2), (math.nan, 2, 1, 2), (3, 2, 1, 2), (1, 2, 0, 2), (1, 2, 1, math.nan)],
)
def test_a_ratio_without_a_part_is_missing(parts):
    assert all(np.isnan(one) for one in relative_rate(*parts))


def test_a_group_with_nobody_has_a_ratio_and_no_interval():
    ratio, lower, upper = relative_rate([0], [50], 5, 50)
    assert ratio[0] == 0
    assert np.isnan([lower[0], upper[0]]).all()


@given(some=st.integers(1, 50), base=st.integers(1, 50))
def test_the_interval_holds_the_ratio_and_turns_round_with_it(some, base):
    ratio, lower, upper = relative_rate(some, 50, base, 50)
    back, low, high = relative_rate(base, 50, some, 50)
    assert lower <= ratio <= upper
    assert [float(back), float(low), float(high)] == pytest.approx(
        [1 / float(ratio), 1 / float(upper), 1 / float(lower)]
    )
