"""The one door to the writer: authorise, do, and write it down. One short method per act.

Pages and the command line get a `Submissions` that already belongs to a viewer. Each act asks
first whether the viewer may do it, and answers an unknown return and a forbidden one alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Region
    from yardstick.intake.known import Known
    from yardstick.model import Period, Viewer
    from yardstick.store.connection import OpenRelease
    from yardstick.store.draft import Progress
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo
    from yardstick.submissions.sent import Preview, Received, Sent


@dataclass(frozen=True)
class Submissions:
    """What one viewer may send, sign, approve, publish and withdraw.

    Made only by `ui.wiring.submissions_for`.

    Attributes:
        viewer: Whose rights these are.
        store: Where.
        catalogue: Read from `data/`.
        region: Whose partners there are.
        key: Of the audit log.
        known: Returns what a return of a data set, area and period is held against.
        crossings: Returns how the viewer's judgements change with a draft: one row per
            judgement, as `Preview.crossed`.
        clock: The moment, with its time zone; another one in tests.
    """

    viewer: Viewer
    store: Store
    catalogue: Catalogue
    region: Region
    key: bytes
    known: Callable[[str, str, Period], Known]
    crossings: Callable[[OpenRelease], pd.DataFrame]
    clock: Callable[[], dt.datetime]

    # ---- looking ------------------------------------------------------------------------------

    def inbox(self) -> tuple[Sent, ...]:
        """Return the returns the viewer has to do with, newest first.

        A partner's people get those of their own areas, in the data sets they may read. A
        publisher gets all of them, without the figures of those they may not read.
        """
        raise NotImplementedError

    def sent(self, submission: str) -> Sent:
        """Return one return of the inbox by its identifier.

        Raises:
            AccessDenied: It does not exist, or is not in the viewer's inbox.
        """
        raise NotImplementedError

    def may_send(self) -> tuple[tuple[str, str], ...]:
        """Return each data set and area the viewer may send a return of, in catalogue order."""
        raise NotImplementedError

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
        raise NotImplementedError

    # ---- a partner's acts ---------------------------------------------------------------------

    def receive(
        self, file: Path, dataset: str, area: str, period: str, progress: Progress
    ) -> Received:
        """Take in a file as a return: read it, check it, keep it.

        When it comes back with `sent`, the return is on disk and in the ledger. The file itself
        is never kept. A refused one leaves a line in the audit log and nothing else.

        Args:
            file: As it was sent; the caller removes it.
            dataset: Identifier of the data set it is said to be of.
            area: GSS code of the authority it is said to be of.
            period: Key of the period it is said to be of.
            progress: Told each step by name, with how much is done (0 to 1).

        Raises:
            AccessDenied: The viewer may not send a return of this data set and area.
            IntakeError: The file cannot be read, or the period is not one of the data set's.
            StoreError: It cannot be kept; nothing was.
        """
        raise NotImplementedError

    def answer(self, submission: str, code: str, text: str, place: str = "") -> Sent:
        """Answer a question about a return, or every question of one code.

        With the last answer the return is checked.

        Raises:
            AccessDenied: It does not exist, or is not the viewer's to answer.
            StoreError: The text is empty, or nothing of that code is asked at that place.
        """
        raise NotImplementedError

    def sign_off(self, submission: str, why: str = "") -> Sent:
        """Sign a return off for the partner whose area it is of.

        Raises:
            AccessDenied: It does not exist, or is not the viewer's to sign.
            StoreError: It is not checked, or was signed before.
        """
        raise NotImplementedError

    # ---- the host's acts ----------------------------------------------------------------------

    def approve(self, submission: str, instruction: str, why: str = "") -> Sent:
        """Approve a return for the next release.

        Args:
            submission: Which.
            instruction: Reference of the partners' instruction it is published under.
            why: In words.

        Raises:
            AccessDenied: It does not exist, or the viewer is no publisher of the host.
            StoreError: It is not signed off, the instruction is missing, or the viewer sent or
                signed it.
        """
        raise NotImplementedError

    def reject(self, submission: str, why: str) -> Sent:
        """Turn a return down before it is in a release; its partner can read why.

        Raises:
            AccessDenied: It does not exist, or the viewer is no publisher of the host.
            StoreError: No reason is given, or it is in a release already.
        """
        raise NotImplementedError

    def preview(self, progress: Progress) -> Preview:
        """Build what the next release would be, with what is signed off, and compare.

        Nothing is kept and no reader sees it.

        Raises:
            AccessDenied: The viewer is no publisher of the host.
            StoreError: Somebody is publishing, or something in the ledger is damaged.
        """
        raise NotImplementedError

    def publish(self, instruction: str, progress: Progress) -> ReleaseInfo:
        """Build a release of everything that is approved and let readers have it.

        Args:
            instruction: Reference of the partners' instruction it is published under.
            progress: Told each step by name, with how much is done (0 to 1).

        Raises:
            AccessDenied: The viewer is no publisher of the host.
            StoreError: The instruction is missing, somebody else is publishing, or something in
                the ledger is damaged. Readers keep the release they had.
        """
        raise NotImplementedError

    def roll_back(self, release: str, why: str) -> ReleaseInfo:
        """Have readers get an earlier release.

        Raises:
            AccessDenied: The viewer is no publisher of the host.
            StoreError: There is no such release, it is damaged, it holds what was withdrawn, no
                reason is given, or somebody is publishing.
        """
        raise NotImplementedError

    # ---- either's -----------------------------------------------------------------------------

    def withdraw(self, submission: str, why: str) -> Sent:
        """Take a return back: its partner, or a publisher of the host.

        It is in no later release. A release that holds it keeps it until the next is published.

        Raises:
            AccessDenied: It does not exist, or is not the viewer's to withdraw.
            StoreError: No reason is given, or it was withdrawn before.
        """
        raise NotImplementedError

    def withdraw_partner(self, partner: str, why: str, progress: Progress) -> Path:
        """Take out everything a partner has sent, prove it, and write a certificate.

        Its files are removed, the release is built again without them, and every release that
        held them is removed. The ledger keeps that there was a return, and no figure of it.

        Returns:
            Where the certificate is.

        Raises:
            AccessDenied: The viewer is no publisher of the host, or there is no such partner.
            StoreError: No reason is given, somebody is publishing, or something was left; it
                can be run again.
        """
        raise NotImplementedError
