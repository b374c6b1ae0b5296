"""The name of all that is noted is asked for at every click, and the database seldom."""

from __future__ import annotations

import datetime as dt

import pytest
from store_builders import DERBY, new_store

from yardstick.store import noted
from yardstick.store.entries import adding
from yardstick.store.noted import Noted
from yardstick.store.notes import Figure, notes_edition, write_note

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path)


def write(store, text):
    with adding(store) as connection:
        write_note(connection, Figure("R02", DERBY, "2024-25 Q4"), text, "derby.lead", NOW)


def test_what_is_written_has_another_name_at_the_next_click(store):
    known = Noted(store, clock=lambda: 0.0)
    before = known.edition()
    write(store, "A change of system in May.")
    assert known.edition() == notes_edition(store) != before


def test_the_database_is_asked_once_while_nothing_is_written(store, monkeypatch):
    asked = []
    monkeypatch.setattr(noted, "notes_edition", lambda _store: asked.append(1) or "1.0")
    known = Noted(store, clock=lambda: 0.0)
    assert [known.edition() for _ in range(5)] == ["1.0"] * 5
    assert asked == [1]


def test_whatever_the_files_say_the_database_is_asked_once_a_second(store, monkeypatch):
    monkeypatch.setattr(noted, "_writes", lambda _store: ())
    now = [0.0]
    known = Noted(store, clock=lambda: now[0])
    before = known.edition()
    write(store, "Said by another server.")
    assert known.edition() == before
    now[0] = 1.0
    assert known.edition() != before


def test_a_database_that_is_no_file_has_no_writes_to_look_at(tmp_path):
    assert noted._written(str(tmp_path / "nowhere")) is None
