"""Axes hold every value, have round ticks, and say where they are cut."""

from __future__ import annotations

import pytest
import result_builders as build
from hypothesis import given
from hypothesis import strategies as st

from yardstick.charts.axes import period_axis, scale
from yardstick.model import Period, Unit

NUMBERS = st.lists(st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-6 or value == 0))


@given(NUMBERS, st.sampled_from(list(Unit)), st.booleans())
def test_every_value_lies_on_the_axis_and_ticks_rise_evenly(values, unit, zero):
    made = scale(values, unit, zero=zero)

    assert made.low < made.high
    assert all(made.low - 1e-6 <= value <= made.high + 1e-6 for value in values)
    assert made.ticks[0] == made.low
    assert made.ticks[-1] == made.high
    assert 2 <= len(made.ticks) <= 9
    steps = [after - before for before, after in zip(made.ticks, made.ticks[1:], strict=False)]
    assert max(steps) == pytest.approx(min(steps))


@given(NUMBERS, st.booleans())
def test_an_axis_is_cut_only_where_it_says_so_and_never_for_bars(values, zero):
    made = scale(values, Unit.PER_10K, zero=zero)

    assert made.is_cut == (made.low > 0)
    assert not (zero and made.is_cut)


@given(st.lists(st.floats(0, 100), min_size=1))
def test_a_percentage_never_runs_past_the_whole(values):
    assert scale(values, Unit.PERCENT).high <= 100


@pytest.mark.parametrize(
    ("values", "unit", "ticks"),
    [
        ([12.3, 28.8], Unit.PERCENT, (0, 10, 20, 30)),
        ([79.0, 97.2], Unit.PERCENT, (75, 80, 85, 90, 95, 100)),
        ([100.0], Unit.PERCENT, (80, 100)),
        ([0.0], Unit.PERCENT, (0, 0.2)),
        ([-0.35, 0.18], Unit.SCORE, (-0.4, -0.2, 0, 0.2)),
        ([], Unit.PERCENT, (0, 20, 40, 60, 80, 100)),
        ([], Unit.DAYS, (0, 0.2, 0.4, 0.6, 0.8, 1)),
    ],
)
def test_ticks_are_round(values, unit, ticks):
    assert scale(values, unit).ticks == pytest.approx(ticks)


def test_percent_stands_on_each_tick_and_other_units_do_not():
    axis = scale([12.3, 28.8], Unit.PERCENT).axis(Unit.PERCENT)
    assert axis["ticktext"] == ["0%", "10%", "20%", "30%"]
    assert scale([1200.0], Unit.PER_10K).axis(Unit.PER_10K)["ticktext"][-1] == "1,250"


def labels(periods, **changes):
    return period_axis(periods, **changes)["ticktext"]


def test_few_quarters_are_each_named():
    assert labels(build.periods(3)) == ["Q2<br>2024-25", "Q3<br>2024-25", "Q4<br>2024-25"]


def test_many_quarters_are_named_where_their_year_begins():
    assert labels(build.periods(20)) == [f"Q1<br>20{year}-{year + 1}" for year in range(20, 25)]


def test_very_many_quarters_are_named_every_other_year_back_from_the_newest():
    shown = labels(build.periods(40))
    assert shown[-1] == "Q1<br>2024-25"
    assert len(shown) <= 8


def test_few_names_are_given_even_where_no_year_begins():
    assert labels(build.periods(3), most=2) == ["Q2<br>2024-25", "Q4<br>2024-25"]


def test_years_are_named_by_themselves():
    years = tuple(Period.parse(f"{year}/{(year + 1) % 100:02}") for year in range(2010, 2024))
    assert labels(years)[-1] == "2023/24"
    assert len(labels(years)) == 7
    assert labels(()) == []


def test_every_period_has_its_place_named_or_not():
    axis = period_axis(build.periods(20))
    assert len(axis["categoryarray"]) == 20
    assert axis["range"] == [-0.5, 19.5]
