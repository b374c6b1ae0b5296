"""The accounts page: a partner's people, what can be done with each, and nothing for others."""

from __future__ import annotations

import pytest
import yaml
from access_builders import Clock, content, enrolled, make_door, person, write_accounts
from fake_desk import DIRECTOR, GIVEN, HOST
from screens import press, text, titles

from yardstick.access.editing import disable_account
from yardstick.model import Viewer
from yardstick.ui import menu, shell

pytest_plugins = ["stage", "access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")

ADMINISTRATOR = Viewer(
    "east.admin", "Al East", "east", frozenset(), GIVEN, frozenset({"administrator"})
)


@pytest.fixture
def people(tmp_path, monkeypatch):
    door = make_door(tmp_path, Clock())
    found = content()
    accounts = found["credentials"]["usernames"]
    accounts["east.admin"] = person("east", name="Al East", roles=["administrator"])
    accounts["east.other"] = person("east", name="Bo East", roles=["administrator"])
    accounts["east.lead"]["name"] = "Cy <b>East</b>"
    found["partners"]["east"]["roles"] = ["administrator", "exclusions_restricted"]
    write_accounts(tmp_path, found)
    monkeypatch.setattr(shell, "door", lambda: door)
    yield door
    door.engine.dispose()


def account(people, name):
    return people.accounts.current().credentials.usernames[name]


def whose(app, name):
    return app.selectbox(key="whose").select(name).run()


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("viewer", [DIRECTOR, HOST])
def test_whoever_is_no_administrator_is_refused(open_page, viewer):
    assert "accounts" not in [module.PAGE.path for module in menu.open_to(viewer)]
    assert "east.lead" not in text(open_page("accounts", viewer))


@pytest.mark.usefixtures("people")
def test_the_list_says_first_how_many_are_to_be_looked_at(open_page):
    app = open_page("accounts", ADMINISTRATOR)
    assert not app.exception
    assert titles(app) == ["4 people can sign in; 3 were not confirmed within the last quarter"]
    said = text(app)
    assert "former) – disabled" in said
    assert "▲ Overdue: never" in said
    assert "All that your organisation sees" in said
    assert "Looks after accounts" in said
    assert "trust.lead" not in said
    assert "&lt;b&gt;East" in said
    options = app.selectbox(key="whose").options
    assert not [one for one in options if "east.admin" in one or "(shown)" in one]


def test_confirming_everybody_clears_the_list(open_page, people):
    app = open_page("accounts", ADMINISTRATOR)
    for name in ("east.lead", "east.other"):
        press(whose(app, name), "Confirm")
    assert titles(app) == ["4 people can sign in; 1 was not confirmed within the last quarter"]
    assert "Bo East: confirmed." in text(app)
    assert "15 January 2027 by east.admin" in text(app)
    people.people("east.other").confirm("east.admin")
    app.run()
    assert titles(app) == ["4 people can sign in; all were confirmed within the last quarter"]
    assert "Bo East: confirmed." not in text(app)


def test_a_person_is_disabled_and_enabled(open_page, people):
    app = whose(open_page("accounts", ADMINISTRATOR), "east.lead")
    press(app, "Disable")
    assert account(people, "east.lead").disabled
    assert "can no longer sign in" in text(app)
    press(app, "Enable")
    assert not account(people, "east.lead").disabled


def test_a_new_password_is_shown_once(open_page, people):
    app = press(whose(open_page("accounts", ADMINISTRATOR), "east.lead"), "New password")
    assert "it is not shown again" in text(app)
    assert account(people, "east.lead").starting
    app.run()
    assert "it is not shown again" not in text(app)


def test_a_second_factor_is_reset_where_there_is_one(open_page, people):
    app = whose(open_page("accounts", ADMINISTRATOR), "east.other")
    assert "Reset second factor" not in [one.label for one in app.button]
    factors = people.sign_in.factors
    enrolled(factors, people.clock, "east.other")
    press(app.run(), "Reset second factor")
    assert not factors.enrolled("east.other")


def test_what_a_person_sees_is_narrowed_and_said(open_page, people):
    app = whose(open_page("accounts", ADMINISTRATOR), "east.lead")
    grant = "grant east.lead riia_quarterly"
    assert app.selectbox(key=grant).options == ["Nothing", "Own authority only", "Every authority"]
    additional = app.selectbox(key="grant east.lead social_care_additional")
    assert additional.options == ["Nothing", "Own authority only"]
    app.selectbox(key=grant).select("own")
    additional.select("")
    press(app, "Save what they see")
    assert [(one.dataset, one.reach) for one in account(people, "east.lead").grants] == [
        ("riia_quarterly", "own")
    ]
    assert "(own authority only)" in text(app)
    app.selectbox(key=grant).select("")
    press(app, "Save what they see")
    assert account(people, "east.lead").grants == ()


def test_rights_are_given_and_taken_and_said(open_page, people):
    app = whose(open_page("accounts", ADMINISTRATOR), "east.lead")
    app.multiselect(key="rights east.lead").select("exclusions_restricted")
    press(app, "Save their rights")
    assert account(people, "east.lead").roles == ("exclusions_restricted",)
    assert "Cy &lt;b&gt;East&lt;/b&gt;: their rights are changed." in text(app)
    app.multiselect(key="rights east.lead").unselect("exclusions_restricted")
    press(app, "Save their rights")
    assert account(people, "east.lead").roles == ()


@pytest.mark.parametrize("change", ["more than can be given", "nothing to give"])
def test_rights_that_are_not_the_organisations_to_give_are_not_offered(open_page, people, change):
    found = yaml.safe_load(people.accounts.path.read_text("utf-8"))
    if change == "nothing to give":
        found["partners"]["east"]["roles"] = []
    else:
        found["credentials"]["usernames"]["east.lead"]["roles"] = ["publisher"]
    write_accounts(people.accounts.path.parent, found)
    app = whose(open_page("accounts", ADMINISTRATOR), "east.lead")
    assert "Save their rights" not in [one.label for one in app.button]


def test_who_still_has_the_first_password_is_said(open_page, people):
    app = press(whose(open_page("accounts", ADMINISTRATOR), "east.lead"), "New password")
    assert account(people, "east.lead").starting
    assert "– has the first password, given on 15 January 2027" in text(app)


def fill(app, name, called="New Person"):
    app.text_input(key="new_account").input(name)
    app.text_input(key="new_name").input(called)
    app.multiselect(key="new_roles").select("exclusions_restricted")
    return press(app, "Add")


def test_a_person_is_added_with_a_password_to_pass_on(open_page, people):
    app = fill(open_page("accounts", ADMINISTRATOR), "new.person")
    assert not app.exception
    assert "Give this person the password below" in text(app)
    assert account(people, "new.person").roles == ("exclusions_restricted",)
    assert app.text_input(key="new_account").value == ""
    assert "new.person" in text(app)


def test_what_was_typed_stays_where_it_is_refused(open_page, people):
    app = fill(open_page("accounts", ADMINISTRATOR), "trust.lead")
    assert "there is an account" in text(app)
    assert app.text_input(key="new_name").value == "New Person"
    assert account(people, "trust.lead").partner == "trust"


def test_without_anybody_to_change_there_is_only_the_list(open_page, people):
    found = content()
    found["credentials"]["usernames"] = {
        "east.admin": person("east", roles=["administrator"], grants=[])
    }
    write_accounts(people.accounts.path.parent, found)
    app = open_page("accounts", ADMINISTRATOR)
    assert titles(app) == ["1 person can sign in; 1 was not confirmed within the last quarter"]
    assert "Nothing" in text(app)
    assert "Change an account" not in text(app)


def test_a_right_withdrawn_meanwhile_is_told(open_page, people):
    app = open_page("accounts", ADMINISTRATOR)
    disable_account(people.accounts.path, "east.admin")
    app.run()
    assert "There is nothing here that you can see." in text(app)
