"""Where returns stand is what their moves say at that moment, and is read again after each move."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from store_builders import counts, go_on, new_store, receive

from yardstick.model import State
from yardstick.store import stands as module
from yardstick.store.ledger import returns
from yardstick.store.moves import LEGAL, moves_of
from yardstick.store.stands import Stand, stands


def naive(store):
    """Every return with all its moves, read anew: what the short way must agree with."""
    moves = moves_of(store)
    return tuple(
        Stand(
            one,
            moves[one.sequence][-1].state,
            frozenset(
                move.account for move in moves[one.sequence] if move.state is State.SIGNED_OFF
            ),
        )
        for one in returns(store)
    )


@settings(max_examples=12)  # each makes a store and writes it to disk
@given(st.data())
def test_after_whatever_was_done_they_stand_as_all_their_moves_say(data):
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder), "real")
        assert stands(store).returns == naive(store) == ()
        for step in range(data.draw(st.integers(1, 5))):
            before = stands(store)
            sent = [one for one in before.returns if _ways(one)]
            if sent and data.draw(st.booleans()):
                one = data.draw(st.sampled_from(sent))
                go_on(store, one.submission, data.draw(st.sampled_from(_ways(one))))
            else:
                receive(store, counts(R02=float(step)))
            assert stands(store).returns == naive(store) != before.returns
            assert stands(store).moment != before.moment


def _ways(one):
    # A release takes what was approved: none here is made.
    return [state for state in LEGAL[one.state] if state is not State.RELEASED]


def test_while_nobody_moves_anything_it_is_read_once(tmp_path, monkeypatch):
    store = new_store(tmp_path, "real")
    receive(store, counts(R02=1.0))
    known = stands(store)
    monkeypatch.setattr(module, "rows_in", lambda *_: 1 / 0)
    assert stands(store) is known


def test_two_stores_are_not_taken_for_one_another(tmp_path):
    one, other = new_store(tmp_path / "one", "real"), new_store(tmp_path / "other", "real")
    receive(one, counts(R02=1.0))
    receive(other, counts(R02=2.0))
    assert stands(one).moment == stands(other).moment  # of the same instant, and yet
    assert stands(one).returns == naive(one) != naive(other) == stands(other).returns
