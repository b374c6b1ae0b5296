"""Where a return stands: only legal moves, by the product and by the database itself."""

from __future__ import annotations

import itertools

import pytest
import sqlalchemy as sa
from store_builders import (
    ACTORS,
    INSTRUCTION,
    MADE,
    build,
    counts,
    go_on,
    new_store,
    receive,
)

from yardstick.model import State
from yardstick.store.answers import Question
from yardstick.store.errors import StoreError
from yardstick.store.history import rollback
from yardstick.store.moves import LEGAL, Act, add_move, moves_of, state_of
from yardstick.store.operations import METADATA, writing
from yardstick.store.places import operations

ON = (State.CHECKED, State.SIGNED_OFF, State.APPROVED, State.RELEASED)
OFF = {State.REJECTED: "cannot go on", State.SUPERSEDED: "later", State.WITHDRAWN: "gone"}


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path, "real")


def asked():
    return (Question("CHK-001", "Returns!C2", "Is 41.", "About 20."),)


def at(store, state, number=1.0):
    """Give a return that stands in a state."""
    kept = receive(store, counts(R02=number), questions=asked())
    way = ON[: ON.index(state) + 1] if state in ON else ()
    if state in OFF:
        way = (*ON, State.SUPERSEDED) if state is State.SUPERSEDED else (state,)
    go_on(store, kept, *way)
    return kept


@pytest.mark.parametrize(("now", "then"), list(itertools.product(State, State)))
def test_a_move_is_made_if_and_only_if_it_is_legal(store, now, then):
    kept = at(store, now)
    assert state_of(store, kept) is now
    if then in LEGAL[now] and (now, then) != (State.RELEASED, State.RELEASED):
        go_on(store, kept, then)
        assert state_of(store, kept) is then
        return
    with pytest.raises(StoreError, match=f"is {now} and cannot be {then}"):
        go_on(store, kept, then)
    assert state_of(store, kept) is now


def raw(store, kept, state, account="somebody", instruction=INSTRUCTION):
    row = {"submission": kept.sequence, "state": state, "at": MADE.isoformat(), "why": ""}
    with writing(operations(store)) as connection:
        connection.execute(
            METADATA.tables["move"].insert().values(**row, account=account, instruction=instruction)
        )


@pytest.mark.parametrize(("now", "then"), list(itertools.product(State, State)))
def test_the_database_refuses_what_the_product_would(store, now, then):
    kept = at(store, now)
    if then in LEGAL[now]:
        raw(store, kept, then.value)
        return
    with pytest.raises(sa.exc.IntegrityError, match="no such move"):
        raw(store, kept, then.value)


@pytest.mark.parametrize("account", ["rutland-analyst", ACTORS[State.SIGNED_OFF]])
def test_neither_sender_nor_signer_approves_past_the_product_either(store, account):
    kept = at(store, State.SIGNED_OFF)
    with pytest.raises(sa.exc.IntegrityError, match="no such move"):
        raw(store, kept, "approved", account)
    with pytest.raises(StoreError, match="cannot approve it"):
        go_on(store, kept, State.APPROVED, account=account)


def test_nothing_is_approved_without_an_instruction(store):
    kept = at(store, State.SIGNED_OFF)
    with pytest.raises(sa.exc.IntegrityError, match="move_under_instruction"):
        raw(store, kept, "approved", instruction="")
    with pytest.raises(StoreError, match="Name the partners' instruction"):
        go_on(store, kept, State.APPROVED, instruction="")


def test_what_was_passed_by_without_approval_is_never_released(store):
    kept = at(store, State.CHECKED)
    go_on(store, kept, State.SUPERSEDED)
    with pytest.raises(StoreError, match="cannot be released"):
        go_on(store, kept, State.RELEASED)
    with pytest.raises(sa.exc.IntegrityError, match="no such move"):
        raw(store, kept, "released")


def test_a_return_that_nobody_received_stands_nowhere(store):
    kept = at(store, State.CHECKED)
    with writing(operations(store)) as connection:
        connection.exec_driver_sql("DROP TRIGGER move_no_DELETE")
        connection.exec_driver_sql("DELETE FROM move")
    with pytest.raises(StoreError, match="is not in the ledger"):
        go_on(store, kept, State.SIGNED_OFF)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE move SET state = 'released'",
        "UPDATE move SET account = ''",
        "UPDATE move SET why = 'other'",
        "UPDATE answer SET text = 'other'",
        "DELETE FROM answer",
        "DELETE FROM move",
        "UPDATE submission SET area = 'E1'",
    ],
)
def test_what_was_written_is_never_changed(store, statement):
    kept = at(store, State.RECEIVED)
    with writing(operations(store)) as connection:
        answer = {"code": "A", "place": "", "text": "It is 41.", "account": "a", "at": "now"}
        connection.execute(
            METADATA.tables["answer"].insert().values(submission=kept.sequence, **answer)
        )
    with (
        pytest.raises(sa.exc.IntegrityError, match="only ever grows"),
        writing(operations(store)) as connection,
    ):
        connection.exec_driver_sql(statement)


def test_a_move_and_what_witnesses_it_stand_together_or_not_at_all(store):
    kept = at(store, State.CHECKED)

    def fails(*_given):
        raise RuntimeError

    act = Act("rutland-lead", MADE, witness=fails)
    with pytest.raises(RuntimeError), writing(operations(store)) as connection:
        add_move(connection, kept, State.SIGNED_OFF, act)
    assert state_of(store, kept) is State.CHECKED


def test_going_back_and_publishing_again_moves_nothing_wrongly(store):
    first = at(store, State.APPROVED, 40)
    earlier = build(store)
    second = at(store, State.APPROVED, 41)
    build(store)
    rollback(store, earlier.id)
    build(store)
    states = {number: moves[-1].state for number, moves in moves_of(store).items()}
    assert states == {first.sequence: State.SUPERSEDED, second.sequence: State.RELEASED}
