"""The sign-in page: what it says to anybody, and what comes of a name and a password."""

from __future__ import annotations

import pytest
from access_builders import PASSWORD, ROOT
from full_disk import full
from screens import markup, press, type_in

from yardstick.ui import sign_in

pytest_plugins = ["access_fixtures", "sign_in_stage"]
pytestmark = pytest.mark.usefixtures("quick_hasher")


def test_the_page_says_whose_it_is_and_whom_to_ask(front_page):
    front_page.run()
    assert not front_page.exception
    assert front_page.title[0].value == "Sign in"
    assert [box.label for box in front_page.text_input] == ["Name", "Password"]
    assert "Midshire" in markup(front_page)
    assert "Ring the host council." in markup(front_page)
    assert "section 171" in markup(front_page)


def test_a_demonstration_lists_its_accounts_and_no_other(front_page):
    front_page.run()
    assert f"<code>shown</code> <code>{PASSWORD}</code>" in markup(front_page)
    assert "East Council" in markup(front_page)
    assert "east.lead" not in markup(front_page)


def test_a_disabled_account_of_a_demonstration_says_so(front_page, front_desk):
    found = front_desk.accounts.path.read_text("utf-8")
    front_desk.accounts.path.write_text(
        found.replace(
            "      demonstration: true", "      demonstration: true\n      disabled: true"
        ),
        "utf-8",
    )
    front_page.run()
    assert "this account is disabled" in markup(front_page)


def test_no_other_store_lists_any(front_page, front_desk):
    front_desk.is_demonstration = False
    front_page.run()
    assert not front_page.exception
    assert PASSWORD not in markup(front_page)
    assert "Try the demonstration" not in markup(front_page)


def test_what_stands_in_the_files_is_shown_as_text(front_page, front_desk):
    front_desk.region = front_desk.region.model_copy(
        update={"name": "<b>Mid</b>", "contact": "<i>us</i>"}
    )
    front_page.run()
    assert "&lt;b&gt;Mid&lt;/b&gt;" in markup(front_page)
    assert "&lt;i&gt;us&lt;/i&gt;" in markup(front_page)


def test_a_right_password_hands_over_a_ticket_with_the_link(front_page):
    front_page.query_params["indicator"] = "R01"
    front_page.query_params["signed_out"] = "yes"
    type_in(front_page.run(), "east.lead", PASSWORD)
    assert 'action="/session/start"' in markup(front_page)
    ticket = markup(front_page).partition('name="ticket" value="')[2].partition('"')[0]
    found = sign_in.door().sign_in.redeem(ticket)
    assert found is not None
    assert (found.account, found.onward) == ("east.lead", "/?indicator=R01")
    assert front_page.text_input == []
    assert (ROOT / "yardstick/ui/sign_in.js").read_text("utf-8") in markup(front_page)


def test_a_wrong_password_is_said_once_and_never_kept(front_page):
    type_in(front_page.run(), "east.lead", "wrong password here")
    assert "The name or the password is not right" in markup(front_page)
    assert front_page.text_input(key=sign_in.NAME_KEY).value == "east.lead"
    assert front_page.text_input(key=sign_in.PASSWORD_KEY).value == ""
    assert "wrong password here" not in repr(front_page.session_state)
    front_page.run()
    assert "not right" not in markup(front_page)


@pytest.mark.parametrize(("name", "password"), [("", ""), ("  ", "x"), ("east.lead", "")])
def test_an_empty_box_is_no_guess(front_page, name, password, quick_hasher):
    type_in(front_page.run(), name, password)
    assert "Type your name and your password" in markup(front_page)
    assert quick_hasher.checked == []


def test_whoever_has_signed_out_is_told_so(front_page):
    front_page.query_params["signed_out"] = "yes"
    assert "You have signed out." in markup(front_page.run())


def test_accounts_that_cannot_be_read_are_said_without_a_trace(front_page, front_desk, caplog):
    front_desk.is_demonstration = False
    front_page.run()
    front_desk.accounts.path.write_text("credentials: [", "utf-8")
    type_in(front_page, "east.lead", PASSWORD)
    assert not front_page.exception
    assert "Nobody can sign in at the moment" in markup(front_page)
    assert "auth.yaml: line" in caplog.text


def test_without_an_address_the_first_page_comes_next(front_page):
    type_in(front_page.run(), "east.lead", PASSWORD)
    assert 'name="ticket"' in markup(front_page)


# ---- another organisation's sign-in -------------------------------------------------------------


def test_a_button_leads_to_each_sign_in_that_is_offered(front_page, monkeypatch):
    gone = []
    monkeypatch.setattr(sign_in.sign_on, "providers", lambda: {"east": "Sign in with East"})
    monkeypatch.setattr(sign_in.st, "login", gone.append)
    press(front_page.run(), "Sign in with East")
    assert gone == ["east"]


def test_a_full_disk_is_told_to_whoever_signs_in(front_page, front_desk):
    front_page.run()
    with full(front_desk.engine):
        type_in(front_page, "east.lead", PASSWORD)
    assert "The disk that holds the store is full" in markup(front_page)
    assert "is full" not in markup(type_in(front_page, "east.lead", PASSWORD))


def test_a_sign_in_that_was_broken_off_is_said_once(front_page):
    front_page.query_params["sign_on"] = "failed"
    assert "The other sign-in was not completed" in markup(front_page.run())
    assert "sign_on" not in front_page.query_params
    assert "not completed" not in markup(front_page.run())
