"""The steps of signing in: their order, that none can be left out, and what each leaves behind."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest
from access_builders import PASSWORD, content, make_door, write_accounts
from audit_reader import audit_lines

from yardstick.access.accounts_file import read_accounts
from yardstick.access.arrivals import ANSWER_SECONDS, ARRIVAL_SECONDS
from yardstick.access.editing import disable_account
from yardstick.access.errors import AccountsError, SignInRefused
from yardstick.access.factor import FAILURES
from yardstick.access.sign_in import Step, Vouched

pytest_plugins = ["access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")

NEW = "pebble morning harbour"
HERE = "10.0.0.1"


TODAY = dt.date(2027, 1, 15)  # of the tests' clock


def give(door, account="east.lead", **more):
    found = content()
    found["credentials"]["usernames"][account] |= more
    write_accounts(door.accounts.path.parent, found)


def arrived(door, account="east.lead"):
    return door.sign_in.attempt(account, PASSWORD, HERE, "/data")


def app_of(door, token):
    return pyotp.TOTP(door.sign_in.enrolment(token).secret.replace(" ", ""))


def enrol(door, clock, token):
    app = app_of(door, token)
    codes = door.sign_in.enrol(token, app.at(clock.now))
    clock.now += 30
    return app, codes


def actions(door):
    return [(action, detail) for _, action, detail in audit_lines(door.engine)]


def test_without_a_role_only_the_notice_stands_between_password_and_ticket(door):
    token = arrived(door)
    assert door.sign_in.step(token) is Step.NOTICE
    door.sign_in.accept_notice(token)
    assert door.sign_in.step(token) is Step.ENTER
    found = door.sign_in.redeem(door.sign_in.ticket(token))
    assert (found.account, found.source, found.onward) == ("east.lead", HERE, "/data")
    assert not found.proved
    assert door.sign_in.step(arrived(door)) is Step.ENTER  # once a term is enough


@pytest.mark.parametrize(
    "role", ["publisher", "exclusions_restricted", "commissioning", "administrator"]
)
def test_a_role_that_opens_more_asks_for_a_second_factor(door, clock, role):
    give(door, roles=[role])
    token = arrived(door)
    assert door.sign_in.step(token) is Step.ENROL
    app, codes = enrol(door, clock, token)
    assert len(codes) == 10
    assert door.sign_in.step(token) is Step.NOTICE
    door.sign_in.accept_notice(token)
    assert door.sign_in.redeem(door.sign_in.ticket(token)).proved
    again = arrived(door)
    assert door.sign_in.step(again) is Step.CODE
    door.sign_in.give_code(again, app.at(clock.now))
    assert door.sign_in.step(again) is Step.ENTER


def test_an_executive_reads_without_one(door):
    assert door.sign_in.step(arrived(door, "reader")) is Step.NOTICE


def test_a_demonstration_account_enters_at_once_and_only_there(door, tmp_path, clock):
    give(door, "shown", roles=["publisher"])
    assert door.sign_in.step(arrived(door, "shown")) is Step.ENTER
    (tmp_path / "real").mkdir()
    real = make_door(tmp_path / "real", clock, demonstration=False)
    with pytest.raises(SignInRefused):
        arrived(real, "shown")
    real.engine.dispose()


def test_no_step_can_be_left_out_or_taken_before_its_turn(door, clock):
    give(door, roles=["publisher"], starting=TODAY)
    token = arrived(door)
    sign_in = door.sign_in
    too_soon = [
        lambda: sign_in.ticket(token),
        lambda: sign_in.accept_notice(token),
        lambda: sign_in.choose_password(token, NEW),
        lambda: sign_in.give_code(token, "000000"),
    ]
    for step in too_soon:
        with pytest.raises(SignInRefused):
            step()
    enrol(door, clock, token)
    assert sign_in.step(token) is Step.PASSWORD
    for step in [*too_soon[:2], too_soon[3], lambda: sign_in.enrolment(token)]:
        with pytest.raises(SignInRefused):
            step()
    sign_in.choose_password(token, NEW)
    assert sign_in.step(token) is Step.NOTICE


def test_a_wrong_code_is_counted_told_and_written_down(door, clock):
    give(door, roles=["publisher"])
    token = arrived(door)
    for _ in range(8):
        with pytest.raises(SignInRefused, match="not right, or was used before"):
            door.sign_in.enrol(token, "000000")
    with pytest.raises(SignInRefused, match="Wait 5 minutes"):
        door.sign_in.enrol(token, app_of(door, token).at(clock.now))
    reasons = [detail.get("reason") for _, detail in actions(door)]
    assert reasons == ["wrong code"] * 8 + ["too many guesses"]


def test_codes_and_passwords_share_one_count(door, clock):
    give(door, roles=["publisher"])
    enrol(door, clock, arrived(door))
    token = arrived(door)
    for _ in range(4):
        with pytest.raises(SignInRefused, match="not right"):
            door.sign_in.give_code(token, "000000")
        with pytest.raises(SignInRefused, match="not right"):
            door.sign_in.attempt("east.lead", "wrong password here", HERE, "/")
    with pytest.raises(SignInRefused, match="too many attempts"):
        door.sign_in.give_code(token, "000000")


def test_after_many_wrong_codes_only_an_administrator_helps(door, clock):
    give(door, roles=["publisher"])
    app, _ = enrol(door, clock, arrived(door))
    for _ in range(FAILURES):
        door.sign_in.factors.check("east.lead", "000000")
    with pytest.raises(SignInRefused, match="Ask your partner-side administrator"):
        door.sign_in.give_code(arrived(door), app.at(clock.now))
    assert actions(door)[-1][1]["reason"] == "codes locked"


def test_a_password_somebody_else_chose_is_replaced_by_ones_own(door):
    give(door, starting=TODAY)
    token = arrived(door)
    assert door.sign_in.step(token) is Step.PASSWORD
    with pytest.raises(SignInRefused, match="another password than the one you were given"):
        door.sign_in.choose_password(token, PASSWORD)
    with pytest.raises(AccountsError, match="at least 15 characters"):
        door.sign_in.choose_password(token, "short")
    door.sign_in.choose_password(token, NEW)
    assert door.sign_in.step(token) is Step.NOTICE
    assert not read_accounts(door.accounts.path).credentials.usernames["east.lead"].starting
    assert actions(door) == [("account changed", {"of": "east.lead", "what": "chose a password"})]


@pytest.mark.parametrize(("days", "good"), [(0, True), (7, True), (8, False), (400, False)])
def test_a_password_to_start_with_is_good_for_a_week(door, clock, days, good):
    give(door, starting=TODAY)
    clock.now += days * 24 * 60 * 60
    if good:
        assert door.sign_in.step(arrived(door)) is Step.PASSWORD
        return
    with pytest.raises(SignInRefused, match="name or the password is not right"):
        arrived(door)
    reason = "the password to start with has run out, or was wrong"
    assert actions(door)[-1][1]["reason"] == reason


def test_single_sign_on_does_not_wait_for_a_password_that_ran_out(door, clock):
    identity = {"issuer": "https://sign-in.invalid", "subject": "4711"}
    give(door, single_sign_on=identity, starting=TODAY)
    clock.now += 30 * 24 * 60 * 60
    token = door.sign_in.arrive(Vouched(*identity.values(), "once"), HERE, "/")
    assert door.sign_in.step(token) is Step.NOTICE


def test_an_arrival_waits_a_quarter_of_an_hour(door, clock):
    token = arrived(door)
    clock.now += ARRIVAL_SECONDS - 1
    assert door.sign_in.step(token) is Step.NOTICE
    clock.now += 1
    with pytest.raises(SignInRefused, match="took too long"):
        door.sign_in.step(token)
    clock.now -= 10 * ARRIVAL_SECONDS  # a clock that was put back
    with pytest.raises(SignInRefused, match="took too long"):
        door.sign_in.step(token)


def test_an_account_disabled_on_the_way_in_comes_no_further(door):
    token = arrived(door)
    disable_account(door.accounts.path, "east.lead")
    with pytest.raises(SignInRefused, match="not in use any more"):
        door.sign_in.accept_notice(token)


def test_an_arrival_gives_one_ticket(door, monkeypatch):
    token = arrived(door)
    door.sign_in.accept_notice(token)
    arrivals = door.sign_in._arrivals
    assert arrivals.ticket(token)
    assert arrivals.ticket(token) is None
    other = arrived(door)
    monkeypatch.setattr(type(arrivals), "ticket", lambda _self, _token: None)  # a race that is lost
    with pytest.raises(SignInRefused):
        door.sign_in.ticket(other)


def test_an_arrival_that_was_taken_between_two_looks_gives_no_ticket(door, clock):
    token = arrived(door)
    clock.now += ARRIVAL_SECONDS
    assert door.sign_in._arrivals.ticket(token) is None


# ---- sessions and the second factor ------------------------------------------------------------


def test_a_role_given_meanwhile_ends_a_session_without_the_factor_it_needs(door):
    token = door.sessions.start("east.lead", HERE)
    proved = door.sessions.start("east.lead", HERE, proved=True)
    assert door.session(token)
    give(door, roles=["publisher"])
    assert door.session(token) is None
    assert not door.still_open(door.sessions.find(token).hash, used=True)
    assert door.viewer(door.sessions.find(proved).hash).roles == {"publisher"}


# ---- vouched for by another organisation --------------------------------------------------------


def vouched(issuer="https://east.test", subject="123", once="state-1"):
    return Vouched(issuer, subject, once)


@pytest.fixture
def known(door):
    give(door, single_sign_on={"issuer": "https://east.test", "subject": "123"})
    return door


def test_issuer_and_subject_together_name_the_account(known):
    token = known.sign_in.arrive(vouched(), HERE, "/data")
    assert known.sign_in.step(token) is Step.NOTICE
    known.sign_in.accept_notice(token)
    assert known.sign_in.redeem(known.sign_in.ticket(token)).account == "east.lead"


@pytest.mark.parametrize(
    ("issuer", "subject"),
    [
        ("https://west.test", "123"),
        ("https://east.test", "124"),
        ("https://east.test/", "123"),
        ("https://east.test", "123 "),
    ],
)
def test_neither_alone_does_nor_anything_like_them(known, issuer, subject):
    assert known.sign_in.arrive(vouched(issuer, subject), HERE, "/") is None
    assert actions(known)[-1][1] == {
        "reason": "single sign-on: on no account in use",
        "source": HERE,
    }


def test_a_disabled_account_is_not_vouched_in(known):
    disable_account(known.accounts.path, "east.lead")
    assert known.sign_in.arrive(vouched(), HERE, "/") is None


def test_an_answer_is_good_once_for_as_long_as_a_browser_keeps_it(known, clock):
    assert known.sign_in.arrive(vouched(), HERE, "/")
    for subject in ("123", "nobody"):
        with pytest.raises(SignInRefused):
            known.sign_in.arrive(vouched(subject=subject), HERE, "/")
    assert known.sign_in.arrive(vouched(once="state-2"), HERE, "/")
    clock.now += ANSWER_SECONDS
    assert known.sign_in.arrive(vouched(), HERE, "/")


def test_a_role_asks_whoever_is_vouched_for_as_well_and_a_starting_password_nobody(door):
    identity = {"issuer": "https://east.test", "subject": "123"}
    give(door, single_sign_on=identity, roles=["publisher"], starting=TODAY)
    token = door.sign_in.arrive(vouched(), HERE, "/")
    assert door.sign_in.step(token) is Step.ENROL
    give(door, single_sign_on=identity, starting=TODAY)
    assert door.sign_in.step(token) is Step.NOTICE
