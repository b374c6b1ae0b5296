"""Which returns a release is built from, and what being in one does to where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.model import State
from yardstick.store import entries
from yardstick.store.entries import Submission
from yardstick.store.moves import LEGAL, add_move, moves_of, states_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yardstick.store.manifest import Manifest
    from yardstick.store.moves import Act
    from yardstick.store.places import Store

APPROVED = frozenset({State.APPROVED})


def releasable(store: Store, states: Iterable[State] = APPROVED) -> tuple[Submission, ...]:
    """Return the returns a release is built from, in the order of the ledger.

    They are those that were in a release before, superseded ones too, and those that now stand
    in one of `states`. What was withdrawn is in none.
    """
    moves = moves_of(store)
    also = set(states)

    def wanted(submission: Submission) -> bool:
        made = [move.state for move in moves[submission.sequence]]
        return made[-1] in also or (State.RELEASED in made and made[-1] is not State.WITHDRAWN)

    return tuple(filter(wanted, entries.rows(store, Submission)))


def settle(store: Store, manifest: Manifest, act: Act) -> None:
    """Move returns to where the release that readers get puts them, all in one transaction.

    What is approved and in it is released, and every earlier version of a return in it is
    superseded. What was moved before is not moved again: so a publisher who died after the swap
    leaves this for the next one, or for the next start.

    Args:
        store: Where.
        manifest: Of the release that readers get.
        act: Who published it, when, and under which instruction.
    """
    submissions = entries.rows(store, Submission)
    with entries.adding(store) as connection:
        states = states_in(connection)
        for submission, state in _due(submissions, states, manifest):
            add_move(connection, submission, state, act)


def _due(
    submissions: Iterable[Submission], states: Mapping[int, State], manifest: Manifest
) -> Iterator[tuple[Submission, State]]:
    """Give each move that is due, in the order of the ledger."""
    used = {one.submission for one in manifest.inputs.submissions}
    newest = {
        (one.dataset, one.area, one.period): one.version for one in manifest.inputs.submissions
    }
    for submission in submissions:
        now = states[submission.sequence]
        of = (submission.dataset, submission.area, submission.period)
        version = newest.get(of, 0)
        shown_again = now is State.SUPERSEDED and submission.version == version
        if submission.submission in used and (now is State.APPROVED or shown_again):
            yield submission, State.RELEASED
            now = State.RELEASED
        if submission.version < version and State.SUPERSEDED in LEGAL[now]:
            yield submission, State.SUPERSEDED
