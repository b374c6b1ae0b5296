"""Fixtures for tests of the returns' pages: a store to which Rutland has sent one quarter."""

from __future__ import annotations

import pytest
import real_stage
from desk_builders import RUTLAND, new_store, open_desk, send
from return_steps import SESSION
from workflow_builders import check_by_json

from yardstick.ui import sending


@pytest.fixture
def returns_desk(tmp_path, monkeypatch):
    store = new_store(tmp_path)
    send(store, RUTLAND, "2024-25 Q3", R02=100, R03=10)
    made = open_desk(store)
    check_by_json(monkeypatch)
    monkeypatch.setattr(sending, "session_hash", lambda: SESSION)
    with real_stage.behind(monkeypatch, made):
        yield made


@pytest.fixture
def open_as(returns_desk, monkeypatch):
    def opened(account, path="returns", **params):
        return real_stage.open_as(monkeypatch, returns_desk, account, path, params)

    return opened
