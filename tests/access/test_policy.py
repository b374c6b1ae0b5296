from __future__ import annotations

import pytest
import yaml
from access_builders import (
    BEFORE,
    DATASETS,
    EAST,
    JOINT,
    NORTH,
    ROOT,
    WEST,
    content,
    region,
    write_accounts,
)
from hypothesis import given
from hypothesis import strategies as st

from yardstick.access.accounts import Accounts
from yardstick.access.policy import reason_against, viewer_for
from yardstick.catalogue.regions import Region
from yardstick.model import Grant, Reach

EVERYTHING = frozenset(Grant(dataset, Reach.REGION) for dataset in DATASETS)


@pytest.mark.parametrize(
    ("name", "demonstration", "reason"),
    [
        ("nobody", True, "unknown name"),
        ("", True, "unknown name"),
        ("former", True, "account disabled, or a demonstration's"),
        ("shown", False, "account disabled, or a demonstration's"),
        ("stray", True, "partner not of this region"),
    ],
)
def test_who_may_not_sign_in_is_nobody_and_the_log_says_why(tmp_path, name, demonstration, reason):
    accounts = Accounts(write_accounts(tmp_path), demonstration=demonstration)
    assert viewer_for(name, accounts, region()) is None
    assert reason_against(name, accounts, region()) == reason


def test_where_nothing_stands_against_the_account_it_was_the_password(tmp_path):
    accounts = Accounts(write_accounts(tmp_path), demonstration=True)
    assert reason_against("east.lead", accounts, region()) == "wrong password"


@pytest.mark.parametrize(
    ("name", "areas", "given", "roles"),
    [
        (
            "east.lead",
            {EAST},
            {Grant("riia_quarterly", Reach.REGION), Grant("social_care_additional", Reach.OWN)},
            set(),
        ),
        ("trust.lead", {EAST, WEST, JOINT, BEFORE}, EVERYTHING, set()),
        ("north.lead", {NORTH}, {Grant("riia_quarterly", Reach.OWN)}, set()),
        ("reader", set(), EVERYTHING, {"executive"}),
    ],
)
def test_a_person_has_what_the_partner_was_granted(tmp_path, name, areas, given, roles):
    accounts = Accounts(write_accounts(tmp_path), demonstration=False)
    viewer = viewer_for(name.upper(), accounts, region())
    assert viewer is not None
    assert (viewer.account, viewer.name, viewer.title) == (name, "Pat Example", "Data lead")
    assert (viewer.areas, viewer.grants, viewer.roles) == (areas, given, roles)


REACHES = st.dictionaries(st.sampled_from(DATASETS), st.sampled_from(Reach))


@given(partner=REACHES, own=st.none() | REACHES)
def test_a_list_of_its_own_never_gives_a_person_more(tmp_path_factory, partner, own):
    found = content()
    found["partners"]["east"]["grants"] = [
        {"dataset": name, "reach": reach.value} for name, reach in partner.items()
    ]
    if own is not None:
        found["credentials"]["usernames"]["east.lead"]["grants"] = [
            {"dataset": name, "reach": reach.value} for name, reach in own.items()
        ]
    path = write_accounts(tmp_path_factory.mktemp("any"), found)
    viewer = viewer_for("east.lead", Accounts(path, demonstration=True), region())
    assert viewer is not None
    for dataset in DATASETS:
        may = {partner.get(dataset)} | ({own.get(dataset)} if own is not None else set())
        expected = None if None in may else Reach.OWN if Reach.OWN in may else Reach.REGION
        assert viewer.reach(dataset) == expected


ALL = {
    "riia_quarterly",
    "social_care_additional",
    "looked_after_results",
    "provisional_outcomes",
    "workforce_published",
    "exclusions_published",
}


@pytest.mark.parametrize(
    ("name", "areas", "whole", "own"),
    [
        ("derbyshire.dcs", {"E10000007"}, ALL, {"workforce"}),
        ("derbyshire.commissioner", {"E10000007"}, {*ALL, "send_placements", "workforce"}, set()),
        ("nottinghamshire.analyst", {"E10000024"}, ALL, set()),
        ("nottingham.inclusion", {"E06000018"}, {*ALL, "school_exclusions"}, set()),
        ("executive.reader", set(), ALL, set()),
        ("host.publisher", set(), ALL, set()),
        ("host.manager", set(), ALL, set()),
        ("rutland.lead", {"E06000017"}, {"riia_quarterly"}, set()),
        (
            "northamptonshire.data",
            {"E06000061", "E06000062", "E06000061+E06000062", "E10000021"},
            ALL - {"provisional_outcomes"},
            {"provisional_outcomes", "workforce"},
        ),
    ],
)
def test_each_account_of_the_demonstration_sees_what_its_role_is_for(name, areas, whole, own):
    ours = Region.model_validate(
        yaml.safe_load((ROOT / "data/regions/east_midlands.yaml").read_text(encoding="utf-8"))
    )
    path = ROOT / "auth.yaml"
    viewer = viewer_for(name, Accounts(path, demonstration=True), ours)
    assert viewer is not None
    assert viewer.areas == areas
    assert {one.dataset for one in viewer.grants if one.reach is Reach.REGION} == whole
    assert {one.dataset for one in viewer.grants if one.reach is Reach.OWN} == own
    roles = {
        "executive.reader": {"executive"},
        "host.publisher": {"publisher"},
        "host.manager": {"publisher"},
        "derbyshire.commissioner": {"commissioning"},
        "nottingham.inclusion": {"exclusions_restricted"},
    }
    assert viewer.roles == roles.get(name, set())
    assert viewer_for(name, Accounts(path, demonstration=False), ours) is None
    assert viewer_for("leicester.former", Accounts(path, demonstration=True), ours) is None
