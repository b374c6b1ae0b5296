"""Where one is signed in: one's own sessions, seen and ended, and nobody else's."""

from __future__ import annotations

import pytest
from own_account_builders import HERE, THERE, begin, lines, own

pytest_plugins = ["access_fixtures"]
pytestmark = pytest.mark.usefixtures("quick_hasher")


@pytest.fixture
def session(door):
    return begin(door)


def test_ones_sessions_are_listed_with_ones_own_first_and_nobody_elses(door, clock, session):
    clock.now += 60
    older = begin(door, source=THERE)
    clock.now += 60
    newer = begin(door)
    begin(door, "trust.lead")
    ended = begin(door)
    door.sessions.end_one("east.lead", ended)
    listed = own(door, session).standing().sessions
    assert [one.hash for one in listed] == [session, newer, older]
    assert [one.source for one in listed] == [HERE, HERE, THERE]
    assert [clock.now - one.created for one in listed] == [120, 0, 60]
    door.sessions.use(session)
    assert own(door, session).standing().sessions[0].seen == clock.now


def test_one_of_ones_sessions_is_ended_and_no_other(door, session):
    one, other = begin(door, source=THERE), begin(door, source=THERE)
    theirs = begin(door, "trust.lead")
    own(door, session).end_session(one)
    own(door, session).end_session(theirs)
    assert door.viewer(one) is None
    assert door.viewer(other)
    assert door.viewer(theirs)
    ends = [line for line in lines(door) if line[1] == "signed out"]
    assert ends == [("east.lead", "signed out", {"sessions": "1", "by": "its owner"})]


def test_all_of_ones_other_sessions_are_ended_at_once(door, session):
    others = [begin(door, source=THERE) for _ in range(3)]
    theirs = begin(door, "trust.lead")
    own(door, session).end_others()
    assert not any(map(door.viewer, others))
    assert door.viewer(session)
    assert door.viewer(theirs)
