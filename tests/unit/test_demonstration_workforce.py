"""Invented returns of the workforce: sound, and what is planted can be found."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import ROOT
from record_demo_builders import sheets_of

from yardstick.catalogue import load_catalogue
from yardstick.demonstration.records import Pattern, invent_workforce, planted_workforce
from yardstick.demonstration.records.workforce import QUARTERS
from yardstick.intake.known import Known
from yardstick.intake.returns import check_return
from yardstick.model import Period

NORTH, WEST, DERBY = "E06000061", "E06000062", "E06000015"


@pytest.fixture(scope="module")
def known():
    return load_catalogue(ROOT / "data")


@pytest.fixture(scope="module")
def region(known):
    return known.regions["east_midlands"]


@pytest.fixture(scope="module")
def returns(known, region):
    return list(invent_workforce(known, region))


def rows(returns, table):
    return pd.concat([one.tables[table].to_pandas() for one in returns if table in one.tables])


def test_the_same_seed_gives_the_same_workforce_and_another_does_not(known, region, returns):
    again = [one.tables for one in invent_workforce(known, region)]
    assert again == [one.tables for one in returns]
    assert again != [one.tables for one in invent_workforce(known, region, "another")]


@pytest.mark.parametrize("at", range(0, 36, 5))
def test_the_declared_checks_find_nothing_to_refuse_or_to_ask(known, returns, at):
    one, dataset = returns[at], known.datasets["workforce"]
    found = check_return(
        sheets_of(dataset, one),
        dataset,
        known.reference,
        area=one.area,
        period=Period.parse(one.period),
        known=Known(),
    )
    missing = {"FILE-04"} if one.area == DERBY else set()  # no worker, so no rate either
    assert {finding.code for finding in found.findings} == missing
    for table, typed in found.tables.items():
        assert typed.schema == one.tables[table].schema


def test_every_table_is_returned_and_the_joint_one_once(region, known, returns):
    (joint,) = [p for p in planted_workforce(known, region) if p.pattern is Pattern.JOINT_RETURN]
    assert (joint.area, joint.other) == (NORTH, WEST)
    sent = [(one.area, one.period) for one in returns]
    assert len(sent) == len(set(sent)) == 9 * len(QUARTERS)
    assert WEST not in {area for area, _ in sent}
    tables = {table.id for table in known.datasets["workforce"].tables}
    assert {table for one in returns for table in one.tables} == tables


def test_agency_workers_add_up_over_roles_services_and_agencies(returns):
    for one in returns:
        workers = one.tables["agency_workers"].to_pandas()["workers"].sum()
        assert workers == one.tables["agency_use"].to_pandas()["assignments"].sum()
        if "agency_rates" in one.tables:
            assert workers == one.tables["agency_rates"].to_pandas()["workers_at_rate"].sum()
    of_area = rows(returns, "agency_workers").groupby("la_code")["workers"].sum()
    assert of_area[DERBY] == 0  # as published
    assert of_area[NORTH] == of_area.max()


def test_only_the_planted_authority_pays_above_the_cap_in_force(known, region, returns):
    (above,) = [p for p in planted_workforce(known, region) if p.pattern is Pattern.ABOVE_CAP]
    found = {}
    for one in returns:
        if "agency_rates" not in one.tables:
            continue
        caps = one.tables["caps"].to_pandas()
        caps = caps[caps["valid_to"].isna()].set_index(["job_role", "pay_basis"])["cap"]
        rates = one.tables["agency_rates"].to_pandas()
        capped = rates.join(caps, on=["job_role", "pay_basis"], how="inner")
        over = capped["pay_rate"] > capped["cap"]
        assert (over == (capped["workers_above_cap"] > 0)).all()
        found.setdefault(one.area, []).append(bool(over.any()))
    assert {area for area, every in found.items() if all(every)} == {above.area}
    assert not any(any(every) for area, every in found.items() if area != above.area)


def test_agencies_are_shared_and_satisfaction_differs(returns):
    used = rows(returns, "agency_use")
    assert used.groupby("agency")["la_code"].nunique().max() > 3
    assert rows(returns, "arrangements")["satisfaction"].nunique() == 5
    pay = rows(returns, "pay")
    of_role = pay[(pay["job_role"] == "SW") & (pay["period"] == QUARTERS[-1].key)]
    assert of_role["salary_least"].max() > 1.03 * of_role["salary_least"].min()


def test_a_region_without_joint_authorities_is_invented_too(known):
    region = known.regions["eastern"]
    assert {one.area for one in invent_workforce(known, region)} == set(region.authorities)
