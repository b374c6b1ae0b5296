"""The return to DfE: every item in the agreed order, exact for the host and for nobody else."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from desk_builders import (
    CATALOGUE,
    DERBY,
    DERBYSHIRE,
    LEICESTER,
    REGION,
    RUTLAND,
    new_store,
    open_desk,
    selection,
    send,
    viewer,
)

from yardstick.access.errors import AccessDenied
from yardstick.access.policy import exact_reader
from yardstick.model import Basis, Grant, Reach, Status
from yardstick.results.dfe_return import COLUMNS, DATASET, dfe_periods, dfe_return, item_number

EARLIER, PERIOD = "2024-25 Q2", "2024-25 Q3"
PUBLISHER = replace(viewer(), partner=REGION.host, roles=frozenset({"publisher"}))
SENT = {  # R10 of Rutland is 3: small, and nobody else's to see
    DERBYSHIRE: {"R02": 2738, "R03": 600, "R10": 151},
    DERBY: {"R02": 924, "R03": 201, "R10": 62},
    RUTLAND: {"R02": 105, "R03": 26, "R10": 3},
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("dfe"))
    for area in REGION.authorities:
        send(store, area, EARLIER, R02=1000, R03=200, R10=40)
    for area, numbers in SENT.items():
        send(store, area, PERIOD, **numbers, **{"R02S/6": 40, "R02S/2A": numbers["R02"] - 40})
    return open_desk(store)


@pytest.fixture(scope="module")
def made(desk):
    return dfe_return(desk, PUBLISHER, PERIOD)


def row(made, indicator, code, item=""):
    rows = made.rows[made.rows["indicator"].eq(indicator) & made.rows["gss_code"].eq(code)]
    (found,) = rows[rows["item"].str.endswith(item)].to_dict("records")
    return found


def test_each_authoritys_own_number_stands_in_it_however_small(made):
    for area, numbers in SENT.items():
        for item, number in numbers.items():
            assert row(made, item, area)["number"] == number
    assert row(made, "R03", RUTLAND)["value"] == pytest.approx(100 * 26 / 105)
    assert row(made, "R02S", RUTLAND, ": Police")["number"] == 40


def test_what_is_exact_here_is_hidden_from_the_same_person_on_a_page(desk, made):
    seen = desk.results(PUBLISHER).comparison(
        selection(indicator="R10", basis=Basis.QUARTERLY, period=PERIOD)
    )
    hidden = seen.values.set_index("area").loc[RUTLAND]
    assert hidden["status"] == Status.SUPPRESSED
    assert row(made, "R10", RUTLAND)["number"] == 3


@pytest.mark.parametrize("item", ["R02", "R03", "R10"])
def test_the_region_is_the_exact_sum_of_those_that_returned_it(made, item):
    """A naive twin: add what was sent, and divide."""
    region = row(made, item, REGION.code)
    assert region["number"] == sum(numbers[item] for numbers in SENT.values())
    assert region["area"] == "East Midlands (3 of 10)"
    assert region["la_code"] == ""
    if item == "R03":
        below = sum(numbers["R02"] for numbers in SENT.values())
        assert (region["denominator"], region["value"]) == (
            below,
            pytest.approx(100 * region["number"] / below),
        )
    else:
        people = sum(row(made, item, area)["denominator"] for area in SENT)
        assert region["denominator"] == people
        assert region["value"] == pytest.approx(10_000 * region["number"] / people)


def test_a_return_that_is_missing_is_its_symbol_and_no_number(made):
    missing = row(made, "R02", LEICESTER)
    assert missing["status"] == Status.UNAVAILABLE
    assert pd.isna([missing[name] for name in ("number", "denominator", "value")]).all()
    assert (made.returned, made.expected) == (3, 10)


def test_an_item_that_nobody_returned_for_the_quarter_has_no_figure_of_the_region(desk):
    gone = dfe_return(desk, PUBLISHER, "2024-25 Q4")
    assert set(gone.rows["status"]) == {Status.UNAVAILABLE}
    assert gone.rows[["number", "denominator", "value"]].isna().all(axis=None)
    assert (gone.returned, gone.expected) == (0, 10)


def test_items_stand_in_the_agreed_order_and_areas_in_that_of_their_codes(made):
    assert list(made.rows.columns) == COLUMNS
    assert made.rows["item_no"].is_monotonic_increasing
    first = made.rows[made.rows["indicator"] == "R02"]
    assert list(first["gss_code"]) == [*REGION.authorities, REGION.code]
    assert [code for code in first["la_code"] if code] == sorted(
        code for code in first["la_code"] if code
    )
    assert set(made.rows["financial_year"] + " " + made.rows["quarter"]) == {PERIOD}


def test_the_national_list_has_24_items_and_each_is_declared():
    declared = [one for one in CATALOGUE.indicators.values() if one.dataset == DATASET]
    assert sorted({item_number(one) for one in declared}) == list(range(1, 25))
    assert {item_number(CATALOGUE.indicators[name]) for name in ("R09", "R09M")} == {9}


def test_quarters_are_offered_newest_first(desk):
    assert dfe_periods(desk, PUBLISHER) == (PERIOD, EARLIER)


@pytest.mark.parametrize(
    "who",
    [
        viewer(),
        viewer(RUTLAND),
        replace(PUBLISHER, partner="derbyshire"),
        replace(PUBLISHER, roles=frozenset({"executive", "administrator"})),
        replace(PUBLISHER, grants=frozenset({Grant(DATASET, Reach.OWN)})),
        replace(PUBLISHER, grants=frozenset({Grant("workforce", Reach.REGION)})),
        replace(PUBLISHER, grants=frozenset()),
    ],
)
def test_nobody_else_gets_exact_figures(desk, who):
    for ask in (dfe_periods, lambda desk, who: dfe_return(desk, who, PERIOD)):
        with pytest.raises(AccessDenied):
            ask(desk, who)


def test_the_exception_is_for_one_data_set_and_changes_nothing_else_of_the_reader():
    exact = exact_reader(PUBLISHER, REGION, DATASET)
    assert exact.areas == frozenset(REGION.authorities)
    assert exact.grants == {Grant(DATASET, Reach.REGION)}
    assert (exact.account, exact.partner) == (PUBLISHER.account, PUBLISHER.partner)
    assert exact.scope != PUBLISHER.scope


def test_a_store_without_such_returns_has_no_quarter_and_an_empty_return(tmp_path):
    store = new_store(tmp_path)
    send(store, RUTLAND, "2024/25", "provisional_outcomes", E01=60, N_EYFSP=100)
    desk = open_desk(store)
    assert dfe_periods(desk, PUBLISHER) == ()
    nothing = dfe_return(desk, PUBLISHER, PERIOD)
    assert len(nothing.rows) == 0
    assert (nothing.returned, nothing.expected) == (0, 10)
