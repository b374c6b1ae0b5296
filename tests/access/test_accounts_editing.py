from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import accounts_race
import pytest
import yaml
from access_builders import HASHED, ROOT, content, person, write_accounts

from yardstick.access import editing
from yardstick.access.accounts_file import read_accounts
from yardstick.access.editing import add_account, disable_account, set_password
from yardstick.access.errors import AccountsError
from yardstick.model import Grant, Reach

pytest_plugins = ["access_fixtures"]

NEW = "pebble morning harbour"
RACE = accounts_race.__file__


def people(path):
    return read_accounts(path).credentials.usernames


def add(path, account="new.lead", password=NEW, partner="east", **more):
    add_account(
        path, account, password, name="New Lead", title="Data lead", partner=partner, **more
    )


@pytest.mark.usefixtures("quick_hasher")
def test_an_account_is_added_as_it_was_described(tmp_path):
    path = write_accounts(tmp_path)
    add(path, " New.Lead ", roles=["publisher"], grants=[Grant("riia_quarterly", Reach.OWN)])
    found = people(path)["new.lead"]
    assert (found.name, found.title, found.partner) == ("New Lead", "Data lead", "east")
    assert found.roles == ("publisher",)
    assert [(one.dataset, one.reach) for one in found.grants or ()] == [
        ("riia_quarterly", Reach.OWN)
    ]
    assert not found.disabled
    assert found.password == HASHED


@pytest.mark.usefixtures("quick_hasher")
def test_without_a_list_of_its_own_an_account_has_all_its_partner_has(tmp_path):
    path = write_accounts(tmp_path)
    add(path)
    assert people(path)["new.lead"].grants is None


@pytest.mark.usefixtures("quick_hasher")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"account": "East.Lead"}, "there is an account 'east.lead' already"),
        ({"partner": "nowhere"}, "'nowhere' is not under partners"),
        ({"password": "short"}, "at least 15 characters"),
        ({"password": "orchard lantern river"}, "its demonstration or the account"),
        ({"account": "harbourmaster", "password": "harbourmaster tin sky"}, "or the account"),
        ({"account": "Né"}, "String should match pattern"),
        ({"roles": ["king"]}, "'publisher', 'executive', 'exclusions_restricted'"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_changes_nothing(tmp_path, more, said):
    path = write_accounts(tmp_path)
    before = path.read_bytes()
    with pytest.raises(AccountsError, match=said):
        add(path, **more)
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} <= {"auth.yaml", "auth.yaml.lock"}


def test_an_account_is_disabled_and_stays_in_the_file(tmp_path):
    path = write_accounts(tmp_path)
    disable_account(path, "EAST.lead")
    assert people(path)["east.lead"].disabled
    assert not people(path)["trust.lead"].disabled


@pytest.mark.usefixtures("quick_hasher")
def test_a_new_password_makes_a_demonstration_account_an_ordinary_one(tmp_path):
    path = write_accounts(tmp_path)
    set_password(path, "shown", NEW)
    found = people(path)["shown"]
    assert not found.demonstration
    assert found.demonstration_password is None
    assert found.password == HASHED


@pytest.mark.usefixtures("quick_hasher")
@pytest.mark.parametrize(
    "change",
    [lambda path: disable_account(path, "nobody"), lambda path: set_password(path, "nobody", NEW)],
)
def test_nobody_cannot_be_changed(tmp_path, change):
    with pytest.raises(AccountsError, match="there is no account 'nobody'"):
        change(write_accounts(tmp_path))


def test_comment_at_the_top_and_mode_of_the_file_stay(tmp_path):
    path = write_accounts(tmp_path)
    path.write_text("# Ask the host first.\n#\n" + path.read_text(encoding="utf-8"), "utf-8")
    path.chmod(0o640)
    disable_account(path, "east.lead")
    assert path.read_text(encoding="utf-8").startswith("# Ask the host first.\n#\ncredentials:")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_wrong_already_is_not_edited(tmp_path):
    found = content()
    found["partners"]["east"]["colour"] = "red"
    path = write_accounts(tmp_path, found)
    with pytest.raises(AccountsError, match="colour is not known"):
        disable_account(path, "east.lead")


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = write_accounts(tmp_path)
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AccountsError, match="cannot be written: No space left"):
        disable_account(path, "east.lead")
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"auth.yaml", "auth.yaml.lock"}


def test_a_folder_that_is_closed_is_said(tmp_path, monkeypatch):
    path = write_accounts(tmp_path)

    def closed(_path: object, mode: int = 0) -> None:
        raise PermissionError(13, f"Permission denied for {mode:o}")

    monkeypatch.setattr(type(path), "touch", closed)
    with pytest.raises(AccountsError, match="cannot be changed: Permission denied"):
        disable_account(path, "east.lead")


def test_who_waits_too_long_is_told_to_try_again(tmp_path, monkeypatch):
    path = write_accounts(tmp_path)
    monkeypatch.setattr(editing, "WAIT_SECONDS", 0.01)
    with sqlite3.connect(f"{path}.lock", isolation_level=None) as held:
        held.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AccountsError, match="being changed by somebody else"):
            disable_account(path, "east.lead")
    held.close()


def test_of_hundreds_of_edits_at_once_none_is_lost(tmp_path):
    names = [f"person{at}" for at in range(70)]  # of whom each is changed three times
    found = content()
    found["credentials"]["usernames"] = {name: person("east") for name in names}
    path = write_accounts(tmp_path, found)
    workers = [
        subprocess.Popen(
            [sys.executable, RACE, path, *names[at::4]],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for at in range(4)
    ]
    said = [worker.communicate(timeout=240)[1] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0, 0], said
    after = yaml.safe_load(path.read_text(encoding="utf-8"))["credentials"]["usernames"]
    confirmed = {"on": accounts_race.ON, "by": "another"}
    changed = {"disabled": True, "roles": accounts_race.ROLES, "confirmed": confirmed}
    assert [name for name in names if not after[name].items() >= changed.items()] == []
