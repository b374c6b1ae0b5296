from __future__ import annotations

import pytest
from access_builders import content, write_accounts
from full_disk import full

from yardstick.access.editing import disable_account
from yardstick.access.errors import AccessDenied
from yardstick.access.sessions import ABSOLUTE_SECONDS, IDLE_SECONDS
from yardstick.access.tokens import hashed, new_token

pytest_plugins = ["access_fixtures"]


def test_a_session_opens_what_its_account_may_see(door):
    token = door.sessions.start("east.lead", "here")
    assert door.session(token).account == "east.lead"
    viewer = door.viewer(hashed(token))
    assert (viewer.account, viewer.partner) == ("east.lead", "east")
    assert door.session("no such token") is None
    assert door.viewer("no such hash") is None


def test_disabling_an_account_ends_its_sessions_at_once(door):
    token = door.sessions.start("east.lead", "here")
    disable_account(door.accounts.path, "east.lead")
    assert door.session(token) is None
    assert door.viewer(hashed(token)) is None
    assert not door.still_open(hashed(token), used=True)


def test_a_grant_that_was_withdrawn_is_gone_at_once(door):
    token = door.sessions.start("east.lead", "here")
    assert door.viewer(hashed(token)).may_read("riia_quarterly")
    found = content()
    found["partners"]["east"]["grants"] = []
    write_accounts(door.accounts.path.parent, found)
    assert not door.viewer(hashed(token)).may_read("riia_quarterly")


@pytest.mark.parametrize(("used", "alive"), [(True, True), (False, False)])
def test_only_use_keeps_a_session_open(door, clock, used, alive):
    token = door.sessions.start("east.lead", "here")
    clock.now += IDLE_SECONDS - 1
    assert door.still_open(hashed(token), used=used)
    clock.now += 2
    assert (door.session(token) is not None) is alive


def test_a_use_that_a_full_disk_keeps_from_being_noted_prolongs_nothing_and_cuts_nobody_off(
    door, clock, caplog
):
    token = door.sessions.start("east.lead", "here")
    clock.now += IDLE_SECONDS - 1
    with full(door.engine):
        assert door.still_open(hashed(token), used=True)
    assert "is full" in caplog.text
    clock.now += 2
    assert door.session(token) is None


def test_a_refusal_names_nothing():
    assert str(AccessDenied()) == "There is nothing here that you can see."


def test_of_a_thousand_forged_expired_and_replayed_tokens_none_opens(door, clock):
    good = door.sessions.start("east.lead", "here")
    ended = [door.sessions.start("east.lead", "here") for _ in range(20)]
    for token in ended:
        door.sessions.end(token)
    changed = [good[:at] + chr(ord(one) ^ 1) + good[at + 1 :] for at, one in enumerate(good)]
    cut = [good[:at] for at in range(len(good))] + [
        good + "=",
        good.upper(),
        f" {good}",
        hashed(good),
    ]
    guessed = [new_token() for _ in range(1000 - len(changed) - len(cut) - len(ended))]
    tried = [*changed, *cut, *ended, *guessed]
    assert len(tried) == 1000
    assert [token for token in tried if door.session(token)] == []
    assert door.session(good)
    clock.now += ABSOLUTE_SECONDS
    assert door.session(good) is None
