"""What a release holds for its reader: what came in, what was revised, what is open to whom."""

from __future__ import annotations

import pandas as pd
from desk_builders import (
    CATALOGUE,
    DERBY,
    DERBYSHIRE,
    ENGLAND,
    LEICESTER,
    REGION,
    RUTLAND,
    selection,
    viewer,
)
from five_year_builders import QUARTERS

from yardstick.model import Basis

pytest_plugins = ["five_year_fixtures"]


def test_the_newest_official_file_wins_and_the_revision_is_listed(derbyshire):
    coverage = derbyshire.coverage()
    england = derbyshire.figures(
        selection(indicator="R15", basis=Basis.PUBLISHED), [ENGLAND], ["2023-24"]
    )
    assert england["value"].tolist() == [71.0]
    revised = coverage.revisions[coverage.revisions["item"] == "LAC"]
    assert revised[["area", "before", "after"]].to_numpy().tolist() == [[ENGLAND, 70.0, 71.0]]
    assert sorted(coverage.files["release"]) == ["2024", "2025"]


def test_every_expected_return_has_a_state(derbyshire):
    returns = derbyshire.coverage().returns.set_index(["area", "period"])["state"]
    assert returns[DERBY, QUARTERS[-1]] == "missing"
    assert returns[DERBY, QUARTERS[0]] == "received"
    assert returns[LEICESTER, QUARTERS[0]] == "late"
    assert returns[RUTLAND, QUARTERS[-1]] == "resubmitted"
    assert ("E06000061", "2020-21 Q4") not in returns.index  # did not exist


def test_what_another_area_corrected_is_told_without_its_numbers(five_years, derbyshire):
    others = derbyshire.coverage().revisions.set_index(["area", "item"])
    assert others.loc[(RUTLAND, "R02"), "status"] == "c"
    assert pd.isna(others.loc[(RUTLAND, "R02"), "before"])
    own = five_years.results(viewer(RUTLAND)).coverage().revisions.set_index(["area", "item"])
    assert own.loc[(RUTLAND, "R02"), ["before", "after"]].tolist() == [2000, 2010]


def test_the_manifest_says_what_a_reader_can_cite(derbyshire):
    manifest = derbyshire.coverage().manifest
    assert manifest["Release"] == derbyshire.release
    assert manifest["Figures"] == "invented, for demonstration"


def test_the_register_lists_everything_and_says_what_is_open(five_years):
    reader = five_years.results(viewer(DERBYSHIRE, datasets=["riia_quarterly"]))
    entries = {entry.indicator.id: entry for entry in reader.register()}
    assert entries.keys() == CATALOGUE.indicators.keys()
    assert (entries["R02"].granted, entries["S01"].granted) == (True, False)
    assert entries["R02"].latest == "January to March 2025"
    assert entries["S01"].latest == ""


def test_a_viewer_without_an_area_starts_at_the_regions_first(five_years, derbyshire):
    assert derbyshire.home_area().code == DERBYSHIRE
    assert five_years.results(viewer()).home_area().code == REGION.authorities[0]
    assert derbyshire.region.id == "east_midlands"
    assert derbyshire.newest == derbyshire.release
    assert [area.code for area in derbyshire.areas()] == list(REGION.authorities)


def test_a_named_release_is_read_and_the_newest_is_still_known(five_years):
    named = five_years.results(viewer(DERBYSHIRE), five_years.releases.get().info.id)
    assert named.newest == named.release


def test_periods_are_those_of_the_series_and_none_for_a_series_that_is_not(derbyshire):
    assert [p.key for p in derbyshire.periods("R02", Basis.QUARTERLY)] == QUARTERS
    assert derbyshire.periods("R15", Basis.ROLLING) == ()
