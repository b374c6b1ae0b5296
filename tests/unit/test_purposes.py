"""A purpose is kept by session and data set, and one that says nothing is not."""

from __future__ import annotations

import pytest

from yardstick.access import purposes
from yardstick.access.errors import AccessDenied
from yardstick.access.purposes import Purposes, words_of

WHY = "Inclusion panel of 12 June"


def test_a_purpose_is_this_sessions_and_this_data_sets():
    kept = Purposes()
    kept.keep("s1", "school_exclusions", WHY)
    assert kept.stated("s1", "school_exclusions") == WHY
    assert kept.stated("s2", "school_exclusions") == ""
    assert kept.stated("s1", "send_placements") == ""


def test_spaces_are_no_words():
    assert words_of("s1", f"  {WHY}\n ") == WHY
    with pytest.raises(AccessDenied, match="10 to 200 letters"):
        words_of("s1", "   a          b   ")


@pytest.mark.parametrize(("session", "said"), [("", WHY), ("s1", "look"), ("s1", "x" * 201)])
def test_no_session_and_too_few_or_many_words_are_refused(session, said):
    with pytest.raises(AccessDenied):
        words_of(session, said)


def test_the_oldest_are_asked_again(monkeypatch):
    monkeypatch.setattr(purposes, "_MOST", 2)
    kept = Purposes()
    for session in ("s1", "s2", "s3"):
        kept.keep(session, "school_exclusions", WHY)
    assert [bool(kept.stated(s, "school_exclusions")) for s in ("s1", "s2", "s3")] == [
        False, True, True,
    ]  # fmt: skip
