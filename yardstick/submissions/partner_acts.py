"""What a partner's people do with their returns: send, answer, sign off, look, take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.access.audit import Action
from yardstick.access.errors import AccessDenied
from yardstick.access.policy import is_publisher
from yardstick.intake.errors import IntakeError
from yardstick.model import State
from yardstick.store.answers import Answer
from yardstick.store.errors import StoreError
from yardstick.submissions import standing
from yardstick.submissions.answering import write_answer
from yardstick.submissions.bound import Bound, given
from yardstick.submissions.changes import changes
from yardstick.submissions.comparing import superseded
from yardstick.submissions.receive import (
    fingerprint,
    hashed_again,
    keep,
    period_of,
    read_and_check,
)
from yardstick.submissions.rights import may_send, reads_figures
from yardstick.submissions.sent import Received

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from yardstick.catalogue.declarations import DataSet
    from yardstick.intake.known import Known
    from yardstick.intake.returns import CheckedReturn
    from yardstick.intake.sheets import Sheet
    from yardstick.model import Period
    from yardstick.store.draft import Progress
    from yardstick.submissions.sent import Inbox, Sent


class PartnerActs(Bound):
    """Acts of the people whose area a return is of; looking is a publisher's too."""

    def inbox(self) -> Inbox:
        """Return the returns the viewer has to do with, newest first.

        A partner's people get those of their own areas, in the data sets they may read. A
        publisher gets all of them.
        """
        return standing.inbox(self.store, self.region, self.viewer)

    def sent(self, submission: str) -> Sent:
        """Return one return of the inbox by its identifier.

        Raises:
            AccessDenied: It does not exist, or is not in the viewer's inbox.
        """
        return standing.sent_called(
            self.store, self.catalogue, self.region, self.viewer, submission
        )

    def may_send(self) -> tuple[tuple[str, str], ...]:
        """Return each data set and area the viewer may send a return of, in catalogue order."""
        return tuple(
            (dataset.id, area)
            for dataset in self.catalogue.datasets.values()
            for area in self.region.authorities
            if may_send(self.viewer, self.region, dataset, area)
        )

    def changes(self, submission: str) -> pd.DataFrame:
        """Return what a return changes against the version before it.

        Returns:
            One row per cell that differs, of counts: `item`, `breakdown`, `before`,
            `before_status`, `after`, `after_status`, `place`; of records: `table`, `key`,
            `column`, `before`, `after`, `row`. Where there is no version before, everything
            is new.

        Raises:
            AccessDenied: It does not exist, or its figures are not the viewer's to read.
            StoreError: A file of it is missing or damaged.
        """
        found = self._found(submission)
        dataset = self.catalogue.datasets.get(found.dataset)
        if dataset is None or not reads_figures(self.viewer, self.region, found, dataset):
            raise AccessDenied
        return changes(self.store, dataset, found)

    def superseded(self) -> pd.DataFrame:
        """Return what the department has published since it was returned, for the record.

        Such figures are on no page and in no file. Their partner reads its own, a publisher
        those of the data sets they may read the whole region of.

        Returns:
            One row per figure: `dataset`, `area`, `period`, `item`, `breakdown`, `number`,
            `status`, `submission`.

        Raises:
            AccessDenied: The viewer has no area of their own and is no publisher of the host.
            StoreError: There is no release yet, or it is damaged.
        """
        publisher = is_publisher(self.viewer, self.region)
        if not publisher and not self.viewer.areas:
            raise AccessDenied
        found = superseded(self.store, self.viewer)
        return found if publisher else found[found["area"].isin(self.viewer.areas)]

    def receive(
        self, files: Sequence[Path], dataset: str, area: str, period: str, progress: Progress
    ) -> Received:
        """Take in one return: read its files, check it, keep it.

        When it comes back with `sent`, the return is on disk and in the ledger. The files
        themselves are never kept. A refused return leaves a line in the audit log and nothing else.

        Args:
            files: As they were sent, together one return; the caller removes them.
            dataset: Identifier of the data set it is said to be of.
            area: GSS code of the authority it is said to be of.
            period: Key of the period it is said to be of.
            progress: Told each step by name, with how much is done (0 to 1).

        Raises:
            AccessDenied: The viewer may not send a return of this data set and area.
            IntakeError: A file cannot be read, or the period is not one of the data set's.
            StoreError: It cannot be kept; nothing was.
        """
        declared = self._to_send(dataset, area)
        progress("Take its fingerprint", 0.0)
        sent = _Sent(declared, area, period_of(declared, period), fingerprint(files))
        try:
            checked, sheets = self._checked(files, sent, progress)
        except IntakeError:
            self._refused(sent, "unreadable")
            raise
        if checked.refused:
            self._refused(sent, *(one.code for one in checked.findings))
            return Received(checked, sheets, sent.file, None)
        progress("Keep it", 0.8)
        act = self._act(instruction=declared.instruction)
        kept = self._as_it_stands(keep(self.store, declared, checked, sent.file, act))
        progress("Done", 1.0)
        return Received(checked, sheets, sent.file, kept)

    def answer(self, submission: str, code: str, text: str, place: str = "") -> Sent:
        """Answer a question about a return, or every question of one code.

        With the last answer the return is checked.

        Raises:
            AccessDenied: It does not exist, or is not the viewer's to answer.
            StoreError: The text is empty, or nothing of that code is asked at that place.
        """
        found = self._allowed(submission, "answer")
        if not text.strip():
            raise StoreError("Write an answer: a reason, or that the figure is right.")
        act = self._act(instruction=self._instruction(found))
        answer = Answer(code, place, text.strip(), act.account, act.at)
        write_answer(self.store, found, answer, act, self.key)
        return self._as_it_stands(found)

    def sign_off(self, submission: str, why: str = "") -> Sent:
        """Sign a return off for the partner whose area it is of.

        Raises:
            AccessDenied: It does not exist, or is not the viewer's to sign.
            StoreError: It is not checked, or was signed before.
        """
        found = self._allowed(submission, "sign_off")
        return self._moved(found, State.SIGNED_OFF, why, self._instruction(found))

    def withdraw(self, submission: str, why: str) -> Sent:
        """Take a return back: its partner, or a publisher of the host.

        It is in no later release. A release that holds it keeps it until the next is published.

        Raises:
            AccessDenied: It does not exist, or is not the viewer's to withdraw.
            StoreError: No reason is given, or it was withdrawn before.
        """
        found = self._allowed(submission, "withdraw")
        return self._moved(found, State.WITHDRAWN, given(why), self._instruction(found))

    def to_send(self, dataset: str, area: str, period: str) -> tuple[DataSet, Period, Known]:
        """Return what a template of a return is made of: its declaration and what was sent before.

        Raises:
            AccessDenied: The viewer may not send a return of this data set and area.
            IntakeError: The period is not one of the data set's.
        """
        declared = self._to_send(dataset, area)
        of = period_of(declared, period)
        return declared, of, self.known(dataset, area, of)

    def _to_send(self, dataset: str, area: str) -> DataSet:
        declared = self.catalogue.datasets.get(dataset)
        if declared is None or not may_send(self.viewer, self.region, declared, area):
            raise AccessDenied
        return declared

    def _checked(
        self, files: Sequence[Path], sent: _Sent, progress: Progress
    ) -> tuple[CheckedReturn, tuple[Sheet, ...]]:
        known = self.known(sent.dataset.id, sent.area, sent.period)
        reference = self.catalogue.reference
        checked, sheets = read_and_check(
            files, sent.dataset, reference, sent.area, sent.period, known, progress
        )
        return hashed_again(self.store, sent.dataset, checked), sheets

    def _refused(self, sent: _Sent, *codes: str) -> None:
        """Write down that a return was refused: of what, its hash, the codes, no more of it."""
        of = {"dataset": sent.dataset.id, "area": sent.area, "period": sent.period.key}
        told = {**of, "file": sent.file, "codes": " ".join(sorted(set(codes)))}
        self._line(Action.FILE_REFUSED, told)


@dataclass(frozen=True)
class _Sent:
    """What was sent and what it is said to be."""

    dataset: DataSet
    area: str
    period: Period
    file: str
