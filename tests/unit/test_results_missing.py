"""Where a value, a total or an interval cannot be given, it is missing and says why."""

from __future__ import annotations

from desk_builders import DERBYSHIRE, REGION, RUTLAND, new_store, open_desk, selection, send, viewer


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
