"""Populations, neighbours and code lists of the catalogue hold the published facts."""

from __future__ import annotations

import csv

import pytest
from conftest import ROOT, SHARED

from yardstick.catalogue import Catalogue, Population, load_catalogue
from yardstick.model import AreaKind

DATA = ROOT / "data"
ENGLAND = "E92000001"
LEICESTER, RUTLAND, DERBYSHIRE = "E06000016", "E06000017", "E10000007"
NORTH, WEST, NORTHAMPTONSHIRE = "E06000061", "E06000062", "E10000021"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(DATA)


@pytest.mark.parametrize(
    ("area", "year", "people"),
    [
        (ENGLAND, 2024, 12_183_016),
        (ENGLAND, 2023, 12_059_476),
        (ENGLAND, 2021, 11_762_878),
        (LEICESTER, 2024, 90_763),
        (LEICESTER, 2019, 87_991),
        (RUTLAND, 2024, 8_012),
        (DERBYSHIRE, 2022, 153_164),
        (NORTHAMPTONSHIRE, 2020, 170_287),
        (NORTH, 2021, 79_186),
        (WEST, 2024, 96_295),
        ("E06000034", 2023, 45_530),
        ("E10000012", 2020, 311_057),
        ("E06000065", 2022, 114_700),  # there under the code of the county council
    ],
)
def test_populations_are_the_published_ones(catalogue, area, year, people):
    assert catalogue.reference.population(area, year).people == people


def test_an_area_has_no_population_before_it_began_or_after_it_ended(catalogue):
    assert catalogue.reference.population(NORTHAMPTONSHIRE, 2021) is None
    assert catalogue.reference.population(NORTH, 2020) is None


def test_each_estimate_says_its_year_and_vintage(catalogue):
    row = catalogue.reference.population(RUTLAND, 2024)
    assert row == Population(RUTLAND, 2024, "mid-2024 estimates, rebased to Census 2021", 8_012)


@pytest.mark.parametrize("year", range(2012, 2025))
def test_authorities_add_to_their_regions_and_regions_to_england(catalogue, year):
    areas = catalogue.reference.areas
    rows = [row for row in catalogue.reference.populations if row.year == year]
    people = {row.area: row.people for row in rows}
    for region in [code for code in people if code.startswith("E12")]:
        within = [
            row.people
            for row in rows
            if areas[row.area].kind is AreaKind.AUTHORITY and areas[row.area].region == region
        ]
        # The source leaves out Dorset, Poole and Bournemouth as they were until 2019.
        whole = region != "E12000009" or year >= 2019
        assert sum(within) == people[region] if whole else sum(within) < people[region]
    assert sum(people[code] for code in people if code.startswith("E12")) == people[ENGLAND]


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        (DERBYSHIRE, "891 933 935 926 860 878 893 929 838 885"),
        ("E06000015", "331 350 335 852 382 874 354 373 357 861"),
        (LEICESTER, "821 871 304 316 333 380 307 313 330 889"),
        (RUTLAND, "865 815 893 895 850 823 916 855 869 811"),
        (NORTH, "866 941 935 925 933 883 891 813 887 384"),
        ("E10000015", "931 825 873 867 938 305 850 358 916 869"),
    ],
)
def test_statistical_neighbours_are_those_of_the_model(catalogue, area, expected):
    neighbours = catalogue.reference.neighbours_of(area, "2025")
    codes = [catalogue.reference.areas[row.neighbour].dfe for row in neighbours]
    assert codes == expected.split()
    assert [row.position for row in neighbours] == list(range(1, 11))


def test_the_older_model_still_names_cumbria(catalogue):
    cumbria = catalogue.reference.by_dfe["909"]
    naming = {
        row.area
        for row in catalogue.reference.neighbours
        if row.neighbour == cumbria and row.model == "2021"
    }
    named = {catalogue.reference.area(dfe).code for dfe in ("830", "925", "926", "891", "940")}
    assert named <= naming


def test_closeness_is_one_of_the_five_words(catalogue):
    words = {row.closeness for row in catalogue.reference.neighbours}
    assert words == {"Extremely close", "Very close", "Close", "Somewhat close", "Not close"}


def test_an_area_without_neighbours_has_none(catalogue):
    assert catalogue.reference.neighbours_of(ENGLAND, "2025") == ()
    assert catalogue.reference.neighbours_of(LEICESTER, "1999") == ()


def test_referral_sources_are_22_codes_in_11_groups(catalogue):
    parts = catalogue.reference.parts_of("referral_source")
    assert len({part.code for part in parts}) == len(parts) == 22
    groups = {(part.part, part.part_label, part.position) for part in parts}
    assert sorted(position for *_, position in groups) == list(range(1, 12))
    assert {part.part for part in parts if part.code in {"3A", "3F"}} == {"health_services"}
    assert catalogue.reference.parts_of("unheard_of") == ()


def test_every_table_says_where_it_comes_from():
    readme = (DATA / "reference" / "README.md").read_text(encoding="utf-8")
    for path in (DATA / "reference").glob("*.csv"):
        name = "neighbours_*.csv" if path.stem.startswith("neighbours") else path.name
        assert f"`{name}`" in readme
        with path.open(encoding="utf-8", newline="") as file:
            assert ",".join(next(csv.reader(file))) in readme


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the official files are not here")
def test_populations_are_those_of_the_official_file(catalogue):
    path = SHARED / "data" / "context" / "ons_mye_0_17_all_england_2012_2024.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    checked = 0
    for row in rows:
        code = row["new_la_code"] or row["region_code"] or row["country_code"]
        found = catalogue.reference.population(
            catalogue.reference.area(code).code, int(row["time_period"])
        )
        if row["population_estimate"].isdecimal():
            assert found.people == int(row["population_estimate"])
            checked += 1
        else:
            assert found is None
    assert checked == len(catalogue.reference.populations)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the official files are not here")
def test_neighbours_are_those_of_the_official_files(catalogue):
    for model in ("2021", "2025"):
        path = SHARED / "data" / "context" / f"statistical_neighbours_{model}_all_england.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                area = catalogue.reference.area(row["la_code"]).code
                listed = {
                    found.position: found
                    for found in catalogue.reference.neighbours_of(area, model)
                }
                if row["sn_la_code"] == "-":
                    assert listed == {}
                else:
                    found = listed[int(row["sn_rank"])]
                    assert catalogue.reference.areas[found.neighbour].dfe == row["sn_la_code"]
                    assert found.closeness.casefold() == row["closeness"].strip().casefold()
