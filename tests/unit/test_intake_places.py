"""Areas by the codes that files give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_catalogue import reference, region

from yardstick.intake.errors import NotHeldError
from yardstick.intake.places import Places

PLACES = Places(reference(), [region()])
BOTH = "E06000061+E06000062"


@pytest.mark.parametrize(
    ("dfe", "gss", "code"),
    [
        ("831", "E06000015", "E06000015"),
        ("831", "", "E06000015"),
        ("", "E06000015", "E06000015"),
        ("", "E12000004", "E12000004"),
        ("", "E92000001", "E92000001"),
        ("825", "E10000002", "E06000060"),  # Buckinghamshire, recoded
        ("", "E10000002", "E06000060"),
        ("929", "E06000048", "E06000057"),  # Northumberland, recoded
        ("831", "E06999999", "E06000015"),  # recoded after the catalogue was written
        ("928", "E10000021", "E10000021"),  # Northamptonshire, abolished
        ("909", "E10000006", "E10000006"),  # Cumbria, abolished
        ("970", "", "E92000001"),
        ("983", "", "E12000004"),
        ("985", "", "E12000006"),
        ("982", "", "E12000003"),
        ("940 / 941", "E06000061 / E06000062", BOTH),
        ("940/941", "", BOTH),
        ("", "E06000062+E06000061", BOTH),
        (".", "E06000061 & E06000062", BOTH),
    ],
)
def test_codes_old_and_new_lead_to_the_area(dfe, gss, code):
    assert PLACES.area(dfe, gss) == code


@pytest.mark.parametrize(
    ("dfe", "gss", "why"),
    [
        ("820", ".", "is not an area of the catalogue"),
        ("", "", "is not an area of the catalogue"),
        ("Derby", "", "is not an area of the catalogue"),
        ("830", "E06000015", "is Derby, but DfE code 830 is not"),
        ("314 / 318", "", "no region declares"),
        ("940 / 941 / 942", "E06000061 / E06000062", "no region declares"),
        ("940 /", "", "is not an area of the catalogue"),
    ],
)
def test_a_code_that_leads_nowhere_says_why(dfe, gss, why):
    with pytest.raises(NotHeldError, match=why):
        PLACES.area(dfe, gss)


def test_without_a_region_there_is_no_joint_area():
    with pytest.raises(NotHeldError, match="no region declares"):
        Places(reference(), []).area("940 / 941", "")


@given(st.sampled_from([area for area in reference().areas.values() if area.dfe]))
def test_every_authority_is_found_by_either_code(area):
    assert PLACES.area(area.dfe, area.code) == PLACES.area(area.dfe, "") == area.code


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_codes_lead_to_an_area_or_a_report(dfe, gss):
    try:
        found = PLACES.area(dfe, gss)
    except NotHeldError:
        return
    assert found in reference().areas
