"""Regions and areas of the catalogue: which there are, since when, and which code leads where."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import ROOT

from yardstick.catalogue import Catalogue, load_catalogue
from yardstick.model import AreaKind, Period

DATA = ROOT / "data"
ENGLAND, EAST_MIDLANDS, EASTERN = "E92000001", "E12000004", "E12000006"
LEICESTER, DERBYSHIRE = "E06000016", "E10000007"
NORTH, WEST, NORTHAMPTONSHIRE = "E06000061", "E06000062", "E10000021"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(DATA)


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
