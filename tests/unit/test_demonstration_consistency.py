"""Invented figures hold together: parts and wholes, stocks and flows, seasons and chance."""

from __future__ import annotations

import pytest
from desk_builders import CATALOGUE
from hypothesis import given, settings
from hypothesis import strategies as st
from return_demo_builders import REGIONS, YEAR, cells, place, returns, totals

from yardstick.demonstration import typical
from yardstick.demonstration.authority import Authority, invent_authorities
from yardstick.demonstration.planted import ADDITIONAL, NATIONAL, PLANTED, RECOUNTED, Shows
from yardstick.demonstration.returns import LAST


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("dataset", [NATIONAL, ADDITIONAL])
def test_no_part_exceeds_its_whole(region, dataset):
    compared = 0
    for item in CATALOGUE.datasets[dataset].items:
        if item.at_most:
            both = totals(region)[[item.name, item.at_most]].dropna()
            assert (both[item.name] <= both[item.at_most]).all(), item.name
            compared += len(both)
    assert compared > 1_000
    assert (totals(region)["N_ICPC"] <= totals(region)["R08"]).all()


@pytest.mark.parametrize("region", REGIONS)
def test_no_version_of_a_return_breaks_a_hard_check(region):
    for one in returns(region):
        total = one.counts[one.counts["breakdown"] == ""].set_index("item")["number"].dropna()
        for item in CATALOGUE.datasets[one.dataset].items:
            if item.at_most and item.name in total:
                assert total[item.name] <= total[item.at_most]
            if item.adds_to:
                parts = one.counts[one.counts["item"] == item.name]["number"]
                assert parts.sum() == total[item.adds_to]
                assert len(parts) == 22


@pytest.mark.parametrize("region", REGIONS)
def test_both_returns_count_the_same_children(region):
    both = totals(region)[["R15", "N_CLA", "R17", "N_CEASED", "N_CLA_ANY"]].dropna()
    assert (both["R15"] == both["N_CLA"]).all()
    assert (both["R17"] == both["N_CEASED"]).all()
    assert (both["R15"] + both["R17"] == both["N_CLA_ANY"]).all()


def unexplained(region: str, stock: str, starts: str, ends: str) -> dict[tuple[str, str], float]:
    """Return, by area and quarter, what starts and ends do not explain of a change of stock."""
    found = {}
    for area, rows in totals(region)[[stock, starts, ends]].dropna().groupby(level="area"):
        one = rows.droplevel("area")
        following = one.index[1:]
        change = one[stock].diff() - one[starts] + one[ends]
        found |= {(area, quarter): change[quarter] for quarter in following if change[quarter]}
    return found


@pytest.mark.parametrize("region", REGIONS)
def test_stocks_follow_from_starts_and_ends_but_for_the_recount(region):
    [plant] = [one for one in PLANTED if one.shows is Shows.RECOUNT]
    assert unexplained(region, "R15", "R16", "R17") == {}
    [(where, moved)] = unexplained(region, "R11", "R10", "R12").items()
    assert where == place(region, plant)
    usual = totals(region).loc[(where[0], YEAR[-1]), "R11"]
    assert abs(moved) == int(usual * RECOUNTED) > max(5, 0.03 * usual)  # what a check asks about


def test_schools_refer_less_in_summer_and_others_do_not():
    found = cells("east_midlands").query("item == 'R02S'").copy()
    found["quarter"] = found["period"].str[-2:]
    by = found.pivot_table("number", "breakdown", "quarter", aggfunc="sum")
    assert (by.loc["2A", "Q2"] < 0.75 * by.loc["2A", ["Q1", "Q3", "Q4"]]).all()
    assert (by.loc["6", "Q2"] > 0.95 * by.loc["6", ["Q1", "Q3", "Q4"]]).all()


def test_sources_divide_as_in_england():
    found = cells("east_midlands").query("item == 'R02S'").groupby("breakdown")["number"].sum()
    shares = found / found.sum()
    assert abs(shares["6"] - 0.285) < 0.03  # police
    assert abs(shares["2A"] - 0.203) < 0.03  # schools
    assert abs(sum(typical.SOURCES.values()) - 1) < 1e-9


def test_quarters_vary_like_counts_and_not_like_a_formula():
    # From one quarter to the next a Poisson count of mean m varies by about sqrt(2 m).
    starts = totals("east_midlands").pivot_table("R16", "period", "area").astype(float)
    steps = starts.diff().std() / (2 * starts.mean()) ** 0.5
    assert steps.between(0.6, 1.8).all()


@settings(max_examples=6)
@given(seed=st.text(max_size=8))
def test_whatever_the_seed_invented_figures_hold_together(seed):
    for region in REGIONS:
        for one in invent_authorities(CATALOGUE, CATALOGUE.regions[region], LAST, 24, seed):
            check_figures(one)


def check_figures(one: Authority) -> None:
    figures = one.figures
    single = {item: numbers for (item, code), numbers in figures.items() if not code}
    assert all((numbers >= 0).all() for numbers in figures.values())
    for dataset in (NATIONAL, ADDITIONAL):
        for item in CATALOGUE.datasets[dataset].items:
            if item.at_most:
                assert (single[item.name] <= single[item.at_most]).all(), item.name
    parts = sum(numbers for (item, _), numbers in figures.items() if item == "R02S")
    assert (parts == single["R02"]).all()
    assert (single["R01"] >= single["R02"]).all()
    assert (single["N_ICPC"] <= single["R08"]).all()
    looked_after, starts, ends = (single[item] for item in ("R15", "R16", "R17"))
    assert (looked_after[1:] == looked_after[:-1] + starts[1:] - ends[1:]).all()
