"""What a partner's administrator may do to accounts, and what nobody may."""

from __future__ import annotations

from typing import get_args

import pytest
from access_builders import TODAY, make_door, with_administrator, write_accounts
from audit_reader import audit_lines
from hypothesis import given
from hypothesis import strategies as st

from yardstick.access.accounts_file import Role, read_accounts
from yardstick.access.editing import disable_account
from yardstick.access.errors import AccessDenied, AccountsError
from yardstick.access.passwords import weakness
from yardstick.access.policy import viewer_for
from yardstick.model import Grant, Reach

pytest_plugins = ["access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")

QUARTERLY = Grant("riia_quarterly", Reach.REGION)
ADDITIONAL_OWN = Grant("social_care_additional", Reach.OWN)


def accounts(people):
    return read_accounts(people.door.accounts.path).credentials.usernames


def lines(people):
    return audit_lines(people.door.engine)


def add(people, account="new.person", **more):
    asked = {"name": "New Person", "title": "Analyst", "roles": (), "grants": [QUARTERLY]} | more
    return people.add(account, **asked)


CHANGES = {
    "disable": lambda people, who: people.disable(who),
    "enable": lambda people, who: people.enable(who),
    "password": lambda people, who: people.renew_password(who),
    "factor": lambda people, who: people.reset_factor(who),
    "grants": lambda people, who: people.set_grants(who, [QUARTERLY]),
    "rights": lambda people, who: people.set_roles(who, ["administrator"]),
    "confirm": lambda people, who: people.confirm(who),
}
EVERY = {
    **CHANGES,
    "list": lambda people, _who: people.listed(),
    "offered": lambda people, _who: people.grants(),
    "roles": lambda people, _who: people.roles(),
    "add": lambda people, _who: add(people),
}
every_change = pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)


@pytest.mark.parametrize("use", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("who", ["east.lead", "reader", "former", "nobody", "east.publisher"])
def test_nobody_but_an_administrator_does_anything(people, use, who):
    before = people.door.accounts.path.read_bytes()
    with pytest.raises(AccessDenied):
        use(people.door.people(who), "trust.lead")
    assert people.door.accounts.path.read_bytes() == before


@every_change
@pytest.mark.parametrize("who", ["trust.lead", "north.lead", "nobody", ""])
def test_another_partners_account_reads_like_none(people, change, who):
    before = people.door.accounts.path.read_bytes()
    with pytest.raises(AccessDenied, match="nothing here that you can see"):
        change(people, who)
    assert people.door.accounts.path.read_bytes() == before


@every_change
def test_ones_own_account_and_a_demonstrations_are_not_changed(people, change):
    before = people.door.accounts.path.read_bytes()
    with pytest.raises(AccountsError, match="for somebody else to change"):
        change(people, " East.Admin ")
    with pytest.raises(AccountsError, match="demonstration account stays as it is"):
        change(people, "shown")
    assert people.door.accounts.path.read_bytes() == before


@pytest.mark.parametrize("change", ["enable", "password", "factor", "rights"])
def test_the_way_into_an_account_with_more_rights_than_can_be_given_is_the_hosts(people, change):
    before = people.door.accounts.path.read_bytes()
    with pytest.raises(AccountsError, match="more than your organisation was given"):
        CHANGES[change](people, "east.publisher")
    assert people.door.accounts.path.read_bytes() == before


def test_a_right_that_was_withdrawn_ends_with_the_next_change(people):
    disable_account(people.door.accounts.path, "east.admin")
    with pytest.raises(AccessDenied):
        people.confirm("east.lead")


def test_a_new_person_is_confirmed_and_has_a_password_to_replace(people):
    password = add(people, " New.Person ", roles=["exclusions_restricted"])
    assert weakness(password) is None
    found = accounts(people)["new.person"]
    assert found.partner == "east"
    assert found.starting == TODAY
    assert found.roles == ("exclusions_restricted",)
    assert (found.confirmed.on, found.confirmed.by) == (TODAY, "east.admin")
    assert [(one.dataset, one.reach) for one in found.grants] == [("riia_quarterly", "region")]
    assert [detail["what"] for _, _, detail in lines(people)] == ["added", "confirmed"]
    assert password not in repr(lines(people))


def test_rights_are_changed_and_hold_at_once(people):
    door = people.door
    people.set_roles("east.lead", ["exclusions_restricted"])
    assert viewer_for("east.lead", door.accounts, door.region).roles == {"exclusions_restricted"}
    people.set_roles("east.lead", [])
    assert accounts(people)["east.lead"].roles == ()
    said = [detail["what"] for _, _, detail in lines(people)]
    assert said == ["rights: exclusions_restricted", "rights: none"]


def test_a_session_that_lacks_a_factor_ends_when_a_right_comes_that_needs_one(people):
    door = people.door
    token = door.sessions.start("east.lead", "here")
    assert door.session(token)
    people.set_roles("east.lead", ["exclusions_restricted"])
    assert door.session(token) is None


@given(
    asked=st.lists(st.sampled_from([*get_args(Role), "king"]), unique=True),
    held=st.sets(st.sampled_from(get_args(Role))),
)
def test_no_list_of_rights_gives_or_takes_what_the_partner_cannot_give(
    tmp_path_factory, clock_now, asked, held
):
    door = make_door(tmp_path_factory.mktemp("r"), clock_now)
    found = with_administrator()
    found["credentials"]["usernames"]["east.lead"]["roles"] = sorted(held)
    write_accounts(door.accounts.path.parent, found)
    may_give = {"administrator", "exclusions_restricted"}
    within = may_give.issuperset(asked) and may_give.issuperset(held)
    try:
        door.people("east.admin").set_roles("east.lead", asked)
    except AccountsError:
        assert not within
    else:
        assert within
    now = door.accounts.current().credentials.usernames["east.lead"].roles
    assert set(now) == (set(asked) if within else held)
    door.engine.dispose()


def test_whoever_gets_all_there_is_gets_what_is_added_later(people):
    add(people, grants=people.grants())
    assert accounts(people)["new.person"].grants is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"roles": ["publisher"]}, "more than your organisation was given"),
        ({"roles": ["king"]}, "more than your organisation was given"),
        ({"grants": [Grant("exclusions_published", Reach.OWN)]}, "more than your organisation"),
        ({"grants": [Grant("social_care_additional", Reach.REGION)]}, "more than your organ"),
        ({"account": "trust.lead"}, "there is an account"),
        ({"account": "New Person"}, "String should match pattern"),
        ({"name": ""}, "at least 3 characters"),
    ],
)
def test_a_person_who_cannot_be_is_refused_and_changes_nothing(people, more, said):
    before = people.door.accounts.path.read_bytes()
    with pytest.raises(AccountsError, match=said):
        add(people, **more)
    assert people.door.accounts.path.read_bytes() == before


@pytest.mark.parametrize("change", ["disable", "password", "factor"])
def test_a_change_to_the_way_in_ends_what_is_open(people, change):
    door = people.door
    tokens = [door.sessions.start("east.lead", "here") for _ in range(3)]
    CHANGES[change](people, "east.lead")
    assert not [token for token in tokens if door.session(token)]


def test_disabled_and_enabled(people):
    people.disable("east.lead")
    assert accounts(people)["east.lead"].disabled
    people.enable("east.lead")
    assert not accounts(people)["east.lead"].disabled
    assert [detail["what"] for _, _, detail in lines(people)] == ["disabled", "enabled"]


def test_a_second_factor_is_forgotten(people):
    factors = people.door.sign_in.factors
    people.reset_factor("east.lead")
    assert not factors.enrolled("east.lead")
    assert ("east.admin", "second factor reset", {"of": "east.lead"}) in lines(people)


def test_what_a_person_sees_is_narrowed_and_given_back(people):
    door = people.door
    people.set_grants("east.lead", [Grant("riia_quarterly", Reach.OWN)])
    assert viewer_for("east.lead", door.accounts, door.region).grants == {
        Grant("riia_quarterly", Reach.OWN)
    }
    people.set_grants("east.lead", people.grants())
    assert accounts(people)["east.lead"].grants is None
    assert lines(people)[0][2]["what"] == "grants: riia_quarterly own"


@given(
    asked=st.lists(
        st.builds(
            Grant,
            st.sampled_from(["riia_quarterly", "social_care_additional", "exclusions_published"]),
            st.sampled_from(Reach),
        ),
        unique_by=lambda one: one.dataset,
    )
)
def test_no_list_of_grants_gives_more_than_the_partner_has(tmp_path_factory, clock_now, asked):
    door = make_door(tmp_path_factory.mktemp("p"), clock_now)
    write_accounts(door.accounts.path.parent, with_administrator())
    try:
        door.people("east.admin").set_grants("east.lead", asked)
    except AccountsError:
        within = False
    else:
        within = True
    most = {"riia_quarterly": (Reach.OWN, Reach.REGION), "social_care_additional": (Reach.OWN,)}
    assert within is all(one.reach in most.get(one.dataset, ()) for one in asked)
    held = viewer_for("east.lead", door.accounts, door.region).grants
    assert held == (set(asked) if within else {QUARTERLY, ADDITIONAL_OWN})
    door.engine.dispose()


@pytest.fixture(scope="module")
def clock_now():
    return lambda: 1_800_000_000.0


def test_what_can_be_given_is_what_the_partner_has(people):
    assert set(people.grants()) == {QUARTERLY, ADDITIONAL_OWN}
    assert people.roles() == ("administrator", "exclusions_restricted")
