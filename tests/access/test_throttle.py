from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from yardstick.access.throttle import (
    GUESSES,
    GUESSES_PER_ACCOUNT,
    GUESSES_PER_SOURCE,
    KEPT_FOR_KNOWN_SOURCES,
    WINDOW_SECONDS,
    Guess,
    Pause,
    Throttle,
)
from yardstick.store.operations import reading

pytest_plugins = ["access_fixtures"]

STRANGERS = GUESSES_PER_ACCOUNT - KEPT_FOR_KNOWN_SOURCES


@pytest.fixture
def throttle(door, clock):
    return Throttle(door.engine, clock)


def admitted(throttle, account, source, tries):
    return sum(isinstance(throttle.admit(account, source), Guess) for _ in range(tries))


def test_a_stranger_gets_few_guesses_at_one_account_from_however_many_places(throttle):
    guesses = [throttle.admit("pat", f"10.0.0.{at}") for at in range(40)]
    assert sum(isinstance(guess, Guess) for guess in guesses) == STRANGERS


def test_ten_in_five_minutes_is_the_most_for_one_account(throttle, door):
    door.sessions.start("pat", "office")
    assert admitted(throttle, "pat", "elsewhere", 20) == STRANGERS
    assert admitted(throttle, "pat", "office", 20) == KEPT_FOR_KNOWN_SOURCES


def test_whoever_guesses_from_elsewhere_cannot_keep_the_owner_out(throttle, door, clock):
    door.sessions.start("pat", "office")
    for _ in range(30):
        admitted(throttle, "pat", "elsewhere", 3)
        clock.now += 10
    assert isinstance(throttle.admit("pat", "office"), Guess)


def test_thirty_in_five_minutes_is_the_most_from_one_source(throttle):
    guesses = [throttle.admit(f"person{at}", "10.0.0.1") for at in range(50)]
    assert sum(isinstance(guess, Guess) for guess in guesses) == GUESSES_PER_SOURCE
    assert isinstance(throttle.admit("person1", "10.0.0.2"), Guess)


def test_a_name_that_does_not_exist_is_counted_like_one_that_does(throttle):
    assert admitted(throttle, "east.lead", "a", 20) == admitted(throttle, "nobody", "b", 20)


def test_each_guess_ages_out_by_itself_and_the_wait_is_said_exactly(throttle, clock):
    for _ in range(STRANGERS):
        throttle.admit("pat", "a")
        clock.now += 10
    pause = throttle.admit("pat", "a")
    assert isinstance(pause, Pause)
    assert pause.seconds == WINDOW_SECONDS - 10 * STRANGERS
    clock.now += pause.seconds - 1
    assert isinstance(throttle.admit("pat", "a"), Pause)
    clock.now += 1
    assert isinstance(throttle.admit("pat", "a"), Guess)
    assert isinstance(throttle.admit("pat", "a"), Pause)


def test_trying_again_too_soon_does_not_lengthen_the_wait(throttle, clock):
    admitted(throttle, "pat", "a", STRANGERS)
    for _ in range(WINDOW_SECONDS // 10):
        throttle.admit("pat", "a")
        clock.now += 10
    assert isinstance(throttle.admit("pat", "a"), Guess)


def test_no_five_minutes_hold_more_guesses_than_allowed(throttle, clock):
    times = []
    for _ in range(400):
        if isinstance(throttle.admit("pat", "a"), Guess):
            times.append(clock.now)
        clock.now += 3
    most = max(sum(begun <= at < begun + WINDOW_SECONDS for at in times) for begun in times)
    assert most == STRANGERS


def test_a_right_guess_is_taken_back(throttle):
    for _ in range(100):
        guess = throttle.admit("pat", "office")
        assert isinstance(guess, Guess)
        throttle.forgive(guess)


def test_a_flood_is_news_once(throttle, clock):
    admitted(throttle, "pat", "a", STRANGERS)
    pauses = [throttle.admit("pat", "a") for _ in range(20)]
    assert [pause.first for pause in pauses if isinstance(pause, Pause)] == [True] + [False] * 19
    clock.now += WINDOW_SECONDS
    admitted(throttle, "pat", "a", STRANGERS)
    again = throttle.admit("pat", "a")
    assert isinstance(again, Pause)
    assert again.first


def test_guesses_at_the_same_time_are_no_more_than_one_after_the_other(throttle):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(throttle.admit("pat", "a"))) for _ in range(30)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(guess, Guess) for guess in found) == STRANGERS


def test_what_was_typed_as_a_name_is_not_kept_nor_is_an_old_guess(throttle, clock):
    throttle.admit("my secret password", "a")
    clock.now += WINDOW_SECONDS
    throttle.admit("pat", "b")
    with reading(throttle.engine) as connection:
        kept = connection.execute(sa.select(GUESSES.c.account)).scalars().all()
    assert len(kept) == 1
    assert "secret" not in kept[0]
