"""Taking a partner out of every byte, and finding what is left where it is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_builders import DERBY, INSTRUCTION, QUARTER, RUTLAND
from workflow_builders import (
    ANALYST,
    LEAD,
    NOW,
    OTHER,
    PUBLISHER,
    TERM,
    Work,
    check_by_json,
    new_store,
)

from yardstick.access.errors import AccessDenied
from yardstick.model import State
from yardstick.store import withdrawal
from yardstick.store.build import untold
from yardstick.store.connection import open_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import returns
from yardstick.store.lock import publishing
from yardstick.store.notes import Figure, notes_of, write_note
from yardstick.store.operations import writing
from yardstick.store.places import operations
from yardstick.store.release import release_ids
from yardstick.store.seal import read_sealed
from yardstick.store.searching import Needles, search
from yardstick.submissions import withdraw

TOKEN = "P5-" + 32 * "a"
OTHERS = "P5-" + 32 * "b"
SECRET = "We had forty-one in that quarter."


def listed(token):
    return {"tables": {"leavers": [{"pupil": token, "reason": "moved", "row": 2}]}}


@pytest.fixture
def work(tmp_path, monkeypatch):
    """Two partners' counts and records, published; words of one of them in the ledger."""
    check_by_json(monkeypatch)
    work = Work(new_store(tmp_path), tmp_path)
    of = {"dataset": "records", "period": TERM}
    sent = work.receive(of=of, asks=["CHK-001"], **listed(TOKEN)).sent
    work.at(LEAD).answer(sent.id, "CHK-001", SECRET)
    work.at(LEAD).sign_off(sent.id, SECRET)
    work.at(PUBLISHER).approve(sent.id, INSTRUCTION)
    other = work.receive(OTHER, DERBY, of=of, **listed(OTHERS)).sent
    work.at(OTHER).sign_off(other.id)
    work.at(PUBLISHER).approve(other.id, INSTRUCTION)
    work.approved(OTHER, DERBY, R02=7)
    work.publish()
    work.approved(R02=41)
    work.publish()
    with writing(operations(work.store)) as connection:
        write_note(connection, Figure("R02", RUTLAND, QUARTER), SECRET, LEAD.account, NOW)
    return work


def take_out(work, why="It left."):
    return work.at(PUBLISHER).withdraw_partner("rutland", why, untold)


def left(store, needle):
    return [path.name for path in store.root.rglob("*") if _holds(path, needle)]


def _holds(path, needle):
    return path.is_file() and needle.encode() in path.read_bytes()


def test_a_partner_is_gone_and_the_others_figures_stay(work):
    before = withdraw.others_figures(work.store, {RUTLAND})
    told = read_sealed(take_out(work))
    assert withdraw.others_figures(work.store, {RUTLAND}) == before
    rows = open_release(work.store).connection.table("release.returned").fetchall()
    assert {row[3] for row in rows} == {DERBY}
    assert (told["partner"], told["areas"], told["why"]) == ("rutland", [RUTLAND], "It left.")
    assert (told["tokens searched for"], told["files removed"]) == (1, 2)
    assert told["release without it"] == release_ids(work.store)[0]
    assert len(release_ids(work.store)) == 1
    assert len(told["releases removed"]) == 2
    assert len(told["returns"]) == 2
    states = {
        one.area: work.at(PUBLISHER).sent(one.submission).state for one in returns(work.store)
    }
    assert states[RUTLAND] is State.WITHDRAWN
    assert states[DERBY] is State.RELEASED


def test_no_word_of_its_people_is_left_in_the_database(work):
    assert left(work.store, SECRET)
    take_out(work)
    assert left(work.store, SECRET) == []
    gone = [one for one in returns(work.store) if one.area == RUTLAND]
    assert [move.why for move in work.at(PUBLISHER).sent(gone[0].submission).moves[:-1]] == [""] * 5
    assert work.at(LEAD).sent(gone[0].submission).answers[0].text == ""
    assert [note.text for note in notes_of(work.store, [RUTLAND])] == [""]


def test_it_can_be_run_again(work):
    take_out(work)
    told = read_sealed(take_out(work, "To be sure."))
    assert (told["files removed"], told["tokens searched for"]) == (0, 0)


def test_it_works_where_nothing_was_published(tmp_path, monkeypatch):
    check_by_json(monkeypatch)
    work = Work(new_store(tmp_path), tmp_path)
    work.receive(ANALYST, counts={"R02": 1})
    assert read_sealed(take_out(work))["files removed"] == 1


def test_a_reason_and_a_partner_that_sends_are_needed(work):
    with pytest.raises(StoreError, match="Say why"):
        take_out(work, " ")
    for partner in ("nobody", "host"):
        with pytest.raises(AccessDenied):
            work.at(PUBLISHER).withdraw_partner(partner, "It left.", untold)


@pytest.mark.parametrize(("forgotten", "nothing"), [("remove_releases", ()), ("remove_files", 0)])
def test_what_is_forgotten_is_found(work, monkeypatch, forgotten, nothing):
    monkeypatch.setattr(withdraw, forgotten, lambda *_: nothing)
    with pytest.raises(StoreError, match="was left in"):
        take_out(work)


def test_a_token_in_the_database_is_found(work):
    with closing(sqlite3.connect(work.store.root / "operations.sqlite")) as connection:
        connection.execute("CREATE TABLE stray (words)")
        connection.execute("INSERT INTO stray VALUES (?)", [TOKEN])
        connection.commit()
    with pytest.raises(StoreError, match=r"was left in operations\.sqlite"):
        take_out(work)


def test_another_figure_that_changes_stops_it(work, monkeypatch):
    given = iter(["before", "after"])
    monkeypatch.setattr(withdraw, "others_figures", lambda *_: next(given))
    with pytest.raises(StoreError, match="Another partner's figure changed"):
        take_out(work)


def test_a_release_that_readers_get_is_never_removed(work):
    with pytest.raises(StoreError, match="still holds the returns"):
        withdrawal.remove_releases(work.store, returns(work.store))


def test_nobody_withdraws_while_somebody_publishes(work):
    with publishing(work.store), pytest.raises(StoreError, match="Somebody else is publishing"):
        take_out(work)


def test_a_database_in_use_is_told(work, monkeypatch):
    path = work.store.root / "operations.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM move").fetchone()
        monkeypatch.setattr(withdrawal, "WAIT_SECONDS", 0)
        with pytest.raises(StoreError, match="is in use"):
            withdrawal.rewrite_operations(work.store)
        reader.execute("COMMIT")
        reader.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="cannot be written anew"):
            withdrawal.rewrite_operations(work.store)


def test_another_kind_of_database_is_left_to_its_keeper(work):
    elsewhere = type(work.store)(work.store.root, "real", "east_midlands", "postgresql://x/y")
    withdrawal.rewrite_operations(elsewhere)


# ---- searching ----------------------------------------------------------------------------


def test_a_token_is_found_in_bytes_in_parquet_and_in_a_release(work):
    store = work.store
    assert search(store, (), (), ()).left == ()
    found = search(store, (), {TOKEN}, ()).left
    assert [name.split("/")[0] for name in found] == ["releases", "releases", "submissions"]
    (store.root / "stray.txt").write_text(f"xx{TOKEN}yy")
    assert "stray.txt" in search(store, (), {TOKEN, OTHERS}, ()).left
    gone = returns(store)[:1]
    assert any("submissions" in name for name in search(store, gone, (), ()).left)
    assert len(search(store, (), (), {RUTLAND}).left) == 2


@given(
    st.sets(st.text("ab1-", min_size=8, max_size=12), min_size=1, max_size=6),
    st.text("ab1-", max_size=60),
)
def test_many_texts_are_found_as_each_one_would_be(texts, content):
    expected = any(text in content for text in texts)
    assert Needles(texts).stand_in(content.encode()) == expected


def test_short_texts_are_not_searched_for():
    assert not Needles({"short"}).stand_in(b"a short text")
    assert not Needles(()).stand_in(b"anything")


def test_that_a_cube_was_kept_and_not_attacked_again_changes_no_figure():
    made = {"area": DERBY, "total": 4, "tried": 199, "public": 85, "held": False}
    kept = {"area": DERBY, "total": 4, "tried": None, "public": None, "held": True}
    assert withdraw._figures("shared_cube", made) == withdraw._figures("shared_cube", kept)
    assert withdraw._figures("shared_cube", made) != withdraw._figures("shared_cube", {"total": 5})
    assert withdraw._figures("returned", made) != withdraw._figures("returned", kept)


def test_a_child_who_moved_stays_in_the_returns_of_where_it_went(work):
    of = {"dataset": "records", "period": "2025/26 Spring"}
    moved = work.receive(OTHER, DERBY, of=of, **listed(TOKEN)).sent
    work.at(OTHER).sign_off(moved.id)
    work.at(PUBLISHER).approve(moved.id, INSTRUCTION)
    work.publish()
    told = read_sealed(take_out(work))
    assert told["tokens searched for"] == 0
    assert told["tokens that others' own returns hold too"] == 1
    assert work.at(OTHER).sent(moved.id).state is State.RELEASED
