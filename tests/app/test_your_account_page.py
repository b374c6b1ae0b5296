"""One's own account on screen: what is asked, what is said, and what is not left in the page."""

from __future__ import annotations

import re

import pytest
from access_builders import (
    HASHED,
    PASSWORD,
    Clock,
    content,
    enrolled,
    make_door,
    person,
    write_accounts,
)
from fake_desk import GIVEN
from screens import markup, press, text, titles

from yardstick.access.errors import AccessDenied
from yardstick.access.sessions import NOTED_SECONDS
from yardstick.access.tokens import hashed
from yardstick.model import Viewer
from yardstick.ui import shell, sign_in
from yardstick.ui.own_account import _CODES

pytest_plugins = ["stage", "access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")

LEAD = Viewer("east.lead", "Lee <b>East</b>", "east", frozenset(), GIVEN)
CHOSEN = "granite teapot meadow"
PASSWORD_KEYS = ("own_present", "own_new", "own_new_again")


@pytest.fixture
def door(tmp_path):
    made = make_door(tmp_path, Clock())
    yield made
    made.engine.dispose()


@pytest.fixture
def session(door, monkeypatch):
    """Begin the session that looks at the page."""
    found = hashed(door.sessions.start("east.lead", "10.0.0.1"))
    monkeypatch.setattr(shell, "own_account", lambda: door.own_account(found, "10.0.0.1"))
    return found


@pytest.fixture
def opened(open_page, session):  # noqa: ARG001 - what stands behind the page
    """Return a function that opens the page."""
    return lambda: open_page("your_account", LEAD)


def labels(app):
    return [one.label for one in app.button]


def fill(app, **typed):
    for name, value in typed.items():
        app.text_input(key=f"own_{name}").input(value)
    return press(app, "Change password")


def test_whoever_is_signed_in_once_is_told_so(opened):
    app = opened()
    assert not app.exception
    assert titles(app) == ["Your account: you are signed in here and nowhere else"]
    said = text(app)
    assert "Lee &lt;b&gt;East&lt;/b&gt;; your sign-in name is east.lead." in said
    assert "Here, from 10.0.0.1 15 Jan 2027, 08:00 15 Jan 2027, 08:00" in said
    assert "Recovery codes" not in said
    assert labels(app) == ["Change password"]


def test_every_page_leads_to_ones_own_account(open_page):
    led = '<a href="/your_account" target="_self">Sam Ahmed, Director<span class="ys-hidden">'
    assert f"{led}, your account</span></a>" in markup(open_page())


def test_each_other_place_is_signed_out_by_itself_and_all_at_once(opened, door, session):
    others = []
    for _ in range(3):
        door.clock.now += 60
        others.append(hashed(door.sessions.start("east.lead", "10.0.0.2")))
    app = opened()
    assert titles(app) == ["Your account: you are signed in here and in 3 other places"]
    press(app, "Sign out the one of 15 Jan 2027, 08:01")
    assert "The session of 15 Jan 2027, 08:01 is signed out." in text(app)
    assert [door.viewer(one) is None for one in others] == [True, False, False]
    press(app, "Sign out everywhere else")
    assert titles(app) == ["Your account: you are signed in here and nowhere else"]
    assert not any(map(door.viewer, others))
    assert door.viewer(session)


def test_with_one_other_place_there_is_one_button_for_it(opened, door):
    door.sessions.start("east.lead", "10.0.0.2")
    app = opened()
    assert titles(app) == ["Your account: you are signed in here and in one other place"]
    assert "Sign out everywhere else" not in labels(app)


def test_whoever_changes_their_password_is_led_on_into_a_new_session_and_nothing_typed_stays(
    opened, door, session, monkeypatch
):
    new = HASHED[:-1] + "a"
    monkeypatch.setattr("access_fixtures.QuickHasher.hash", lambda *_: new)
    monkeypatch.setattr(sign_in, "door", lambda: door)
    app = opened()
    monkeypatch.setattr(shell, "signed_in", lambda: door.viewer(session))
    fill(app, present=PASSWORD, new=CHOSEN, new_again=CHOSEN)
    assert door.accounts.current().credentials.usernames["east.lead"].password == new
    assert not any(app.session_state[key] for key in PASSWORD_KEYS if key in app.session_state)
    (ticket,) = re.findall(r'name="ticket" value="([^"]+)"', markup(app))
    gone_on = door.sign_in.redeem(ticket)
    assert gone_on.onward == "/your_account?changed=password"
    assert door.viewer(session) is None
    assert ticket not in markup(app.run())  # nothing is handed over twice


def test_whoever_comes_back_in_the_new_session_is_told_that_the_password_is_changed(
    open_page, opened, door, session
):
    app = open_page("your_account", LEAD, changed="password")
    assert "Your password is changed. Every other place" in text(app)
    assert "Your password is changed" not in text(opened())
    door.clock.now += NOTED_SECONDS
    door.sessions.use(session)  # a link says so of no session that has been in use
    assert "Your password is changed" not in text(app.run())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"present": PASSWORD, "new": CHOSEN, "new_again": "another"}, "are not the same"),
        ({"present": "a guess", "new": CHOSEN, "new_again": CHOSEN}, "present password is not"),
        ({"present": PASSWORD, "new": "short", "new_again": "short"}, "at least 15 characters"),
        ({"present": PASSWORD, "new": PASSWORD, "new_again": PASSWORD}, "another password"),
    ],
)
def test_what_keeps_a_password_from_being_changed_is_said_in_a_sentence(opened, typed, said):
    app = fill(opened(), **typed)
    assert not app.exception
    assert said in text(app)
    assert [app.text_input(key=key).value for key in PASSWORD_KEYS] == ["", "", ""]


def test_recovery_codes_are_made_anew_and_shown_until_they_are_kept(opened, door):
    app_of_telephone = enrolled(door.sign_in.factors, door.clock, "east.lead")[0]
    app = opened()
    assert "You have 10 recovery codes left" in text(app)
    app.text_input(key="own_recovery_present").input(PASSWORD)
    code = app_of_telephone.at(door.clock.now)
    app.text_input(key="own_recovery_code").input(code)
    press(app, "Make new recovery codes")
    assert "None of the old ones is good any more." in text(app)
    codes = app.session_state[_CODES]
    assert all(one in text(app) for one in codes)
    assert "Make new recovery codes" not in labels(app)
    press(app, "I have kept them")
    assert codes[0] not in text(app)


def test_whoever_has_a_second_factor_is_asked_for_a_code_to_change_the_password(opened, door):
    enrolled(door.sign_in.factors, door.clock, "east.lead")[0]
    typed = {"present": PASSWORD, "new": CHOSEN, "new_again": CHOSEN}
    app = fill(opened(), code="000000", **typed)
    assert "The code is not right" in text(app)
    assert app.text_input(key="own_code").value == ""


@pytest.mark.parametrize(
    ("used", "said"),
    [(9, "You have 1 recovery code left"), (10, "You have no recovery codes left.")],
)
def test_how_many_recovery_codes_are_left_is_said(opened, door, used, said):
    factors = door.sign_in.factors
    enrolled(door.sign_in.factors, door.clock, "east.lead")[0]
    for code in factors.renew_recovery("east.lead")[:used]:
        factors.check("east.lead", code)
    assert said in text(opened())


def test_whoever_signs_in_elsewhere_is_asked_for_no_password(opened, door):
    found = content()
    identity = {"issuer": "https://sign-on.example", "subject": "s-1"}
    found["credentials"]["usernames"]["east.lead"] = person(
        "east", single_sign_on=identity, starting="2027-01-10"
    )
    write_accounts(door.accounts.path.parent, found)
    enrolled(door.sign_in.factors, door.clock, "east.lead")[0]
    app = opened()
    assert "Your password is changed where you sign in." in text(app)
    assert [one.key for one in app.text_input] == ["own_recovery_code"]


def test_a_demonstration_account_is_told_that_its_password_stays(opened, door, monkeypatch):
    shown = hashed(door.sessions.start("shown", "10.0.0.1"))
    door.sessions.start("shown", "10.0.0.99")
    monkeypatch.setattr(shell, "own_account", lambda: door.own_account(shown, "10.0.0.1"))
    app = opened()
    assert titles(app) == ["Your account: one of the demonstration's, which anybody may use"]
    assert "Its password is printed for everybody and stays as it is" in text(app)
    assert "10.0.0.99" not in text(app)
    assert labels(app) == []


def test_the_account_is_that_of_the_session_which_the_gate_found(door, monkeypatch):
    session = hashed(door.sessions.start("east.lead", "10.0.0.1"))
    monkeypatch.setattr(sign_in, "door", lambda: door)
    monkeypatch.setattr(sign_in.st, "user", {"session": session, "source": "10.0.0.7"})
    own = sign_in.own_account()
    assert [one.hash for one in own.standing().sessions] == [session]
    assert own.source == "10.0.0.7"


def test_without_a_session_there_is_no_account(door, monkeypatch):
    monkeypatch.setattr(sign_in, "door", lambda: door)
    monkeypatch.setattr(sign_in.st, "user", {})
    with pytest.raises(AccessDenied):
        sign_in.own_account().standing()
