"""What is made of an inbox is made once, and never shown for another moment or to another."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from yardstick.submissions.sent import Inbox

AREAS = ("E06000015", "E06000016", "E06000017")


def listed(area):
    return SimpleNamespace(submission=SimpleNamespace(area=area))


def test_what_was_made_of_an_inbox_is_made_once():
    inbox, made = Inbox("1", ()), []
    assert [inbox.keep("finding", lambda: made.append(1) or len(made)) for _ in range(3)] == [1] * 3


def test_nothing_is_kept_from_one_moment_to_the_next():
    before, after = Inbox("1", ()), Inbox("2", ())
    assert (before.keep("at", lambda: "before"), after.keep("at", lambda: "after")) == (
        "before",
        "after",
    )


@given(st.lists(st.sampled_from(AREAS)), st.sets(st.frozensets(st.sampled_from(AREAS))))
def test_whoever_asks_for_some_areas_gets_the_returns_of_these_alone(areas, readers):
    inbox = Inbox("1", tuple(map(listed, areas)))
    for wanted in readers:
        found = inbox.of_areas(wanted)
        assert found is inbox.of_areas(wanted)
        assert found.moment == inbox.moment
        assert found.returns == tuple(one for one in inbox.returns if one.submission.area in wanted)
