"""The invented returns of a region: alike every time, whole, and sent as returns are."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys

import pytest
from conftest import ROOT
from desk_builders import CATALOGUE, DERBYSHIRE, REGION
from return_demo_builders import NORTH, REGIONS, WEST, cells, returns

from yardstick.demonstration.planted import ADDITIONAL, NATIONAL
from yardstick.demonstration.returns import invent_returns
from yardstick.model import Period, Status

# ---- alike every time ---------------------------------------------------------------------


DIGEST = """
import hashlib, sys
from pathlib import Path
from yardstick.catalogue.load import load_catalogue
from yardstick.demonstration.returns import invent_returns
known = load_catalogue(Path("data"))
digest = hashlib.sha256()
for one in invent_returns(known, known.regions["east_midlands"], quarters=9):
    digest.update(repr((one.dataset, one.area, one.period, one.received, one.due)).encode())
    digest.update(one.counts.to_csv().encode())
print(digest.hexdigest())
"""


def test_the_same_arguments_give_the_same_bytes_in_any_process():
    run = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    digest = hashlib.sha256()
    for one in invent_returns(CATALOGUE, REGION, quarters=9):
        digest.update(repr((one.dataset, one.area, one.period, one.received, one.due)).encode())
        digest.update(one.counts.to_csv().encode())
    assert run == [digest.hexdigest()] * 2


def test_another_seed_gives_other_figures():
    one, other = (
        next(iter(invent_returns(CATALOGUE, REGION, quarters=1, seed=seed))) for seed in "ab"
    )
    assert one.counts["number"].tolist() != other.counts["number"].tolist()


# ---- shape --------------------------------------------------------------------------------


@pytest.mark.parametrize("region", REGIONS)
def test_there_are_24_quarters_to_march_2026(region):
    found = sorted({Period.parse(one.period) for one in returns(region)})
    assert (found[0].key, found[-1].key, len(found)) == ("2020-21 Q1", "2025-26 Q4", 24)
    assert found[-1].end == dt.date(2026, 3, 31)


def test_an_authority_has_no_return_from_before_it_existed():
    for area in (NORTH, WEST):
        found = [one.period for one in returns("east_midlands") if one.area == area]
        assert min(found) == "2021-22 Q1"


@pytest.mark.parametrize("region", REGIONS)
def test_every_item_of_both_returns_is_invented_with_every_part(region):
    for dataset in (NATIONAL, ADDITIONAL):
        of_dataset = cells(region)[cells(region)["dataset"] == dataset]
        for name, item in CATALOGUE.items_of(dataset).items():
            rows = of_dataset[of_dataset["item"] == name]
            parts = CATALOGUE.reference.parts_of(item.breakdown) if item.breakdown else ()
            assert set(rows["breakdown"]) == ({part.code for part in parts} or {""})
            assert rows["number"].notna().mean() > 0.6  # a mean of no children has none


@pytest.mark.parametrize("region", REGIONS)
def test_numbers_are_whole_and_stand_beside_statuses_that_have_one(region):
    found = cells(region)
    has_value = found["status"].map(lambda letter: Status(letter).has_value)
    assert (found["number"].notna() == has_value).all()
    shown = found["number"].dropna()
    assert ((shown >= 0) & (shown == shown.round())).all()


def test_an_item_this_demonstration_knows_nothing_of_was_not_collected():
    dataset = CATALOGUE.datasets[NATIONAL]
    new = dataset.items[0].model_copy(update={"name": "R99"})
    later = dataset.items[1].model_copy(update={"collected_from": "2025-26 Q4"})
    items = (new, later, *dataset.items[2:])
    changed = CATALOGUE.datasets | {NATIONAL: dataset.model_copy(update={"items": items})}
    altered = type(CATALOGUE)(**{**vars(CATALOGUE), "datasets": changed})
    for one in invent_returns(altered, REGION, quarters=2):
        if one.dataset == NATIONAL:
            rows = one.counts.set_index("item")
            assert rows.loc["R99", "status"] == Status.UNAVAILABLE
            begun = one.period == "2025-26 Q4"
            assert (rows.loc["R02", "status"] != Status.UNAVAILABLE) == begun


def test_every_return_says_that_it_is_a_demonstration():
    senders = {one.area: one.submitted_by for one in returns("east_midlands")}
    assert senders[DERBYSHIRE] == "demonstration:derbyshire"
    assert senders[NORTH] == "demonstration:north-northamptonshire"
    assert all(sender.startswith("demonstration:") for sender in senders.values())


@pytest.mark.parametrize("region", REGIONS)
def test_returns_come_in_order_and_are_due_six_weeks_after_the_quarter(region):
    received = [one.received for one in returns(region)]
    assert received == sorted(received)
    for one in returns(region):
        assert one.due == Period.parse(one.period).end + dt.timedelta(42)
    late = sum(one.received > one.due for one in returns(region)) / len(returns(region))
    assert 0.01 < late < 0.12


def test_what_is_planted_before_the_first_quarter_is_left_out():
    found = list(invent_returns(CATALOGUE, REGION, quarters=2))
    assert {one.period for one in found} == {"2025-26 Q3", "2025-26 Q4"}


def test_quarters_before_the_published_year_can_be_invented_too():
    last = Period.parse("2022-23 Q1")
    found = list(invent_returns(CATALOGUE, REGION, last=last, quarters=3))
    assert {one.period for one in found} == {"2021-22 Q3", "2021-22 Q4", "2022-23 Q1"}
