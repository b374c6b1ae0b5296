"""The command that checks the audit log: what it says of one that holds, and of one cut off."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from desk_builders import CATALOGUE, DERBYSHIRE, new_store, send

from yardstick.access.audit import KEY_FILE, Action, audit_key, record
from yardstick.commands import main
from yardstick.store.operations import writing
from yardstick.store.places import operations
from yardstick.store.release import manifest_of
from yardstick.submissions import publish

MADE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path)


def write(store, how_many):
    for _ in range(how_many):
        record(operations(store), audit_key(store.root), "pat", Action.SIGNED_IN, {})


def audit(store, *more):
    return main(["audit", "--store", str(store.root), *map(str, more)])


def cut(store, last):
    with writing(operations(store)) as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_DELETE")
        connection.exec_driver_sql("DELETE FROM audit WHERE number > ?", (last,))


def test_a_log_that_holds_is_said_with_its_length(store, capsys):
    write(store, 3)
    assert audit(store, "--check") == 0
    assert capsys.readouterr().out == "Lines that hold: 3; as kept elsewhere: 0.\n"


def test_an_end_cut_off_shows_against_what_was_printed_and_kept(store, tmp_path, capsys):
    write(store, 3)
    assert audit(store, "--head") == 0
    anchor = tmp_path / "anchor.json"
    anchor.write_text(capsys.readouterr().out, "utf-8")
    assert json.loads(anchor.read_text("utf-8"))["lines"] == 3
    cut(store, 2)
    assert audit(store, "--check") == 0
    assert audit(store, "--check", "--anchor", anchor) == 1
    assert "the lines from 3 to 3 were cut off" in capsys.readouterr().err


def test_every_release_keeps_the_newest_line_and_the_log_is_checked_against_it(store, capsys):
    write(store, 2)
    send(store, DERBYSHIRE, "2024-25 Q4", R02=10)
    info = publish(store, CATALOGUE, MADE)
    assert manifest_of(store, info.id).audit_head.lines == 2
    write(store, 1)
    assert audit(store, "--check") == 0
    assert "Lines that hold: 3; as kept elsewhere: 1." in capsys.readouterr().out
    cut(store, 1)
    assert audit(store, "--check") == 1
    assert "Lines before it that hold: 1" in capsys.readouterr().err


def test_a_release_made_before_anything_was_written_keeps_nothing(store):
    send(store, DERBYSHIRE, "2024-25 Q4", R02=10)
    assert manifest_of(store, publish(store, CATALOGUE, MADE).id).audit_head is None


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"lines": "x", "seal": 1}'])
def test_a_file_that_is_no_anchor_is_refused_with_the_way_to_make_one(
    store, tmp_path, content, capsys
):
    write(store, 1)
    file = tmp_path / "anchor.json"
    file.write_text(content, "utf-8")
    assert audit(store, "--check", "--anchor", file) == 2
    assert "audit --head > FILE" in capsys.readouterr().err
    assert audit(store, "--check", "--anchor", tmp_path / "none.json") == 2


def test_a_log_without_a_line_has_no_head(store, capsys):
    assert audit(store, "--head") == 2
    assert "holds no line yet" in capsys.readouterr().err


def test_a_lost_key_is_told_and_no_other_is_made(store, capsys):
    write(store, 1)
    (store.root / KEY_FILE).unlink()
    assert audit(store, "--check") == 2
    assert "Restore it from a backup" in capsys.readouterr().err
    assert not (store.root / KEY_FILE).exists()
