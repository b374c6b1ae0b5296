"""Where every return stands, read again only when the ledger has grown.

A page that lists returns is drawn at every click, and must show what is true at that click. Moves
are only ever added, the first with its return, so one small question says whether what was read
before is still all there is. What people wrote beside a move is not kept here: a withdrawal takes
it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.model import State
from yardstick.store.entries import Submission, rows_in
from yardstick.store.moves import moves_by_submission, newest_move
from yardstick.store.operations import reading
from yardstick.store.places import operations

if TYPE_CHECKING:
    import sqlalchemy as sa

    from yardstick.store.moves import Move
    from yardstick.store.places import Store


@dataclass(frozen=True)
class Stand:
    """Where one version of one return stands.

    Attributes:
        submission: Its row of the ledger.
        state: After its newest move.
        signed_by: The accounts that signed it off.
    """

    submission: Submission
    state: State
    signed_by: frozenset[str]


@dataclass(frozen=True, eq=False)
class Stands:
    """Where all of them stand at one moment.

    Equal to itself only, so that what is made of it can be kept by it.

    Attributes:
        moment: Names the moment: another one after another move.
        returns: In the order in which they were accepted.
    """

    moment: str
    returns: tuple[Stand, ...]


def stands(store: Store) -> Stands:
    """Return where every return stands now."""
    engine = operations(store)
    with reading(engine) as connection:
        moment = newest_move(connection)
        known = _KNOWN.get(engine)
        if known is None or known.moment != moment:
            known = _KNOWN[engine] = _read(connection, moment)
        return known


_KNOWN: dict[sa.Engine, Stands] = {}  # as many as this process has operations databases


def _read(connection: sa.Connection, moment: str) -> Stands:
    moves = moves_by_submission(connection)
    sent = rows_in(connection, Submission)
    return Stands(moment, tuple(stand(one, moves[one.sequence]) for one in sent))


def stand(submission: Submission, moves: tuple[Move, ...]) -> Stand:
    """Return where a return stands after its moves."""
    signed = frozenset(move.account for move in moves if move.state is State.SIGNED_OFF)
    return Stand(submission, moves[-1].state, signed)
