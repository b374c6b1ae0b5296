"""The bars about faults, small, and that each of them notices what it is there to notice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest
import sqlalchemy as sa

from yardstick.access import sessions
from yardstick.access.audit import Chain
from yardstick.disclosure.sharing import share
from yardstick.model import State
from yardstick.store.connection import Releases
from yardstick.store.durable import write_whole
from yardstick.store.errors import StoreError
from yardstick.store.moves import Move
from yardstick.submissions import withdraw
from yardstick.verify import registered, s12, s13, s14, s18, s19, s21, s22, s25, sending, workshop

BARS = {"S12": s12, "S13": s13, "S14": s14, "S18": s18, "S19": s19, "S21": s21, "S22": s22}
BARS |= {"S25": s25}


@pytest.mark.parametrize("bar", BARS.values(), ids=BARS)
def test_a_bar_holds_at_its_small_size(bar, tmp_path):
    outcome = bar.check(tmp_path, full=False)
    assert outcome.failures == ()
    assert outcome.holds


@pytest.fixture
def store(tmp_path):
    return s12.begun(tmp_path / "publish-step-1")


def told(faults):
    return " ".join(faults)


def test_s12_notices_what_is_wrong_with_a_store(store, monkeypatch):
    assert list(s12.faults(store.root)) == []
    monkeypatch.setattr(s12, "_BEFORE", 7)
    monkeypatch.setitem(s12._AFTER, "publish", 9)
    monkeypatch.setattr(s12, "_lines", lambda _store: 0)
    monkeypatch.setattr(s12, "_released", lambda _store: {})
    (store.releases / ".gone-r0001").mkdir()
    words = told(s12.faults(store.root))
    assert "2 returns are in the ledger" in words
    assert "no line in the audit log" in words
    assert "What readers get is not what is released" in words
    assert "lost a return or doubled it" in words
    assert "A draft was left" in words


def test_s12_notices_a_lost_file_and_a_broken_log(store, monkeypatch):
    broken = Chain(0, "line 1 is missing", "")
    monkeypatch.setattr(s12, "check_chain", lambda *_given: broken)
    next(store.submissions.iterdir()).write_bytes(b"damaged")
    monkeypatch.setattr(s12, "moves_of", lambda _store: {})
    monkeypatch.setattr(s12, "_released", s12._shown)
    words = told(s12._unsound(store))
    assert "has been damaged" in words
    assert "stands nowhere" in words
    assert "line 1 is missing" in words


def test_s12_says_who_was_slow(tmp_path, monkeypatch):
    monkeypatch.setattr(s12, "FULL", (0, 99))
    monkeypatch.setattr(s12, "MOST_SECONDS", 0.0)
    monkeypatch.setattr(s12, "killed", lambda *_given: [s12.begun(tmp_path / "send-step-1").root])
    assert "served again after" in told(s12.check(tmp_path, full=True).failures)


def test_s13_notices_what_is_lost_doubled_damaged_or_nowhere(tmp_path, monkeypatch):
    store = workshop.make(tmp_path / "store")
    for number in (0, 2):
        sending.send(store, number)
    workshop.send_counts(store, 0, workshop.OTHER)
    words = told(s13.faults(store, 2))
    assert "Return 0 is there 2 times" in words
    assert "Return 1 was lost" in words
    monkeypatch.setattr(s13, "moves_of", lambda _store: {})
    assert "stands nowhere" in told(s13.faults(store, 1))
    next(store.submissions.iterdir()).write_bytes(b"damaged")
    assert "has been damaged" in told(s13.faults(store, 1))


def test_s14_notices_a_flip_that_was_read(tmp_path, monkeypatch):
    monkeypatch.setattr(s14, "SMALL", 2)
    monkeypatch.setattr(s14, "_reads", lambda _store: True)
    assert len(s14.check(tmp_path / "a", full=False).failures) == 2
    monkeypatch.setattr(s14, "_reads", lambda _store: False)
    assert "damaged for good" in told(s14.check(tmp_path / "b", full=False).failures)


def test_s18_notices_what_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(s18, "take_out", lambda *_given: None)
    monkeypatch.setattr(s18, "MOST_SECONDS", -1.0)
    words = told(s18.check(tmp_path, full=False).failures)
    assert "108 tokens were left" in words
    assert "A row of it is in a release" in words
    assert "It took 0 s" in words


def test_s18_notices_a_search_that_finds_nothing_and_others_that_change(tmp_path, monkeypatch):
    figures = iter([["before"], ["after"], []])
    monkeypatch.setattr(s18, "_left", lambda _store: set())
    monkeypatch.setattr(s18, "_figures", lambda *_given: next(figures))
    words = told(s18.check(tmp_path, full=False).failures)
    assert "would not find what is there" in words
    assert "tokens are gone too" in words
    assert "Another's figure changed" in words


def test_s18_notices_a_kept_cube_that_is_taken_for_a_changed_figure(tmp_path, monkeypatch):
    monkeypatch.setattr(withdraw, "_HOW_MADE", frozenset())
    words = told(s18.check(tmp_path, full=False).failures)
    assert "It did not go through: Another partner's figure changed" in words


def test_s18_notices_that_children_who_moved_are_to_be_gone_too(tmp_path, monkeypatch):
    tokens_in = withdraw.tokens_in

    def of_it_alone(store, submissions, columns):
        its = [one for one in submissions if one.area == workshop.ONE]
        return tokens_in(store, its, columns)

    monkeypatch.setattr(withdraw, "tokens_in", of_it_alone)
    words = told(s18.check(tmp_path, full=False).failures)
    assert "It did not go through: Something of the partner was left in" in words


def test_s18_notices_cubes_that_change_though_nobody_else_does(tmp_path, monkeypatch):
    def changed(*given, before, **more):
        made = share(*given, before=before, **more)
        cells = made.tables["shared_listed"].to_pandas()
        cells["number"] += 5
        tables = {**made.tables, "shared_listed": pa.Table.from_pandas(cells)}
        return replace(made, tables=tables, memory=before)

    monkeypatch.setattr(withdraw, "share", changed)
    monkeypatch.setattr(withdraw, "others_figures", lambda *_given: "the same")
    words = told(s18.check(tmp_path, full=False).failures)
    assert words.startswith("Another's figure changed.")
    assert "kept for the next release still counts its records" in words


def test_s19_notices_a_ledger_a_release_and_a_log_that_are_others(tmp_path, monkeypatch):
    store, other = s19._small(tmp_path / "a"), workshop.make(tmp_path / "b")
    monkeypatch.setattr(s19, "_figures", lambda one, _release: one.root)
    monkeypatch.setattr(s19, "check_chain", lambda *_given: Chain(0, "cut", ""))
    words = told(s19._differences(store, other))
    assert "ledger is another" in words
    assert "stand is another" in words
    assert "releases are others" in words
    assert words.count("A figure of") == 2
    assert "log does not hold" in words


def test_s19_says_when_it_took_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(s19, "MOST_SECONDS", -1.0)
    assert "It took" in told(s19.check(tmp_path, full=False).failures)


def made(*states, account="one"):
    return tuple(
        Move(at, 1, State(state), workshop.NOW, account, "", "") for at, state in enumerate(states)
    )


def test_s21_notices_illegal_moves_and_releases_without_a_second_person():
    assert told(s21.faults(made("checked"))) == "One began as checked."
    assert "received became released" in told(s21.faults(made("received", "released")))
    words = told(s21.faults(made("received", "released")))
    assert "nobody signed" in words
    assert "without a second person" in words
    assert "without an instruction" in words
    way = ("received", "checked", "signed off", "approved", "released")
    assert "without a second person" in told(s21.faults(made(*way)))


def test_s21_finds_nothing_wrong_with_the_way_that_is_meant():
    way = ("received", "checked", "signed off", "approved", "released")
    people = ("sender", "sender", "signer", "publisher", "publisher")
    moves = tuple(
        Move(at, 1, State(state), workshop.NOW, account, "", workshop.INSTRUCTION)
        for at, (state, account) in enumerate(zip(way, people, strict=True))
    )
    assert list(s21.faults(moves)) == []


def test_s21_makes_moves_at_all(tmp_path):
    figure = s21.check(tmp_path, full=False).figure
    assert figure["moves_made"] > 20


def test_s22_notices_two_winners_and_a_mixed_page(tmp_path, monkeypatch):
    monkeypatch.setattr(s22, "SMALL", (1, 0))
    store = workshop.make(tmp_path / "other")
    workshop.approve(store, workshop.send_counts(store, 1))
    workshop.approve(store, workshop.send_counts(store, 2, workshop.OTHER))
    workshop.publish(store)
    reading = s22._Reading(Releases(store))
    reading.over.is_set = iter([False, True]).__next__
    reading.read()
    assert "held [1.0, 2.0]" in told(reading.mixed)
    monkeypatch.setattr(s22, "release_ids", lambda _store: ())
    assert "0 releases" in told(s22._race(store, 3))


def test_s22_reads_on_until_it_has_read_as_many_pages_as_it_says(tmp_path, monkeypatch):
    monkeypatch.setattr(s22, "SMALL", (0, 5))
    outcome = s22.check(tmp_path, full=False)
    assert outcome.failures == ()
    assert outcome.figure["pages"] >= 5


def test_s21_tells_of_a_column_that_was_taken_in_though_nobody_declared_it(tmp_path, monkeypatch):
    lax = SimpleNamespace(refused=False)
    monkeypatch.setattr(registered, "check_return", lambda *_, **__: lax)
    monkeypatch.setattr(s21, "SMALL", 10)
    found = s21.check(tmp_path, full=False)
    assert (
        "Taken in: riia_quarterly, the counts, with a column 'favourite_colour'." in found.failures
    )
    assert len(found.failures) == found.figure["unregistered_columns"]


@pytest.mark.parametrize("said", ["fell over: OSError: no room", "Two\nlines.", "long " * 100])
def test_s25_notices_what_was_not_told_in_a_sentence(store, said):
    (fault,) = s25._disk(store.root, said)
    assert fault == f"{store.root.name}: {said}"


def test_s25_notices_what_a_refused_process_left(store, monkeypatch):
    monkeypatch.setattr(s12, "_lines", lambda _store: 0)
    assert "no line in the audit log" in told(s25._disk(store.root, "The disk is full."))


def test_s25_notices_a_session_that_a_clock_made_longer(tmp_path, monkeypatch):
    monkeypatch.setattr(s25, "refused", lambda *_given: {})
    monkeypatch.setattr(s25, "SMALL", (7, 1))
    assert s25.check(tmp_path, full=False).failures == ()
    monkeypatch.setattr(sessions, "CLOCK_SLIP_SECONDS", 10**9)
    nobody = sessions.SESSIONS.update().where(sa.false()).values(ended=0.0)
    monkeypatch.setattr(sessions.Sessions, "_put_away", lambda _: nobody)
    (tmp_path / "again").mkdir()
    assert "past its working day" in told(s25.check(tmp_path / "again", full=False).failures)


def test_a_file_that_can_be_neither_written_nor_taken_away_is_told(tmp_path, monkeypatch):
    def refuse(*_given, **_how):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StoreError, match="cannot be written: Permission denied"):
        write_whole(tmp_path / "kept", b"new")
