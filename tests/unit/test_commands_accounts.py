"""Accounts from the command line: passphrases, list, enable, grants, recertify, second factors."""

from __future__ import annotations

import datetime as dt
import io
import sys

import pyotp
import pytest
from access_builders import content, write_accounts
from desk_builders import new_store

from yardstick.access.accounts import Accounts
from yardstick.access.accounts_file import read_accounts
from yardstick.access.audit import audit_key
from yardstick.access.factor import Factors
from yardstick.commands import main
from yardstick.store.operations import create_tables
from yardstick.store.places import operations


@pytest.fixture
def auth(tmp_path):
    found = content()
    found["credentials"]["usernames"]["trust.lead"]["roles"] = ["administrator"]
    return write_accounts(tmp_path, found)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return new_store(tmp_path_factory.mktemp("accounts"))


@pytest.fixture
def factors(store):
    create_tables(operations(store))
    return Factors(operations(store), audit_key(store.root))


def account(auth, name="east.lead"):
    return read_accounts(auth).credentials.usernames[name]


def ask(*said, auth):
    return main(["accounts", *said, "--auth", str(auth)])


def test_the_list_flags_whoever_is_overdue(auth, store, capsys):
    today = dt.datetime.now(dt.UTC).date()
    assert ask("recertify", "east.lead", "--by", "Host.Publisher", auth=auth) == 0
    capsys.readouterr()
    assert ask("list", "--store", str(store.root), auth=auth) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    said = {line[0]: line[1:] for line in lines}
    assert said["east.lead"][-2:] == [f"confirmed {today} by host.publisher", "in use"]
    assert said["trust.lead"] == [
        "trust",
        "administrator",
        "second factor not set up yet",
        "never confirmed",
        "OVERDUE",
    ]
    assert said["former"][-1] == "disabled"
    assert lines[-1] == ["7 accounts; 4 not confirmed within a quarter."]


def test_the_list_can_be_of_one_organisation(auth, store, capsys):
    assert ask("list", "--partner", "north", "--store", str(store.root), auth=auth) == 0
    assert capsys.readouterr().out.count("\t") == 5


def test_a_disabled_account_is_enabled_again(auth):
    assert account(auth, "former").disabled
    assert ask("enable", "former", auth=auth) == 0
    assert not account(auth, "former").disabled


def test_what_an_account_sees_is_set_and_given_back(auth):
    assert ask("grants", "east.lead", "riia_quarterly:own", "b:region", auth=auth) == 0
    held = [(one.dataset, one.reach) for one in account(auth).grants]
    assert held == [("riia_quarterly", "own"), ("b", "region")]
    assert ask("grants", "east.lead", "all", auth=auth) == 0
    assert account(auth).grants is None


def test_the_roles_of_an_account_are_set_and_taken_away(auth, capsys):
    assert ask("roles", "east.lead", "publisher", "administrator", auth=auth) == 0
    assert account(auth).roles == ("publisher", "administrator")
    assert ask("roles", "east.lead", auth=auth) == 0
    assert account(auth).roles == ()
    assert ask("roles", "east.lead", "king", auth=auth) == 2
    assert "roles.0" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["riia_quarterly", "riia_quarterly:all", "all:"])
def test_what_is_no_grant_is_told(auth, text, capsys):
    assert ask("grants", "east.lead", text, auth=auth) == 2
    assert "Write DATASET:own or DATASET:region" in capsys.readouterr().err


def test_a_second_factor_is_forgotten_and_by_whom_is_written_down(auth, store, factors, capsys):
    sealed = factors.new_secret()
    app = pyotp.TOTP(factors.enrolment("trust.lead", sealed).secret.replace(" ", ""))
    assert factors.enrol("trust.lead", sealed, app.now())
    at = ["--store", str(store.root), "--by", "host.publisher"]
    assert ask("factor", "Trust.Lead", *at, auth=auth) == 0
    assert not factors.enrolled("trust.lead")
    assert ask("factor", "nobody", *at, auth=auth) == 2
    assert "there is no account 'nobody'" in capsys.readouterr().err


def test_an_account_is_added_given_a_passphrase_and_disabled(tmp_path, monkeypatch, capsys):
    auth = tmp_path / "auth.yaml"
    auth.write_text("credentials: {usernames: {}}\npartners: {derby: {grants: []}}\n", "utf-8")
    at = ["--auth", str(auth)]
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct lantern meadow\n"))
    assert main(["accounts", "add", "lead", "--name", "Lead", "--partner", "derby", *at]) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("another lantern meadow\n"))
    assert main(["accounts", "password", "lead", *at]) == 0
    accounts = Accounts(auth, demonstration=False)
    assert accounts.find("lead") is not None
    assert main(["accounts", "disable", "lead", *at]) == 0
    assert Accounts(auth, demonstration=False).find("lead") is None
    assert capsys.readouterr().out.count("done") == 3


def test_at_a_terminal_the_passphrase_is_asked_twice(tmp_path, monkeypatch, capsys):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    answers = iter(["one lantern meadow", "two lantern meadow"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    assert main(["accounts", "password", "lead", "--auth", str(tmp_path / "auth.yaml")]) == 2
    assert "do not agree" in capsys.readouterr().err
    answers = iter(["one lantern meadow", "one lantern meadow"])
    assert main(["accounts", "password", "lead", "--auth", str(tmp_path / "auth.yaml")]) == 2
    assert "auth.yaml" in capsys.readouterr().err  # asked, and then there is no file
