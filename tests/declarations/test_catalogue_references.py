"""Declarations that refer to one another: what refers to nothing is named, with what there is."""

from __future__ import annotations

import pytest
from catalogue_builders import FILES, broken, change, problems

from yardstick.catalogue import load_catalogue

pytest_plugins = ["catalogue_fixtures"]

SECOND, HOURS = "indicators/second.yaml", "indicators/hours.yaml"
MEALS, SHIRE = "datasets/meals.yaml", "regions/shire.yaml"
ALMANAC = "published/almanac.yaml"
AREAS = "reference/areas.csv"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            SECOND,
            "dataset: meals",
            "dataset: drinks",
            "line 6: dataset: 'drinks' is not a data set; write meals.",
        ),
        (
            SECOND,
            "{item: M02,",
            "{item: M77,",
            "line 8: numerator.item: 'M77' is not an item of meals; write M01, M02, M03.",
        ),
        (
            SECOND,
            "{item: M01,",
            "{item: M78,",
            "line 9: denominator.item: 'M78' is not an item of meals; write M01, M02, M03.",
        ),
        (
            SECOND,
            "numerator: {item: M02,",
            "numerator: {population: age_0_17,",
            "line 8: numerator.population: is never what is counted; give an item.",
        ),
        (
            SECOND,
            "counted: flow",
            "counted: stock",
            "line 11: counted: is stock, but its item M02 is flow.",
        ),
        (
            SECOND,
            "decimals: 1",
            "decimals: 1\nbreakdown: hour",
            "line 14: breakdown: must be that of its item M02, which is none.",
        ),
        (
            HOURS,
            "breakdown: hour\n",
            "",
            "line 1: breakdown: must be that of its item M03, which is hour.",
        ),
        (
            SECOND,
            "source: almanac",
            "source: bestiary",
            "line 18: published.1.source: 'bestiary' is not a source; write almanac.",
        ),
        (
            SECOND,
            "measure: seconds",
            "measure: thirds",
            "line 18: published.1.measure: 'thirds' is not a measure of published/almanac.yaml.",
        ),
        (
            SECOND,
            "{period: 2023-24,",
            "{period: 2023-25,",
            "line 15: breaks.1.period: '2023-25' is not a period. Write 2024-25 Q3,",
        ),
        (
            SECOND,
            "decimals: 1",
            "decimals: 1\ncollected_from: long ago",
            "line 14: collected_from: 'long ago' is not a period. Write 2024-25 Q3,",
        ),
        (
            SECOND,
            "M01: 20, ",
            "M55: 20, M01: 20, ",
            "line 27: example.rows.1.M55: is neither an item nor one of M01, M02, M03, area,",
        ),
        (
            SECOND,
            "M01: 20, ",
            "",
            "line 26: example.rows: no row gives M01, which the indicator is made of.",
        ),
        (
            HOURS,
            "population: 1000, ",
            "",
            "line 24: example.rows: no row gives population, which the indicator is made of.",
        ),
        (
            SECOND,
            "area: E06000001, period: 2024-25 Q4, value",
            "area: E06000002, period: 2024-25 Q4, value",
            "line 29: example.expect.1: no row above has this area and period.",
        ),
        (
            SECOND,
            ", value: 50.0",
            "",
            "line 29: example.expect.1: give the value, or null where there is none.",
        ),
        (
            MEALS,
            "breakdown: hour",
            "breakdown: minute",
            "line 14: items.3.breakdown: 'minute' is not a code list of reference/codes.csv.",
        ),
        (
            MEALS,
            ", adds_to: M01",
            "",
            "line 14: items.3.adds_to: breakdown and adds_to stand together or not at all.",
        ),
        (
            MEALS,
            "{name: M01,",
            "{name: M01, collected_from: 2024-26,",
            "line 12: items.1.collected_from: '2024-26' is not a period.",
        ),
        (
            SHIRE,
            "host: host",
            "host: guest",
            "line 4: host: 'guest' is not a partner; write host, west.",
        ),
        (
            SHIRE,
            "code: E12000001",
            "code: E92000001",
            "line 3: code: 'E92000001' is not a region of reference/areas.csv.",
        ),
        (
            SHIRE,
            "authorities: [E06000001, E06000002]",
            "authorities: [E06000001, E06000002, E92000001]",
            "line 6: authorities.3: 'E92000001' is not an authority of reference/areas.csv.",
        ),
        (
            SHIRE,
            "authorities: [E06000001, E06000002]",
            "authorities: [E06000001, E06000002, E10000001]",
            "line 6: authorities.3: E10000001 has no row in reference/populations.csv.",
        ),
        (
            SHIRE,
            "authorities: [E06000001, E06000002]",
            "authorities: [E06000001, E06000002, E06000001]",
            "line 6: authorities: 'E06000001' stands here twice.",
        ),
        (
            SHIRE,
            "name: West Farthing, areas: [E06000001]",
            "name: West Farthing, areas: [E10000001]",
            "line 8: partners.1.areas.1: 'E10000001' is not among the region's authorities.",
        ),
        (
            SHIRE,
            "name: Both farthings, areas: [E06000001,",
            "name: Both farthings, areas: [E10000001,",
            "line 11: groups.1.areas.1: 'E10000001' is not among the region's authorities.",
        ),
        (
            SHIRE,
            "code: E06000001+E06000002",
            "code: joint",
            "line 13: combined.1.code: 'joint' must be its parts joined: E06000001+E06000002.",
        ),
        (
            SHIRE,
            "predecessor: E10000001",
            "predecessor: E10000099",
            "line 13: combined.1.predecessor: 'E10000099' is not in reference/areas.csv.",
        ),
        (
            SHIRE,
            "id: west,",
            "id: host,",
            "line 7: partners: 'host' stands here twice.",
        ),
    ],
)
def test_a_reference_to_nothing_is_named_with_its_line_and_what_there_is(
    data, name, old, new, says
):
    assert broken(data, name, old, new)[0].startswith(f"data/{name}, {says}")


def test_an_example_in_an_unheard_of_area_or_period_is_named(data):
    change(data, SECOND, "area: E06000001, period: 2024-25 Q4, M01", "area: Bree, period: 1, M01")
    change(
        data, SECOND, "area: E06000001, period: 2024-25 Q4, value", "area: Bree, period: 1, value"
    )
    assert [line.split(": ", 2)[2].split(".")[0] for line in problems(data)] == [
        "'Bree' is not an area of reference/areas",
        "'1' is not a period",
    ] * 2


def test_an_authority_of_another_region_is_named(data):
    change(
        data,
        AREAS,
        "E12000001,,The Shire,region,,,\n",
        "E12000001,,The Shire,region,,,\nE12000002,,Bree,region,,,\n",
    )
    change(data, AREAS, "East Farthing,authority,E12000001", "East Farthing,authority,E12000002")
    found = "authorities.2: E06000002 lies in E12000002, not in E12000001."
    assert problems(data) == [f"data/regions/shire.yaml, line 6: {found}"]


def test_a_source_that_lists_no_measures_takes_any(data):
    text = FILES[ALMANAC].split("measures:")[0]
    (data / "published" / "almanac.yaml").write_text(text, encoding="utf-8")
    change(data, SECOND, "measure: seconds", "measure: thirds")
    assert load_catalogue(data).indicators["second"].published[0].measure == "thirds"
