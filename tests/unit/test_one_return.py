"""A button of a return: two clicks at once do one thing, and a refusal is still said."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from yardstick.store.errors import StoreError
from yardstick.ui import changes, one_return


@pytest.fixture
def click(monkeypatch):
    """Press the button of a step that is open for so many looks, and whose act is refused."""
    monkeypatch.setattr(changes, "change", lambda act, _done: act())

    def press(*looks):
        steps = iter([{"sign off"} if look == "open" else set() for look in looks])
        door = SimpleNamespace(sent=lambda _: SimpleNamespace(steps=next(steps)))

        def act(_door):
            raise StoreError("It is signed off.")

        page = SimpleNamespace(submissions=lambda: door)
        one_return.once(page, SimpleNamespace(id="one"), "sign off", act, "Done.")()

    return press


def test_a_click_that_finds_the_step_done_does_nothing(click):
    click("done")


def test_of_two_clicks_at_once_the_later_is_not_refused(click):
    click("open", "done")


def test_what_is_refused_though_the_step_is_open_is_said(click):
    with pytest.raises(StoreError):
        click("open", "open")
