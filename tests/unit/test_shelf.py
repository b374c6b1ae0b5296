"""Files that wait for a session: only for it, only its last, and not for long."""

from __future__ import annotations

import pytest

from yardstick.access.errors import AccessDenied
from yardstick.ui import shelf as shelves
from yardstick.ui.shelf import Shelf


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_a_session_gets_its_own_files_and_no_other_does():
    shelf = Shelf(Clock())
    name = shelf.put("one", {"csv": "a file"})
    assert shelf.get("one", name, "csv") == "a file"
    for session, asked, form in (("two", name, "csv"), ("one", "x", "csv"), ("one", name, "xlsx")):
        with pytest.raises(AccessDenied):
            shelf.get(session, asked, form)


def test_the_next_report_takes_the_place_of_the_last():
    shelf = Shelf(Clock())
    first, second = (shelf.put("one", {"csv": text}) for text in ("first", "second"))
    assert shelf.get("one", second, "csv") == "second"
    with pytest.raises(AccessDenied):
        shelf.get("one", first, "csv")


def test_what_nobody_fetches_is_gone_after_an_hour():
    clock = Clock()
    shelf = Shelf(clock)
    name = shelf.put("one", {"csv": "a file"})
    clock.now += shelves.KEPT_SECONDS
    assert shelf.get("one", name, "csv")
    clock.now += 1
    with pytest.raises(AccessDenied):
        shelf.get("one", name, "csv")


def test_of_very_many_sessions_the_oldest_report_goes_first(monkeypatch):
    monkeypatch.setattr(shelves, "MOST_SESSIONS", 2)
    shelf = Shelf(Clock())
    names = {session: shelf.put(session, {"csv": session}) for session in ("one", "two", "three")}
    with pytest.raises(AccessDenied):
        shelf.get("one", names["one"], "csv")
    assert shelf.get("three", names["three"], "csv") == "three"
