"""What every act of the writer's door shares: whose it is, what it looks up and writes down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yardstick.access.audit import record
from yardstick.access.errors import AccessDenied
from yardstick.access.policy import is_publisher
from yardstick.access.witness import move_witness
from yardstick.store.entries import adding
from yardstick.store.errors import StoreError
from yardstick.store.moves import Act, add_move
from yardstick.store.places import operations
from yardstick.submissions import standing
from yardstick.submissions.rights import rights

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection

    import pandas as pd

    from yardstick.access.audit import Action
    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.intake.known import Known
    from yardstick.model import Period, State, Viewer
    from yardstick.store.connection import OpenRelease
    from yardstick.store.entries import Submission
    from yardstick.store.places import Store
    from yardstick.submissions.exact import ExactReturns
    from yardstick.submissions.sent import Sent, Step


@dataclass(frozen=True)
class Bound:
    """One viewer, and what the acts need.

    Attributes:
        viewer: Whose rights these are.
        store: Where.
        catalogue: Read from `data/`.
        region: Whose partners there are.
        key: Of the audit log.
        known: Returns what a return of a data set, area and period is held against.
        crossings: Returns how the viewer's judgements change with a draft: one row per
            judgement, as `Preview.crossed`.
        exact: Makes the returns to DfE, for those who may have them.
        withhold: Has what is withheld because of earlier releases stay so when they are gone;
            told the codes of the areas withdrawn.
        clock: The moment, with its time zone; another one in tests.
    """

    viewer: Viewer
    store: Store
    catalogue: Catalogue
    region: Region
    key: bytes
    known: Callable[[str, str, Period], Known]
    crossings: Callable[[OpenRelease], pd.DataFrame]
    exact: ExactReturns
    withhold: Callable[[Collection[str]], None]
    clock: Callable[[], dt.datetime]

    def _found(self, submission: str) -> Submission:
        return standing.found(self.store, self.region, self.viewer, submission)

    def _allowed(self, submission: str, step: Step) -> Submission:
        """Return a return that an act is the viewer's to do with, or deny it."""
        found = self._found(submission)
        publisher = is_publisher(self.viewer, self.region)
        if step not in rights(self.viewer, found, publisher=publisher):
            raise AccessDenied
        return found

    def _publishers_only(self) -> None:
        if not is_publisher(self.viewer, self.region):
            raise AccessDenied

    def _as_it_stands(self, submission: Submission) -> Sent:
        return standing.sent(self.store, self.catalogue, self.region, self.viewer, submission)

    def _moved(self, submission: Submission, state: State, why: str, instruction: str) -> Sent:
        act = replace(self._act(instruction=instruction), why=why)
        with adding(self.store) as connection:
            add_move(connection, submission, state, act)
        return self._as_it_stands(submission)

    def _act(self, instruction: str) -> Act:
        witness = move_witness(self.key)
        return Act(self.viewer.account, self.clock(), "", instruction, witness)

    def _instruction(self, submission: Submission) -> str:
        dataset = self.catalogue.datasets.get(submission.dataset)
        return dataset.instruction if dataset else ""

    def _line(self, action: Action, detail: dict[str, str]) -> None:
        record(operations(self.store), self.key, self.viewer.account, action, detail)


def given(why: str) -> str:
    """Return a reason.

    Raises:
        StoreError: There is none.
    """
    if not why.strip():
        raise StoreError("Say why, in a few words.")
    return why.strip()
