"""Fixtures for tests of the returns' pages: a store to which Rutland has sent one quarter."""

from __future__ import annotations

import pytest
from desk_builders import RUTLAND, new_store, open_desk, send
from return_steps import SESSION
from screens import app_at
from workflow_builders import check_by_json

from yardstick.access.policy import viewer_for
from yardstick.ui import cards, sending, shell


@pytest.fixture
def returns_desk(tmp_path, monkeypatch):
    store = new_store(tmp_path)
    send(store, RUTLAND, "2024-25 Q3", R02=100, R03=10)
    made = open_desk(store)
    check_by_json(monkeypatch)
    monkeypatch.setattr(shell.reception, "desk", lambda: made)
    monkeypatch.setattr(shell.logbook, "note_view", lambda *_: None)
    monkeypatch.setattr(sending, "session_hash", lambda: SESSION)
    cards._replayed.clear()
    yield made
    cards._replayed.clear()


@pytest.fixture
def open_as(returns_desk, monkeypatch):
    def opened(account, path="returns", **params):
        monkeypatch.setattr(
            shell,
            "signed_in",
            lambda: viewer_for(account, returns_desk.accounts, returns_desk.region),
        )
        return app_at(path, params).run()

    return opened
