from __future__ import annotations

import pytest
from access_builders import PASSWORD, Clock, make_door, ticket
from audit_reader import audit_lines
from hypothesis import given
from hypothesis import strategies as st

from yardstick.access.arrivals import TICKET_SECONDS
from yardstick.access.errors import SignInRefused

pytest_plugins = ["access_fixtures"]

pytestmark = pytest.mark.usefixtures("quick_hasher")


def attempt(door, name="east.lead", password=PASSWORD, source="10.0.0.1"):
    return door.sign_in.attempt(name, password, source, "/indicator?indicator=R01")


def lines(door):
    return audit_lines(door.engine)


def test_a_right_password_gives_a_ticket_for_that_account_and_link(door):
    found = door.sign_in.redeem(ticket(door, " EAST.Lead ", onward="/indicator?indicator=R01"))
    assert found is not None
    assert (found.account, found.source) == ("east.lead", "10.0.0.1")
    assert found.onward == "/indicator?indicator=R01"


def test_a_ticket_is_good_once(door):
    given = ticket(door)
    assert door.sign_in.redeem(given) is not None
    assert door.sign_in.redeem(given) is None


@pytest.mark.parametrize(
    ("wait", "good"), [(TICKET_SECONDS - 1, True), (TICKET_SECONDS, False), (-1, False)]
)
def test_a_ticket_is_good_for_half_a_minute(door, clock, wait, good):
    given = ticket(door)
    clock.now += wait
    assert (door.sign_in.redeem(given) is not None) is good


@given(text=st.text(st.characters(exclude_categories=())))
def test_no_other_text_is_a_ticket_or_an_arrival(tmp_path_factory, text):
    door = make_door(tmp_path_factory.mktemp("t"), Clock())
    assert door.sign_in.redeem(text) is None
    with pytest.raises(SignInRefused):
        door.sign_in.step(text)
    door.engine.dispose()


@pytest.mark.parametrize(
    ("name", "password", "account", "reason"),
    [
        ("east.lead", "wrong password here", "east.lead", "wrong password"),
        ("former", PASSWORD, "former", "account disabled, or a demonstration's"),
        ("stray", PASSWORD, "stray", "partner not of this region"),
        ("hunter2hunter2", PASSWORD, "", "unknown name"),
        ("east.lead", "", "east.lead", "wrong password"),
    ],
)
def test_every_refusal_reads_the_same_and_the_log_says_why(door, name, password, account, reason):
    with pytest.raises(SignInRefused) as caught:
        attempt(door, name, password)
    assert str(caught.value) == (
        "The name or the password is not right, or the account is not in use. "
        "Check both and try again."
    )
    assert lines(door) == [(account, "sign-in refused", {"reason": reason, "source": "10.0.0.1"})]


@pytest.mark.parametrize("name", ["east.lead", "former", "stray", "nobody", ""])
def test_every_refusal_costs_one_comparison_of_hashes(door, quick_hasher, name):
    with pytest.raises(SignInRefused):
        attempt(door, name, "wrong password here")
    assert len(quick_hasher.checked) == 1


def test_a_demonstration_account_opens_a_demonstration_only(tmp_path, clock):
    (tmp_path / "real").mkdir()
    (tmp_path / "shown").mkdir()
    real = make_door(tmp_path / "real", clock, demonstration=False)
    shown = make_door(tmp_path / "shown", clock, demonstration=True)
    assert attempt(shown, "shown")
    with pytest.raises(SignInRefused):
        attempt(real, "shown")
    real.engine.dispose()
    shown.engine.dispose()


def test_too_many_guesses_are_told_how_long_to_wait_even_with_the_right_password(door, clock):
    for _ in range(8):
        with pytest.raises(SignInRefused, match="not right"):
            attempt(door, password="wrong password here")
    with pytest.raises(SignInRefused, match="Wait 5 minutes, then try again"):
        attempt(door)
    clock.now += 4 * 60 + 1
    with pytest.raises(SignInRefused, match="Wait 1 minute, then"):
        attempt(door)
    clock.now += 59
    assert attempt(door)
    assert [action for _, action, _ in lines(door)].count("sign-in paused") == 1


def test_a_pause_compares_no_hash(door, quick_hasher):
    for _ in range(20):
        with pytest.raises(SignInRefused):
            attempt(door, password="wrong password here")
    assert len(quick_hasher.checked) == 8


def test_signing_in_all_day_long_is_no_guessing(door):
    for _ in range(50):
        assert attempt(door)
