"""A desk of a real store behind every screen, and pages opened as an account of it."""

from __future__ import annotations

from contextlib import contextmanager

from screens import app_at

from yardstick.access.policy import viewer_for
from yardstick.ui import cards, shell


@contextmanager
def behind(monkeypatch, desk):
    """Put a desk behind every screen; no look at a page is counted, no card is drawn yet."""
    monkeypatch.setattr(shell.reception, "desk", lambda: desk)
    monkeypatch.setattr(shell.logbook, "note_view", lambda *_: None)
    cards._replayed.clear()
    yield desk
    cards._replayed.clear()


def open_as(monkeypatch, desk, account, path, params):
    """Open a page as an account, which is looked up at every run as the gate does."""
    monkeypatch.setattr(shell, "signed_in", lambda: viewer_for(account, desk.accounts, desk.region))
    return app_at(path, params).run()
