from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pyotp
import pytest
from access_builders import KEY, PASSWORD, ROOT, content, make_door, write_accounts
from streamlit.testing.v1 import AppTest

from yardstick.access.sign_in import Vouched
from yardstick.access.tokens import hashed
from yardstick.ui import sign_in, sign_in_steps

pytest_plugins = ["access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")


@pytest.fixture
def desk(tmp_path, clock, monkeypatch):
    door = make_door(tmp_path, clock)
    made = SimpleNamespace(
        store=SimpleNamespace(root=tmp_path),
        region=door.region,
        accounts=door.accounts,
        engine=door.engine,
        is_demonstration=True,
    )
    monkeypatch.setattr(sign_in.reception, "desk", lambda: made)
    monkeypatch.setattr(sign_in, "_key", lambda _: KEY)
    sign_in.door().sign_in.notices.accept("east.lead")
    yield made
    door.engine.dispose()


SCRIPT = """
from yardstick.ui.sign_in import sign_in_page

sign_in_page()
"""


@pytest.fixture
def page(desk):
    assert desk
    return AppTest.from_string(SCRIPT, default_timeout=30)


def said(page):
    return "\n".join(one.proto.body for one in page.get("html"))


def fill(page, name, password):
    page.text_input(key=sign_in.NAME_KEY).input(name)
    page.text_input(key=sign_in.PASSWORD_KEY).input(password)
    page.button[0].click()
    return page.run()


def test_the_page_says_whose_it_is_and_whom_to_ask(page):
    page.run()
    assert not page.exception
    assert page.title[0].value == "Sign in"
    assert [box.label for box in page.text_input] == ["Name", "Password"]
    assert "Midshire" in said(page)
    assert "Ring the host council." in said(page)
    assert "section 171" in said(page)


def test_a_demonstration_lists_its_accounts_and_no_other(page):
    page.run()
    assert f"<code>shown</code> <code>{PASSWORD}</code>" in said(page)
    assert "East Council" in said(page)
    assert "east.lead" not in said(page)


def test_a_disabled_account_of_a_demonstration_says_so(page, desk):
    found = desk.accounts.path.read_text("utf-8")
    desk.accounts.path.write_text(
        found.replace(
            "      demonstration: true", "      demonstration: true\n      disabled: true"
        ),
        "utf-8",
    )
    page.run()
    assert "this account is disabled" in said(page)


def test_no_other_store_lists_any(page, desk):
    desk.is_demonstration = False
    page.run()
    assert not page.exception
    assert PASSWORD not in said(page)
    assert "Try the demonstration" not in said(page)


def test_what_stands_in_the_files_is_shown_as_text(page, desk):
    desk.region = desk.region.model_copy(update={"name": "<b>Mid</b>", "contact": "<i>us</i>"})
    page.run()
    assert "&lt;b&gt;Mid&lt;/b&gt;" in said(page)
    assert "&lt;i&gt;us&lt;/i&gt;" in said(page)


def test_a_right_password_hands_over_a_ticket_with_the_link(page):
    page.query_params["indicator"] = "R01"
    page.query_params["signed_out"] = "yes"
    fill(page.run(), "east.lead", PASSWORD)
    assert 'action="/session/start"' in said(page)
    ticket = said(page).partition('name="ticket" value="')[2].partition('"')[0]
    found = sign_in.door().sign_in.redeem(ticket)
    assert found is not None
    assert (found.account, found.onward) == ("east.lead", "/?indicator=R01")
    assert page.text_input == []
    assert (ROOT / "yardstick/ui/sign_in.js").read_text("utf-8") in said(page)


def test_a_wrong_password_is_said_once_and_never_kept(page):
    fill(page.run(), "east.lead", "wrong password here")
    assert "The name or the password is not right" in said(page)
    assert page.text_input(key=sign_in.NAME_KEY).value == "east.lead"
    assert page.text_input(key=sign_in.PASSWORD_KEY).value == ""
    assert "wrong password here" not in repr(page.session_state)
    page.run()
    assert "not right" not in said(page)


@pytest.mark.parametrize(("name", "password"), [("", ""), ("  ", "x"), ("east.lead", "")])
def test_an_empty_box_is_no_guess(page, name, password, quick_hasher):
    fill(page.run(), name, password)
    assert "Type your name and your password" in said(page)
    assert quick_hasher.checked == []


def test_whoever_has_signed_out_is_told_so(page):
    page.query_params["signed_out"] = "yes"
    assert "You have signed out." in said(page.run())


def test_accounts_that_cannot_be_read_are_said_without_a_trace(page, desk, caplog):
    desk.is_demonstration = False
    page.run()
    desk.accounts.path.write_text("credentials: [", "utf-8")
    fill(page, "east.lead", PASSWORD)
    assert not page.exception
    assert "Nobody can sign in at the moment" in said(page)
    assert "auth.yaml: line" in caplog.text


def test_without_an_address_the_first_page_comes_next(page):
    fill(page.run(), "east.lead", PASSWORD)
    assert 'name="ticket"' in said(page)


# ---- who is looking ---------------------------------------------------------------------------


def test_nobody_is_looking_unless_the_gate_says_who(desk, monkeypatch):
    assert desk
    for told in ({}, {"session": None}, {"session": ""}, {"session": "x"}, {"email": "a@b.c"}):
        monkeypatch.setattr(sign_in.st, "user", told)
        assert sign_in.signed_in() is None


def test_whoever_the_gate_names_is_looking(desk, monkeypatch):
    token = sign_in.door().sessions.start("east.lead", "here")
    monkeypatch.setattr(sign_in.st, "user", {"session": hashed(token), "account": "trust.lead"})
    viewer = sign_in.signed_in()
    assert viewer is not None
    assert viewer.account == "east.lead"  # the session's, whatever else is told
    write_accounts(desk.accounts.path.parent, _without("east.lead"))
    assert sign_in.signed_in() is None


def _without(name):
    found = content()
    del found["credentials"]["usernames"][name]
    return found


def test_a_fragment_draws_for_a_session_and_else_has_the_page_run_again(monkeypatch):
    drawn = []

    class Again(Exception):  # noqa: N818 - it is what should happen
        pass

    def rerun(*, scope):
        raise Again(scope)

    @sign_in.needs_session
    def draw(what, *, how="so"):
        """Draw it."""
        drawn.append((what, how))

    monkeypatch.setattr(sign_in.st, "rerun", rerun)
    monkeypatch.setattr(sign_in, "signed_in", lambda: None)
    with pytest.raises(Again, match="app"):
        draw("a")
    monkeypatch.setattr(sign_in, "signed_in", object)
    draw("b", how="thus")
    assert drawn == [("b", "thus")]
    assert draw.__doc__ == "Draw it."


def test_the_key_of_the_log_is_the_stores(tmp_path):
    assert sign_in._key(tmp_path) == sign_in._key(tmp_path)
    assert (tmp_path / "audit.key").exists()


# ---- the steps that follow ---------------------------------------------------------------------


def give(desk, name="trust.lead", **more):
    found = content()
    found["credentials"]["usernames"][name] |= more
    write_accounts(desk.accounts.path.parent, found)


def secret_in(page):
    return said(page).partition('class="ys-key">')[2].partition("<")[0].replace(" ", "")


def choose(page, label):
    next(one for one in page.button if one.label == label).click()
    return page.run()


def type_code(page, code):
    page.text_input(key=sign_in_steps.CODE_KEY).input(code)
    return choose(page, "Go on")


def test_the_notice_stands_between_a_password_and_the_pages(page):
    fill(page.run(), "trust.lead", PASSWORD)
    assert [one.value for one in page.title] == ["Before you go on"]
    assert "section 171" in said(page)
    assert "OFFICIAL-SENSITIVE" in said(page)
    assert "Ring the host council." in said(page)
    assert 'name="ticket"' not in said(page)
    assert 'name="ticket"' in said(choose(page, "I accept"))


def test_a_second_factor_is_set_up_then_its_recovery_codes_are_shown_once(page, desk):
    give(desk, roles=["administrator"])
    fill(page.run(), "trust.lead", PASSWORD)
    assert [one.value for one in page.title] == ["Set up your second factor"]
    assert 'src="data:image/svg+xml' in said(page)
    assert page.text_input(key=sign_in_steps.CODE_KEY).proto.autocomplete == "one-time-code"
    type_code(page, "000000")
    assert "The code is not right" in said(page)
    assert page.text_input(key=sign_in_steps.CODE_KEY).value == ""
    type_code(page, pyotp.TOTP(secret_in(page)).now())
    assert [one.value for one in page.title] == ["Your recovery codes"]
    assert said(page).count("<li><code>") == 10
    choose(page, "I have kept them")
    assert [one.value for one in page.title] == ["Before you go on"]
    assert "<li><code>" not in said(page)
    choose(page, "I accept")
    assert 'name="ticket"' in said(page)


def test_later_a_code_is_asked_for(page, desk):
    give(desk, roles=["administrator"])
    factors = sign_in.door().sign_in.factors
    sealed = factors.new_secret()
    app = pyotp.TOTP(factors.enrolment("trust.lead", sealed).secret.replace(" ", ""))
    codes = factors.enrol("trust.lead", sealed, app.now())
    fill(page.run(), "trust.lead", PASSWORD)
    assert [one.value for one in page.title] == ["Your second factor"]
    type_code(page, "not a code")
    assert "The code is not right" in said(page)
    type_code(page, codes[0])
    assert [one.value for one in page.title] == ["Before you go on"]


def new_password(page, first, again):
    page.text_input(key=sign_in_steps.FIRST_KEY).input(first)
    page.text_input(key=sign_in_steps.AGAIN_KEY).input(again)
    return choose(page, "Go on")


def test_a_password_of_ones_own_is_typed_twice_and_kept_nowhere(page, desk):
    give(desk, starting=dt.datetime.now(dt.UTC).date())
    fill(page.run(), "trust.lead", PASSWORD)
    assert [one.value for one in page.title] == ["Choose your password"]
    assert "not the same" in said(new_password(page, "pebble morning harbour", "another"))
    assert "at least 15 characters" in said(new_password(page, "short", "short"))
    assert "another password than the one" in said(new_password(page, PASSWORD, PASSWORD))
    new_password(page, "pebble morning harbour", "pebble morning harbour")
    assert "pebble morning harbour" not in repr(page.session_state)
    assert [one.value for one in page.title] == ["Before you go on"]


def test_whoever_starts_again_is_asked_for_a_name(page):
    fill(page.run(), "trust.lead", PASSWORD)
    choose(page, "Start again")
    assert [one.value for one in page.title] == ["Sign in"]


def test_an_account_disabled_meanwhile_starts_again(page, desk):
    fill(page.run(), "trust.lead", PASSWORD)
    give(desk, disabled=True)
    choose(page, "I accept")
    assert [one.value for one in page.title] == ["Sign in"]
    assert "not in use any more" in said(page)


# ---- another organisation's sign-in -------------------------------------------------------------


def test_a_button_leads_to_each_sign_in_that_is_offered(page, monkeypatch):
    gone = []
    monkeypatch.setattr(sign_in.sign_on, "providers", lambda: {"east": "Sign in with East"})
    monkeypatch.setattr(sign_in.st, "login", gone.append)
    choose(page.run(), "Sign in with East")
    assert gone == ["east"]


def test_whoever_was_vouched_for_goes_on_with_the_next_step(page, desk, monkeypatch):
    give(desk, single_sign_on={"issuer": "https://east.test", "subject": "1"})
    token = sign_in.door().sign_in.arrive(Vouched("https://east.test", "1", "s"), "here", "/data")
    monkeypatch.setattr(sign_in.st, "user", {"arrival": token})
    page.run()
    assert [one.value for one in page.title] == ["Before you go on"]
    choose(page, "Start again")  # the cookie still names the arrival
    assert [one.value for one in page.title] == ["Sign in"]


def test_a_sign_in_that_was_broken_off_is_said_once(page):
    page.query_params["sign_on"] = "failed"
    assert "The other sign-in was not completed" in said(page.run())
    assert "sign_on" not in page.query_params
    assert "not completed" not in said(page.run())
