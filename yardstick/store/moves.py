"""Where each return stands, as moves that are only ever added; no other move can be written.

One table says which moves there are. It is read here, in the transaction that writes the move,
and by the database itself, which refuses any other whoever asks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.model import State
from yardstick.store.errors import StoreError
from yardstick.store.operations import METADATA, append_only, reading, refuse_rows
from yardstick.store.places import operations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

    # Writes what must stand if and only if the move does (a line of the audit log).
    Witness: TypeAlias = Callable[[sa.Connection, Submission, "Move"], None]

_BEFORE_A_RELEASE = (State.REJECTED, State.SUPERSEDED, State.WITHDRAWN)
LEGAL: Mapping[State | None, tuple[State, ...]] = MappingProxyType(
    {
        None: (State.RECEIVED,),
        State.RECEIVED: (State.CHECKED, *_BEFORE_A_RELEASE),
        State.CHECKED: (State.SIGNED_OFF, *_BEFORE_A_RELEASE),
        State.SIGNED_OFF: (State.APPROVED, *_BEFORE_A_RELEASE),
        State.APPROVED: (State.RELEASED, *_BEFORE_A_RELEASE),
        State.RELEASED: (State.SUPERSEDED, State.WITHDRAWN),
        State.SUPERSEDED: (State.RELEASED, State.WITHDRAWN),  # the later version was withdrawn
        State.REJECTED: (State.WITHDRAWN,),
        State.WITHDRAWN: (),
    }
)
_NEED_INSTRUCTION = (State.APPROVED, State.RELEASED)


@dataclass(frozen=True)
class Move:
    """One step of one return.

    Attributes:
        sequence: Its place among all moves.
        submission: Sequence of the submission in the ledger.
        state: Where it stands from then on.
        at: When, in UTC.
        account: Whose doing; empty where the program finished what a fault broke off.
        why: In words; the release's identifier for a move into one.
        instruction: Reference of the partners' instruction.
    """

    sequence: int
    submission: int
    state: State
    at: dt.datetime
    account: str
    why: str
    instruction: str


def unwitnessed(_connection: sa.Connection, _submission: Submission, _move: Move) -> None:
    """Write nothing: what is invented is nobody's doing."""


@dataclass(frozen=True)
class Act:
    """Who moves returns, and under what.

    Attributes:
        account: Whose doing.
        at: When, with its time zone.
        why: In words.
        instruction: Reference of the partners' instruction.
        witness: Writes what must stand if and only if the move does.
    """

    account: str
    at: dt.datetime
    why: str = ""
    instruction: str = ""
    witness: Witness = unwitnessed


_MOVE = append_only(
    sa.Table(
        "move",
        METADATA,
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("submission", sa.ForeignKey("submission.sequence"), nullable=False, index=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("state", "at", "account")),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("instruction", sa.String, nullable=False),
        sa.CheckConstraint(
            sa.column("state").not_in([state.value for state in _NEED_INSTRUCTION])
            | (sa.column("instruction") != ""),
            name="move_under_instruction",
        ),
    ),
    erasable=("why",),
)


def add_move(connection: sa.Connection, submission: Submission, state: State, act: Act) -> Move:
    """Move a return on, within a transaction that may write.

    Raises:
        StoreError: There is no such move from where it stands, it lacks an instruction, or the
            person who approves is one who sent or signed it.
    """
    made = moves_in(connection, submission.sequence)
    _check_legal([move.state for move in made], state)
    if state in _NEED_INSTRUCTION and not act.instruction:
        raise StoreError("Name the partners' instruction that this is done under.")
    if state is State.APPROVED and act.account in _involved(submission, made):
        raise StoreError(
            "Whoever sent or signed a return cannot approve it. Ask another publisher."
        )
    row = {
        "submission": submission.sequence,
        "state": state.value,
        "at": act.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "account": act.account,
        "why": act.why,
        "instruction": act.instruction,
    }
    adding = sa.insert(_MOVE).values(row).returning(_MOVE)
    move = _read(connection.execute(adding).one())
    act.witness(connection, submission, move)
    return move


def moves_of(store: Store) -> Mapping[int, tuple[Move, ...]]:
    """Return the moves of all submissions by their sequence, in order."""
    with reading(operations(store)) as connection:
        return moves_by_submission(connection)


def state_of(store: Store, submission: Submission) -> State:
    """Return where a submission stands."""
    with reading(operations(store)) as connection:
        return moves_in(connection, submission.sequence)[-1].state


def states_in(connection: sa.Connection) -> Mapping[int, State]:
    """Return where every submission stands, by its sequence, within a transaction."""
    return {number: moves[-1].state for number, moves in moves_by_submission(connection).items()}


def newest_move(connection: sa.Connection) -> str:
    """Name the newest move of all, within a transaction; another name, another move was made.

    With the number of moves: on a database where two may write at once, the one that is numbered
    first can arrive second.
    """
    found = connection.execute(_NEWEST).one_or_none()
    return " ".join(map(str, found or ()))


# Made once: it is asked at every click, and making it takes longer than the answer.
_NEWEST = (
    sa.select(
        _MOVE.c.sequence,
        _MOVE.c.at,
        sa.select(sa.func.count()).select_from(_MOVE).scalar_subquery(),
    )
    .order_by(_MOVE.c.sequence.desc())
    .limit(1)
)


def moves_in(connection: sa.Connection, submission: int) -> tuple[Move, ...]:
    """Return the moves of one submission, in order, within a transaction."""
    return tuple(map(_read, connection.execute(_OF_ONE, {"wanted": submission})))


# Made once, as `_NEWEST`.
_OF_ONE = (
    sa.select(_MOVE).where(_MOVE.c.submission == sa.bindparam("wanted")).order_by(_MOVE.c.sequence)
)


def moves_by_submission(connection: sa.Connection) -> Mapping[int, tuple[Move, ...]]:
    """Return what `moves_of` does, within a transaction."""
    query = sa.select(_MOVE).order_by(_MOVE.c.sequence)
    found: dict[int, list[Move]] = {}
    for move in map(_read, connection.execute(query)):
        found.setdefault(move.submission, []).append(move)
    return {number: tuple(moves) for number, moves in found.items()}


def erase_reasons(connection: sa.Connection, submissions: Iterable[int]) -> None:
    """Empty what people wrote about submissions: words can hold figures."""
    erasing = sa.update(_MOVE).where(_MOVE.c.submission.in_(list(submissions)))
    connection.execute(erasing.values(why=""))


def _check_legal(made: list[State], state: State) -> None:
    now = made[-1] if made else None
    unapproved = state is State.RELEASED and State.APPROVED not in made
    if state not in LEGAL[now] or unapproved:
        stands = f"is {now}" if now else "is not in the ledger"
        raise StoreError(f"The return {stands} and cannot be {state}. Look at where it stands now.")


def _involved(submission: Submission, made: tuple[Move, ...]) -> set[str]:
    signed = {move.account for move in made if move.state is State.SIGNED_OFF}
    return {submission.submitted_by, *signed}


def _read(row: sa.Row[int, int, str, str, str, str, str]) -> Move:
    # By place, as the table above has its columns: the whole ledger's moves are read for a page.
    sequence, submission, state, at, account, why, instruction = row
    moment = dt.datetime.fromisoformat(at)
    return Move(sequence, submission, State(state), moment, account, why, instruction)


# ---- the same rule, kept by the database --------------------------------------------------

_PAIRS = ", ".join(f"'{now or ''}>{then}'" for now in LEGAL for then in LEGAL[now])
_ILLEGAL = f"""
    COALESCE(
        (SELECT state FROM move WHERE submission = NEW.submission ORDER BY sequence DESC LIMIT 1),
        ''
    ) || '>' || NEW.state NOT IN ({_PAIRS})
    OR (NEW.state = '{State.APPROVED}' AND NEW.account IN (
        SELECT submitted_by FROM submission WHERE sequence = NEW.submission
        UNION ALL
        SELECT account FROM move
        WHERE submission = NEW.submission AND state = '{State.SIGNED_OFF}'
    ))
    OR (NEW.state = '{State.RELEASED}' AND NOT EXISTS (
        SELECT 1 FROM move
        WHERE submission = NEW.submission AND state = '{State.APPROVED}'
    ))
"""  # noqa: S608 - made of the words above and of nothing else
refuse_rows(_MOVE, _ILLEGAL, "no such move")
