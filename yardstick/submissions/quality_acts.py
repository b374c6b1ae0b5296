"""What the checks found in what an authority sent: for its own people, and for the host."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.access.errors import AccessDenied
from yardstick.access.policy import is_publisher
from yardstick.access.refusals import refusals
from yardstick.model import State
from yardstick.store.answers import answers_of, unanswered
from yardstick.store.ledger import questions_of, returns
from yardstick.store.moves import state_of
from yardstick.store.places import operations
from yardstick.submissions.bound import Bound

if TYPE_CHECKING:
    from yardstick.access.refusals import Refusal
    from yardstick.store.entries import Submission


@dataclass(frozen=True)
class Asked:
    """What one check asked about one version of a return.

    Attributes:
        submission: Its row of the ledger.
        code: Of the check.
        asked: How many cells it asked about.
        confirmed: How many of these were answered.
    """

    submission: Submission
    code: str
    asked: int
    confirmed: int


@dataclass(frozen=True)
class Checked:
    """What the checks found in what one authority sent.

    Attributes:
        sent: How many versions of returns were taken in from files.
        refused: Files that were refused, oldest first.
        asked: What was asked about those that were taken in, oldest first.
    """

    sent: int
    refused: tuple[Refusal, ...]
    asked: tuple[Asked, ...]


class QualityActs(Bound):
    """Looking at what the checks found."""

    def may_see_checks(self, area: str) -> bool:
        """Whether what the checks found in an authority's returns is the viewer's to see."""
        return area in self.viewer.areas or is_publisher(self.viewer, self.region)

    def checks(self, area: str) -> Checked:
        """Return what the checks found in what an authority sent, by code and without figures.

        Its own people are told of the data sets they may read, a publisher of every one. Returns
        of a demonstration that came from no file were never checked, and are left out.

        Raises:
            AccessDenied: The area is not the viewer's own, and they are no publisher of the host.
            StoreError: A file of a return is missing or damaged.
        """
        if not self.may_see_checks(area):
            raise AccessDenied
        host = is_publisher(self.viewer, self.region)
        datasets = {one for one in self.catalogue.datasets if host or self.viewer.may_read(one)}
        sent = [
            one
            for one in returns(self.store)
            if one.area == area and one.dataset in datasets and one.file
        ]
        asked = tuple(found for one in sent for found in self._asked_about(one))
        refused = refusals(operations(self.store), area, datasets)
        return Checked(len(sent), refused, asked)

    def _asked_about(self, submission: Submission) -> tuple[Asked, ...]:
        if state_of(self.store, submission) is State.WITHDRAWN:  # its file may be gone
            return ()
        questions = questions_of(self.store, submission)
        still = unanswered(questions, answers_of(self.store, submission))
        asked = Counter(one.code for one in questions)
        left = Counter(one.code for one in still)
        return tuple(
            Asked(submission, code, many, many - left[code]) for code, many in sorted(asked.items())
        )
