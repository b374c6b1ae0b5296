"""How good returns are: expected, late, sent again, full, and near to what DfE publishes."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from desk_builders import (
    CATALOGUE,
    DERBY,
    LEICESTER,
    REGION,
    RUTLAND,
    cells,
    new_store,
    open_desk,
    publish_values,
    selection,
    send,
    viewer,
)

from yardstick.model import Period, Reach

DUE = dt.date(2025, 5, 12)  # as `send` has it
QUARTERS = [f"2024-25 Q{part}" for part in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A year of three authorities; Derby came late once and corrected it, Rutland left one out."""
    store = new_store(tmp_path_factory.mktemp("quality"))
    for period in QUARTERS:
        for area, referrals in ((LEICESTER, 800), (DERBY, 1_000), (RUTLAND, 100)):
            if (area, period) == (RUTLAND, QUARTERS[1]):
                continue
            late = (area, period) == (DERBY, QUARTERS[3])
            received = DUE + dt.timedelta(9 if late else -5)
            send(store, area, period, R02=referrals, R15=600, R16="x", received=received)
    send(store, DERBY, QUARTERS[3], R02=1_000, R15=600, R16=4, received=DUE + dt.timedelta(40))
    publish_values(
        store, "2025",
        ("CPP_Total_Rateper10,000", LEICESTER, "2024-25", 352.9),
        ("CPP_Total_NumRef", LEICESTER, "2024-25", 3_040.0),  # 3,200 returned: 5.3 % more
        ("CPP_Total_Rateper10,000", DERBY, "2024-25", 640.0),
        ("CPP_Total_NumRef", DERBY, "2024-25", 4_100.0),  # 4,000 returned: 2.4 % less
        ("LAC", LEICESTER, "2024-25", 66.0), ("LACnum", LEICESTER, "2024-25", 600.0),
    )  # fmt: skip
    return open_desk(store)


def asked(desk, area=DERBY, who=None):
    return desk.results(who or viewer(DERBY)).quality(selection(area))


def test_a_return_is_expected_of_every_authority_for_each_period_that_one_returned(desk):
    found = asked(desk).returns
    existed = [
        code
        for code in REGION.authorities
        if CATALOGUE.reference.areas[code].exists_in(Period.parse(QUARTERS[0]))
    ]
    assert len(found) == len(QUARTERS) * len(existed)
    came = found[found["received"].notna()]
    assert len(came) == 4 + 4 + 3
    assert came["area"].unique().tolist() == [DERBY, LEICESTER, RUTLAND]


def test_of_a_data_set_given_for_own_areas_only_those_returns_are_expected(desk):
    own = viewer(DERBY, reach=Reach.OWN)
    assert set(asked(desk, who=own).returns["area"]) == {DERBY}
    held = desk.results(own).coverage().returns
    assert set(held["area"]) == {DERBY}
    assert "missing" not in set(held["state"])


def test_lateness_is_of_the_first_version_and_corrections_are_counted_apart(desk):
    own = asked(desk).returns.set_index(["area", "period"]).loc[DERBY]
    assert own["days_late"].tolist() == [-5, -5, -5, 9]
    assert own["versions"].tolist() == [1, 1, 1, 2]
    assert own.loc[QUARTERS[3], "received"] == DUE + dt.timedelta(9)


def test_what_is_missing_has_no_number(desk):
    missing = asked(desk).returns.set_index(["area", "period"]).loc[(RUTLAND, QUARTERS[1])]
    assert missing[["days_late", "versions", "cells", "given"]].isna().all()
    assert pd.isna(missing["received"])


def test_cells_are_counted_with_those_that_hold_a_number(desk):
    """A naive twin: count the cells of what was sent."""
    own = asked(desk).returns.set_index(["area", "period"])
    sent = cells({"R02": 800, "R15": 600, "R16": "x"})
    counted = own.loc[(LEICESTER, QUARTERS[0]), ["cells", "given"]]
    assert counted.tolist() == [len(sent), int(sent["number"].notna().sum())] == [3, 2]
    assert own.loc[(DERBY, QUARTERS[3]), ["cells", "given"]].tolist() == [3, 3]


def rows(quality):
    return quality.agreement.set_index(["indicator", "year"])


def test_a_year_within_what_the_checks_allow_agrees_and_one_beyond_does_not(desk):
    near = rows(asked(desk)).loc[("R02", "2024-25")]
    assert (near["returned"], near["published"], near["agrees"]) == (4_000, 4_100, True)
    assert near["apart"] == pytest.approx(100 * (4_000 / 4_100 - 1))
    assert near["allowed"] == "Within 5 %"
    far = rows(asked(desk, LEICESTER)).loc[("R02", "2024-25")]
    assert (far["returned"], far["published"], far["agrees"]) == (3_200, 3_040, False)


def test_a_stock_is_held_against_the_last_day_of_the_year(desk):
    stock = rows(asked(desk, LEICESTER)).loc[("R15", "2024-25")]
    assert (stock["returned"], stock["published"], stock["agrees"]) == (600, 600, True)


def test_an_authority_without_a_published_figure_is_not_compared(desk):
    assert asked(desk, RUTLAND).agreement.empty


def test_agreement_is_made_of_what_the_viewer_is_shown(tmp_path):
    store = new_store(tmp_path)
    for area in REGION.authorities:
        for period in QUARTERS:
            send(store, area, period, R10=1 if area == RUTLAND else 40)
    publish_values(
        store, "2025",
        ("CPP_Abuse_Rate", RUTLAND, "2024-25", 5.0), ("CPP_Abuse", RUTLAND, "2024-25", 4.0),
    )  # fmt: skip
    desk = open_desk(store)
    own = asked(desk, RUTLAND, viewer(RUTLAND)).agreement
    other = asked(desk, RUTLAND, viewer(DERBY)).agreement
    assert own["returned"].tolist() == [4.0]
    assert other["returned"].isna().all()
    assert other["agrees"].isna().all()
    assert other["status"].tolist() == ["c"]


def test_what_was_not_given_is_not_told_of(desk):
    own = viewer(DERBY, reach=Reach.OWN, datasets=["riia_quarterly"])
    seen = asked(desk, who=own).returns
    assert set(seen[seen["received"].notna()]["area"]) == {DERBY}
    nothing = viewer(DERBY, datasets=["workforce"])
    assert asked(desk, who=nothing).returns.empty
    assert asked(desk, who=nothing).datasets == ()


def test_a_data_set_that_is_collected_now_and_then_has_nobody_late(desk):
    collected = {one.id for one in CATALOGUE.datasets.values() if one.cycle == "as_collected"}
    assert collected
    assert not collected & {one.id for one in asked(desk).datasets}


# ---- joint returns ------------------------------------------------------------------------


def test_a_joint_return_counts_for_both_its_authorities_and_no_other_return_does(tmp_path):
    store = new_store(tmp_path)
    north, west = REGION.combined[0].parts
    for area in (north, DERBY):
        send(store, area, "2024-25 Q2", "workforce", R02=1)
        send(store, area, "2024-25 Q2", R02=1)
    held = open_desk(store).results(viewer()).coverage().returns.set_index(["dataset", "area"])
    assert held.loc[("workforce", west), "state"] == held.loc[("workforce", north), "state"]
    assert held.loc[("workforce", west), "received"] == held.loc[("workforce", north), "received"]
    assert held.loc[("workforce", RUTLAND), "state"] == "missing"
    assert held.loc[("riia_quarterly", west), "state"] == "missing"
