"""The steps between a password and the pages: second factor, own password, notice."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest
from access_builders import PASSWORD, content, write_accounts
from screens import markup, press, titles, type_in

from yardstick.access.sign_in import Vouched
from yardstick.ui import sign_in, sign_in_steps

pytest_plugins = ["access_fixtures", "sign_in_stage"]
pytestmark = pytest.mark.usefixtures("quick_hasher")


def give(front_desk, name="trust.lead", **more):
    found = content()
    found["credentials"]["usernames"][name] |= more
    write_accounts(front_desk.accounts.path.parent, found)


def secret_in(front_page):
    return markup(front_page).partition('class="ys-key">')[2].partition("<")[0].replace(" ", "")


def type_code(front_page, code):
    front_page.text_input(key=sign_in_steps.CODE_KEY).input(code)
    return press(front_page, "Go on")


def test_the_notice_stands_between_a_password_and_the_pages(front_page):
    type_in(front_page.run(), "trust.lead", PASSWORD)
    assert titles(front_page) == ["Before you go on"]
    assert "section 171" in markup(front_page)
    assert "OFFICIAL-SENSITIVE" in markup(front_page)
    assert "Ring the host council." in markup(front_page)
    assert 'name="ticket"' not in markup(front_page)
    assert 'name="ticket"' in markup(press(front_page, "I accept"))


def test_a_second_factor_is_set_up_then_its_recovery_codes_are_shown_once(front_page, front_desk):
    give(front_desk, roles=["administrator"])
    type_in(front_page.run(), "trust.lead", PASSWORD)
    assert titles(front_page) == ["Set up your second factor"]
    assert 'src="data:image/svg+xml' in markup(front_page)
    assert front_page.text_input(key=sign_in_steps.CODE_KEY).proto.autocomplete == "one-time-code"
    type_code(front_page, "000000")
    assert "The code is not right" in markup(front_page)
    assert front_page.text_input(key=sign_in_steps.CODE_KEY).value == ""
    type_code(front_page, pyotp.TOTP(secret_in(front_page)).now())
    assert titles(front_page) == ["Your recovery codes"]
    assert markup(front_page).count("<li><code>") == 10
    press(front_page, "I have kept them")
    assert titles(front_page) == ["Before you go on"]
    assert "<li><code>" not in markup(front_page)
    press(front_page, "I accept")
    assert 'name="ticket"' in markup(front_page)


def test_later_a_code_is_asked_for(front_page, front_desk):
    give(front_desk, roles=["administrator"])
    factors = sign_in.door().sign_in.factors
    sealed = factors.new_secret()
    app = pyotp.TOTP(factors.enrolment("trust.lead", sealed).secret.replace(" ", ""))
    codes = factors.enrol("trust.lead", sealed, app.now())
    type_in(front_page.run(), "trust.lead", PASSWORD)
    assert titles(front_page) == ["Your second factor"]
    type_code(front_page, "not a code")
    assert "The code is not right" in markup(front_page)
    type_code(front_page, codes[0])
    assert titles(front_page) == ["Before you go on"]


def new_password(front_page, first, again):
    front_page.text_input(key=sign_in_steps.FIRST_KEY).input(first)
    front_page.text_input(key=sign_in_steps.AGAIN_KEY).input(again)
    return press(front_page, "Go on")


def test_a_password_of_ones_own_is_typed_twice_and_kept_nowhere(front_page, front_desk):
    give(front_desk, starting=dt.datetime.now(dt.UTC).date())
    type_in(front_page.run(), "trust.lead", PASSWORD)
    assert titles(front_page) == ["Choose your password"]
    assert "not the same" in markup(new_password(front_page, "pebble morning harbour", "another"))
    assert "at least 15 characters" in markup(new_password(front_page, "short", "short"))
    assert "another password than the one" in markup(new_password(front_page, PASSWORD, PASSWORD))
    new_password(front_page, "pebble morning harbour", "pebble morning harbour")
    assert "pebble morning harbour" not in repr(front_page.session_state)
    assert titles(front_page) == ["Before you go on"]


def test_whoever_starts_again_is_asked_for_a_name(front_page):
    type_in(front_page.run(), "trust.lead", PASSWORD)
    press(front_page, "Start again")
    assert titles(front_page) == ["Sign in"]


def test_an_account_disabled_meanwhile_starts_again(front_page, front_desk):
    type_in(front_page.run(), "trust.lead", PASSWORD)
    give(front_desk, disabled=True)
    press(front_page, "I accept")
    assert titles(front_page) == ["Sign in"]
    assert "not in use any more" in markup(front_page)


def test_whoever_was_vouched_for_goes_on_with_the_next_step(front_page, front_desk, monkeypatch):
    give(front_desk, single_sign_on={"issuer": "https://east.test", "subject": "1"})
    token = sign_in.door().sign_in.arrive(Vouched("https://east.test", "1", "s"), "here", "/data")
    monkeypatch.setattr(sign_in.st, "user", {"arrival": token})
    front_page.run()
    assert titles(front_page) == ["Before you go on"]
    press(front_page, "Start again")  # the cookie still names the arrival
    assert titles(front_page) == ["Sign in"]
