"""What tests of screens share: a desk without a store, and a way to open a page as somebody.

A test module asks for these with `pytest_plugins = ["stage"]`. They do not stand in a conftest.py,
which would hide the one that all tests import from.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from fake_desk import DIRECTOR, RELEASES, FakeDesk, FakeOwnAccount, FakeWriter
from screens import app_at

from yardstick.ui import arriving, cards, purpose, shell


@pytest.fixture
def desk(monkeypatch):
    """Put a desk made of sample results behind every screen; no card has been drawn yet."""
    desk = FakeDesk()
    monkeypatch.setattr(shell.reception, "desk", lambda: desk)
    monkeypatch.setattr(arriving, "release_ids", lambda _store: RELEASES)
    monkeypatch.setattr(
        shell.logbook, "note_view", lambda who, path: desk.views.append((who, path))
    )
    monkeypatch.setattr(
        shell.logbook, "note_refusal", lambda who, path: desk.refused.append((who, path))
    )
    monkeypatch.setattr(shell, "submissions_for", lambda _desk, viewer: FakeWriter(viewer))
    monkeypatch.setattr(shell, "own_account", FakeOwnAccount)
    monkeypatch.setattr(purpose, "door", lambda: SimpleNamespace(engine=None, key=b""))
    monkeypatch.setattr(purpose, "record", lambda *_: None)
    cards._replayed.clear()
    yield desk
    cards._replayed.clear()


@pytest.fixture
def open_page(desk, monkeypatch):  # noqa: ARG001 - what stands behind the page
    """Return a function that opens a page as a viewer, from a link with these values."""

    def opened(path="", viewer=DIRECTOR, **params):
        monkeypatch.setattr(shell, "signed_in", lambda: viewer)
        return app_at(path, params).run()

    return opened
