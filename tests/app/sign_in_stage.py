"""Fixtures for tests of the sign-in page: the small region of `access_builders` behind it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from access_builders import KEY, make_door
from streamlit.testing.v1 import AppTest

from yardstick.ui import sign_in

SCRIPT = """
from yardstick.ui.sign_in import sign_in_page

sign_in_page()
"""


@pytest.fixture
def front_desk(tmp_path, clock, monkeypatch):
    door = make_door(tmp_path, clock)
    made = SimpleNamespace(
        store=SimpleNamespace(root=tmp_path),
        region=door.region,
        accounts=door.accounts,
        engine=door.engine,
        is_demonstration=True,
    )
    monkeypatch.setattr(sign_in.reception, "desk", lambda: made)
    monkeypatch.setattr(sign_in, "_key", lambda _: KEY)
    sign_in.door().sign_in.notices.accept("east.lead")
    yield made
    door.engine.dispose()


@pytest.fixture
def front_page(front_desk):
    assert front_desk
    return AppTest.from_string(SCRIPT, default_timeout=30)
