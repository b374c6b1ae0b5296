"""Returns as they stand, put together from the ledger for one viewer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from yardstick.access.errors import AccessDenied
from yardstick.access.policy import is_publisher
from yardstick.model import State
from yardstick.store.answers import answers_in, unanswered
from yardstick.store.ledger import questions_of, return_called, return_called_in
from yardstick.store.moves import moves_in
from yardstick.store.operations import reading
from yardstick.store.places import operations
from yardstick.store.stands import stand, stands
from yardstick.submissions.rights import owns, reads_figures, steps_now
from yardstick.submissions.sent import Inbox, Listed, Sent

if TYPE_CHECKING:
    import sqlalchemy as sa

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.model import Viewer
    from yardstick.store.answers import Answer
    from yardstick.store.entries import Submission
    from yardstick.store.moves import Move
    from yardstick.store.places import Store
    from yardstick.store.stands import Stands

_MOST_KEPT: Final = 16  # some 300 KB each where a publisher has a thousand returns


def inbox(store: Store, region: Region, viewer: Viewer) -> Inbox:
    """Return the returns a viewer has to do with, newest first."""
    return _inbox(stands(store), viewer, publisher=is_publisher(viewer, region))


# By where the returns stand at one moment, and by all that the viewer is: nothing else decides.
@lru_cache(maxsize=_MOST_KEPT)
def _inbox(now: Stands, viewer: Viewer, *, publisher: bool) -> Inbox:
    mine = (one for one in reversed(now.returns) if publisher or owns(viewer, one.submission))
    listed = (
        Listed(one.submission, one.state, steps_now(viewer, one, publisher=publisher))
        for one in mine
    )
    return Inbox(now.moment, tuple(listed))


def sent(
    store: Store, catalogue: Catalogue, region: Region, viewer: Viewer, submission: Submission
) -> Sent:
    """Return one return, with its answers and, while it waits for some, its open questions."""
    with reading(operations(store)) as connection:
        happened = _happened(connection, submission)
    return _sent(store, catalogue, region, viewer, happened)


def sent_called(
    store: Store, catalogue: Catalogue, region: Region, viewer: Viewer, identifier: str
) -> Sent:
    """Return one return by its identifier, as it stands at one moment.

    Raises:
        AccessDenied: There is none of that identifier, or it is not theirs.
    """
    with reading(operations(store)) as connection:
        one = _theirs(return_called_in(connection, identifier), region, viewer)
        happened = _happened(connection, one)
    return _sent(store, catalogue, region, viewer, happened)


class _Happened(NamedTuple):
    """What the ledger holds about one return."""

    submission: Submission
    moves: tuple[Move, ...]
    answers: tuple[Answer, ...]


def _happened(connection: sa.Connection, submission: Submission) -> _Happened:
    moves = moves_in(connection, submission.sequence)
    return _Happened(submission, moves, answers_in(connection, submission))


def _sent(
    store: Store, catalogue: Catalogue, region: Region, viewer: Viewer, happened: _Happened
) -> Sent:
    submission, moves, said = happened
    dataset = catalogue.datasets.get(submission.dataset)
    readable = dataset is not None and reads_figures(viewer, region, submission, dataset)
    asked = readable and moves[-1].state is State.RECEIVED
    questions = questions_of(store, submission) if asked else ()
    answers = said if readable else ()
    publisher = is_publisher(viewer, region)
    return Sent(
        submission=submission,
        moves=moves,
        answers=answers,
        open=unanswered(questions, answers),
        steps=steps_now(viewer, stand(submission, moves), publisher=publisher),
    )


def found(store: Store, region: Region, viewer: Viewer, identifier: str) -> Submission:
    """Return one return that a viewer has to do with.

    Raises:
        AccessDenied: There is none of that identifier, or it is not theirs.
    """
    return _theirs(return_called(store, identifier), region, viewer)


def _theirs(one: Submission | None, region: Region, viewer: Viewer) -> Submission:
    if one is None or not (owns(viewer, one) or is_publisher(viewer, region)):
        raise AccessDenied
    return one
