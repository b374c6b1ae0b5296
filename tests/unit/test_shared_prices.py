"""Which mean prices of placements a release tells, and which would give another away."""

from __future__ import annotations

import numpy as np
import pandas as pd

from yardstick.catalogue.cubes import ALL
from yardstick.disclosure.price import rounded
from yardstick.disclosure.shared_prices import may_be_told, shown_prices


def priced(count=60, areas=3, groups=4, **columns):
    at = range(count)
    return pd.DataFrame(
        {
            "area": [f"E{place % areas}" for place in at],
            "period": "2024/25",
            "basis": "Day",
            "need": "Autism",
            "provider": [f"p{place % 8}" for place in at],
            "provider_group": [f"g{place % groups}" for place in at],
            "price": [40_000.0 + 1_000 * (place % 10) for place in at],
            **columns,
        }
    )


BY = ("basis", "need")


def test_a_mean_price_stands_for_the_region_and_for_each_part_that_may_be_told():
    found = shown_prices(priced(), BY)
    assert found.drop(columns="period").to_numpy().tolist() == [
        [ALL, ALL, rounded(44_500)],
        ["Day", ALL, rounded(44_500)],
        ["Day", "Autism", rounded(44_500)],
    ]


def test_no_price_is_shown_where_an_authority_could_take_its_own_away():
    two = priced(areas=2)
    assert not may_be_told(two)
    assert shown_prices(two, BY).empty


def test_a_provider_of_no_group_is_a_group_of_its_own():
    assert not shown_prices(priced(provider_group=None), BY).empty


def test_a_part_that_would_give_a_small_one_away_is_not_told():
    needs = ["Autism"] * 28 + ["Hearing impairment"] * 30 + ["Vision impairment"] * 2
    found = shown_prices(priced(need=needs), BY)
    told_apart = set(found["need"]) - {ALL}
    assert told_apart == {"Hearing impairment"}  # what is left of Day are thirty placements


def test_all_that_can_be_taken_apart_may_be_told():
    chance = np.random.default_rng(4)
    rows = priced(
        200,
        areas=6,
        need=chance.choice(["Autism", "SEMH", "Other"], 200, p=[0.7, 0.27, 0.03]),
        basis=chance.choice(["Day", "Residential"], 200, p=[0.9, 0.1]),
    )
    found = shown_prices(rows, BY)
    for basis, below in found[found["basis"] != ALL].groupby("basis"):
        whole = rows[rows["basis"] == basis]
        left = whole[~whole["need"].isin(below["need"])]
        assert left.empty or may_be_told(left)
    outside = rows[~rows["basis"].isin(found["basis"])]
    assert outside.empty or may_be_told(outside)
