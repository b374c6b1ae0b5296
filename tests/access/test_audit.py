from __future__ import annotations

import json
import threading

import pytest
import sqlalchemy as sa
from access_builders import KEY

from yardstick.access.audit import (
    KEY_FILE,
    LINES,
    Action,
    add_line,
    audit_key,
    check_chain,
    newest,
    record,
)
from yardstick.store.errors import StoreError
from yardstick.store.manifest import AuditHead
from yardstick.store.operations import create_tables, open_operations, reading, writing


@pytest.fixture
def engine(tmp_path):
    made = open_operations(f"sqlite:///{tmp_path / 'operations.sqlite'}")
    create_tables(made)
    yield made
    made.dispose()


def write(engine, how_many):
    for at in range(how_many):
        record(engine, KEY, f"person{at}", Action.DOWNLOADED, {"view": "board", "at": str(at)})


def tamper(engine, *statements):
    """Change the log as somebody with the file in hand would, past its refusals."""
    with writing(engine) as connection:
        for name in ("audit_no_UPDATE", "audit_no_DELETE"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_an_untouched_log_holds(engine):
    assert check_chain(engine, KEY).lines == 0
    write(engine, 5)
    found = check_chain(engine, KEY)
    assert (found.lines, found.fault) == (5, "")


def test_a_line_says_who_did_what_and_when(engine):
    record(engine, KEY, "pat", Action.SIGNED_IN, {"source": "10.0.0.1"})
    with reading(engine) as connection:
        line = connection.execute(sa.select(LINES)).one()
    assert (line.number, line.account, line.action) == (1, "pat", "signed in")
    assert json.loads(line.detail) == {"source": "10.0.0.1"}
    assert line.at.endswith("+00:00")


@pytest.mark.parametrize(
    ("statement", "holds", "said"),
    [
        ("UPDATE audit SET account = 'x' WHERE number = 3", 2, "line 3 was changed"),
        ("UPDATE audit SET detail = '{}' WHERE number = 1", 0, "line 1 was changed"),
        ("UPDATE audit SET at = '2020' WHERE number = 5", 4, "line 5 was changed"),
        ("DELETE FROM audit WHERE number = 3", 2, "line 3 is missing"),
        ("DELETE FROM audit WHERE number = 1", 0, "line 1 is missing"),
        ("UPDATE audit SET number = number + 10 WHERE number > 3", 3, "line 4 is missing"),
        ("INSERT INTO audit VALUES (6, 'now', 'x', 'y', '{}', 'z')", 5, "line 6 was changed"),
        ("INSERT INTO audit VALUES (0, 'now', 'x', 'y', '{}', 'z')", 0, "line 1 is missing"),
    ],
)
def test_what_was_done_to_a_line_shows(engine, statement, holds, said):
    write(engine, 5)
    tamper(engine, statement)
    found = check_chain(engine, KEY)
    assert found.lines == holds
    assert said in found.fault


def test_lines_that_changed_places_show(engine):
    write(engine, 4)
    tamper(
        engine,
        "UPDATE audit SET number = 99 WHERE number = 2",
        "UPDATE audit SET number = 2 WHERE number = 3",
        "UPDATE audit SET number = 3 WHERE number = 99",
    )
    assert check_chain(engine, KEY).fault.startswith("line 2 was changed")


def test_an_empty_log_has_nothing_to_keep_elsewhere(engine):
    assert newest(engine) is None


def test_what_is_kept_elsewhere_is_the_newest_line(engine):
    write(engine, 3)
    found = check_chain(engine, KEY)
    assert newest(engine) == AuditHead(lines=3, seal=found.head)


def test_a_cut_off_end_shows_against_an_anchor_and_only_there(engine):
    write(engine, 4)
    anchor = newest(engine)
    tamper(engine, "DELETE FROM audit WHERE number > 2")
    assert check_chain(engine, KEY).holds
    found = check_chain(engine, KEY, [anchor])
    assert (found.lines, found.fault) == (2, "the lines from 3 to 4 were cut off")
    assert not found.holds


def test_a_log_written_anew_with_the_key_in_hand_shows_against_an_anchor(engine):
    write(engine, 4)
    anchor = newest(engine)
    tamper(engine, "DELETE FROM audit")
    write(engine, 6)
    assert check_chain(engine, KEY).holds
    found = check_chain(engine, KEY, [anchor])
    assert (found.lines, found.fault) == (
        3,
        "line 4 is not the one whose seal was kept elsewhere",
    )


def test_a_log_that_has_grown_holds_against_every_anchor_of_its_past(engine):
    anchors = []
    for _ in range(3):
        write(engine, 2)
        anchors.append(newest(engine))
    assert check_chain(engine, KEY, reversed(anchors)) == check_chain(engine, KEY)
    assert check_chain(engine, KEY, anchors).holds


def test_the_log_of_another_key_does_not_hold(engine):
    write(engine, 1)
    assert "the key is another" in check_chain(engine, b"other").fault


def test_the_database_refuses_to_change_or_remove_a_line(engine):
    write(engine, 1)
    for statement in ("UPDATE audit SET account = 'x'", "DELETE FROM audit"):
        with pytest.raises(sa.exc.IntegrityError, match="only ever grows"), writing(engine) as one:
            one.exec_driver_sql(statement)


def test_a_line_stands_only_if_what_it_speaks_of_does(engine):
    class FaultError(Exception):
        pass

    def change_and_fail() -> None:
        with writing(engine) as connection:
            add_line(connection, KEY, "pat", "something", {})
            raise FaultError

    with pytest.raises(FaultError):
        change_and_fail()
    assert check_chain(engine, KEY).lines == 0


def test_lines_written_at_once_make_one_chain(engine):
    threads = [threading.Thread(target=write, args=(engine, 10)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = check_chain(engine, KEY)
    assert (found.lines, found.fault) == (50, "")


def test_a_key_is_made_once_and_is_nobody_elses(tmp_path):
    key = audit_key(tmp_path)
    assert len(key) == 32
    assert audit_key(tmp_path) == key
    file = tmp_path / KEY_FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [KEY_FILE]


def test_of_two_keys_made_at_once_the_first_stands(tmp_path, monkeypatch):
    first = audit_key(tmp_path)
    monkeypatch.setattr(type(tmp_path), "exists", lambda _: False)  # as it looked to the second
    assert audit_key(tmp_path) == first


def test_a_damaged_key_is_not_written_with(tmp_path):
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(StoreError, match="is damaged"):
        audit_key(tmp_path)
