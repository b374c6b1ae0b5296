"""Keys of pseudonyms are named by a publisher of the host, by name, and it is written down."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from desk_builders import RUTLAND, new_store, open_desk, send

from yardstick.access.audit import LINES
from yardstick.commands import main
from yardstick.store.key_ids import name_key, named_keys
from yardstick.store.operations import reading
from yardstick.store.places import operations


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = new_store(tmp_path_factory.mktemp("keys"))
    send(made, RUTLAND, "2024-25 Q3", R02=100)
    open_desk(made)
    return made


@pytest.fixture
def run(store, capsys):
    def command(*given, account="host.publisher", leaves=0):
        asked = ["keys", "name", *given, "--as", account, "--store", str(store.root)]
        assert main(asked) == leaves
        told = capsys.readouterr()
        return told.out + told.err

    return command


def lines(store):
    query = sa.select(LINES.c.account, LINES.c.detail).filter_by(action="named a pseudonym key")
    with reading(operations(store)) as connection:
        return [(row.account, json.loads(row.detail)) for row in connection.execute(query)]


def test_a_publisher_names_a_key_and_it_is_written_down(run, store):
    assert run("school_exclusions", "2024/25") == "school_exclusions, 2024/25: none\n"
    assert run("school_exclusions", "2024/25", "ABC2") == "school_exclusions, 2024/25: ABC2\n"
    assert "ABC2, XYZ7" in run("school_exclusions", "2024/25", "XYZ7")
    assert named_keys(store, "school_exclusions", "2024/25") == {"ABC2", "XYZ7"}
    said = {"dataset": "school_exclusions", "year": "2024/25", "key": "ABC2"}
    assert lines(store)[0] == ("host.publisher", said)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("riia_quarterly", "2024/25", "ABC2"), "holds no pseudonyms. Name one of: school_"),
        (("nothing", "2024/25", "ABC2"), "holds no pseudonyms"),
        (("school_exclusions", "2024-25", "ABC2"), "is no academic year"),
        (("school_exclusions", "soon", "ABC2"), "is no academic year"),
        (("school_exclusions", "2024/25", "a whole passphrase"), "four characters"),
    ],
)
def test_what_cannot_be_named_is_told_and_not_written_down(run, store, given, told):
    before = lines(store)
    said = run(*given, leaves=2)
    assert told in said
    assert "passphrase" not in said or "Never type the passphrase here." in said
    assert lines(store) == before


@pytest.mark.parametrize("key", ["ABC2", ""])
def test_nobody_else_names_or_lists_a_key(run, key):
    told = run(
        *filter(None, ("school_exclusions", "2024/25", key)), account="rutland.lead", leaves=2
    )
    assert "ABC2" not in told


def test_a_key_that_is_named_twice_is_held_once(store):
    for _ in range(2):
        name_key(store, "school_exclusions", "2030/31", "ABCD", "host.publisher")
    assert named_keys(store, "school_exclusions", "2030/31") == {"ABCD"}
    with reading(operations(store)) as connection:
        held = connection.execute(
            sa.text("SELECT count(*) FROM pseudonym_key WHERE year = '2030/31'")
        )
        assert held.scalar_one() == 1
