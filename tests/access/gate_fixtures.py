"""Fixtures for tests of the gate: one with an app behind it, and a cookie that opens it."""

from __future__ import annotations

import pytest
from asgi_client import Behind

from yardstick.web.gate import Gate, GateSettings


@pytest.fixture
def behind():
    return Behind()


@pytest.fixture
def gate(behind, door):
    return Gate(behind, door, GateSettings(secure=False))


@pytest.fixture
def cookie(door):
    return f"yardstick={door.sessions.start('east.lead', 'here')}"
