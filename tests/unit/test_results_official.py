"""Published values as series of their own and as comparators: never of another definition."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from desk_builders import (
    CATALOGUE,
    DERBYSHIRE,
    ENGLAND,
    REGION,
    new_store,
    open_desk,
    publish_values,
    selection,
    send,
    viewer,
)

from yardstick.catalogue.declarations import PublishedSeries
from yardstick.model import Basis, Comparator, PeriodKind, Unit
from yardstick.results.official import published_series

pytest_plugins = ["five_year_fixtures"]

COUNTED = (
    PublishedSeries(source="lait", measure="N", numerator="N", period=PeriodKind.FINANCIAL_YEAR),
)


def test_published_values_make_a_series_of_their_own_with_an_interval_where_it_follows(derbyshire):
    trend = derbyshire.trend(selection(indicator="R15", basis=Basis.PUBLISHED))
    assert trend.latest.value == 66.0
    assert trend.latest.numerator == round(66.0 * 156_155 / 10_000)
    assert trend.latest.lower < 66 < trend.latest.upper
    assert [period.key for period in trend.periods] == ["2023-24", "2024-25"]
    assert not trend.stamp.invented
    assert derbyshire.trend(selection(indicator="R15")).stamp.invented


def test_england_beside_an_in_year_stock_is_the_newest_published_year(derbyshire):
    trend = derbyshire.trend(selection(indicator="R15", comparator=Comparator.ENGLAND))
    assert trend.comparator.set_index("period").loc["2024-25 Q4", "value"] == 67.0
    assert trend.against.detail == "England as published"


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


@pytest.mark.parametrize(("neighbours", "basis"), [(5, Basis.PUBLISHED), (4, Basis.QUARTERLY)])
def test_against_neighbours_an_indicator_starts_where_half_of_them_stand(
    tmp_path, neighbours, basis
):
    """Most of an authority's neighbours are outside the region: their returns are not here."""
    store = new_store(tmp_path)
    for area in REGION.authorities:
        send(store, area, "2024-25 Q4", R15=500)
    found = CATALOGUE.reference.neighbours_of(DERBYSHIRE, "2025")
    outside = [one.neighbour for one in found if one.neighbour not in REGION.authorities]
    areas = (*REGION.authorities, *outside[: neighbours - (len(found) - len(outside))])
    publish_values(store, "2025", *(("LAC", area, "2024-25", 66.0) for area in areas))
    results = open_desk(store).results(viewer(DERBYSHIRE))
    asked = selection(indicator="R15", comparator=Comparator.NEIGHBOURS)
    assert results.usual_basis(asked) is results.trend(asked).basis is basis
    (row,) = (
        results.board(asked)
        .values.query(f"indicator == 'R15' and area == '{DERBYSHIRE}'")
        .to_dict("records")
    )
    assert row["basis"] == basis.value
    assert (row["judgement"] == "not compared") is (basis is Basis.QUARTERLY)
    assert results.usual_basis(selection(indicator="R15")) is Basis.QUARTERLY
    assert results.trend(replace(asked, basis=Basis.QUARTERLY)).basis is Basis.QUARTERLY


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
        update={"denominator": None, "unit": Unit.COUNT, "published": COUNTED}
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
