"""Every state that a page can show is planted in the invented returns, where it was said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from desk_builders import CATALOGUE, RUTLAND
from return_demo_builders import REGIONS, cells, place, ranked, returns, totals

from yardstick.demonstration.planted import (
    ADDITIONAL,
    MEANS,
    NATIONAL,
    PLANTED,
    STEP_UP,
    Plant,
    Shows,
    settle,
)
from yardstick.demonstration.returns import LAST
from yardstick.model import Direction, Period, Status, TrendWord
from yardstick.stats.intervals import wilson_interval
from yardstick.stats.trend import recent_trend


def planted(*shows: Shows) -> list[tuple[str, Plant]]:
    return [(region, plant) for region in REGIONS for plant in PLANTED if plant.shows in shows]


def cell(region: str, plant: Plant, ago: int | None = None) -> pd.Series:
    area = ranked(region)[plant.rank]
    period = LAST.shifted(-(plant.ago if ago is None else ago)).key
    wanted = (plant.dataset, area, period, plant.item, "")
    keys = ["dataset", "area", "period", "item", "breakdown"]
    return cells(region).set_index(keys).sort_index().loc[wanted]


def test_every_state_is_planted():
    assert {plant.shows for plant in PLANTED} == set(Shows)
    letters = set(cells("east_midlands")["status"])
    assert letters == {
        Status.SHOWN,
        Status.UNAVAILABLE,
        Status.NOT_APPLICABLE,
        Status.UNRELIABLE,
        Status.PROVISIONAL,
    }


@pytest.mark.parametrize(("region", "plant"), planted(Shows.LATE))
def test_a_late_return_comes_after_it_was_due(region, plant):
    area, period = place(region, plant)
    [one] = [
        one
        for one in returns(region)
        if (one.dataset, one.area, one.period) == (plant.dataset, area, period)
    ]
    assert one.received > one.due


@pytest.mark.parametrize(("region", "plant"), planted(Shows.MISSING, Shows.NOT_YET))
def test_what_was_not_submitted_has_no_return(region, plant):
    area, period = place(region, plant)
    sent = {(one.dataset, one.area, one.period) for one in returns(region)}
    before = Period.parse(period).shifted(-1).key
    assert (plant.dataset, area, period) not in sent
    assert (plant.dataset, area, before) in sent


@pytest.mark.parametrize("region", REGIONS)
def test_two_authorities_have_not_yet_submitted_the_newest_quarter(region):
    newest = {one.area for one in returns(region) if one.period == LAST.key}
    assert len(CATALOGUE.regions[region].authorities) - len(newest) == 2


@pytest.mark.parametrize(("region", "plant"), planted(Shows.RESUBMITTED))
def test_a_second_version_comes_later_with_other_figures(region, plant):
    area, period = place(region, plant)
    first, second = (
        one
        for one in returns(region)
        if (one.dataset, one.area, one.period) == (plant.dataset, area, period)
    )
    assert second.received > first.received
    keys = ["item", "breakdown"]
    both = first.counts.merge(second.counts, on=keys, suffixes=("_before", "_after"))
    changed = both[both["number_before"] != both["number_after"]]
    assert set(changed["item"]) == {"R05", "R06", "R22"}
    assert (changed["number_after"] > changed["number_before"]).all()


@pytest.mark.parametrize("region", REGIONS)
def test_the_last_return_to_come_in_is_a_second_version(region):
    *before, newest = returns(region)
    assert any(
        (one.dataset, one.area, one.period) == (newest.dataset, newest.area, newest.period)
        for one in before
    )
    assert newest.received > before[-1].received


@pytest.mark.parametrize(("region", "plant"), planted(Shows.STEP))
def test_a_step_is_a_sudden_change_of_level(region, plant):
    area, period = place(region, plant)
    series = totals(region).loc[area, plant.item].astype(float)
    before, after = series[series.index < period], series[series.index >= period]
    assert abs(after.mean() / before.mean() / STEP_UP - 1) < 0.08
    assert after.min() > before.max()


DIRECTIONS = {
    "R06": ("R05", Direction.HIGHER, TrendWord.IMPROVING),
    "R03": ("R02", Direction.LOWER, TrendWord.WORSENING),
}


@pytest.mark.parametrize(("region", "plant"), planted(Shows.IMPROVING, Shows.WORSENING))
def test_a_steady_change_is_found_by_the_five_point_trend(region, plant):
    below, better, word = DIRECTIONS[plant.item]
    area, _ = place(region, plant)
    one = totals(region).loc[area, [plant.item, below]].astype(float)
    years = one.rolling(4).sum().iloc[3::4]  # of four quarters each, that share none
    lower, upper = wilson_interval(years[plant.item], years[below])
    found, _ = recent_trend(years[plant.item] / years[below], lower, upper, better)
    assert found is word


@pytest.mark.parametrize(("region", "plant"), planted(Shows.NOT_COLLECTED))
def test_an_item_was_not_collected_before_its_quarter(region, plant):
    assert cell(region, plant)["status"] == Status.SHOWN
    assert cell(region, plant, plant.ago + 1)["status"] == Status.UNAVAILABLE
    assert cell(region, plant, 23)["status"] == Status.UNAVAILABLE


@pytest.mark.parametrize(("region", "plant"), planted(Shows.NOT_APPLICABLE))
def test_a_mean_of_no_children_is_not_applicable(region, plant):
    assert cell(region, plant)["status"] == Status.NOT_APPLICABLE
    area, period = place(region, plant)
    assert totals(region).loc[(area, period), plant.whole] == 0


@pytest.mark.parametrize("region", REGIONS)
def test_means_are_not_applicable_exactly_where_there_are_no_children(region):
    rows = cells(region)[cells(region)["dataset"] == ADDITIONAL].set_index(["area", "period"])
    for days, children in MEANS.items():
        nobody = rows[rows["item"] == children]["number"] == 0
        no_mean = rows[rows["item"] == days]["status"] == Status.NOT_APPLICABLE
        assert (nobody == no_mean).all()
        assert nobody.any()


@pytest.mark.parametrize(("region", "plant"), planted(Shows.UNRELIABLE))
def test_an_unreliable_figure_has_no_number(region, plant):
    assert cell(region, plant)["status"] == Status.UNRELIABLE
    assert pd.isna(cell(region, plant)["number"])


@pytest.mark.parametrize(("region", "plant"), planted(Shows.ZERO))
def test_a_zero_is_a_number(region, plant):
    assert cell(region, plant)["number"] == 0
    assert cell(region, plant)["status"] == Status.SHOWN


@pytest.mark.parametrize(("region", "plant"), planted(Shows.EVERYBODY))
def test_everybody_is_all_of_them(region, plant):
    area, period = place(region, plant)
    both = totals(region).loc[(area, period)]
    assert both[plant.item] == both[plant.whole] > 0


@pytest.mark.parametrize(("region", "plant"), planted(Shows.PROVISIONAL))
def test_a_provisional_return_is_so_in_every_cell(region, plant):
    area, period = place(region, plant)
    wanted = {"dataset": plant.dataset, "area": area, "period": period}
    found = cells(region)
    rows = found[(found[list(wanted)] == pd.Series(wanted)).all(axis=1)]
    assert len(rows) > 20
    assert set(rows["status"]) <= {Status.PROVISIONAL, Status.NOT_APPLICABLE}
    assert set(found[found["status"] == Status.PROVISIONAL]["area"]) == {area}


def test_the_smallest_authority_of_the_east_midlands_has_small_counts():
    [plant] = [one for one in PLANTED if one.shows is Shows.SMALL]
    area, _ = place("east_midlands", plant)
    assert area == RUTLAND
    one = totals("east_midlands").loc[area]
    assert one[plant.item].between(1, 5).mean() > 0.7
    assert one["R10"].between(3, 16).all()


@pytest.mark.parametrize(("ago", "moved"), [(2, [-8, -8, 0, 0, 0]), (0, [0, 0, 0, 0, 8])])
def test_a_recount_leaves_the_published_day_as_it_is(ago, moved):
    figures = {("R11", ""): np.array([100, 100, 100, 100, 100])}
    settle(figures, [Plant(Shows.RECOUNT, NATIONAL, 0, ago, "R11")], last=4, anchor=3)
    assert (figures["R11", ""] - 100).tolist() == moved
