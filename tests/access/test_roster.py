"""The list of a partner's people: whose it is, whom to look at, and what each of them has."""

from __future__ import annotations

import datetime as dt

import pytest
from access_builders import TODAY, grants, with_administrator, write_accounts

from yardstick.access.roster import CONFIRMED_DAYS, roster
from yardstick.model import Grant, Reach

pytest_plugins = ["access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")


def test_the_list_holds_the_partners_own_people_and_no_others(people):
    assert [one.account for one in people.listed()] == [
        "east.lead",
        "former",
        "shown",
        "east.admin",
        "east.publisher",
    ]


def test_the_list_says_who_still_has_the_first_password(people):
    people.add("new.person", name="New Person", title="Analyst", roles=(), grants=people.grants())
    found = {one.account: one.starting for one in people.listed()}
    assert found["new.person"] == TODAY
    assert found["east.lead"] is None


@pytest.mark.parametrize(
    ("days", "overdue"), [(0, False), (CONFIRMED_DAYS, False), (CONFIRMED_DAYS + 1, True)]
)
def test_an_account_is_overdue_a_quarter_after_it_was_confirmed(people, days, overdue):
    people.confirm("east.lead")
    file = people.door.accounts.current()
    (found, *_) = roster(file, (), TODAY + dt.timedelta(days=days), "east")
    assert found.overdue is overdue
    assert (found.confirmed, found.by) == (TODAY, "east.admin")


def test_who_was_never_confirmed_is_overdue_unless_out_of_use(people):
    found = {one.account: one for one in people.listed()}
    assert found["east.lead"].overdue
    assert (found["east.lead"].confirmed, found["east.lead"].by) == (None, "")
    assert not found["former"].overdue
    assert not found["shown"].overdue


def test_the_list_says_who_needs_a_second_factor_and_has_one(people):
    file = people.door.accounts.current()
    said = {one.account: one.factor for one in roster(file, {"east.admin"}, TODAY)}
    assert said["east.lead"] == "not needed"
    assert said["east.admin"] == "set up"
    assert said["east.publisher"] == "not set up yet"
    assert len(said) == len(file.credentials.usernames)


def test_what_a_person_sees_is_in_the_list_as_it_counts(people):
    write = with_administrator()
    write["credentials"]["usernames"]["east.lead"]["grants"] = grants(
        "social_care_additional:region", "exclusions_published:region"
    )
    write_accounts(people.door.accounts.path.parent, write)
    assert people.listed()[0].grants == (Grant("social_care_additional", Reach.OWN),)
