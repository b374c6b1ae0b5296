from __future__ import annotations

import pytest
import yaml
from access_builders import ROOT, content, write_accounts

from yardstick.access.accounts_file import read_accounts
from yardstick.access.examples import examples_in

SHIPPED = read_accounts(ROOT / "auth.yaml")


def test_every_password_that_is_printed_is_known_without_the_word_demonstration(tmp_path):
    found = yaml.safe_load((ROOT / "auth.yaml").read_text("utf-8"))
    people = found["credentials"]["usernames"]
    for one in people.values():
        one.pop("demonstration")
        one.pop("demonstration_password")
        one.pop("disabled", None)
    assert set(examples_in(read_accounts(write_accounts(tmp_path, found)))) == set(people)


def test_whoever_is_disabled_opens_nothing():
    assert "leicester.former" not in examples_in(SHIPPED)
    assert "derbyshire.dcs" in examples_in(SHIPPED)


def test_passwords_of_ones_own_are_nobodys_example(tmp_path):
    assert examples_in(read_accounts(write_accounts(tmp_path, content()))) == ("shown",)


@pytest.mark.parametrize("name", SHIPPED.credentials.usernames)
def test_every_account_of_the_demonstration_says_that_it_is_one(name):
    assert SHIPPED.credentials.usernames[name].demonstration
