"""Invented results of pupils: sound, the same each time, and of the years that have them."""

from __future__ import annotations

import pytest
from conftest import ROOT

from yardstick.catalogue import load_catalogue
from yardstick.demonstration import invent_education
from yardstick.demonstration.education import YEARS


@pytest.fixture(scope="module")
def known():
    return load_catalogue(ROOT / "data")


@pytest.fixture(scope="module")
def region(known):
    return known.regions["east_midlands"]


@pytest.fixture(scope="module")
def returns(known, region):
    return list(invent_education(known, region))


def cells(one):
    return {row.item: (row.number, row.status) for row in one.counts.itertuples()}


def test_the_same_seed_gives_the_same_results_and_another_does_not(known, region, returns):
    again = list(invent_education(known, region))
    assert [cells(one) for one in again] == [cells(one) for one in returns]
    other = list(invent_education(known, region, "another"))
    assert [cells(one) for one in other] != [cells(one) for one in returns]


def test_every_authority_returns_every_item_of_each_year_in_which_it_existed(
    known, region, returns
):
    expected = {
        (dataset, code, year.key)
        for dataset in ("looked_after_results", "provisional_outcomes")
        for code in region.authorities
        for year in YEARS
        if known.reference.areas[code].exists_in(year)
    }
    assert {(one.dataset, one.area, one.period) for one in returns} == expected
    assert len(returns) == len(expected)
    for one in returns:
        assert set(cells(one)) == {item.name for item in known.datasets[one.dataset].items}


def test_no_part_is_larger_than_its_whole_and_no_mean_than_it_can_be(known, returns):
    for one in returns:
        found = cells(one)
        for item in known.datasets[one.dataset].items:
            if item.at_most and found[item.name][1] == "shown":
                assert 0 <= found[item.name][0] <= found[item.at_most][0]
        for points, pupils in (("C03", "N_CLA_KS4"), ("E05", "N_KS4")):
            if points in found:
                assert 0 <= found[points][0] <= 90 * found[pupils][0]


@pytest.mark.parametrize(
    ("item", "without"),
    [
        ("E01", {"2019/20", "2020/21"}),
        ("E05", set()),
        ("E06", {"2019/20", "2020/21", "2024/25", "2025/26"}),
        ("E09", {"2019/20"}),
        ("C02", {"2019/20", "2020/21"}),
    ],
)
def test_a_year_without_a_measure_says_that_it_does_not_apply(returns, item, without):
    found = {one.period for one in returns if item in cells(one) and cells(one)[item][1] == "z"}
    assert found == without


def test_what_has_been_published_since_was_close_to_what_is_published(returns):
    """Published of Derby for 2024/25: Attainment 8 is in the official sample."""
    derby = next(
        one
        for one in returns
        if (one.dataset, one.area, one.period) == ("provisional_outcomes", "E06000015", "2024/25")
    )
    found = cells(derby)
    assert found["E05"][0] / found["N_KS4"][0] == pytest.approx(41.8, abs=1.5)
