"""Who may do what with a return. Every act of the door asks here first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.access.policy import is_publisher
from yardstick.model import Reach, State

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.regions import Region
    from yardstick.model import Viewer
    from yardstick.store.entries import Submission
    from yardstick.store.stands import Stand
    from yardstick.submissions.sent import Step

_BEFORE_A_RELEASE = (State.RECEIVED, State.CHECKED, State.SIGNED_OFF, State.APPROVED)
_WHEN: dict[Step, tuple[State, ...]] = {
    "answer": (State.RECEIVED,),
    "sign_off": (State.CHECKED,),
    "approve": (State.SIGNED_OFF,),
    "reject": _BEFORE_A_RELEASE,
    "withdraw": (*_BEFORE_A_RELEASE, State.RELEASED, State.SUPERSEDED),
}
_OF_THE_PARTNER: frozenset[Step] = frozenset({"answer", "sign_off", "withdraw"})
_OF_A_PUBLISHER: frozenset[Step] = frozenset({"approve", "reject", "withdraw"})


def may_send(viewer: Viewer, region: Region, dataset: DataSet, area: str) -> bool:
    """Whether somebody may send a return of a data set for an area of the region."""
    sent = dataset.submitted_by == "local_authority"
    return sent and area in region.authorities and _is_of(viewer, dataset.id, area)


def owns(viewer: Viewer, submission: Submission) -> bool:
    """Whether a return is of an area of the viewer's own, in a data set they may read."""
    return _is_of(viewer, submission.dataset, submission.area)


def reads_figures(viewer: Viewer, region: Region, submission: Submission, dataset: DataSet) -> bool:
    """Whether somebody may read what a return says.

    A publisher may where they may read the whole region's counts; records only their owner.
    """
    if owns(viewer, submission):
        return True
    whole = viewer.reach(submission.dataset) is Reach.REGION and not dataset.tables
    return is_publisher(viewer, region) and whole


def rights(viewer: Viewer, submission: Submission, *, publisher: bool) -> frozenset[Step]:
    """Return the acts that are somebody's to do with a return, whatever state it is in.

    `publisher` says whether they are one of the host.
    """
    found: frozenset[Step] = frozenset()
    if owns(viewer, submission):
        found |= _OF_THE_PARTNER
    if publisher:
        found |= _OF_A_PUBLISHER
    return found


def steps_now(viewer: Viewer, stand: Stand, *, publisher: bool) -> frozenset[Step]:
    """Return the acts that somebody may do with a return as it stands."""
    theirs = rights(viewer, stand.submission, publisher=publisher)
    found = {step for step in theirs if stand.state in _WHEN[step]}
    if viewer.account in {stand.submission.submitted_by, *stand.signed_by}:
        found.discard("approve")
    return frozenset(found)


def _is_of(viewer: Viewer, dataset: str, area: str) -> bool:
    return area in viewer.areas and viewer.may_read(dataset)
