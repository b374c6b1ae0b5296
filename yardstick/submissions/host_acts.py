"""What the host's publishers do: approve, turn down, look ahead, publish, go back, take out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import yardstick
from yardstick.access.audit import Action, newest
from yardstick.access.errors import AccessDenied
from yardstick.access.witness import move_witness
from yardstick.disclosure.sharing import share
from yardstick.model import State
from yardstick.store.build import build_release, draft_release
from yardstick.store.history import rollback
from yardstick.store.manifest import pointed_to
from yardstick.store.places import operations
from yardstick.store.release import list_releases
from yardstick.submissions import standing
from yardstick.submissions.bound import Bound, given
from yardstick.submissions.comparing import figures, missing, new_and_revised
from yardstick.submissions.sent import Preview
from yardstick.submissions.withdraw import take_out

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.store.draft import Progress
    from yardstick.store.release import ReleaseInfo
    from yardstick.submissions.sent import Sent


class HostActs(Bound):
    """Acts of a publisher of the host."""

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
        found = self._allowed(submission, "approve")
        return self._moved(found, State.APPROVED, why, instruction.strip())

    def reject(self, submission: str, why: str) -> Sent:
        """Turn a return down before it is in a release; its partner can read why.

        Raises:
            AccessDenied: It does not exist, or the viewer is no publisher of the host.
            StoreError: No reason is given, or it is in a release already.
        """
        found = self._allowed(submission, "reject")
        return self._moved(found, State.REJECTED, given(why), self._instruction(found))

    def preview(self, progress: Progress) -> Preview:
        """Build what the next release would be, with what is signed off, and compare.

        Nothing is kept and no reader sees it.

        Raises:
            AccessDenied: The viewer is no publisher of the host.
            StoreError: Somebody is publishing, or something in the ledger is damaged.
        """
        self._publishers_only()
        current = self._current()
        before = figures(self.store, self.viewer, current)
        states = {State.SIGNED_OFF, State.APPROVED}
        with draft_release(
            self.store, self.catalogue, made=self.clock(), states=states, progress=progress
        ) as draft:
            progress("Compare it with what readers have", 0.8)
            new, revised = new_and_revised(draft, self.viewer, before)
            gaps = missing(draft, self.viewer, self.catalogue, self.region)
            crossed = self.crossings(draft)
        progress("Done", 1.0)
        inbox = standing.inbox(self.store, self.region, self.viewer)
        waiting = tuple(one for one in inbox.returns if one.state in states)
        return Preview(current, waiting, new, revised, gaps, crossed)

    def publish(self, instruction: str, progress: Progress) -> ReleaseInfo:
        """Build a release of everything that is approved and let readers have it.

        Args:
            instruction: Reference of the partners' instruction it is published under.
            progress: Told each step by name, with how much is done (0 to 1).

        Raises:
            AccessDenied: The viewer is no publisher of the host.
            StoreError: The instruction is missing, somebody else is publishing, something in
                the ledger is damaged, or records cannot be protected. Readers keep the release
                they had.
        """
        self._publishers_only()
        info = build_release(
            self.store,
            self.catalogue,
            made=self.clock(),
            code_version=yardstick.__version__,
            instruction=instruction.strip(),
            audit_head=newest(operations(self.store)),
            account=self.viewer.account,
            witness=move_witness(self.key),
            sharing=share,
            progress=progress,
        )
        self._line(Action.PUBLISHED, {"release": info.id, "instruction": info.instruction})
        return info

    def releases(self) -> tuple[tuple[ReleaseInfo, ...], str]:
        """Return every release that is kept, newest first, and which of them readers get.

        Raises:
            AccessDenied: The viewer is no publisher of the host.
            StoreError: The manifest of one of them is damaged.
        """
        self._publishers_only()
        return list_releases(self.store), self._current()

    def roll_back(self, release: str, why: str) -> ReleaseInfo:
        """Have readers get an earlier release.

        Raises:
            AccessDenied: The viewer is no publisher of the host.
            StoreError: There is no such release, it is damaged, it holds what was withdrawn, no
                reason is given, or somebody is publishing.
        """
        self._publishers_only()
        given(why)
        info = rollback(self.store, release)
        self._line(Action.ROLLED_BACK, {"release": info.id, "why": why})
        return info

    def _current(self) -> str:
        return pointed_to(self.store) if self.store.current.exists() else ""

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
        self._publishers_only()
        found = next((one for one in self.region.partners if one.id == partner), None)
        if found is None or not found.areas:
            raise AccessDenied
        areas = frozenset(found.areas)
        joint = (one for one in self.region.combined if areas & set(one.parts))
        areas = areas.union(*((one.code, one.predecessor) for one in joint))
        act = replace(self._act(instruction=f"Withdrawal of {partner}"), why=given(why))
        self._line(Action.WITHDREW_PARTNER, {"partner": partner})
        return take_out(self.store, self.catalogue, partner, areas, act, self.withhold, progress)
