"""The catalogue of the repository: that it loads, fits together and holds the published facts."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import time

import pytest
from catalogue_builders import change, small_catalogue
from conftest import ROOT, SHARED
from hypothesis import given
from hypothesis import strategies as st

from yardstick.catalogue import Catalogue, Population, load_catalogue
from yardstick.model import AreaKind, Counted, Direction, Period, Protection, Unit

DATA = ROOT / "data"
ENGLAND, EAST_MIDLANDS, EASTERN = "E92000001", "E12000004", "E12000006"
LEICESTER, RUTLAND, DERBYSHIRE = "E06000016", "E06000017", "E10000007"
NORTH, WEST, NORTHAMPTONSHIRE = "E06000061", "E06000062", "E10000021"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(DATA)


# ---- what is declared ---------------------------------------------------------------------


def test_every_item_of_the_register_is_an_indicator(catalogue):
    expected = (
        [f"R{n:02}" for n in range(1, 25)]
        + ["R02S", "R09M"]
        + [f"S{n:02}" for n in range(1, 23)]
        + [f"E{n:02}" for n in range(1, 11)]
        + [f"C{n:02}" for n in range(1, 8)]
        + [f"X{n:02}" for n in range(1, 4)]
        + [f"W{n:02}" for n in range(1, 5)]
    )
    assert sorted(catalogue.indicators) == sorted(expected)


def test_indicators_come_in_their_declared_order(catalogue):
    orders = [indicator.order for indicator in catalogue.indicators.values()]
    assert orders == sorted(orders)
    assert list(catalogue.indicators)[:4] == ["R01", "R02", "R02S", "R03"]


def test_shared_returns_are_suppressed_and_official_statistics_stand_as_they_are(catalogue):
    profiles = {
        one.id: (one.number, Protection(one.protection)) for one in catalogue.datasets.values()
    }
    assert profiles == {
        "riia_quarterly": (1, Protection.PARTNER_SUPPRESSED),
        "social_care_additional": (2, Protection.PARTNER_SUPPRESSED),
        "workforce": (3, Protection.PARTNER_SUPPRESSED),
        "send_placements": (4, Protection.RECORDS),
        "school_exclusions": (5, Protection.RECORDS),
        "looked_after_results": (6, Protection.PARTNER_SUPPRESSED),
        "provisional_outcomes": (7, Protection.PARTNER_SUPPRESSED),
        "workforce_published": (None, Protection.OFFICIAL),
        "exclusions_published": (None, Protection.OFFICIAL),
    }


def test_only_education_returns_give_way_to_official_figures(catalogue):
    giving_way = {one.id for one in catalogue.datasets.values() if one.superseded_by_official}
    assert giving_way == {"looked_after_results", "provisional_outcomes"}


@pytest.mark.parametrize(
    ("dataset", "item", "whole"),
    [
        ("riia_quarterly", "R03", "R02"),
        ("riia_quarterly", "R06", "R05"),
        ("riia_quarterly", "R09", "N_ICPC"),
        ("riia_quarterly", "R13", "R10"),
        ("riia_quarterly", "R14", "R13"),
        ("riia_quarterly", "R18", "R15"),
        ("riia_quarterly", "R20", "R19"),
        ("social_care_additional", "S08", "N_CLA12U5"),
        ("social_care_additional", "S20", "S19"),
    ],
)
def test_a_part_can_never_exceed_its_whole(catalogue, dataset, item, whole):
    assert catalogue.items_of(dataset)[item].at_most == whole


def test_every_share_is_of_a_whole_that_limits_it(catalogue):
    # R09M and S16 count other events below than above; W03 counts leavers over those who stayed.
    exempt = {"R02S", "R09M", "S16", "W03"}
    for indicator in catalogue.indicators.values():
        if indicator.unit is Unit.PERCENT and indicator.id not in exempt:
            items = catalogue.items_of(indicator.dataset)
            wholes = _wholes(items, indicator.numerator.item)
            assert indicator.denominator.item in wholes, indicator.id


def _wholes(items, name):
    """Return the items that one can never exceed, one step after the other."""
    above = items[name].at_most
    return [] if above is None else [above, *_wholes(items, above)]


def test_only_flows_over_the_population_are_annualised(catalogue):
    for indicator in catalogue.indicators.values():
        over_people = indicator.denominator is not None and indicator.denominator.population
        expected = bool(over_people) and indicator.counted is Counted.FLOW
        assert indicator.annualise is expected, indicator.id


def test_what_may_mean_more_need_carries_no_judgement(catalogue):
    for identifier in ("R01", "R02", "R07", "R08", "R10", "R11", "R15", "R21", "R22", "S21"):
        assert catalogue.indicators[identifier].better is Direction.NEITHER
    assert "low" in catalogue.indicators["R10"].better_note


def test_breaks_stand_where_the_results_changed(catalogue):
    breaks = {
        one.id: [found.period for found in one.breaks] for one in catalogue.indicators.values()
    }
    assert breaks["E01"] == breaks["C01"] == ["2021/22"]
    assert "2024/25" in breaks["E06"]
    assert "2019/20" in breaks["E05"]


def test_no_two_indicators_share_a_series_of_one_release(catalogue):
    seen = [
        (series.source, series.measure, series.denominator)
        for indicator in catalogue.indicators.values()
        for series in indicator.published
    ]
    assert len(seen) == len(set(seen))


def test_the_tool_is_read_first_wherever_it_has_the_measure(catalogue):
    for indicator in catalogue.indicators.values():
        sources = [series.source for series in indicator.published]
        assert "lait" not in sources[1:], indicator.id


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("R02", "per 10,000 children aged 0 to 17"),
        ("R03", "% of referrals"),
        ("S11", "days, mean"),
        ("S22", "number"),
        ("E05", "points, mean"),
        ("X01", "per 100 pupils"),
        ("W04", "per social worker who holds cases"),
    ],
)
def test_a_unit_is_said_with_what_it_is_over(catalogue, indicator, words):
    assert catalogue.indicators[indicator].per_words == words


def test_loading_takes_a_moment():
    begun = time.process_time()
    load_catalogue(DATA)
    assert time.process_time() - begun < 2  # 0.3 s on a free core


# ---- regions ------------------------------------------------------------------------------


def test_the_regions_are_configuration_of_one_kind(catalogue):
    east, west = catalogue.regions["east_midlands"], catalogue.regions["eastern"]
    assert (len(east.authorities), len(west.authorities)) == (10, 11)
    challenge = {
        region.id: {c.id: c.every for c in region.cycles}["challenge"] for region in (east, west)
    }
    assert challenge == {"east_midlands": "two_years", "eastern": "year"}


def test_a_region_lists_its_authorities_in_the_order_of_their_dfe_codes(catalogue):
    for region in catalogue.regions.values():
        codes = [catalogue.reference.areas[code].dfe for code in region.authorities]
        assert codes == sorted(codes)


def test_every_living_authority_of_a_region_belongs_to_it(catalogue):
    for region in catalogue.regions.values():
        living = {
            area.code
            for area in catalogue.reference.areas.values()
            if area.kind is AreaKind.AUTHORITY and area.region == region.code and not area.valid_to
        }
        assert living == set(region.authorities)


def test_the_trust_sees_both_of_the_authorities_that_it_serves(catalogue):
    partners = {one.id: one.areas for one in catalogue.regions["east_midlands"].partners}
    assert partners["northamptonshire_trust"] == (NORTH, WEST)
    assert partners["regional_host"] == partners["executive"] == ()


# ---- areas --------------------------------------------------------------------------------


def test_all_of_england_is_there_once(catalogue):
    kinds = [area.kind for area in catalogue.reference.areas.values()]
    assert kinds.count(AreaKind.COUNTRY) == 1
    assert kinds.count(AreaKind.AUTHORITY) == 158  # 153 that exist and 5 that ended
    assert kinds.count(AreaKind.REGION) == 11  # nine, and the halves of London
    living = [
        a
        for a in catalogue.reference.areas.values()
        if a.kind is AreaKind.AUTHORITY and not a.valid_to
    ]
    assert len(living) == 153


@pytest.mark.parametrize(
    ("dfe", "gss"),
    [
        ("856", LEICESTER),
        ("830", DERBYSHIRE),
        ("928", NORTHAMPTONSHIRE),
        ("909", "E10000006"),
        ("940", NORTH),
        ("882", "E06000033"),
        ("970", ENGLAND),
        ("983", EAST_MIDLANDS),
        ("985", EASTERN),
    ],
)
def test_a_dfe_code_leads_to_its_area(catalogue, dfe, gss):
    assert catalogue.reference.by_dfe[dfe] == gss
    assert catalogue.reference.area(dfe).code == gss


@pytest.mark.parametrize(
    ("older", "name"),
    [
        ("E10000023", "North Yorkshire"),
        ("E10000002", "Buckinghamshire"),
        ("E08000020", "Gateshead"),
    ],
)
def test_an_older_code_of_the_same_place_leads_to_the_same_area(catalogue, older, name):
    area = catalogue.reference.area(older)
    assert area.name == name
    assert older not in catalogue.reference.areas
    assert area.valid_from is None


def test_an_unknown_code_leads_nowhere(catalogue):
    assert catalogue.reference.area("E99999999") is None


def test_dfe_codes_and_areas_point_at_each_other(catalogue):
    for area in catalogue.reference.areas.values():
        if area.dfe:
            assert catalogue.reference.by_dfe[area.dfe] == area.code


def test_northamptonshire_ends_where_its_successors_begin(catalogue):
    areas = catalogue.reference.areas
    old, new = Period.parse("2020-21"), Period.parse("2021-22")
    assert [areas[code].exists_in(old) for code in (NORTHAMPTONSHIRE, NORTH, WEST)] == [
        True,
        False,
        False,
    ]
    assert [areas[code].exists_in(new) for code in (NORTHAMPTONSHIRE, NORTH, WEST)] == [
        False,
        True,
        True,
    ]


def test_the_joint_area_stands_for_both_and_begins_with_them(catalogue):
    joint = catalogue.reference.areas[f"{NORTH}+{WEST}"]
    assert joint.kind is AreaKind.COMBINED
    assert joint.parts == (NORTH, WEST)
    assert joint.region == EAST_MIDLANDS
    assert joint.valid_from == dt.date(2021, 4, 1)
    assert joint.valid_to is None


# ---- populations, neighbours, codes -------------------------------------------------------


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


# ---- version ------------------------------------------------------------------------------


def test_the_version_is_the_same_wherever_the_files_lie(tmp_path, catalogue):
    copy = tmp_path / "elsewhere"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("store", "samples", "README.md"))
    assert load_catalogue(copy).version == catalogue.version
    assert len(catalogue.version) == 12


def test_the_version_does_not_depend_on_how_lines_end(tmp_path):
    data = small_catalogue(tmp_path)
    before = load_catalogue(data).version
    for path in data.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_catalogue(data).version == before


@given(
    st.sampled_from(["Elevenses are not counted", "In the almanac", "One breakfast"]),
    st.text("abc", min_size=1),
)
def test_any_other_text_is_another_version(tmp_path_factory, words, added):
    data = small_catalogue(tmp_path_factory.mktemp("version"))
    before = load_catalogue(data).version
    change(data, "indicators/second.yaml", words, words + added)
    assert load_catalogue(data).version != before


# ---- against the official files -----------------------------------------------------------


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
