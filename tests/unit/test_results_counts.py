"""Which returned counts a published figure adds up, so that protection can heed it."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from desk_builders import CATALOGUE, DERBY, REGION

from yardstick.model import Basis
from yardstick.results.counts import published_sums
from yardstick.results.series import VALUES, Series

LIBRARY = SimpleNamespace(catalogue=CATALOGUE, region=REGION)


def published(identifier, period, area=DERBY, numerator=12.0, denominator=None):
    rows = pd.DataFrame(
        [{"area": area, "period": period, "numerator": numerator, "denominator": denominator}],
        columns=VALUES,
    )
    series = Series(
        CATALOGUE.indicators[identifier], Basis.PUBLISHED, rows, rows.head(0), "", comparable=True
    )
    return published_sums(LIBRARY, {(identifier, Basis.PUBLISHED): series})


YEAR = ["2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4"]


@pytest.mark.parametrize(
    ("identifier", "period", "quarters"),
    [
        ("R16", "2024-25", YEAR),
        ("R24", "2024", ["2023-24 Q4", "2024-25 Q1", "2024-25 Q2", "2024-25 Q3"]),
        ("R15", "2024-25", YEAR[-1:]),
        ("R16", "2024/25", []),  # a school year cuts a quarter in two
        ("C01", "2024/25", ["2024/25"]),
    ],
)
def test_a_published_year_is_the_sum_of_its_quarters_or_its_last_day(identifier, period, quarters):
    found = published(identifier, period)
    assert found["period"].tolist() == quarters
    assert set(found["area"]) <= {DERBY}
    assert len(set(found["year"])) <= 1


def test_both_sides_of_a_percentage_are_published_sums():
    found = published("R03", "2024-25", denominator=60.0)
    assert found.groupby("item")["period"].apply(list).to_dict() == {"R02": YEAR, "R03": YEAR}


def test_what_is_not_published_of_the_region_or_has_parts_is_no_sum():
    assert published("R16", "2024-25", numerator=None).empty
    assert published("R16", "2024-25", area="E92000001").empty
    assert published("R02S", "2024-25").empty


def test_a_series_of_returns_is_not_a_publication():
    rows = pd.DataFrame([{"area": DERBY, "period": "2024-25", "numerator": 3.0}], columns=VALUES)
    series = Series(CATALOGUE.indicators["R16"], Basis.QUARTERLY, rows, rows.head(0), "")
    assert published_sums(LIBRARY, {("R16", Basis.QUARTERLY): series}).empty
