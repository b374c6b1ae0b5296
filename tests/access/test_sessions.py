from __future__ import annotations

import pytest
import sqlalchemy as sa
from access_builders import KEY, Clock
from audit_reader import audit_lines
from full_disk import full
from hypothesis import given
from hypothesis import strategies as st

from yardstick.access.audit import check_chain
from yardstick.access.sessions import (
    ABSOLUTE_SECONDS,
    IDLE_SECONDS,
    NOTED_SECONDS,
    REMEMBERED_SECONDS,
    SESSIONS,
    Sessions,
)
from yardstick.access.tokens import hashed
from yardstick.store.operations import create_tables, open_operations, reading, writing

pytest_plugins = ["access_fixtures"]


@pytest.fixture
def sessions(door):
    return door.sessions


def lines(sessions):
    return [(account, action) for account, action, _ in audit_lines(sessions.engine)]


def test_a_session_is_found_by_its_token_and_by_nothing_else(sessions):
    token = sessions.start("pat", "10.0.0.1")
    found = sessions.find(token)
    assert found is not None
    assert found.account == "pat"
    assert sessions.named(found.hash).account == "pat"
    assert sessions.find(found.hash) is None  # what the server keeps opens nothing
    assert sessions.named(token) is None
    assert sessions.find("") is None


def test_the_token_is_kept_nowhere(sessions, tmp_path):
    token = sessions.start("pat", "10.0.0.1")
    sessions.find(token)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert hashed(token).encode() in kept
    assert token.encode() not in kept


def test_each_session_has_a_token_of_its_own(sessions):
    assert len({sessions.start("pat", "here") for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("wait", "alive"), [(0, True), (IDLE_SECONDS - 1, True), (IDLE_SECONDS, False)]
)
def test_a_session_that_is_not_used_ends(sessions, clock, wait, alive):
    token = sessions.start("pat", "here")
    clock.now += wait
    assert (sessions.find(token) is not None) is alive


def test_looking_does_not_prolong_a_session_and_using_does(sessions, clock):
    looked_at, used = sessions.start("a", "here"), sessions.start("b", "here")
    for _ in range(3):
        clock.now += IDLE_SECONDS / 2
        sessions.find(looked_at)
        sessions.named(hashed(looked_at))
        sessions.use(hashed(used))
    assert sessions.find(looked_at) is None
    assert sessions.find(used) is not None


def test_clicks_in_quick_succession_are_one_write(sessions, clock, monkeypatch):
    token = sessions.start("pat", "here")
    written = []
    monkeypatch.setattr(
        "yardstick.access.sessions.writing", lambda engine: written.append(1) or writing(engine)
    )
    for _ in range(60):
        clock.now += 1
        sessions.use(hashed(token))
    assert len(written) == 60 / NOTED_SECONDS


def test_no_use_prolongs_a_session_past_the_working_day(sessions, clock):
    token = sessions.start("pat", "here")
    begun = clock.now
    while clock.now - begun < ABSOLUTE_SECONDS:
        assert sessions.find(token) is not None
        sessions.use(hashed(token))
        clock.now += IDLE_SECONDS / 2
    assert sessions.find(token) is None


def test_what_has_ended_cannot_be_used_back_to_life(sessions, clock):
    token = sessions.start("pat", "here")
    sessions.end(token)
    sessions.use(hashed(token))
    assert sessions.find(token) is None
    other = sessions.start("pat", "here")
    clock.now += IDLE_SECONDS
    sessions.use(hashed(other))
    assert sessions.find(other) is None


def test_a_clock_that_was_put_back_makes_no_session_longer(sessions, clock):
    token = sessions.start("pat", "here")
    clock.now -= 59
    assert sessions.find(token) is not None  # a small correction is nobody's fault
    clock.now -= 2
    assert sessions.find(token) is None


def test_a_clock_put_back_after_a_use_makes_no_session_longer(sessions, clock):
    token = sessions.start("pat", "here")
    clock.now += IDLE_SECONDS / 2
    sessions.use(hashed(token))
    assert sessions.find(token) is not None
    clock.now -= IDLE_SECONDS / 4  # after it began, and before it was last used
    assert sessions.find(token) is None


def test_a_session_of_a_time_to_come_ends_with_the_next_that_begins(sessions, clock):
    token = sessions.start("pat", "here")
    clock.now -= ABSOLUTE_SECONDS
    sessions.start("sam", "there")
    clock.now += ABSOLUTE_SECONDS
    assert sessions.find(token) is None


def test_a_session_that_was_seen_to_be_over_stays_over_whatever_the_clock_does(sessions, clock):
    token = sessions.start("pat", "here")
    clock.now += ABSOLUTE_SECONDS
    assert sessions.find(token) is None
    clock.now -= ABSOLUTE_SECONDS
    assert sessions.find(token) is None


def test_a_session_that_is_over_is_ended_by_the_next_that_begins(sessions, clock):
    token = sessions.start("pat", "here")
    clock.now += ABSOLUTE_SECONDS
    sessions.start("sam", "there")
    clock.now -= ABSOLUTE_SECONDS
    assert sessions.find(token) is None


def test_a_full_disk_keeps_a_session_from_being_ended_for_good_and_opens_nothing(
    sessions, clock, caplog
):
    token = sessions.start("pat", "here")
    clock.now += IDLE_SECONDS
    with full(sessions.engine):
        assert sessions.find(token) is None
    assert "is full" in caplog.text


def test_signing_out_ends_that_session_only(sessions):
    one, other = sessions.start("pat", "here"), sessions.start("pat", "there")
    sessions.end(one)
    assert sessions.find(one) is None
    assert sessions.find(other) is not None


def test_all_sessions_of_an_account_can_be_ended_and_only_its_own(sessions):
    mine, too = sessions.start("pat", "here"), sessions.start("pat", "there")
    others = sessions.start("sam", "here")
    assert sessions.end_all("pat") == 2
    assert sessions.end_all("pat") == 0
    assert sessions.find(mine) is sessions.find(too) is None
    assert sessions.find(others) is not None


def test_beginning_and_end_are_written_down_and_nothing_twice(sessions):
    token = sessions.start("pat", "here")
    sessions.end(token)
    sessions.end(token)
    sessions.end("no such token")
    sessions.start("sam", "here")
    sessions.end_all("sam")
    sessions.end_all("sam")
    assert lines(sessions) == [
        ("pat", "signed in"),
        ("pat", "signed out"),
        ("sam", "signed in"),
        ("sam", "signed out"),
    ]
    assert check_chain(sessions.engine, KEY).fault == ""


def test_sessions_long_gone_are_forgotten(sessions, clock):
    sessions.start("pat", "here")
    clock.now += REMEMBERED_SECONDS + 1
    sessions.start("sam", "here")
    with reading(sessions.engine) as connection:
        assert connection.execute(sa.select(SESSIONS.c.account)).scalars().all() == ["sam"]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, IDLE_SECONDS)),
        st.tuples(st.just("use"), st.integers(0, 2)),
        st.tuples(st.just("end"), st.integers(0, 2)),
    ),
    max_size=30,
)


@given(steps=STEPS)
def test_whatever_happens_a_session_lives_exactly_as_long_as_it_should(tmp_path_factory, steps):
    clock = Clock()
    engine = open_operations(f"sqlite:///{tmp_path_factory.mktemp('s') / 'o.sqlite'}")
    create_tables(engine)
    sessions = Sessions(engine, KEY, clock)
    tokens = [sessions.start("pat", "here") for _ in range(3)]
    created, seen, ended = clock.now, [clock.now] * 3, [False] * 3

    def alive(at: int) -> bool:
        fresh = clock.now < seen[at] + IDLE_SECONDS and clock.now < created + ABSOLUTE_SECONDS
        return fresh and not ended[at]

    for kind, value in steps:
        if kind == "wait":
            clock.now += value
        elif kind == "use":
            noted = alive(value) and clock.now - seen[value] >= NOTED_SECONDS
            seen[value] = clock.now if noted else seen[value]
            sessions.use(hashed(tokens[value]))
        else:
            ended[value] = True
            sessions.end(tokens[value])
        for at in range(3):
            assert (sessions.find(tokens[at]) is not None) is alive(at)
    engine.dispose()
