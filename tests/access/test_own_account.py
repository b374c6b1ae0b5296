"""One's own account: who changes the way in proves anew who they are, and touches no other."""

from __future__ import annotations

import pytest
from access_builders import HASHED, PASSWORD, content, enrolled, person, write_accounts
from own_account_builders import HERE, THERE, begin, lines, own

from yardstick.access.arrivals import Ticket
from yardstick.access.editing import disable_account, set_password
from yardstick.access.errors import AccessDenied, AccountsError, SignInRefused
from yardstick.access.factor import FAILURES
from yardstick.access.own_account import SHARED
from yardstick.access.throttle import GUESSES_PER_ACCOUNT
from yardstick.access.tokens import hashed

pytest_plugins = ["access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")

ONWARD = "/your_account"
CHOSEN = "granite teapot meadow"


@pytest.fixture
def session(door):
    return begin(door)


def password_of(door, name="east.lead"):
    return door.accounts.current().credentials.usernames[name].password


@pytest.fixture
def other_hash(monkeypatch, quick_hasher):
    """Have a new password hashed to something else than the old one."""
    new = HASHED[:-1] + ("a" if HASHED[-1] != "a" else "b")
    monkeypatch.setattr(quick_hasher, "hash", lambda _: new, raising=False)
    return new


def test_whoever_gives_the_old_password_changes_it_and_is_out_everywhere_else(
    door, session, other_hash
):
    elsewhere, neighbour = begin(door, source=THERE), begin(door, "trust.lead")
    own(door, session).change_password(PASSWORD, "", CHOSEN, ONWARD)
    assert password_of(door) == other_hash
    assert password_of(door, "trust.lead") == HASHED
    assert door.viewer(elsewhere) is None
    assert door.viewer(neighbour)
    assert lines(door)[-2:] == [
        ("east.lead", "signed out", {"sessions": "2", "by": "its owner"}),
        ("east.lead", "account changed", {"of": "east.lead", "what": "chose a password"}),
    ]


def test_whoever_changes_their_password_goes_on_in_a_new_session_and_the_old_one_opens_nothing(
    door, clock, session
):
    app, _ = enrolled(door.sign_in.factors, clock, "east.lead")
    code = app.at(clock.now)
    ticket = door.sign_in.redeem(own(door, session).change_password(PASSWORD, code, CHOSEN, ONWARD))
    assert ticket == Ticket("east.lead", HERE, ONWARD, proved=True)
    assert door.viewer(session) is None
    new = door.enter(ticket)
    assert hashed(new) != session
    assert door.session(new).proved


def test_a_new_session_counts_as_proved_only_where_a_code_was_given(door, session):
    ticket = own(door, session).change_password(PASSWORD, "", CHOSEN, ONWARD)
    assert not door.sign_in.redeem(ticket).proved


def test_a_wrong_old_password_changes_nothing_and_is_written_down(door, session):
    with pytest.raises(SignInRefused, match="Your present password is not right"):
        own(door, session).change_password("a wrong guess", "", CHOSEN, ONWARD)
    assert password_of(door) == HASHED
    detail = {"reason": "wrong password, signed in", "source": HERE}
    assert lines(door)[-1] == ("east.lead", "sign-in refused", detail)


def test_guesses_at_the_old_password_and_at_the_sign_in_share_one_count(door, session):
    guesses = (
        lambda: door.sign_in.attempt("east.lead", "a wrong guess", HERE, "/"),
        lambda: own(door, session).change_password("a wrong guess", "", CHOSEN, ONWARD),
    )
    for at in range(GUESSES_PER_ACCOUNT):
        with pytest.raises(SignInRefused, match="not right"):
            guesses[at % 2]()
    with pytest.raises(SignInRefused, match="too many attempts"):
        own(door, session).change_password(PASSWORD, "", CHOSEN, ONWARD)
    assert password_of(door) == HASHED


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("short", "at least 15 characters"),
        ("east.lead is my name", "the account"),
        ("pat example, data lead", "guess it early"),
    ],
)
def test_a_new_password_keeps_the_rules_of_every_other_and_costs_no_code(
    door, clock, session, chosen, said
):
    app, _ = enrolled(door.sign_in.factors, clock, "east.lead")
    code = app.at(clock.now)
    with pytest.raises(AccountsError, match=said):
        own(door, session).change_password(PASSWORD, code, chosen, ONWARD)
    own(door, session).change_password(PASSWORD, code, CHOSEN, ONWARD)


def test_the_new_password_is_another_one(door, session):
    with pytest.raises(SignInRefused, match="another password than the one you have"):
        own(door, session).change_password(PASSWORD, "", PASSWORD, ONWARD)


def test_whoever_has_a_second_factor_gives_a_code_as_well(door, clock, session, other_hash):
    app, _ = enrolled(door.sign_in.factors, clock, "east.lead")
    for code in ("", "000000"):
        with pytest.raises(SignInRefused, match="The code is not right"):
            own(door, session).change_password(PASSWORD, code, CHOSEN, ONWARD)
    assert password_of(door) == HASHED
    own(door, session).change_password(PASSWORD, app.at(clock.now), CHOSEN, ONWARD)
    assert password_of(door) == other_hash


def test_after_many_wrong_codes_none_is_looked_at_here_either(door, clock, session):
    app, _ = enrolled(door.sign_in.factors, clock, "east.lead")
    for _ in range(FAILURES):
        door.sign_in.factors.check("east.lead", "000000")
    with pytest.raises(SignInRefused, match="Ask your partner-side administrator"):
        own(door, session).change_password(PASSWORD, app.at(clock.now), CHOSEN, ONWARD)


def test_a_password_that_was_changed_meanwhile_is_not_overwritten(
    door, session, other_hash, monkeypatch
):
    given = own(door, session)
    set_password(door.accounts.path, "east.lead", CHOSEN)
    before = content()["credentials"]["usernames"]["east.lead"]
    stale = door.accounts.find("east.lead").model_copy(update=before)
    monkeypatch.setattr(type(given), "_account", lambda _: ("east.lead", stale))
    with pytest.raises(AccountsError, match="changed by somebody else just now"):
        given.change_password(PASSWORD, "", "violet harbour lantern", ONWARD)
    assert password_of(door) == other_hash


def vouched_for(door, **more):
    found = content()
    identity = {"issuer": "https://sign-on.example", "subject": "s-1"}
    found["credentials"]["usernames"]["east.lead"] = person("east", single_sign_on=identity, **more)
    write_accounts(door.accounts.path.parent, found)


def test_whoever_only_signs_in_elsewhere_has_no_password_here(door, clock, session):
    vouched_for(door, starting="2027-01-10")
    assert "changed where you sign in" in own(door, session).standing().why_no_password
    with pytest.raises(AccountsError, match="changed where you sign in"):
        own(door, session).change_password(PASSWORD, "", CHOSEN, ONWARD)
    app, _ = enrolled(door.sign_in.factors, clock, "east.lead")
    assert own(door, session).renew_recovery("", app.at(clock.now))


def test_whoever_chose_a_password_beside_signing_in_elsewhere_can_change_it(
    door, session, other_hash
):
    vouched_for(door)
    assert own(door, session).standing().why_no_password == ""
    own(door, session).change_password(PASSWORD, "", CHOSEN, ONWARD)
    assert password_of(door) == other_hash


def test_a_demonstration_account_stays_as_it_is_and_shows_nobody_else(door):
    mine, others = begin(door, "shown"), begin(door, "shown", THERE)
    account = own(door, mine)
    assert account.standing().why_no_password == SHARED
    for act in (
        lambda: account.change_password(PASSWORD, "", CHOSEN, ONWARD),
        lambda: account.end_session(others),
        account.end_others,
    ):
        with pytest.raises(AccountsError, match="printed for everybody"):
            act()
    assert [one.hash for one in account.standing().sessions] == [mine]
    assert door.viewer(others)
    assert password_of(door, "shown") == HASHED


@pytest.mark.parametrize("gone", ["signed out", "disabled"])
def test_a_session_that_has_ended_reaches_nothing(door, session, gone):
    account, other = own(door, session), begin(door, "trust.lead")
    if gone == "disabled":
        disable_account(door.accounts.path, "east.lead")
    else:
        door.sessions.end_one("east.lead", session)
    for ask in (
        account.standing,
        account.end_others,
        lambda: account.end_session(other),
        lambda: account.change_password(PASSWORD, "", CHOSEN, ONWARD),
        lambda: account.renew_recovery(PASSWORD, ""),
    ):
        with pytest.raises(AccessDenied):
            ask()
    assert password_of(door) == HASHED
