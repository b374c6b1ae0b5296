"""The return to DfE: looked at, signed by two people, and only then made into files.

Its figures are exact, of every authority. That is an exception to protection, so each look, each
signature and each making is a line of the audit log, written before anything is handed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.access.audit import Action, add_line
from yardstick.store.dfe_signatures import Signature, add_signature, signatures
from yardstick.store.entries import adding
from yardstick.store.errors import StoreError
from yardstick.submissions.bound import Bound

if TYPE_CHECKING:
    from yardstick.submissions.exact import Exact

NEEDED: Final = 2  # people


@dataclass(frozen=True)
class DfeStanding:
    """How the return of one quarter stands.

    Attributes:
        period: Key of the quarter.
        release: The release it would be made of: the one that readers get.
        checksum: SHA-256 of its content, that of the comma-separated file.
        returned: How many authorities are in it.
        expected: How many there were.
        signed: Signatures under this release and this content.
        lapsed: Signatures under an earlier release or another content: they count no more.
        may_sign: Whether the viewer's signature is still missing.
    """

    period: str
    release: str
    checksum: str
    returned: int
    expected: int
    signed: tuple[Signature, ...]
    lapsed: tuple[Signature, ...]
    may_sign: bool

    @property
    def complete(self) -> bool:
        """Whether enough people have signed it as it is."""
        return len({one.account for one in self.signed}) >= NEEDED


class DfeActs(Bound):
    """Acts of a publisher of the host who reads the whole region's returns."""

    def dfe_periods(self) -> tuple[str, ...]:
        """Return the quarters that a return to DfE can be made of, newest first.

        Raises:
            AccessDenied: The viewer is no publisher of the host, or reads less than the region.
        """
        self._publishers_only()
        return self.exact.periods()

    def dfe_standing(self, period: str) -> DfeStanding:
        """Return how the return of one quarter stands, without its figures.

        Raises:
            AccessDenied: As `dfe_periods`.
            StoreError: There is no return of that quarter.
        """
        return self._standing(self._exact(period))

    def look_at_dfe_return(self, period: str) -> Exact:
        """Return the exact figures for somebody who is to sign them.

        Raises:
            AccessDenied, StoreError: As `dfe_standing`.
        """
        found = self._exact(period)
        self._line(Action.LOOKED_AT_DFE_RETURN, _named(found))
        return found

    def sign_dfe_return(self, period: str, checksum: str) -> DfeStanding:
        """Sign the return of one quarter, as it was looked at.

        Args:
            period: Key of the quarter.
            checksum: Of what was looked at.

        Raises:
            AccessDenied: As `dfe_periods`.
            StoreError: There is no such return, it is no longer what was looked at, or the viewer
                has signed it.
        """
        found = self._exact(period)
        if checksum != found.checksum:
            raise StoreError(
                "The return is no longer what you looked at: newer figures were published. Look "
                "at it again, then sign."
            )
        if not self._standing(found).may_sign:
            raise StoreError("You have signed it. Somebody else must sign it, too.")
        named = found.period, found.release, found.checksum
        signature = Signature(*named, self.viewer.account, self.clock())
        with adding(self.store) as connection:
            add_signature(connection, signature)
            account = self.viewer.account
            add_line(connection, self.key, account, Action.SIGNED_DFE_RETURN, _named(found))
        return self._standing(found)

    def make_dfe_return(self, period: str) -> tuple[Exact, DfeStanding]:
        """Return the exact figures to be written into the files that go to DfE.

        Raises:
            AccessDenied: As `dfe_periods`.
            StoreError: There is no such return, or two people have not signed it as it is.
        """
        found = self._exact(period)
        standing = self._standing(found)
        if not standing.complete:
            raise StoreError(_missing(standing))
        self._line(Action.MADE_DFE_RETURN, _named(found))
        return found, standing

    def _exact(self, period: str) -> Exact:
        if period not in self.dfe_periods():
            raise StoreError("There is no return of that quarter. Choose one that is listed.")
        return self.exact.of(period)

    def _standing(self, found: Exact) -> DfeStanding:
        every = signatures(self.store, found.period)
        now = found.release, found.checksum
        signed = tuple(one for one in every if (one.release, one.checksum) == now)
        lapsed = tuple(one for one in every if (one.release, one.checksum) != now)
        may_sign = self.viewer.account not in {one.account for one in signed}
        of = found.period, found.release, found.checksum, found.returned, found.expected
        return DfeStanding(*of, signed, lapsed, may_sign)


def _missing(standing: DfeStanding) -> str:
    """Say whose signature is missing, and why earlier ones do not count."""
    lacking = NEEDED - len(standing.signed)
    ask = "one more person" if lacking == 1 else "two people"
    lapsed = " What was signed before has been revised since and counts no more."
    lapsed = lapsed if standing.lapsed else ""
    return f"The return to DfE of {standing.period} must first be signed by {ask}.{lapsed}"


def _named(found: Exact) -> dict[str, str]:
    return {"period": found.period, "release": found.release, "checksum": found.checksum}
