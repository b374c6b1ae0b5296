"""S21: nothing unregistered comes in, and no return moves wrongly or without a second person."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from yardstick.catalogue import load_catalogue
from yardstick.model import State
from yardstick.results.settings import Settings
from yardstick.store.entries import adding
from yardstick.store.errors import StoreError
from yardstick.store.ledger import returns
from yardstick.store.moves import Act, Move, add_move, moves_of
from yardstick.store.operations import METADATA, writing
from yardstick.store.places import operations
from yardstick.verify import registered, sending, workshop
from yardstick.verify.bars import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

STATEMENT = (
    "No unregistered column in, no illegal move, no release without a second person's approval."
)
TARGET = "0 columns, 0 illegal states in 10,000 steps, 0 releases without approver ≠ submitter"

FULL: Final = 10_000
SMALL: Final = 300
_AUTHORITY: Final = "E06000015"  # any of the region's
_STEPS_EACH: Final = 10  # tries for each return there is
_ONWARD: Final = (State.CHECKED, State.SIGNED_OFF, State.APPROVED, State.RELEASED)
_PEOPLE: Final = (workshop.SENDER, workshop.SIGNER, workshop.PUBLISHER, "host.second")

# Written out a second time, so that a mistake in the product's own table is one.
_MAY_FOLLOW: Final = {
    "received": {"checked", "rejected", "superseded", "withdrawn"},
    "checked": {"signed off", "rejected", "superseded", "withdrawn"},
    "signed off": {"approved", "rejected", "superseded", "withdrawn"},
    "approved": {"released", "rejected", "superseded", "withdrawn"},
    "released": {"superseded", "withdrawn"},
    "rejected": {"withdrawn"},
    "superseded": {"released", "withdrawn"},
    "withdrawn": set[str](),
}


def check(folder: Path, *, full: bool) -> Outcome:
    """Try drawn moves by drawn people, by the product's function and past it, by the database."""
    store = workshop.make(folder / "store")
    steps = FULL if full else SMALL
    for number in range(steps // _STEPS_EACH):
        sending.send(store, number)
    sent = returns(store)
    draw = random.Random(steps)  # noqa: S311 - not for secrets
    taken = sum(_stepped(store, draw, draw.choice(sent)) for _ in range(steps))
    failures = tuple(fault for moves in moves_of(store).values() for fault in faults(moves))
    names = registered.NAMES if full else registered.NAMES[:1]
    tried = list(registered.taken_in(load_catalogue(Settings.data), _AUTHORITY, names))
    taken_in = tuple(f"Taken in: {said}." for said, is_taken in tried if is_taken)
    figure = {"moves_made": taken, "returns": len(sent), "released": _released(store)}
    return Outcome(
        steps + len(tried), failures + taken_in, {**figure, "unregistered_columns": len(tried)}
    )


def _released(store: Store) -> int:
    made = moves_of(store).values()
    return sum(any(move.state is State.RELEASED for move in moves) for moves in made)


def _stepped(store: Store, draw: random.Random, submission: Submission) -> bool:
    """Try one move, and say whether it was made."""
    state, account = draw.choice((*State, *_ONWARD * 3)), draw.choice(_PEOPLE)
    instruction = draw.choice(("", workshop.INSTRUCTION))
    way = draw.choice((_by_the_product, _by_the_database))
    try:
        way(store, submission, state, Act(account, workshop.NOW, "", instruction))
    except (StoreError, sa.exc.IntegrityError):
        return False
    return True


def _by_the_product(store: Store, submission: Submission, state: State, act: Act) -> None:
    with adding(store) as connection:
        add_move(connection, submission, state, act)


def _by_the_database(store: Store, submission: Submission, state: State, act: Act) -> None:
    row = {"submission": submission.sequence, "state": state.value, "at": act.at.isoformat()}
    said = {"account": act.account, "why": act.why, "instruction": act.instruction}
    with writing(operations(store)) as connection:
        connection.execute(METADATA.tables["move"].insert().values(**row, **said))


def faults(moves: tuple[Move, ...]) -> Iterator[str]:
    """Give what is wrong with the moves of one return."""
    states = [move.state.value for move in moves]
    if states[0] != "received":
        yield f"One began as {states[0]}."
    for now, then in pairwise(states):
        if then not in _MAY_FOLLOW[now]:
            yield f"One that was {now} became {then}."
    if "released" in states:
        yield from _unapproved(moves)


def _unapproved(moves: tuple[Move, ...]) -> Iterator[str]:
    """Give what a release lacks: a signature, a second person, an instruction."""
    by = {move.state.value: move for move in moves}
    sender, signer = moves[0].account, by["signed off"].account if "signed off" in by else ""
    if not signer:
        yield "One was released that nobody signed."
    if "approved" not in by or by["approved"].account in {sender, signer}:
        yield "One was released without a second person."
    if not all(move.instruction for move in moves if move.state.value in {"approved", "released"}):
        yield "One was released without an instruction."
