"""Invented figures against published ones: four quarters are as LAIT and DfE say, to a child."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import pandas as pd
import pytest
from conftest import ROOT, SHARED
from desk_builders import CATALOGUE, DERBYSHIRE, RUTLAND
from return_demo_builders import NORTH, REGIONS, WEST, YEAR, totals

from yardstick.demonstration import typical
from yardstick.demonstration.calibration import published_levels

LAIT = SHARED / "data/published/lait/bds_long_0.parquet"


# Indicator: the item below it; none where it is a rate over the population.
FLOWS = {"R02": "", "R03": "R02", "R06": "R05", "R08": "", "R09": "N_ICPC", "R10": "", "R12": ""}
FLOWS |= {"R13": "R10", "R16": "", "R17": ""}
STOCKS = {"R07": "", "R11": "", "R15": "", "R18": "", "S01": "N_CL1921", "S02": "N_CL1921"}
STOCKS |= {"S03": "N_CLA", "S04": "N_CLA25U16", "S05": "N_CLA12", "S06": "N_CLA12"}
STOCKS |= {"S07": "N_CLA12"}

# LAIT's measures of the first table of published values, each with the indicator it is.
MEASURES = {
    "CPP_Total_Rateper10,000": "R02",
    "ReReferral": "R03",
    "Continue_Assess_Comp": "R06",
    "CIN": "R07",
    "Section_47": "R08",
    "CP_conf_15days": "R09",
    "CPP_Abuse_Rate": "R10",
    "CPP_rate": "R11",
    "DeRegCPR": "R12",
    "PrevRegCPR": "R13",
    "LAC": "R15",
    "LAC_Start_Rate": "R16",
    "LAC_Cease_Rate": "R17",
    "Unacc_Asylmn_Seek_Childn": "R18",
    "CareLeaverEET": "S01",
    "CareLeaverAcc": "S02",
    "LACStable_2016on": "S03",
    "LAC_LongStable%": "S04",
    "LACVaccinations%": "S05",
    "LACDental%": "S06",
    "LACHealth%": "S07",
}


Published: TypeAlias = dict[tuple[str, str], float]


def published_in(table: pd.DataFrame) -> Published:
    """Return LAIT's values for 2025 by GSS code and indicator, read without the product."""
    rows = table[table["Short Desc"].isin(MEASURES) & (table["Years"] == "2025")]
    numbers = pd.to_numeric(rows["LA Number"]).fillna(0).astype(int).astype(str)
    values = pd.to_numeric(rows["Values"], errors="coerce")
    by_dfe = CATALOGUE.reference.by_dfe
    return {
        (by_dfe[number], MEASURES[measure]): value
        for number, measure, value in zip(numbers, rows["Short Desc"], values, strict=True)
        if number in by_dfe and pd.notna(value)
    }


@cache
def sample() -> Published:
    return published_in(pd.read_csv(ROOT / "data/samples/official_lait.csv", dtype=str))


def invented_and_published(
    region: str, area: str, indicator: str, value: float
) -> tuple[float, float]:
    """Return how many were invented, and how many the published value stands for."""
    people = CATALOGUE.reference.population(area, 2024).people
    one = totals(region).loc[area].loc[list(YEAR)]
    if indicator in FLOWS:
        below, counts = FLOWS[indicator], one.sum()
    else:
        below, counts = STOCKS[indicator], one.iloc[-1]
    if indicator == "R18":
        return float(counts["R18"]), value
    wanted = value * people / 10_000 if not below else value * counts[below] / 100
    return float(counts[indicator]), float(wanted)


def assert_agrees(region: str, indicator: str, published: Published) -> None:
    compared = 0
    for area in CATALOGUE.regions[region].authorities:
        if (area, indicator) in published:
            value = published[area, indicator]
            invented, wanted = invented_and_published(region, area, indicator, value)
            # Where a child is more than 1 %, the nearest whole child.
            assert abs(invented - wanted) <= max(0.01 * wanted, 0.5), (area, indicator)
            compared += 1
    assert compared >= len(CATALOGUE.regions[region].authorities) - 1


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("indicator", [*FLOWS, *STOCKS])
def test_four_quarters_agree_with_what_was_published_within_one_percent(region, indicator):
    assert_agrees(region, indicator, sample())


@pytest.mark.shared
@pytest.mark.skipif(not LAIT.exists(), reason="the official files are not here")
def test_four_quarters_agree_with_the_whole_official_table():
    whole = published_in(pd.read_parquet(LAIT))
    for region in REGIONS:
        for indicator in (*FLOWS, *STOCKS):
            assert_agrees(region, indicator, whole)


HEADER = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region"


def test_published_levels_are_rates_of_the_year_that_can_be_compared(tmp_path):
    rows = [
        "Section_47,,2025,Derbyshire,244.1,830,East Midlands",
        "Section_47,,2024,Derbyshire,200.0,830,East Midlands",  # of another year
        "Section_47,,2025,Derby,-,831,East Midlands",  # not published
        "Section_47,,2025,Northamptonshire,150.0,928,East Midlands",  # had no people by then
        "Unacc_Asylmn_Seek_Childn,,2025,Derbyshire,73,830,East Midlands",  # a number
        "NoCareLeavers,,2025,Derbyshire,400,830,East Midlands",  # counted in another way
    ]
    path = tmp_path / "lait.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    levels = published_levels(CATALOGUE, path)
    assert levels == {DERBYSHIRE: {"R08": 244.1, "R18": pytest.approx(73 / 156_155 * 10_000)}}


def test_known_counts_of_the_year_are_met():
    # DfE, Characteristics of children in need, 2024-25; looked-after children at 31 March 2025.
    year = totals("east_midlands").loc[(slice(None), list(YEAR)), :].groupby("area").sum()
    end = totals("east_midlands").xs("2024-25 Q4", level="period")
    assert year.loc["E06000016", "R02"] == 3203  # Leicester
    assert year.loc["E06000018", "R02"] == 3953  # Nottingham
    assert abs(year.loc["E06000018", "R03"] - 1074) <= 1
    assert end.loc[RUTLAND, "R11"] == 28
    assert end["R18"].sum() == 518  # the ten authorities' own counts


@pytest.mark.parametrize("region", REGIONS)
def test_what_nobody_publishes_is_of_a_plausible_size(region):
    year = totals(region).loc[(slice(None), list(YEAR)), :].groupby("area").sum()
    people = pd.Series(
        {code: CATALOGUE.reference.population(code, 2024).people for code in year.index}
    )
    assert (year["R01"] / people * 10_000).between(1_000, 5_000).all()
    assert ((year["R04"] / year["R05"]).between(0.93, 1.07)).all()
    assert 0.07 <= year["R14"].sum() / year["R10"].sum() <= 0.12
    for item in ("R21", "R22", "R23", "R24", "S14", "S15", "S21", "S22"):
        counts = totals(region).xs(YEAR[-1], level="period") if item in ("R21", "S14") else year
        usual = typical.RATES[item]
        rates = counts[item] / people * 10_000
        assert (rates / usual).between(0.45, 2.2).all(), item
    assert (year["R02"] / year["R01"]).between(0.08, 0.5).all()


@pytest.mark.parametrize("region", REGIONS)
def test_assessments_started_and_completed_differ_in_the_newest_quarter_too(region):
    newest = totals(region).xs("2025-26 Q4", level="period")[["R04", "R05"]].dropna()
    assert len(newest) > 5
    assert (newest["R04"] != newest["R05"]).mean() > 0.5


def test_northamptonshire_stands_out_in_health_and_immunisations_as_published():
    end = totals("east_midlands").xs("2024-25 Q4", level="period").astype(float)
    for item in ("S05", "S07"):
        share = 100 * end[item] / end["N_CLA12"]
        assert share[[NORTH, WEST]].between(47.5, 49.5).all()
        assert share.drop([NORTH, WEST]).min() > 75
