"""One's own recovery codes: made anew by whoever proves who they are, and by nobody else."""

from __future__ import annotations

import pytest
from access_builders import PASSWORD, enrolled
from own_account_builders import begin, lines, own

from yardstick.access.errors import AccessDenied, AccountsError, SignInRefused
from yardstick.access.factor import RECOVERY_CODES

pytest_plugins = ["access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")


@pytest.fixture
def session(door):
    return begin(door)


def test_new_recovery_codes_replace_all_old_ones(door, clock, session):
    app, old = enrolled(door.sign_in.factors, clock, "east.lead")
    new = own(door, session).renew_recovery(PASSWORD, app.at(clock.now))
    assert len(set(new) | set(old)) == 2 * RECOVERY_CODES
    factors = door.sign_in.factors
    assert not any(factors.check("east.lead", code) for code in old)
    assert factors.check("east.lead", new[0])
    assert own(door, session).standing().recovery_left == RECOVERY_CODES - 1
    assert ("east.lead", "recovery codes made anew", {}) in lines(door)


def test_recovery_codes_of_others_stay(door, clock, session):
    app, _ = enrolled(door.sign_in.factors, clock, "east.lead")
    _, theirs = enrolled(door.sign_in.factors, clock, "trust.lead")
    own(door, session).renew_recovery(PASSWORD, app.at(clock.now))
    assert door.sign_in.factors.check("trust.lead", theirs[0])


@pytest.mark.parametrize("wrong", ["password", "code"])
def test_a_screen_left_open_gives_no_recovery_codes(door, clock, session, wrong):
    app, old = enrolled(door.sign_in.factors, clock, "east.lead")
    password = "a wrong guess" if wrong == "password" else PASSWORD
    code = "000000" if wrong == "code" else app.at(clock.now)
    with pytest.raises(SignInRefused):
        own(door, session).renew_recovery(password, code)
    assert door.sign_in.factors.check("east.lead", old[0])


def test_without_a_second_factor_there_are_no_recovery_codes(door, session):
    assert own(door, session).standing().recovery_left is None
    with pytest.raises(AccessDenied):
        own(door, session).renew_recovery(PASSWORD, "")


def test_recovery_codes_of_a_demonstration_account_stay_too(door, clock):
    app, old = enrolled(door.sign_in.factors, clock, "shown")
    account = own(door, begin(door, "shown"))
    assert account.standing().recovery_left is None
    with pytest.raises(AccountsError, match="stays as it is"):
        account.renew_recovery(PASSWORD, app.at(clock.now))
    assert door.sign_in.factors.check("shown", old[0])
