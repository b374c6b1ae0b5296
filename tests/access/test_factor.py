from __future__ import annotations

import sqlite3
import threading

import pyotp
import pytest
from access_builders import Clock, enrolled, make_door
from hypothesis import given
from hypothesis import strategies as st

from yardstick.access.errors import AccountsError
from yardstick.access.factor import FAILURES, RECOVERY_CODES, Factors

pytest_plugins = ["access_fixtures"]

STEP = 30


@pytest.fixture
def factors(door):
    return door.sign_in.factors


def test_whoever_shows_a_right_code_is_enrolled_with_ten_recovery_codes(factors, clock):
    assert not factors.enrolled("pat")
    _, codes = enrolled(factors, clock, "pat")
    assert factors.enrolled("pat")
    assert not factors.enrolled("sam")
    assert len(set(codes)) == RECOVERY_CODES == 10


def test_a_wrong_code_enrols_nobody(factors, clock):
    sealed = factors.new_secret()
    app = pyotp.TOTP(factors.enrolment("pat", sealed).secret.replace(" ", ""))
    assert factors.enrol("pat", sealed, app.at(clock.now + 5 * STEP)) is None
    assert not factors.enrolled("pat")


def test_what_an_app_is_given_names_the_product_and_the_account(factors):
    enrolment = factors.enrolment("pat", factors.new_secret())
    secret = enrolment.secret.replace(" ", "")
    assert pyotp.parse_uri(enrolment.link).secret == secret
    assert enrolment.link.startswith("otpauth://totp/Yardstick:pat?")
    assert all(len(group) == 4 for group in enrolment.secret.split(" "))


def test_a_second_enrolment_does_not_replace_the_first(factors, clock):
    app, _ = enrolled(factors, clock, "pat")
    sealed = factors.new_secret()
    other = pyotp.TOTP(factors.enrolment("pat", sealed).secret.replace(" ", ""))
    assert factors.enrol("pat", sealed, other.at(clock.now)) is None
    assert factors.check("pat", app.at(clock.now))


@pytest.mark.parametrize(
    ("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_telephones_clock_may_be_out_by_one_step(factors, clock, steps, good):
    app, _ = enrolled(factors, clock, "pat")
    clock.now += 10 * STEP
    assert factors.check("pat", app.at(clock.now + steps * STEP)) is good


def test_a_code_is_good_once_and_an_older_one_no_more(factors, clock):
    app, _ = enrolled(factors, clock, "pat")
    clock.now += 10 * STEP
    before, now = app.at(clock.now - STEP), app.at(clock.now)
    assert factors.check("pat", now)
    assert not factors.check("pat", now)
    assert not factors.check("pat", before)


def test_the_code_that_enrolled_does_not_sign_in_as_well(factors, clock):
    app, _ = enrolled(factors, clock, "pat")
    assert not factors.check("pat", app.at(clock.now - STEP))


def test_a_code_may_be_typed_with_spaces(factors, clock):
    app, _ = enrolled(factors, clock, "pat")
    code = app.at(clock.now)
    assert factors.check("pat", f" {code[:3]} {code[3:]} ")


def test_each_recovery_code_is_good_once_and_for_its_owner_only(factors, clock):
    _, codes = enrolled(factors, clock, "pat")
    enrolled(factors, clock, "sam")
    assert not factors.check("sam", codes[0])
    assert factors.check("pat", codes[0].upper().replace("-", " "))
    assert not factors.check("pat", codes[0])
    assert all(factors.check("pat", code) for code in codes[1:])


def test_of_many_at_once_with_one_code_one_is_let_in(factors, clock):
    app, codes = enrolled(factors, clock, "pat")
    for code in (app.at(clock.now), codes[0]):
        answers = []
        threads = [
            threading.Thread(target=lambda: answers.append(factors.check("pat", code)))  # noqa: B023 - each is joined before the next code
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers.count(True) == 1


def test_after_so_many_wrong_codes_in_a_row_none_is_right(factors, clock):
    app, codes = enrolled(factors, clock, "pat")
    for _ in range(FAILURES - 1):
        assert not factors.check("pat", "000000000")
    assert not factors.is_locked("pat")
    assert factors.check("pat", codes[0])  # a right one begins the count again
    for _ in range(FAILURES):
        assert not factors.check("pat", "000000000")
    assert factors.is_locked("pat")
    assert not factors.check("pat", app.at(clock.now))
    assert not factors.check("pat", codes[1])
    factors.reset("pat", by="sam")
    assert not factors.is_locked("pat")
    assert not factors.enrolled("pat")
    assert not factors.check("pat", codes[1])


def test_neither_secret_nor_recovery_code_can_be_read_from_the_database(factors, clock, tmp_path):
    app, codes = enrolled(factors, clock, "pat")
    with sqlite3.connect(tmp_path / "operations.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert app.secret.encode() not in kept
    assert not [code for code in codes if code.encode() in kept]
    assert not [code for code in codes if code.replace("-", "").encode() in kept]


def test_another_key_opens_no_secret(factors, clock):
    app, _ = enrolled(factors, clock, "pat")
    other = Factors(factors.engine, b"x" * 32, clock)
    with pytest.raises(AccountsError, match=r"Restore audit\.key"):
        other.check("pat", app.at(clock.now))


@given(code=st.text(st.characters(exclude_categories=())))
def test_no_other_text_is_a_code(tmp_path_factory, code):
    clock = Clock()
    door = make_door(tmp_path_factory.mktemp("f"), clock)
    factors = door.sign_in.factors
    app, codes = enrolled(factors, clock, "pat")
    near = {app.at(clock.now + at * STEP) for at in (-1, 0, 1)}
    if code.strip() not in near | set(codes):
        assert not factors.check("pat", code)
    assert not factors.check("nobody", code)
    door.engine.dispose()
