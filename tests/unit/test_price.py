"""When prices of placements may be shown to others, and how exactly."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.disclosure.price import may_show, rounded


def placements(prices, providers=4, areas=2):
    count = len(prices)
    return pd.DataFrame(
        {
            "area": [f"A{at % areas}" for at in range(count)],
            "provider": [f"p{at % providers}" for at in range(count)],
            "provider_group": [f"g{at % providers}" for at in range(count)],
            "price": prices,
        }
    )


EVEN = [50_000.0] * 12


def test_an_even_market_may_be_shown():
    assert may_show(placements(EVEN))


@pytest.mark.parametrize(
    "few",
    [placements(EVEN[:9]), placements(EVEN, providers=2), placements(EVEN, areas=1)],
)
def test_too_few_placements_providers_or_authorities_show_nothing(few):
    assert not may_show(few)


def test_a_market_of_two_groups_shows_nothing_however_many_placements():
    assert not may_show(placements([90_000.0, 80_000.0, 1.0, 1.0] * 10))


def test_providers_of_one_group_count_as_one():
    assert not may_show(placements(EVEN).assign(provider_group="g"))


@pytest.mark.parametrize("column", ["area", "provider", "provider_group", "price"])
def test_a_missing_field_shows_nothing(column):
    rows = placements(EVEN).astype({"price": object})
    rows.loc[0, column] = None
    assert not may_show(rows)


def test_a_price_below_nothing_shows_nothing_and_neither_do_prices_of_nothing():
    assert not may_show(placements([-1.0, *EVEN]))
    assert not may_show(placements([0.0] * 12))


@given(st.lists(st.floats(1, 400_000), min_size=1, max_size=40), st.integers(1, 6))
def test_what_is_shown_keeps_the_second_largest_group_from_pricing_the_largest(prices, providers):
    rows = placements(prices, providers)
    if may_show(rows):
        totals = sorted(rows.groupby("provider_group")["price"].sum(), reverse=True)
        estimate = sum(totals) - totals[1]  # what the second largest can say of the largest
        assert estimate - totals[0] >= 0.0999 * totals[0]


@pytest.mark.parametrize(
    ("price", "shown"),
    [(63_499, 63_000), (63_500, 64_000), (1_234_567, 1_230_000), (400, 0), (0, 0)],
)
def test_prices_are_shown_to_a_thousand_or_three_figures(price, shown):
    assert rounded(price) == shown


def test_a_missing_price_stays_missing():
    assert math.isnan(rounded(math.nan))


@given(st.floats(0, 10**9))
def test_a_shown_price_is_within_half_a_step_and_is_shown_alike_again(price):
    shown = rounded(price)
    assert abs(shown - price) <= max(500, price * 0.0051)
    assert rounded(shown) == shown
