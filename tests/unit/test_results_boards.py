"""Boards, profiles and standing: every indicator at once, and what to say of it first."""

from __future__ import annotations

import pandas as pd
from desk_builders import DERBY, DERBYSHIRE, ENGLAND, REGION, selection, viewer
from five_year_builders import QUARTERS

from yardstick.model import Reach
from yardstick.results.desk import Desk
from yardstick.results.settings import Settings

pytest_plugins = ["five_year_fixtures"]


def test_the_board_has_a_row_for_every_indicator_and_authority(derbyshire):
    board = derbyshire.board(selection())
    assert len(board.values) == len(board.indicators) * len(REGION.authorities)
    assert not board.values.duplicated(["indicator", "area"]).any()


def test_the_board_says_of_each_cell_what_the_comparison_page_says(derbyshire):
    board = derbyshire.board(selection()).values.set_index(["indicator", "area"])
    for indicator in ("R02", "R03", "R06", "R15"):
        compared = derbyshire.comparison(selection(indicator=indicator)).values.set_index("area")
        for area in REGION.authorities:
            cell, row = board.loc[(indicator, area)], compared.loc[area]
            assert cell["judgement"] == row["judgement"]
            assert cell["status"] == row["status"]
            assert pd.isna(cell["value"]) == pd.isna(row["value"])
            assert pd.isna(cell["value"]) or cell["value"] == row["value"]


def test_an_areas_profile_stands_at_its_own_newest_period_with_the_regions_spread(derbyshire):
    profile = derbyshire.profile(selection(DERBY)).values.set_index("indicator")
    assert profile.loc["R02", ["period", "due"]].tolist() == [QUARTERS[-2], QUARTERS[-1]]
    row = derbyshire.profile(selection()).values.set_index("indicator").loc["R06"]
    assert row["low"] <= row["q1"] <= row["median"] <= row["q3"] <= row["high"] == row["value"]
    assert row["shown"] == 9


def test_standing_names_what_is_better_worse_changed_and_to_ask(derbyshire):
    standing = derbyshire.standing(selection())
    told = {
        kind: [f for f in standing.findings if f.kind == kind]
        for kind in ("better", "worse", "changed", "ask")
    }
    assert [f.indicator for f in told["better"]] == ["R06", "R09"]
    assert told["better"][0].sentence == (
        "Assessments completed within 45 working days: 97.5% in January to March 2025, better than "
        "the East Midlands (81.9%)."
    )
    assert [f.indicator for f in told["worse"]] == ["R03"]
    assert "R02" in [f.indicator for f in told["changed"]]
    assert any("worsening over five yearly figures" in f.sentence for f in told["ask"])
    assert any("improving over five yearly figures" in f.sentence for f in told["changed"])
    assert all(f.rule for f in standing.findings)
    assert standing.counts["all"] == len(derbyshire.profile(selection()).indicators)
    assert standing.counts["better"] == 2


def test_standing_asks_first_for_what_was_not_sent(derbyshire):
    asked = [f for f in derbyshire.standing(selection(DERBY)).findings if f.kind == "ask"]
    assert asked[0].sentence.startswith("Derby has sent nothing for January to March 2025")


def test_the_same_figures_always_give_the_same_lines(five_years):
    fresh = Desk.open(Settings(store=five_years.store.root)).results(viewer(DERBYSHIRE))
    again = five_years.results(viewer(DERBYSHIRE))
    assert fresh.standing(selection()).findings == again.standing(selection()).findings


def test_figures_judge_authorities_only_and_give_the_regions_own_total(derbyshire):
    rows = derbyshire.figures(selection(indicator="R03"), [], []).set_index("area")
    assert rows.loc[DERBYSHIRE, "judgement"] == "worse"
    assert rows.loc[REGION.code, "value"] == rows.loc[DERBYSHIRE, "comparator_value"]
    assert set(rows.loc[[REGION.code, ENGLAND], "judgement"]) == {"not compared"}


def test_own_rows_only_still_make_a_page(five_years):
    own = five_years.results(viewer(DERBYSHIRE, reach=Reach.OWN))
    assert set(own.board(selection()).values["judgement"]) == {"not compared"}
    findings = own.standing(selection()).findings
    assert [f.kind for f in findings if f.kind == "better"] == []
    assert any("worsening" in f.sentence and " against " not in f.sentence for f in findings)
