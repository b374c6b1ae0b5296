"""Invented placements: sound, the same everywhere, and what is planted can be found."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from record_demo_builders import sheets_of

from yardstick.catalogue import load_catalogue
from yardstick.demonstration.records import Pattern, invent_placements, planted_placements
from yardstick.demonstration.records.providers import providers
from yardstick.demonstration.records.school_days import TERMS
from yardstick.intake.known import Known
from yardstick.intake.returns import check_return
from yardstick.model import Period

SAME = ["provider_name", "primary_need", "placement_basis"]


@pytest.fixture(scope="module")
def known():
    return load_catalogue(ROOT / "data")


@pytest.fixture(scope="module")
def region(known):
    return known.regions["east_midlands"]


@pytest.fixture(scope="module")
def returns(known, region):
    return list(invent_placements(known, region))


@pytest.fixture(scope="module")
def rows(returns):
    frame = pd.concat([one.tables["placements"].to_pandas() for one in returns])
    return frame.assign(year=frame["period"].str[:7]).reset_index(drop=True)


@pytest.fixture(scope="module")
def plants(known, region):
    return {one.pattern: one for one in planted_placements(known, region)}


def test_about_three_thousand_placements_are_paid_for_in_a_year(rows):
    a_year = rows.groupby("year")["child_ref"].nunique()
    assert a_year.between(2_000, 3_600).all()
    assert a_year.mean() == pytest.approx(3_000, rel=0.1)
    assert a_year.is_monotonic_increasing


def test_the_same_seed_gives_the_same_placements_and_another_does_not(known, region):
    def made(seed):
        return [one.tables for one in invent_placements(known, region, 0.05, seed)]

    assert made("a") == made("a")
    assert made("a") != made("b")


def test_scale_multiplies_children_and_providers(known, region, rows):
    larger = pd.concat(
        [one.tables["placements"].to_pandas() for one in invent_placements(known, region, 3)]
    )
    assert len(larger) == pytest.approx(3 * len(rows), rel=0.1)
    assert larger["provider_name"].nunique() > 2 * rows["provider_name"].nunique()


@pytest.mark.parametrize("at", [0, 57, 113])
def test_the_declared_checks_find_nothing_to_refuse_or_to_ask(known, returns, at):
    one, dataset = returns[at], known.datasets["send_placements"]
    found = check_return(
        sheets_of(dataset, one),
        dataset,
        known.reference,
        area=one.area,
        period=Period.parse(one.period),
        known=Known(),
    )
    assert found.findings == ()
    assert found.tables["placements"].schema == one.tables["placements"].schema


def test_every_child_has_a_kept_pseudonym_and_every_key_stands_once(rows):
    assert rows["child_ref"].str.fullmatch("P4-[0-9a-f]{32}").all()
    key = ["la_code", "period", "child_ref", "provider_name", "start_month"]
    assert not rows.duplicated(key).any()


def test_a_placement_is_returned_from_its_first_term_to_its_last(rows):
    starts = {term.key: pd.Timestamp(term.start.replace(day=1)) for term in TERMS}
    ends = {term.key: pd.Timestamp(term.end) for term in TERMS}
    ended = pd.to_datetime(rows["actual_end"])
    assert (pd.to_datetime(rows["start_month"]) <= rows["period"].map(ends)).all()
    assert (ended[ended.notna()] >= rows["period"].map(starts)[ended.notna()]).all()
    assert set(rows["end_reason"].dropna()) == {"AGE", "RET", "CHG", "BRK", "MOV"}
    moved = rows.groupby("child_ref")["provider_name"].nunique()
    assert (moved == 2).any()


def test_prices_rise_by_what_was_agreed(rows):
    known_before = rows[rows["price_before"].notna() & (rows["annual_price"] < 100_000)]
    risen = 100 * (known_before["annual_price"] / known_before["price_before"] - 1)
    assert (risen - known_before["uplift_agreed"]).abs().median() < 0.01
    assert (known_before["uplift_agreed"] <= known_before["uplift_requested"]).all()
    assert rows.loc[rows["year"] == "2021/22", "price_before"].isna().all()


def test_the_same_provider_need_and_basis_costs_authorities_differently(rows):
    latest = rows[rows["period"] == TERMS[-1].key]
    cell = latest.groupby([*SAME, "la_code"])["annual_price"].median().groupby(SAME)
    spread = (cell.max() / cell.min())[cell.size() >= 3]
    assert len(spread) > 10
    assert spread.median() > 1.02


def test_a_name_says_that_the_provider_is_invented_and_is_nobody_elses():
    found = providers(20, 10, 140, "seed")
    assert len(set(found.name)) == len(found.name) == 1_800
    assert all(name.startswith("Invented ") for name in found.name)


# ---- planted ------------------------------------------------------------------------------


def test_one_authority_pays_one_provider_a_quarter_more(rows, plants):
    planted = plants[Pattern.DEAR]
    at = rows[(rows["provider_name"] == planted.provider) & (rows["placement_basis"] == "DAY")]
    at = at[(at["primary_need"] == "ASD") & (at["year"] == "2024/25")]
    price = at.groupby("la_code")["annual_price"].median()
    others = price.drop(planted.area)
    assert len(others) >= 3
    assert price[planted.area] / others.median() == pytest.approx(1.25, abs=0.12)
    assert price.idxmax() == planted.area


def test_one_provider_asks_for_most_and_gets_it(rows, plants):
    planted = plants[Pattern.STEEP_UPLIFT].provider
    asked = rows.groupby("provider_name")["uplift_requested"].mean()
    assert asked.idxmax() == planted
    of_it = rows[rows["provider_name"] == planted]
    assert (
        (of_it["uplift_agreed"] == of_it["uplift_requested"])
        .eq(of_it["uplift_requested"].notna())
        .all()
    )


def test_one_group_has_most_of_what_one_authority_spends(rows, plants):
    planted = plants[Pattern.CONCENTRATED]

    def share(area):
        of = rows[rows["la_code"] == area]
        spent = of["annual_price"].where(of["provider_group"] == planted.provider, 0).sum()
        return spent / of["annual_price"].sum()

    shares = {area: share(area) for area in rows["la_code"].unique()}
    assert max(shares, key=shares.get) == planted.area
    assert shares[planted.area] > 0.4


def test_children_stay_at_an_inadequate_provider_and_one_is_not_visited(rows, plants):
    poor = rows[rows["provider_name"] == plants[Pattern.INADEQUATE].provider]
    assert set(poor["judgement"]) == {"INA"}
    assert poor["la_code"].nunique() > 2
    overdue = rows[rows["provider_name"] == plants[Pattern.OVERDUE].provider]
    assert set(overdue["visited"].astype(str)) == {"2021-03-15"}
    others = rows[rows["provider_name"] != plants[Pattern.OVERDUE].provider]
    since = others["period"].map({t.key: pd.Timestamp(t.end) for t in TERMS}) - pd.to_datetime(
        others["visited"]
    )
    assert since.between(pd.Timedelta(0), pd.Timedelta(days=365)).all()


def test_health_pays_for_nobody_of_one_authority(rows, plants):
    paid = rows.groupby("la_code")["fund_health"].sum()
    assert paid[plants[Pattern.NO_HEALTH_MONEY].area] == 0
    assert (np.sort(paid)[1:] > 0).all()
