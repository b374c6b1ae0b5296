"""Returns as they stand, put together from the ledger for one viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.access.errors import AccessDenied
from yardstick.access.policy import is_publisher
from yardstick.model import State
from yardstick.store.answers import answers_of, unanswered
from yardstick.store.ledger import questions_of, return_called, returns
from yardstick.store.moves import moves_of
from yardstick.submissions.rights import owns, reads_figures, steps_now
from yardstick.submissions.sent import Sent

if TYPE_CHECKING:
    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Region
    from yardstick.model import Viewer
    from yardstick.store.entries import Submission
    from yardstick.store.moves import Move
    from yardstick.store.places import Store


def inbox(store: Store, catalogue: Catalogue, region: Region, viewer: Viewer) -> tuple[Sent, ...]:
    """Return the returns a viewer has to do with, newest first.

    Questions and answers are read of those that wait for an answer, and left out of the others.
    """
    mine = _mine(store, region, viewer)
    moves = moves_of(store, mine)
    return tuple(
        _sent(
            store,
            catalogue,
            region,
            viewer,
            one,
            moves[one.sequence],
            asked=moves[one.sequence][-1].state is State.RECEIVED,
        )
        for one in reversed(mine)
    )


def sent(
    store: Store, catalogue: Catalogue, region: Region, viewer: Viewer, submission: Submission
) -> Sent:
    """Return one return with its questions and answers."""
    moves = moves_of(store, [submission])[submission.sequence]
    return _sent(store, catalogue, region, viewer, submission, moves, asked=True)


def found(store: Store, region: Region, viewer: Viewer, identifier: str) -> Submission:
    """Return one return that a viewer has to do with.

    Raises:
        AccessDenied: There is none of that identifier, or it is not theirs.
    """
    one = return_called(store, identifier)
    if one is None or not (owns(viewer, one) or is_publisher(viewer, region)):
        raise AccessDenied
    return one


def _mine(store: Store, region: Region, viewer: Viewer) -> tuple[Submission, ...]:
    """Return the returns a viewer has to do with, in the order in which they were accepted."""
    if is_publisher(viewer, region):
        return returns(store)
    return tuple(one for one in returns(store, viewer.areas) if owns(viewer, one))


def _sent(  # noqa: PLR0913, PLR0917 - whose, of what, and how much of it
    store: Store,
    catalogue: Catalogue,
    region: Region,
    viewer: Viewer,
    submission: Submission,
    moves: tuple[Move, ...],
    *,
    asked: bool,
) -> Sent:
    dataset = catalogue.datasets.get(submission.dataset)
    readable = dataset is not None and reads_figures(viewer, region, submission, dataset)
    kept = moves[-1].state is not State.WITHDRAWN
    questions = questions_of(store, submission) if asked and readable and kept else ()
    answers = answers_of(store, submission) if asked and readable else ()
    return Sent(
        submission=submission,
        moves=moves,
        questions=questions,
        answers=answers,
        open=unanswered(questions, answers),
        steps=steps_now(viewer, region, submission, moves),
    )
