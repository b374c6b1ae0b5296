"""Boards, profiles, standing, coverage and register: what the pages are cut from."""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import replace

import pandas as pd
import pytest
from desk_builders import (
    CATALOGUE,
    DERBY,
    DERBYSHIRE,
    ENGLAND,
    LEICESTER,
    REGION,
    RUTLAND,
    new_store,
    open_desk,
    publish_values,
    selection,
    send,
    viewer,
)

from yardstick.access.policy import viewer_for
from yardstick.catalogue.declarations import PublishedSeries
from yardstick.model import Basis, Comparator, PeriodKind, Reach, Unit
from yardstick.results import boards
from yardstick.results.cache import Cache
from yardstick.results.desk import Desk, close_desk, desk, region_of
from yardstick.results.gate import Results
from yardstick.results.official import published_series
from yardstick.results.settings import Settings

YEARS = [f"{year}-{year % 100 + 1} Q{part}" for year in range(2020, 2025) for part in range(1, 5)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Five years of a few items, planted so that each kind of line has something to say."""
    store = new_store(tmp_path_factory.mktemp("boards"))
    for at, period in enumerate(YEARS):
        for area in REGION.authorities:
            if (area, at) == (DERBY, len(YEARS) - 1):
                continue  # the newest quarter has not come
            worse = area == DERBYSHIRE
            referrals = 2900 if worse and at > 15 else 2000
            send(
                store, area, period,
                R02=referrals,
                R03=round(referrals * (0.25 + 0.012 * at)) if worse else 480,
                R05=800, R06=780 if worse else 640,
                R09=800 + 5 * at if worse else 850, N_ICPC=950,
                R15=600,
                received=dt.date(2025, 6, 1) if area == LEICESTER else dt.date(2025, 5, 1),
            )  # fmt: skip
    send(
        store, RUTLAND, YEARS[-1], R02=2010, R03=480, R05=800, R06=640, R09=850, N_ICPC=950,
        R15=600, received=dt.date(2025, 7, 1),
    )  # fmt: skip
    publish_values(store, "2024", ("LAC", ENGLAND, "2023-24", 70.0), ("LAC", DERBY, "2023-24", 80))
    publish_values(
        store, "2025",
        ("LAC", ENGLAND, "2023-24", 71.0), ("LAC", ENGLAND, "2024-25", 67.0),
        ("LAC", DERBYSHIRE, "2024-25", 66.0), ("LAC", REGION.code, "2024-25", 62.0),
        ("LAC", RUTLAND, "2024-25", float("nan")),
    )  # fmt: skip
    return open_desk(store)


@pytest.fixture(scope="module")
def results(opened):
    return opened.results(viewer(DERBYSHIRE))


def test_the_board_has_a_row_for_every_indicator_and_authority(results):
    board = results.board(selection())
    assert len(board.values) == len(board.indicators) * len(REGION.authorities)
    assert not board.values.duplicated(["indicator", "area"]).any()


def test_the_board_says_of_each_cell_what_the_comparison_page_says(results):
    board = results.board(selection()).values.set_index(["indicator", "area"])
    for indicator in ("R02", "R03", "R06", "R15"):
        compared = results.comparison(selection(indicator=indicator)).values.set_index("area")
        for area in REGION.authorities:
            cell, row = board.loc[(indicator, area)], compared.loc[area]
            assert cell["judgement"] == row["judgement"]
            assert cell["status"] == row["status"]
            assert pd.isna(cell["value"]) == pd.isna(row["value"])
            assert pd.isna(cell["value"]) or cell["value"] == row["value"]


def test_an_areas_profile_stands_at_its_own_newest_period_with_the_regions_spread(results):
    profile = results.profile(selection(DERBY)).values.set_index("indicator")
    assert profile.loc["R02", ["period", "due"]].tolist() == [YEARS[-2], YEARS[-1]]
    row = results.profile(selection()).values.set_index("indicator").loc["R06"]
    assert row["low"] <= row["q1"] <= row["median"] <= row["q3"] <= row["high"] == row["value"]
    assert row["shown"] == 9


def test_standing_names_what_is_better_worse_changed_and_to_ask(results):
    standing = results.standing(selection())
    told = {
        kind: [f for f in standing.findings if f.kind == kind]
        for kind in ("better", "worse", "changed", "ask")
    }
    assert [f.indicator for f in told["better"]] == ["R06", "R09"]
    assert told["better"][0].sentence == (
        "Assessments completed within 45 working days: 97.5%, better than the East Midlands "
        "(81.9%), January to March 2025."
    )
    assert [f.indicator for f in told["worse"]] == ["R03"]
    assert "R02" in [f.indicator for f in told["changed"]]
    assert any("worsening over five points" in f.sentence for f in told["ask"])
    assert any("improving over five points" in f.sentence for f in told["changed"])
    assert all(f.rule for f in standing.findings)
    assert standing.counts["all"] == len(results.profile(selection()).indicators)
    assert standing.counts["better"] == 2


def test_standing_asks_first_for_what_was_not_sent(results):
    asked = [f for f in results.standing(selection(DERBY)).findings if f.kind == "ask"]
    assert asked[0].sentence.startswith("Derby has sent nothing for January to March 2025")


def test_the_same_figures_always_give_the_same_lines(opened):
    fresh = Desk.open(Settings(store=opened.store.root)).results(viewer(DERBYSHIRE))
    again = opened.results(viewer(DERBYSHIRE))
    assert fresh.standing(selection()).findings == again.standing(selection()).findings


def test_published_values_make_a_series_of_their_own_with_an_interval_where_it_follows(results):
    trend = results.trend(selection(indicator="R15", basis=Basis.PUBLISHED))
    assert trend.latest.value == 66.0
    assert trend.latest.numerator == round(66.0 * 156_155 / 10_000)
    assert trend.latest.lower < 66 < trend.latest.upper
    assert [period.key for period in trend.periods] == ["2023-24", "2024-25"]
    assert not trend.stamp.invented
    assert results.trend(selection(indicator="R15")).stamp.invented


def test_the_newest_official_file_wins_and_the_revision_is_listed(results):
    coverage = results.coverage()
    england = results.figures(
        selection(indicator="R15", basis=Basis.PUBLISHED), [ENGLAND], ["2023-24"]
    )
    assert england["value"].tolist() == [71.0]
    revised = coverage.revisions[coverage.revisions["item"] == "LAC"]
    assert revised[["area", "before", "after"]].to_numpy().tolist() == [[ENGLAND, 70.0, 71.0]]
    assert coverage.files["release"].tolist() == ["2025", "2024"] or len(coverage.files) == 2


def test_every_expected_return_has_a_state(results):
    returns = results.coverage().returns.set_index(["area", "period"])["state"]
    assert returns[DERBY, YEARS[-1]] == "missing"
    assert returns[DERBY, YEARS[0]] == "received"
    assert returns[LEICESTER, YEARS[0]] == "late"
    assert returns[RUTLAND, YEARS[-1]] == "resubmitted"
    assert ("E06000061", "2020-21 Q4") not in returns.index  # did not exist


def test_what_another_area_corrected_is_told_without_its_numbers(opened, results):
    others = results.coverage().revisions.set_index(["area", "item"])
    assert others.loc[(RUTLAND, "R02"), "status"] == "c"
    assert pd.isna(others.loc[(RUTLAND, "R02"), "before"])
    own = opened.results(viewer(RUTLAND)).coverage().revisions.set_index(["area", "item"])
    assert own.loc[(RUTLAND, "R02"), ["before", "after"]].tolist() == [2000, 2010]


def test_the_manifest_says_what_a_reader_can_cite(results):
    manifest = results.coverage().manifest
    assert manifest["Release"] == results.release
    assert manifest["Figures"] == "invented, for demonstration"


def test_the_register_lists_everything_and_says_what_is_open(opened):
    reader = opened.results(viewer(DERBYSHIRE, datasets=["riia_quarterly"]))
    entries = {entry.indicator.id: entry for entry in reader.register()}
    assert entries.keys() == CATALOGUE.indicators.keys()
    assert (entries["R02"].granted, entries["S01"].granted) == (True, False)
    assert entries["R02"].latest == "January to March 2025"
    assert entries["S01"].latest == ""


def test_figures_judge_authorities_only_and_give_the_regions_own_total(results):
    rows = results.figures(selection(indicator="R03"), [], []).set_index("area")
    assert rows.loc[DERBYSHIRE, "judgement"] == "worse"
    assert rows.loc[REGION.code, "value"] == rows.loc[DERBYSHIRE, "comparator_value"]
    assert set(rows.loc[[REGION.code, ENGLAND], "judgement"]) == {"not compared"}


def test_a_viewer_without_an_area_starts_at_the_regions_first(opened, results):
    assert results.home_area().code == DERBYSHIRE
    assert opened.results(viewer()).home_area().code == REGION.authorities[0]
    assert (results.region.id, results.invented) == ("east_midlands", True)
    assert results.catalogue_version == CATALOGUE.version
    assert results.newest == results.release
    assert [area.code for area in results.areas()] == list(REGION.authorities)


def test_a_named_release_is_read_and_the_newest_is_still_known(opened):
    named = opened.results(viewer(DERBYSHIRE), opened.releases.get().info.id)
    assert named.newest == named.release


def test_periods_are_those_of_the_series_and_none_for_a_series_that_is_not(results):
    assert [p.key for p in results.periods("R02", Basis.QUARTERLY)] == YEARS
    assert results.periods("R15", Basis.ROLLING) == ()


def test_england_beside_an_in_year_stock_is_the_newest_published_year(results):
    trend = results.trend(selection(indicator="R15", comparator=Comparator.ENGLAND))
    assert trend.comparator.set_index("period").loc["2024-25 Q4", "value"] == 67.0
    assert trend.against.detail == "England as published"


def test_own_rows_only_still_make_a_page(opened):
    own = opened.results(viewer(DERBYSHIRE, reach=Reach.OWN))
    assert set(own.board(selection()).values["judgement"]) == {"not compared"}
    findings = own.standing(selection()).findings
    assert [f.kind for f in findings if f.kind == "better"] == []
    assert any("worsening" in f.sentence and " against " not in f.sentence for f in findings)


def test_the_desk_is_opened_once_from_the_environment_and_can_be_closed(opened, monkeypatch):
    monkeypatch.setenv("YARDSTICK_STORE", str(opened.store.root))
    close_desk()
    one = desk()
    assert desk() is one
    assert one.is_demonstration
    close_desk()
    assert desk() is not one
    close_desk()


def test_once_a_desk_is_warm_no_reader_waits_for_where_an_authority_stands(opened, monkeypatch):
    opened.warm_up()
    monkeypatch.setattr(boards, "_figures", None)  # it would fail if it were made again
    reader = viewer_for("derbyshire.dcs", opened.accounts, opened.region)
    results = opened.results(reader)
    against = replace(selection(), comparator=Comparator.ENGLAND)
    assert len(results.board(against).values) > len(results.indicators())
    for area in results.areas():
        found = results.profile(replace(against, area=area.code))
        assert len(found.values) == len(found.indicators)


def test_a_desk_is_warmed_once_for_readers_with_the_same_rights(opened, monkeypatch):
    asked = []
    everybody = [
        viewer_for(account, opened.accounts, opened.region)
        for account in opened.accounts.current().credentials.usernames
    ]
    scopes = {viewer.scope for viewer in everybody if viewer is not None}
    assert len(scopes) < len(everybody)
    made = Results.board

    def board(self, selection):
        asked.append(self.viewer.scope)
        return made(self, selection)

    monkeypatch.setattr(Results, "board", board)
    opened.warm_up()
    assert sorted(asked) == sorted(scopes)


def test_a_region_nobody_declared_is_named_with_those_that_are():
    with pytest.raises(Exception, match=r"'moon'.*east_midlands"):
        region_of(CATALOGUE, "moon")


def test_the_cache_makes_once_forgets_the_oldest_and_keeps_no_error():
    made = []
    cache = Cache(2)
    for key in ("a", "b", "a", "c", "b"):
        cache.get(key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "b"]  # b was the least recently used when c came
    with pytest.raises(ZeroDivisionError):
        cache.get("d", lambda: 1 / 0)
    assert cache.get("d", lambda: "mended") == "mended"


def test_a_region_whose_two_sides_are_not_of_the_same_authorities_is_not_shown(tmp_path):
    store = new_store(tmp_path)
    for area in REGION.authorities:
        numerator = {} if area == RUTLAND else {"R03": 30}
        send(store, area, "2024-25 Q4", R02=100, **numerator)
    trend = open_desk(store).results(viewer(DERBYSHIRE)).trend(selection(indicator="R03"))
    assert trend.comparator["status"].tolist() == ["x"]


def test_a_denominator_nobody_sent_leaves_no_figure_and_no_total(tmp_path):
    store = new_store(tmp_path)
    for area in REGION.authorities:
        send(store, area, "2024-25 Q4", R03=30)
    trend = open_desk(store).results(viewer(DERBYSHIRE)).trend(selection(indicator="R03"))
    assert set(trend.values["status"]) == {"x"}
    assert trend.comparator["status"].tolist() == ["x"]


def test_a_regional_percentage_over_fewer_than_thirty_is_unreliable(tmp_path):
    store = new_store(tmp_path)
    for area in REGION.authorities[:3]:
        send(store, area, "2024-25 Q4", R02=8, R03=6)
    trend = open_desk(store).results(viewer(DERBYSHIRE)).trend(selection(indicator="R03"))
    assert trend.comparator["status"].tolist() == ["u"]


def test_nothing_over_nothing_is_not_applicable_and_never_zero(tmp_path):
    store = new_store(tmp_path)
    send(store, DERBYSHIRE, "2024-25 Q4", R02=0, R03=0)
    latest = open_desk(store).results(viewer(DERBYSHIRE)).trend(selection(indicator="R03"))
    assert set(latest.values[latest.values["area"] == DERBYSHIRE]["status"]) == {"z"}


def test_a_plain_count_is_compared_with_nothing(tmp_path):
    store = new_store(tmp_path)
    for area in REGION.authorities:
        send(store, area, "2024-25 Q4", "social_care_additional", S22=40)
    results = open_desk(store).results(viewer(DERBYSHIRE))
    trend = results.trend(selection(indicator="S22"))
    assert (trend.latest.value, trend.verdict.judgement.value) == (40, "not compared")


def test_days_have_no_interval_and_say_so(tmp_path):
    store = new_store(tmp_path)
    for area in REGION.authorities:
        send(store, area, "2024-25 Q4", "social_care_additional", S11=4_000, N_ADOPT=8)
    results = open_desk(store).results(viewer(DERBYSHIRE))
    trend = results.trend(selection(indicator="S11"))
    assert trend.latest.value == 500
    assert "has no interval" in trend.verdict.reason


def test_a_published_percentage_without_a_count_says_why_it_is_not_compared(tmp_path):
    store = new_store(tmp_path)
    publish_values(
        store, "2025", ("LACVaccinations%", DERBYSHIRE, "2024-25", 96.0),
        ("LACVaccinations%", REGION.code, "2024-25", 85.0),
    )  # fmt: skip
    results = open_desk(store).results(viewer(DERBYSHIRE))
    trend = results.trend(selection(indicator="S05"))
    assert trend.latest.value == 96.0
    assert trend.verdict.reason == ("Not compared: no count is published, so there is no interval.")


def test_a_count_published_alone_makes_the_rate(tmp_path):
    store = new_store(tmp_path)
    publish_values(store, "2025", ("Unacc_Asylmn_Seek_Childn", DERBYSHIRE, "2024-25", 73))
    results = open_desk(store).results(viewer(DERBYSHIRE))
    point = results.trend(selection(indicator="R18")).latest
    assert (point.numerator, point.value) == (73, pytest.approx(73 / 156_155 * 10_000))


def test_a_published_series_of_another_definition_is_no_comparator(tmp_path):
    store = new_store(tmp_path)
    send(store, DERBYSHIRE, "2024-25 Q4", R19=300)
    publish_values(store, "2025", ("NoCareLeavers", ENGLAND, "2024-25", 38_190))
    results = open_desk(store).results(viewer(DERBYSHIRE))
    trend = results.trend(selection(indicator="R19", comparator=Comparator.ENGLAND))
    assert trend.comparator["value"].isna().all()
    assert trend.against.detail == "England: nothing comparable is published"


@pytest.mark.parametrize("published", [[], [("LAC", DERBYSHIRE, "2026-27", 66.0)]])
def test_england_without_a_published_value_is_no_comparator(published, tmp_path):
    store = new_store(tmp_path)
    send(store, DERBYSHIRE, "2024-25 Q4", R15=300)
    if published:
        publish_values(store, "2025", *published)
    results = open_desk(store).results(viewer(DERBYSHIRE))
    trend = results.trend(selection(indicator="R15", comparator=Comparator.ENGLAND))
    assert trend.comparator["value"].isna().all()


def test_a_published_plain_count_has_the_interval_of_a_count():
    count = CATALOGUE.indicators["R18"].model_copy(
        update={"denominator": None, "unit": Unit.COUNT, "published": _COUNTED}
    )
    rows = pd.DataFrame(
        [(DERBYSHIRE, "2024-25", 65.0, "shown", "2025", "")],
        columns=["area", "period", "value", "status", "release", "vintage"],
    )
    population = pd.DataFrame({"area": [DERBYSHIRE], "year": [2024], "people": [156_155]})
    series = published_series(
        count, {("lait", "N"): rows}, population, CATALOGUE.sources, REGION.code
    )
    point = series.point(DERBYSHIRE, "2024-25")
    assert (point.value, round(point.lower, 6), round(point.upper, 6)) == (65, 50.163188, 82.849139)


_COUNTED = (
    PublishedSeries(source="lait", measure="N", numerator="N", period=PeriodKind.FINANCIAL_YEAR),
)


def test_two_readers_who_ask_at_once_wait_for_one_making():
    cache, made, started = Cache(2), [], threading.Event()

    def slowly():
        started.set()
        time.sleep(0.2)
        made.append(1)
        return "made"

    first = threading.Thread(target=cache.get, args=("a", slowly))
    first.start()
    started.wait()
    assert cache.get("a", slowly) == "made"
    first.join()
    assert made == [1]
