"""Data sets beside each other: who is judged by what, and what each page names as its sources."""

from __future__ import annotations

import pandas as pd
import pytest
from desk_builders import DERBYSHIRE, REGION, new_store, open_desk, selection, send, viewer

from yardstick.model import Judgement, TrendWord
from yardstick.stats.intervals import wilson_interval


def test_absence_is_judged_by_pupils_and_not_by_half_days(tmp_path):
    store = new_store(tmp_path)
    for area in REGION.authorities:
        missed = 1_958_468 if area == DERBYSHIRE else 1_944_000  # 6.66 % against 6.61 %
        numbers = {"N_SESSIONS": 29_421_480, "E09": missed}
        send(store, area, "2024/25", "provisional_outcomes", **numbers)
    reader = open_desk(store).results(viewer(DERBYSHIRE))
    found = reader.trend(selection(indicator="E09")).latest
    pupils = wilson_interval(1_958_468 / 380, 29_421_480 / 380)
    assert (found.lower, found.upper) == pytest.approx([100 * float(one) for one in pupils])
    board = reader.board(selection()).values.set_index(["indicator", "area"])
    assert board.loc[("E09", DERBYSHIRE), "judgement"] == Judgement.SIMILAR


def test_every_source_of_a_page_is_named_once_and_a_year_is_not_called_a_quarter(tmp_path):
    store = new_store(tmp_path)
    send(store, DERBYSHIRE, "2024/25", "provisional_outcomes", N_SESSIONS=29_421_480, E09=1_958_468)
    send(store, DERBYSHIRE, "2024-25 Q4", R02=100, R03=20)
    results = open_desk(store).results(viewer(DERBYSHIRE))
    both = "National quarterly indicators; Provisional education outcomes"
    for shown in (results.board(selection()), results.profile(selection())):
        assert shown.stamp.source == both
    assert results.standing(selection()).stamp.source == both
    assert results.trend(selection(indicator="E09")).stamp.basis == "One year"
    assert results.trend(selection(indicator="R03")).stamp.basis == "One quarter"


def test_a_trend_and_a_change_never_reach_over_a_break(tmp_path):
    store = new_store(tmp_path)
    for year, missed in ((2018, 900), (2020, 900), (2021, 700), (2022, 600), (2023, 500)):
        numbers = {"N_SESSIONS": 3_800_000, "E09": missed * 380}
        send(store, DERBYSHIRE, f"{year}/{year - 1999}", "provisional_outcomes", **numbers)
    found = open_desk(store).results(viewer(DERBYSHIRE)).trend(selection(indicator="E09"))
    assert found.recent.word is TrendWord.CANNOT_SAY  # the break of 2021/22 leaves three figures
    assert found.change == pytest.approx(-1.0)


def test_the_year_after_a_break_has_no_change_and_its_series_begins_there(tmp_path):
    store = new_store(tmp_path)
    for year in ("2020/21", "2021/22"):
        numbers = {"N_SESSIONS": 3_800_000, "E09": 380_000}
        send(store, DERBYSHIRE, year, "provisional_outcomes", **numbers)
    results = open_desk(store).results(viewer(DERBYSHIRE))
    assert results.trend(selection(indicator="E09")).change is None
    profile = results.profile(selection()).values.set_index("indicator")
    assert pd.isna(profile.loc["E09", "change"])
    assert not profile.loc["E09", "change_is_real"]
